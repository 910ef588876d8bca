"""What the database refuses of the reasons a decision gives (P2, P3)."""

import pytest
from django.db import IntegrityError, transaction

from civic.models import AgreedReason, Person
from engagements.models import Outcome
from engagements.services.steps import mayors_decision
from tests import cases
from tests.engagements.forgery import forge_decision, refused

pytestmark = pytest.mark.django_db


def test_the_deputy_is_asked_for_a_reason_that_is_on_the_list_in_the_words_it_has_there(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    AgreedReason.objects.filter(code="away").update(wording="There is a journey.")
    sql, values = forge_decision(invitation, mayor)
    refused("agreed_reason_is_on_the_list", sql, *values)
    AgreedReason.objects.filter(code="away").update(
        wording="There is a journey away from the area at that time.", in_use=False
    )
    refused("agreed_reason_is_on_the_list", sql, *values)


@pytest.mark.parametrize(("outcome", "kind"), [("decline", ""), ("accept", "diary")])
def test_a_decline_and_nothing_else_has_a_kind(
    officer: Person, mayor: Person, deputy: Person, outcome: str, kind: str
) -> None:
    invitation = cases.with_mayor(officer=officer)
    with pytest.raises(IntegrityError, match="decline_has_a_kind"), transaction.atomic():
        mayors_decision.record_decision(
            invitation, outcome=Outcome(outcome), decline_kind=kind, made_by=mayor, by=mayor
        )
