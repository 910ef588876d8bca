"""A correction mends a slip of the pen; it is no way around a step."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from civic.models import Person
from engagements.models import Invitation, LegalAdvice, Letter, OrganiserLink, RecordEntry
from engagements.particulars import EventParticulars, OrganiserParticulars
from engagements.services.letters import drafts
from engagements.services.steps import corrections, triage
from protocols.core.vocabulary import Addressee, Step
from tests import cases

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


def test_the_date_of_an_event_before_the_mayor_is_the_organisers_to_change(
    officer: Person, mayor: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    with pytest.raises(ValidationError, match="Record the organiser’s change instead") as refused:
        corrected(invitation, officer, starts_wall=time(15, 0))
    assert set(refused.value.message_dict) == {"starts_wall"}


def test_an_event_is_not_corrected_into_the_past(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    with pytest.raises(ValidationError, match="over already"):
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
