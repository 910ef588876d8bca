"""Steps that are closed, or not this person’s, and what their pages show before anything is done."""

import pytest
from django.test import Client
from django.urls import reverse

from engagements.models import Letter, Outcome, RecordEntry
from engagements.services.steps import triage
from engagements.views.case.step_registry import UNDERTAKINGS
from protocols.core.vocabulary import Step
from tests import cases
from tests.engagements.case.people_at_work import WORD_GIVEN, Office, address

pytestmark = pytest.mark.django_db


def test_the_step_leads_to_the_letter_it_drafted(client: Client, people: Office) -> None:
    invitation = people.with_mayor()
    client.force_login(people.officer)
    answer = client.post(
        address(invitation, Step.ACCEPT), {"seen": invitation.version, **WORD_GIVEN}, follow=True
    )
    draft = Letter.objects.get(invitation=invitation, kind="acceptance")
    assert answer.redirect_chain == [(reverse("engagements:letter", args=[draft.pk]), 302)]
    assert "Please check and release the letter." in answer.content.decode()


def test_a_closed_step_says_why_under_which_clause_and_what_to_do_instead(
    client: Client, people: Office
) -> None:
    invitation = cases.declined(officer=people.officer, mayor=people.mayor)
    client.force_login(people.officer)
    answer = client.get(address(invitation, Step.CORRECT_SLIP))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "The letter has been sent, or the organiser was told by telephone." in page
    assert 'href="/protocol/#P1"' in page
    assert "ask the Mayor for a new decision" in page


def test_only_the_civic_manager_settles_an_addressee_away_from_the_deputy(
    client: Client, people: Office
) -> None:
    invitation = people.to_deputy()
    client.force_login(people.officer)
    answer = client.post(
        address(invitation, Step.SETTLE_ADDRESSEE),
        {"seen": invitation.version, "addressee": "mayor", "why": "So."},
    )
    invitation.refresh_from_db()
    assert (answer.status_code, invitation.addressee) == (409, "deputy")
    assert "Only the civic manager can correct this." in answer.content.decode()


@pytest.mark.parametrize(("step", "status"), [(Step.REOPEN, 409), (Step.CALL_OFF_FOR_CAUSE, 403)])
def test_an_officer_is_told_that_a_managers_step_is_not_the_officers(
    client: Client, people: Office, step: Step, status: int
) -> None:
    """What was set aside an officer may reopen, but nothing that was an invitation."""
    invitation = people.withdrawn() if step is Step.REOPEN else people.announced()
    client.force_login(people.officer)
    answer = client.post(address(invitation, step), {"seen": invitation.version, "why": "I would like to."})
    assert answer.status_code == status
    assert "Only the civic manager can do this" in answer.content.decode()


def test_the_monitoring_officer_takes_no_step_of_the_office(client: Client, people: Office) -> None:
    invitation = people.received()
    client.force_login(people.adviser)
    assert (
        client.post(address(invitation, Step.PUT_TO_MAYOR), {"seen": invitation.version}).status_code == 403
    )
    invitation.refresh_from_db()
    assert invitation.stage == "received"


@pytest.mark.parametrize("who", ["mayor", "deputy"])
def test_members_have_no_part_in_the_offices_pages(client: Client, people: Office, who: str) -> None:
    invitation = people.with_deputy()
    client.force_login(getattr(people, who))
    assert client.get(reverse("engagements:case", args=[invitation.reference])).status_code == 403
    assert client.post(address(invitation, Step.RECALL), {"seen": invitation.version}).status_code == 403


def test_whoever_was_slower_is_told_who_did_what_and_when(client: Client, people: Office) -> None:
    invitation = people.received()
    seen = invitation.version
    triage.ask_information(invitation, question="When?", by=people.manager)
    client.force_login(people.officer)
    answer = client.post(address(invitation, Step.PUT_TO_MAYOR), {"seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert (
        "The civic office asked the organiser a question, recorded by Morgan Manager, "
        "Monday 1 June 2026, 10am."
    ) in " ".join(page.split())


@pytest.mark.parametrize("seen", ["", "x", "-1"])
def test_a_form_that_does_not_say_what_it_saw_changes_nothing(
    client: Client, people: Office, seen: str
) -> None:
    invitation = people.received()
    client.force_login(people.officer)
    client.post(address(invitation, Step.PUT_TO_MAYOR), {"seen": seen})
    invitation.refresh_from_db()
    assert invitation.stage == "received"


def test_the_count_of_exceptions_is_shown_before_another_is_granted(client: Client, people: Office) -> None:
    first = people.special()
    cases.decide(first, mayor=people.mayor, outcome=Outcome.EXCEPTION)
    second = people.special()
    client.force_login(people.officer)
    page = client.get(address(second, Step.GRANT_EXCEPTION)).content.decode()
    assert (
        "in the civic year 2026/27 so far: <strong>1</strong> in all, 1 for Councillor David Okoro, "
        "1 for this organiser"
    ) in " ".join(page.split())


def test_two_cases_are_shown_side_by_side_before_they_are_joined(client: Client, people: Office) -> None:
    invitation = people.twin()
    client.force_login(people.officer)
    page = client.get(
        address(invitation, Step.LINK_DUPLICATE), {"carries_on": "CIV-2026-0001"}
    ).content.decode()
    assert "Compare the two" in page
    assert page.count("The case that carries on") >= 2


def test_no_step_is_taken_by_looking(client: Client, people: Office) -> None:
    invitation = people.received()
    client.force_login(people.officer)
    before = RecordEntry.objects.count()
    for step in UNDERTAKINGS:
        client.get(address(invitation, step))
    assert RecordEntry.objects.count() == before


def test_a_step_that_the_table_does_not_know_is_not_found(client: Client, people: Office) -> None:
    client.force_login(people.officer)
    invitation = people.received()
    assert client.get(f"/office/invitations/{invitation.reference}/steps/lapse/").status_code == 404
    assert client.get(f"/office/invitations/{invitation.reference}/steps/fly/").status_code == 404
    assert client.get("/office/invitations/CIV-1999-0001/").status_code == 404
