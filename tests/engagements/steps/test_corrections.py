"""A correction mends a slip of the pen; it is no way around a step."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from civic.models import Person
from engagements.models import (
    Asked,
    Engagement,
    EventKind,
    Invitation,
    LegalAdvice,
    Letter,
    Notification,
    OrganiserLink,
    RecordEntry,
)
from engagements.particulars import EventParticulars, OrganiserParticulars
from engagements.services.letters import drafts
from engagements.services.steps import corrections, triage
from protocols.core.vocabulary import Addressee, Step
from tests import cases
from tests.there import there

pytestmark = pytest.mark.django_db


def corrected(invitation: Invitation, officer: Person, **event: Any) -> RecordEntry | None:
    invitation.refresh_from_db()
    as_it_is = EventParticulars.of(invitation)
    return corrections.correct(
        invitation, event=replace(as_it_is, **event), why="Heard wrongly on the telephone.", by=officer
    )


def reached(invitation: Invitation, officer: Person, **organiser: Any) -> RecordEntry | None:
    as_it_is = OrganiserParticulars.of(invitation.organiser)
    return corrections.correct(
        invitation, organiser=replace(as_it_is, **organiser), why="A slip of the pen.", by=officer
    )


def test_a_correction_that_changes_nothing_writes_nothing(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    assert corrected(invitation, officer) is None
    assert reached(invitation, officer) is None
    assert RecordEntry.objects.filter(invitation=invitation).count() == 1


def test_whom_the_organiser_addressed_is_settled_and_not_corrected(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    with pytest.raises(ValidationError, match="addressee cannot be corrected"):
        corrected(invitation, officer, addressee=Addressee.DEPUTY)


def test_in_a_closed_case_only_the_organiser_is_corrected(officer: Person, mayor: Person) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    with pytest.raises(ValidationError, match="The case is closed"):
        corrected(invitation, officer, expected_numbers=200)
    assert reached(invitation, officer, name="Jane Smythe") is not None


@pytest.mark.parametrize(
    "slip",
    [
        {"starts_wall": time(15, 0)},
        {"event_on": date(2026, 7, 12), "ends_on": date(2026, 7, 12)},
        {"venue": "The other hall"},
        {"kind": EventKind.DINNER},
        {"asked": (Asked.SPEAK,)},
    ],
    ids=str,
)
def test_a_slip_on_which_the_mayor_may_have_acted_is_decided_anew(
    officer: Person, mayor: Person, slip: dict[str, Any]
) -> None:
    invitation = cases.with_mayor(officer=officer)
    entry = there(corrected(invitation, officer, **slip))
    assert (entry.kind, entry.clause, entry.particulars.words["why"]) == (
        "correct_event",
        "P8",
        "Heard wrongly on the telephone.",
    )
    assert invitation.stage == "received"
    assert Letter.objects.get(invitation=invitation, kind="correction").state == "draft"


def test_a_slip_that_the_organiser_was_told_is_put_right_by_a_letter(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    corrected(invitation, officer, venue="The old hall")
    assert not Letter.objects.filter(kind="correction").exists()
    cases.send_letters(invitation)
    corrected(invitation, officer, kind=EventKind.DINNER)
    assert not Letter.objects.filter(kind="correction").exists()
    corrected(invitation, officer, venue="The other hall")
    assert "Where: The other hall" in Letter.objects.get(kind="correction").body


def test_a_detail_is_corrected_even_after_acceptance_and_whoever_goes_is_told(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    there(corrected(invitation, officer, expected_numbers=300, starts_wall=time(14, 10)))
    assert invitation.stage == "mayor_attends"
    assert Engagement.objects.live().get().starts_at == invitation.starts_at
    told = there(Notification.objects.last())
    assert (told.person, told.kind) == (mayor, "changed")


def test_after_the_slip_of_an_announced_engagement_it_is_to_be_confirmed_again(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    corrected(invitation, officer, venue="The other hall")
    assert Engagement.objects.get().state == "tentative"
    letter = Letter.objects.get(kind="correction").body
    assert "that the Mayor would attend" in letter
    assert "the visit is not certain" in letter


def test_an_event_is_not_corrected_into_the_past(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    with pytest.raises(ValidationError, match="already passed"):
        corrected(invitation, officer, event_on=date(2026, 1, 3), ends_on=date(2026, 1, 3))
    invitation.refresh_from_db()
    assert invitation.event_on == cases.FETE_ON


def test_what_was_advised_of_another_place_or_hour_holds_no_longer(officer: Person, mayor: Person) -> None:
    for change in ({"venue": "The other hall"}, {"starts_wall": time(15, 0)}):
        invitation = cases.make_invitation()
        triage.ask_monitoring_officer(invitation, question="May we?", by=officer)
        triage.advise(invitation, answer="Yes.", against=False, by=officer)
        corrected(invitation, officer, expected_numbers=200)
        assert not LegalAdvice.objects.get(invitation=invitation).void
        corrected(invitation, officer, **change)
        assert LegalAdvice.objects.get(invitation=invitation).void


def test_letters_not_released_follow_the_correction_and_keep_an_officers_own_words(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.make_invitation(addressee="deputy")
    cases.take(invitation, Step.EXPLAIN_PROTOCOL, by=officer)
    explained = Letter.objects.get(invitation=invitation, kind="protocol_explained")
    reached(invitation, officer, name="Jane Smythe")
    explained.refresh_from_db()
    assert (explained.values["salutation"], explained.recipient_name) == ("Dear Jane Smythe", "Jane Smythe")
    drafts.save_draft(
        explained, subject=explained.subject, body=f"{explained.body}\n\nKind regards", by=officer
    )
    reached(invitation, officer, email="", postal_address="5 Mill Lane\nWexcombe")
    explained.refresh_from_db()
    assert "Kind regards" in explained.body
    assert (explained.channel, explained.recipient_address) == ("post", "5 Mill Lane\nWexcombe")


def test_another_mailbox_ends_the_links_that_the_earlier_one_got(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    assert OrganiserLink.objects.filter(invitation=invitation, revoked_at=None).exists()
    reached(invitation, officer, email="jane.smythe@northgate-scouts.example")
    assert not OrganiserLink.objects.filter(invitation=invitation, revoked_at=None).exists()


def test_the_letter_of_a_correction_says_what_each_detail_is_now(officer: Person, mayor: Person) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    invitation.refresh_from_db()
    event = replace(
        EventParticulars.of(invitation),
        asked=(Asked.SPEAK, Asked.WREATH),
        asked_words="A few words on the founders.",
        expected_numbers=150,
        venue="The Great Hall",
        postcode="WX1 2AB",
    )
    corrections.correct(invitation, event=event, why="Heard wrongly.", by=officer)
    words = " ".join(Letter.objects.get(kind="correction").body.split())
    assert "Where: The Great Hall, WX1 2AB" in words
    assert "What your guest is asked to do: speak, lay a wreath; A few words on the founders." in words
    assert "Numbers expected: 150" in words
