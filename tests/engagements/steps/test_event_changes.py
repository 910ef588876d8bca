"""What is a detail of the event and what makes it another, and what follows in drafts and advice."""

from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from civic.models import Person
from engagements.models import EventKind, Invitation, LegalAdvice, Letter, Organiser, Outcome, RecordEntry
from engagements.particulars import EventParticulars, OrganiserParticulars
from engagements.services.letters import delivery_problems
from engagements.services.steps import corrections, organisers_answers, triage
from tests import cases, council

pytestmark = pytest.mark.django_db


def changed(invitation: Invitation, **event: Any) -> Invitation:
    """As the organiser changes it by the link."""
    as_it_is = EventParticulars.of(invitation)
    return organisers_answers.change_details(invitation, event=replace(as_it_is, **event))


def corrected(invitation: Invitation, officer: Person, **event: Any) -> RecordEntry | None:
    invitation.refresh_from_db()
    as_it_is = EventParticulars.of(invitation)
    return corrections.correct(invitation, event=replace(as_it_is, **event), why="A slip.", by=officer)


def test_several_quarters_of_an_hour_add_up_to_another_time(officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    changed(invitation, starts_wall=time(14, 10))
    assert invitation.stage == "mayor_attends"
    changed(invitation, starts_wall=time(14, 20))
    assert invitation.stage == "received"


def test_a_quarter_of_an_hour_is_counted_from_what_the_mayor_was_shown(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.make_invitation()
    changed(invitation, starts_wall=time(14, 10))
    triage.put_to_mayor(invitation, by=officer)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    changed(invitation, starts_wall=time(14, 25))
    assert invitation.stage == "mayor_attends"


def test_correcting_the_name_leaves_the_monitoring_officers_advice(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    triage.ask_monitoring_officer(invitation, question="May we?", by=officer)
    triage.advise(invitation, answer="Yes.", against=False, by=officer)
    corrected(invitation, officer, title="Northgate summer fair")
    assert not LegalAdvice.objects.get().void
    corrected(invitation, officer, kind=EventKind.DINNER)
    assert LegalAdvice.objects.get().void


def test_a_draft_has_the_hour_as_it_is_now(officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    changed(invitation, starts_wall=time(14, 10))
    assert "2.10pm" in Letter.objects.get(kind="acceptance").values["event_when"]


def test_what_a_draft_says_was_changed_has_the_hour_as_it_is_now(officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    changed(invitation, starts_wall=time(15, 0))
    acknowledged = Letter.objects.filter(kind="change_acknowledged")
    acknowledged.update(state="draft")
    changed(invitation, starts_wall=time(15, 10))
    letter = acknowledged.get(state="draft")
    assert "3.10pm" in letter.body
    assert "3pm" not in letter.body


def test_other_drafts_follow_a_slip_that_makes_the_event_another(officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    acknowledgement = Letter.objects.filter(kind="acknowledgement")
    acknowledgement.update(state="draft", released_at=None)
    corrected(invitation, officer, venue="The other hall")
    assert "The other hall" in acknowledgement.get().values["event_where"]


def test_a_letter_sent_anew_keeps_its_new_address_when_a_detail_changes(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    new = delivery_problems.resend_as_new(
        Letter.objects.get(kind="acceptance"), by=officer, to_email="other@northgate-scouts.example"
    )
    changed(invitation, expected_numbers=300)
    new.refresh_from_db()
    assert new.recipient_email == "other@northgate-scouts.example"


def test_organiser_and_event_are_corrected_at_once(officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    corrections.correct(
        invitation,
        organiser=replace(OrganiserParticulars.of(invitation.organiser), name="Jane Smythe"),
        event=replace(EventParticulars.of(invitation), venue="The other hall"),
        why="Two slips.",
        by=officer,
    )
    assert Organiser.objects.get().name == "Jane Smythe"
    assert Invitation.objects.get().venue == "The other hall"
    assert Letter.objects.get(kind="correction").recipient_name == "Jane Smythe"


def test_a_letter_sent_anew_names_the_event_as_it_was_corrected(officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    corrected(invitation, officer, title="Northgate summer fair")
    new = delivery_problems.resend_as_new(Letter.objects.get(kind="acceptance"), by=officer)
    assert "Northgate summer fair" in new.subject


def test_what_waits_to_leave_is_held_back_when_its_address_is_corrected(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.make_invitation()
    organiser = replace(OrganiserParticulars.of(invitation.organiser), email="jane@other.example")
    corrections.correct(invitation, organiser=organiser, why="Misread.", by=officer)
    letter = Letter.objects.get(kind="acknowledgement")
    assert (letter.state, letter.recipient_email) == ("draft", "jane@other.example")


def test_a_case_that_becomes_confidential_has_no_copies_waiting(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    corrected(invitation, officer, confidential=True)
    assert Invitation.objects.get().confidential


def test_where_the_event_lies_is_worked_out_anew_when_the_place_is_another(
    officer: Person, mayor: Person
) -> None:
    council.make_area("WX1")
    invitation = cases.make_invitation()
    assert invitation.outside_area is False
    corrected(invitation, officer, postcode="ZZ9 9ZZ")
    assert Invitation.objects.get().outside_area is True
    corrected(invitation, officer, postcode="")
    corrected(invitation, officer, venue="The other hall")
    assert Invitation.objects.get().outside_area is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"venue": "St Aldhelm's Hall", "postcode": ""}, {"venue": "Saint Aldhelm’s Hall"}),
        ({"venue": "The Guildhall", "postcode": ""}, {"venue": "Guildhall"}),
        ({"address": "King's Road", "postcode": ""}, {"address": "King’s Road"}),
        (
            {"venue": "Guildhall, Oak Room", "postcode": "", "address": "1 High St"},
            {"venue": "Guildhall (Elm Room)"},
        ),
    ],
)  # fmt: skip
def test_a_place_that_is_only_spelt_otherwise_is_no_other_place(
    officer: Person, mayor: Person, before: dict[str, str], after: dict[str, str]
) -> None:
    for put in (changed, lambda invitation, **event: corrected(invitation, officer, **event)):
        invitation = cases.mayor_attends(officer=officer, mayor=mayor, **before)
        cases.send_letters(invitation)
        put(invitation, **after)
        invitation.refresh_from_db()
        assert invitation.stage == "mayor_attends"
        for name, value in after.items():
            assert getattr(invitation, name) == value


def test_a_place_of_the_same_name_at_no_known_address_may_be_another_one(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, venue="Town Hall", address="", postcode="")
    changed(invitation, venue="Town Hall, Marlham")
    assert invitation.stage == "received"
