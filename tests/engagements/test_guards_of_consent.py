"""Raw SQL against the database: consent to the chain is recorded, by somebody, of a day and a place (P1)."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from civic.models import Person
from engagements.models import ChainConsent, EntryKind, Instruction, Invitation, RecordEntry
from engagements.services import case_notes
from engagements.services.case_record import audit_trail
from protocols.core.findings import Consent
from protocols.core.vocabulary import Party
from tests import cases, council
from tests.engagements.forgery import refused
from tests.guarding import refused_by, run_sql
from tests.there import there

pytestmark = pytest.mark.django_db
MARLHAVEN = "the Mayor of Marlhaven"
TODAY = date(2026, 6, 1)


@pytest.fixture
def outside(officer: Person, mayor: Person) -> Invitation:
    """A case outside the council's area of which nothing was heard."""
    council.make_area()
    return cases.make_invitation(postcode="MV1 2AB")


def entry_of(invitation: Invitation, kind: EntryKind, officer: Person | None) -> RecordEntry:
    party = Party.OFFICER if officer else Party.SYSTEM
    return audit_trail.write(invitation, kind=kind, party=party, by=officer, clause="P1")


def row(invitation: Invitation, entry: RecordEntry, officer: Person | None, **other: Any) -> ChainConsent:
    """A row as it would be written, past every service."""
    usual: dict[str, Any] = {
        "state": "given",
        "civic_head": MARLHAVEN,
        "heard_on": TODAY,
        "way": "email",
        "recorded_at": timezone.now(),
        "recorded_by": officer,
    }
    return ChainConsent(invitation=invitation, entry=entry, **usual | other)


def heard(invitation: Invitation, officer: Person) -> ChainConsent:
    return case_notes.record_consent(
        invitation,
        state=Consent.GIVEN,
        civic_head=MARLHAVEN,
        heard_on=TODAY,
        way=Instruction.EMAIL,
        by=officer,
    )


def test_consent_is_not_recorded_without_its_entry(
    outside: Invitation, officer: Person, manager: Person
) -> None:
    registered = there(RecordEntry.objects.filter(invitation=outside).last())
    with refused_by("consent_is_recorded_with_its_entry"):
        row(outside, registered, officer).save()
    asked = entry_of(outside, EntryKind.CONSENT_ASKED, officer)
    for wrong in (row(outside, asked, officer), row(outside, asked, manager, state="asked")):
        with refused_by("consent_is_recorded_with_its_entry"):
            wrong.save()
    entry_of(outside, EntryKind.NOTE, officer)
    with refused_by("consent_is_recorded_with_its_entry"):
        row(outside, asked, officer, state="asked").save()


def test_the_entry_of_another_case_records_nothing(outside: Invitation, officer: Person) -> None:
    other = cases.make_invitation(postcode="MV1 2AB", title="Regatta")
    with refused_by("consent_is_recorded_with_its_entry"):
        row(outside, entry_of(other, EntryKind.CONSENT_GIVEN, officer), officer).save()


def test_consent_has_a_day_a_way_and_somebody_who_gave_it(outside: Invitation, officer: Person) -> None:
    given = entry_of(outside, EntryKind.CONSENT_GIVEN, officer)
    for missing in ({"heard_on": None}, {"way": ""}):
        with pytest.raises(IntegrityError, match="consent_says_when_and_how"), transaction.atomic():
            row(outside, given, officer, **missing).save()


def test_consent_is_somebodys(outside: Invitation, officer: Person) -> None:
    given = entry_of(outside, EntryKind.CONSENT_GIVEN, officer)
    with pytest.raises(IntegrityError, match="consent_says_whose_it_is"), transaction.atomic():
        row(outside, given, officer, civic_head="").save()


def test_only_a_standing_agreement_is_known_by_itself(outside: Invitation) -> None:
    alone = {"heard_on": None, "way": ""}
    given = entry_of(outside, EntryKind.CONSENT_GIVEN, None)
    with (
        pytest.raises(IntegrityError, match=r"consent_is_recorded_by_somebody|consent_without_anybody"),
        transaction.atomic(),
    ):
        row(outside, given, None).save()
    standing = row(
        outside, entry_of(outside, EntryKind.CONSENT_STANDING, None), None, state="standing", **alone
    )
    with refused_by("consent_without_anybody_is_an_agreement"):
        standing.save()
    council.make_neighbour(standing_agreement=True)
    standing.save()


def test_nothing_is_consented_to_in_the_councils_own_area(officer: Person) -> None:
    for here in (cases.make_invitation(outside_area=False), cases.make_invitation(postcode="")):
        with refused_by("consent_is_of_a_place_outside"):
            row(here, entry_of(here, EntryKind.CONSENT_GIVEN, officer), officer).save()


def test_what_was_heard_stays_and_is_never_removed(outside: Invitation, officer: Person) -> None:
    heard(outside, officer)
    refused("consent_stays", "UPDATE engagements_chainconsent SET state = 'refused'")
    refused("consent_stays", "UPDATE engagements_chainconsent SET civic_head = 'somebody'")
    refused("consent_stays", "UPDATE engagements_chainconsent SET heard_on = '2026-05-01'")
    refused("consent_is_never_deleted", "DELETE FROM engagements_chainconsent")


def test_what_counts_is_what_was_recorded_last(outside: Invitation, officer: Person) -> None:
    earlier = heard(outside, officer)
    case_notes.record_consent(outside, state=Consent.NOT_ASKED, by=officer)
    back = "UPDATE engagements_invitation SET consent_id = %s WHERE id = %s"
    refused("consent_that_counts_is_recorded", back, earlier.pk, outside.pk)
    refused("consent_that_counts_is_recorded", back, None, outside.pk)
    other = cases.make_invitation(postcode="MV1 2AB", title="Regatta")
    refused("consent_that_counts_is_recorded", back, earlier.pk, other.pk)


def test_no_invitation_begins_with_consent(outside: Invitation, officer: Person) -> None:
    other = cases.make_invitation(postcode="MV1 2AB", title="Regatta")
    other.consent = heard(outside, officer)
    other.pk, other.reference, other.submission = None, "CIV-2026-9999", None
    with refused_by("invitation_begins_undecided"):
        other.save(force_insert=True)


def test_consent_goes_to_no_other_day_and_no_other_place(outside: Invitation, officer: Person) -> None:
    heard(outside, officer)
    for column, value in (("postcode", "MV2 2AB"), ("event_on", "2026-07-12")):
        with refused_by("consent_is_of_its_day_and_place", "facts_change_with_an_entry"):
            run_sql(f"UPDATE engagements_invitation SET {column} = %s", value)  # noqa: S608


def test_whether_it_is_outside_changes_only_with_an_entry(outside: Invitation) -> None:
    for said in ("false", "NULL"):
        refused("facts_change_with_an_entry", f"UPDATE engagements_invitation SET outside_area = {said}")  # noqa: S608
