"""Whatever an organiser typed is given back where it came too late to be taken."""

import pytest
from django.test import Client

from civic.models import Person
from engagements.models import Invitation, Outcome
from engagements.services.case_record import organiser_links
from engagements.services.steps import mayors_decision, organisers_answers, triage
from tests import cases
from tests.web import Answer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("officer", "mayor", "deputy")]
LONG = "There are eighty of us, and the hall has a ramp."


def door(client: Client, invitation: Invitation) -> None:
    client.get(f"/invitation/{organiser_links.token_of(organiser_links.live_link(invitation))}/")


def sent(client: Client, page: str, invitation: Invitation, **given: str) -> Answer:
    """As a browser sends it, with the version that the page showed."""
    answer: Answer = client.post(
        f"/invitation/{page}/", {"of": invitation.reference, "seen": invitation.version} | given
    )
    return answer


def test_an_answer_to_a_question_that_was_answered_meanwhile(client: Client, officer: Person) -> None:
    invitation = cases.make_invitation()
    triage.ask_information(invitation, question="How many guests?", by=officer)
    cases.send_letters(invitation)
    door(client, invitation)
    late = {"answer": LONG}
    organisers_answers.answer_question(
        Invitation.objects.get(pk=invitation.pk), answer="About eighty.", word="rang", by=officer
    )
    answer = sent(client, "question", invitation, **late)
    shown = answer.content.decode()
    assert "You have already answered" in shown
    assert LONG in shown


@pytest.mark.parametrize("page", ["change", "wish"])
def test_a_change_of_what_was_withdrawn_meanwhile(client: Client, officer: Person, page: str) -> None:
    invitation = cases.make_invitation()
    cases.send_letters(invitation)
    door(client, invitation)
    organisers_answers.withdraw(invitation, word="rang", by=officer)
    answer = sent(client, page, invitation, what_happens=LONG)
    assert (answer.status_code, LONG in answer.content.decode()) == (409, True)


def test_a_change_by_a_link_that_was_replaced_meanwhile(client: Client, officer: Person) -> None:
    invitation = cases.make_invitation()
    cases.send_letters(invitation)
    door(client, invitation)
    organiser_links.revoke_links(invitation, by=officer)
    answer = sent(client, "change", invitation, what_happens=LONG)
    assert (answer.status_code, LONG in answer.content.decode()) == (410, True)


def test_a_change_of_what_the_mayor_declined_meanwhile(
    client: Client, officer: Person, mayor: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    cases.send_letters(invitation)
    door(client, invitation)
    mayors_decision.record_decision(
        invitation, outcome=Outcome.DECLINE, decline_kind="other", made_by=mayor, by=mayor
    )
    cases.send_letters(invitation)
    answer = sent(client, "change", invitation, what_happens=LONG)
    assert (answer.status_code, LONG in answer.content.decode()) == (409, True)
