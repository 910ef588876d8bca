"""Decisions, delegations and engagements follow from the entries, or verify_record names them."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from civic.models import Person
from engagements.models import Decision, Delegation, Engagement, Outcome
from engagements.services.case_record import rows_of_entries
from engagements.services.steps import deputys_answer, mayors_decision
from tests import cases
from tests.guarding import guards_down

pytestmark = pytest.mark.django_db


@pytest.fixture
def a_year(officer: Person, mayor: Person, deputy: Person) -> None:
    """Of everything that can be decided, accepted, taken back and over, one."""
    cases.mayor_attends(officer=officer, mayor=mayor)
    cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    back = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    mayors_decision.record_decision(back, outcome=Outcome.TAKE_BACK, made_by=mayor, by=mayor)
    no = cases.with_deputy(officer=officer, mayor=mayor)
    deputys_answer.say_no(no, deputy=deputy, private_reason="Away", by=deputy)
    together = cases.with_mayor(officer=officer, addressee="both")
    cases.decide(together, mayor=mayor, outcome=Outcome.ACCEPT_TOGETHER)
    deputys_answer.accept(together, deputy=deputy, by=deputy)
    cases.declined(officer=officer, mayor=mayor)


def told() -> list[str]:
    return [f"{found.case}: {found.what}" for found in rows_of_entries.all_unlike()]


def test_what_the_office_did_follows_from_the_record(a_year: None) -> None:
    assert Engagement.objects.filter(accompanied_by__isnull=False).exists()
    assert told() == []


FORGERIES = [{"outcome": "decline"}, {"made_version": 1}, {"made_version": 2}]


@pytest.mark.parametrize("forged", FORGERIES, ids=str)
def test_a_decision_that_no_entry_tells_of_is_named(a_year: None, forged: dict[str, object]) -> None:
    decision = Decision.objects.get(outcome="accept")
    with guards_down():
        Decision.objects.filter(pk=decision.pk).update(**forged)
        assert told() == [
            f"{decision.invitation.reference}: decision {decision.pk} ({forged.get('outcome', 'accept')})"
        ]
        Decision.objects.filter(pk=decision.pk).update(outcome="accept", made_version=decision.made_version)


def test_what_the_deputy_never_accepted_is_named(a_year: None, deputy: Person) -> None:
    asked = Delegation.objects.get(state="declined")
    with guards_down():
        Delegation.objects.filter(pk=asked.pk).update(state="accepted")
        Engagement.objects.create(
            invitation=asked.invitation, attendee="deputy", person=deputy, delegation=asked,
            starts_at=asked.invitation.starts_at, ends_at=asked.invitation.ends_at, made_at=asked.asked_at,
        )  # fmt: skip
    forged = Engagement.objects.latest("pk")
    reference = asked.invitation.reference
    assert told() == [
        f"{reference}: delegation {asked.pk} (accepted)",
        f"{reference}: engagement {forged.pk} (deputy)",
    ]
    with pytest.raises(CommandError, match="2 rows do not follow from the record"):
        call_command("verify_record", stdout=StringIO())
