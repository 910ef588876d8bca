"""What comes next in a case: the same on its page and in the work list, and not against the findings."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from civic.queries import read_council
from engagements.models import Invitation, Letter, Outcome
from engagements.queries import worklist
from engagements.services.steps import triage
from protocols.core.vocabulary import Step
from tests import cases

pytestmark = pytest.mark.django_db


def line_of(invitation: Invitation) -> str:
    rows = Invitation.objects.for_situations().filter(pk=invitation.pk)
    [line] = worklist.listed(list(rows), read_council())
    return line.next_step


def offered_first(client: Client, officer: Person, invitation: Invitation) -> str:
    client.force_login(officer)
    page = client.get(reverse("engagements:case", args=[invitation.reference]))
    first = page.context["ways"].first
    return str(first.step) if first else ""


def test_of_two_that_look_like_one_event_the_later_is_joined_to_the_earlier(
    client: Client, officer: Person, mayor: Person
) -> None:
    earlier, later = cases.make_invitation(), cases.make_invitation()
    assert line_of(later) == f"Join to {earlier.reference}"
    assert offered_first(client, officer, later) == Step.LINK_DUPLICATE
    assert line_of(earlier) == "Send to the Mayor"
    assert offered_first(client, officer, earlier) == Step.PUT_TO_MAYOR


@pytest.mark.parametrize(
    ("particulars", "step"),
    [
        ({"purpose": "political"}, Step.REFUSE_P10),
        ({"purpose": "commercial"}, Step.REFUSE_P10),
        ({"purpose": "private"}, Step.PUT_TO_MAYOR),
        ({"addressee": "deputy"}, Step.EXPLAIN_PROTOCOL),
        ({"addressee": "unclear"}, Step.SETTLE_ADDRESSEE),
    ],
)
def test_what_was_noticed_comes_before_the_usual_step(
    client: Client, officer: Person, mayor: Person, particulars: dict[str, Any], step: Step
) -> None:
    invitation = cases.make_invitation(**particulars)
    assert offered_first(client, officer, invitation) == step
    assert line_of(invitation).lower() == step.label.lower()


def test_a_letter_that_waits_for_an_officer_comes_first(officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    cases.send_letters(invitation)
    assert line_of(invitation) == "Mayor to decide"
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE)
    assert line_of(invitation) == "Check and release the letter"
    cases.become(Letter.objects.filter(kind="decline"), Letter.State.FAILED)
    assert line_of(invitation) == "Letter not delivered: put it right"
    cases.become(Letter.objects.filter(kind="decline"), Letter.State.SENT)
    assert line_of(invitation) == ""


def test_whom_a_case_waits_for_is_said(officer: Person, mayor: Person) -> None:
    asked = cases.make_invitation()
    triage.ask_information(asked, question="When?", by=officer)
    cases.send_letters(asked)
    assert line_of(asked) == "Organiser to answer our question"
