"""What the organiser's page takes: answers, changes, wishes, withdrawal."""

from typing import Any

import pytest
from django.test import Client

from civic.models import Person
from engagements.models import RecordEntry
from engagements.services.steps import organisers_answers, triage
from protocols.core.vocabulary import Addressee, Wish
from tests import cases
from tests.engagements.organiser.at_the_door import address, change, door, heading, sent, words

pytestmark = pytest.mark.django_db
PAGES = ["", "answer/", "question/", "change/", "wish/", "withdraw/"]


def test_the_three_answers_are_chosen_and_then_confirmed(client: Client, explained: Any) -> None:
    door(client, explained)
    page = client.get("/invitation/answer/").content.decode()
    assert page.count('type="radio"') == 3
    assert " checked" not in page
    confirm = sent(client, "answer", explained, answer="invite_mayor")
    assert heading(confirm) == "Confirm your answer"
    explained.refresh_from_db()
    assert explained.stage == "protocol_explained"
    assert sent(client, "answer", explained, answer="invite_mayor", confirm="1").status_code == 302
    explained.refresh_from_db()
    assert (explained.stage, explained.addressee) == ("received", "mayor")


@pytest.mark.parametrize(
    ("answer", "stage"), [("no_thank_you", "withdrawn"), ("councillor_only", "not_civic")]
)
def test_the_other_two_answers_close_the_case(
    client: Client, explained: Any, answer: Any, stage: Any
) -> None:
    door(client, explained)
    sent(client, "answer", explained, answer=answer, confirm="1")
    explained.refresh_from_db()
    assert explained.stage == stage


def test_an_answer_given_already_is_shown_and_no_error(client: Client, explained: Any) -> None:
    door(client, explained)
    seen = {"of": explained.reference, "seen": explained.version, "answer": "invite_mayor", "confirm": "1"}
    client.post("/invitation/answer/", seen)
    again = client.post("/invitation/answer/", seen | {"answer": "no_thank_you"})
    assert (again.status_code, heading(again)) == (200, "You have already answered")
    assert "Yes, I would like to invite the Mayor" in words(client.get("/invitation/answer/"))
    assert RecordEntry.objects.filter(kind__in=["invite_mayor", "no_thank_you"]).count() == 1


def test_the_question_is_not_asked_before_its_letter_has_left(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation(addressee=Addressee.DEPUTY.value, wish=Wish.NOT_SAID.value)
    triage.explain_protocol(invitation, by=officer)
    assert heading(door(client, invitation)) == "Your invitation is being considered"
    assert client.get("/invitation/answer/").status_code == 302


def test_an_answer_that_is_none_of_the_three_is_an_error(client: Client, explained: Any) -> None:
    door(client, explained)
    for answer in ("", "accept", "withdraw", "<script>"):
        response = sent(client, "answer", explained, answer=answer, confirm="1")
        assert response.status_code == 200
    explained.refresh_from_db()
    assert explained.stage == "protocol_explained"


def test_the_offices_question_is_answered(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    triage.ask_information(invitation, question="How many guests?", by=officer)
    cases.send_letters(invitation)
    door(client, invitation)
    assert "How many guests?" in words(client.get("/invitation/question/"))
    sent(client, "question", invitation, answer="About eighty.")
    invitation.refresh_from_db()
    assert invitation.stage == "received"
    assert invitation.questions.get().answer == "About eighty."
    assert heading(client.get("/invitation/question/")) == "You have already answered"


def test_an_accepted_event_that_moves_goes_back_to_the_office(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    door(client, invitation)
    assert sent(client, "change", invitation, **change(invitation, event_on_day="18")).status_code == 302
    invitation.refresh_from_db()
    assert (invitation.stage, invitation.event_on.isoformat()) == ("received", "2026-07-18")
    assert "The details have changed since then." in words(client.get("/invitation/"))


def test_a_change_to_the_past_or_to_nothing_is_an_error(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    door(client, invitation)
    past = sent(client, "change", invitation, **change(invitation, event_on_year="2025"))
    assert "The date of the event must be today or later" in words(past)
    same = sent(client, "change", invitation, **change(invitation))
    assert "You have not changed anything yet" in words(same)
    invitation.refresh_from_db()
    assert invitation.version == 1


def test_the_wish_is_changed_and_recorded(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation(wish=Wish.MAYOR_ONLY.value)
    door(client, invitation)
    sent(client, "wish", invitation, wish="deputy_welcome")
    invitation.refresh_from_db()
    assert invitation.wish == "deputy_welcome"
    assert RecordEntry.objects.filter(kind="change_wish", party="organiser", by=None).count() == 1


@pytest.mark.parametrize("wish", ["mayor_only", "not_said"])
@pytest.mark.parametrize("asked", [False, True])
def test_the_wish_is_answered_alike_whatever_goes_on_inside(
    client: Client, officer: Person, mayor: Person, deputy: Person, asked: bool, wish: str
) -> None:
    at = cases.with_deputy(officer=officer, mayor=mayor) if asked else cases.with_mayor(officer=officer)
    door(client, at)
    response = sent(client, "wish", at, wish=wish)
    at.refresh_from_db()
    assert (response.status_code, at.wish) == (302, wish)
    assert at.stage == ("with_deputy" if asked and wish == "not_said" else "with_mayor")
    page = words(client.get(response["Location"]))
    assert "Thank you. We have recorded your answer." in page
    assert "Okoro" not in page


def test_withdrawing_is_asked_once_and_called_calling_off_where_somebody_was_announced(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    quiet, announced = cases.make_invitation(), cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(announced)
    for invitation, asked, stage in [
        (quiet, "withdraw the invitation", "withdrawn"),
        (announced, "cancel the engagement", "cancelled"),
    ]:
        door(client, invitation)
        assert f"Do you want to {asked}?" in words(client.get("/invitation/withdraw/"))
        sent(client, "withdraw", invitation)
        invitation.refresh_from_db()
        assert invitation.stage == stage
        assert sent(client, "withdraw", invitation).status_code == 302


def test_a_page_that_was_opened_before_the_case_moved_changes_nothing(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.make_invitation()
    door(client, invitation)
    organisers_answers.change_wish(invitation, wish=Wish.MAYOR_ONLY)
    response = client.post("/invitation/withdraw/", {"of": invitation.reference, "seen": 1})
    assert (response.status_code, heading(response)) == (409, "Please check your invitation")
    for seen in ("", "x", "99999999999999999999"):
        assert (
            client.post("/invitation/withdraw/", {"of": invitation.reference, "seen": seen}).status_code
            == 409
        )
    invitation.refresh_from_db()
    assert invitation.stage == "received"


def test_forms_without_the_sites_own_mark_are_refused(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation, strict = cases.make_invitation(), Client(enforce_csrf_checks=True)
    strict.get(address(invitation))
    assert sent(strict, "withdraw", invitation).status_code == 403
