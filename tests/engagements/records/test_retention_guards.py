"""Raw SQL against the database: without an approved erasure nothing can be altered,
and with one only the words it is for.
"""

from datetime import date

import pytest
from django.utils import timezone

from civic.models import Person
from engagements.models import (
    Decision,
    EntryKind,
    EntryParticulars,
    Invitation,
    LegalHold,
    Letter,
    Outcome,
    RecordEntry,
    RetentionRun,
)
from engagements.services.case_record import audit_trail
from protocols.core.vocabulary import Party
from tests import cases, council
from tests.guarding import refused_by, run_sql
from tests.there import there

pytestmark = pytest.mark.django_db
WORDS = "Erased under the council’s retention rules, certificate RC-2033-0001."

ANOTHER = {
    "title": "Harbour concert",
    "venue": "Harbour hall",
    "organised_by": cases.organiser(organisation="Harbour Choir", email="bo@choir.example"),
    "event_on": date(2026, 7, 4),
    "ends_on": date(2026, 7, 4),
}


def refused(name: str, sql: str, *values: object) -> None:
    with refused_by(name):
        run_sql(sql, *values)


def open_run(kind: str, by: Person) -> RetentionRun:
    return RetentionRun.objects.create(
        number=f"RC-2033-{RetentionRun.objects.count():04d}",
        kind=kind,
        cut_off_on="2027-01-01",
        approved_at=timezone.now(),
        approved_by=by,
        listed=list(Invitation.objects.values_list("reference", flat=True)),
    )


ENTER = (
    "INSERT INTO engagements_erasure (run_id, invitation_id, kind, words, erased_at)"
    " VALUES (%s, %s, %s, %s, %s)"
)


def enter(run: RetentionRun, case: Invitation) -> None:
    """As `retention` enters an erasure: with its entry in the record."""
    run_sql(ENTER, run.pk, case.pk, run.kind, WORDS, timezone.now())
    audit_trail.write(case, kind=EntryKind.ERASED, party=Party.CIVIC_MANAGER, by=run.approved_by)


@pytest.fixture
def over(officer: Person, mayor: Person) -> Invitation:
    case = cases.with_mayor(officer=officer)
    cases.decide(case, mayor=mayor, outcome=Outcome.DECLINE, reason="An old friendship.")
    cases.send_letters(case)
    case.refresh_from_db()
    return case


LETTER = "UPDATE engagements_letter SET subject = %s, body = %s WHERE id = %s"
PARTICULARS = "DELETE FROM engagements_entryparticulars WHERE entry_id = %s"
REASON = "UPDATE engagements_decision SET reason = %s WHERE invitation_id = %s"


def test_without_an_erasure_nothing_can_be_altered(over: Invitation) -> None:
    letter, entry = (
        there(Letter.objects.filter(invitation=over).last()),
        RecordEntry.objects.filter(invitation=over, kind="decline").get(),
    )
    refused("letter_that_left_is_frozen", LETTER, WORDS, WORDS, letter.pk)
    refused("decision_is_never_altered", REASON, WORDS, over.pk)
    refused("what_an_entry_says_is_never_deleted", PARTICULARS, entry.pk)


@pytest.mark.parametrize("kind", ["notes", "contact", "attachments", "engagement"])
def test_an_erasure_of_another_kind_lets_no_letter_be_altered(
    over: Invitation, manager: Person, kind: str
) -> None:
    enter(open_run(kind, manager), over)
    letter = there(Letter.objects.filter(invitation=over).last())
    refused("letter_that_left_is_frozen", LETTER, WORDS, WORDS, letter.pk)
    refused("decision_is_never_altered", REASON, WORDS, over.pk)


def test_an_erasure_of_another_case_changes_nothing_for_this_one(
    over: Invitation, manager: Person, officer: Person, mayor: Person
) -> None:
    another = cases.declined(officer=officer, mayor=mayor, **ANOTHER)
    enter(open_run("letters", manager), another)
    letter = there(Letter.objects.filter(invitation=over).last())
    refused("letter_that_left_is_frozen", LETTER, WORDS, WORDS, letter.pk)
    refused("decision_is_never_altered", REASON, WORDS, over.pk)


def test_with_its_erasure_a_letter_can_lose_its_words_and_nothing_else(
    over: Invitation, manager: Person
) -> None:
    enter(open_run("letters", manager), over)
    letter = there(Letter.objects.filter(invitation=over).last())
    refused("letter_that_left_is_frozen", LETTER, "Yes, gladly.", "The Mayor accepts.", letter.pk)
    refused(
        "letter_that_left_is_frozen",
        "UPDATE engagements_letter SET body = %s, kind = 'acceptance' WHERE id = %s",
        WORDS,
        letter.pk,
    )
    refused(
        "letter_that_left_is_frozen",
        "UPDATE engagements_letter SET announces = 'mayor' WHERE id = %s",
        letter.pk,
    )
    refused(
        "letter_that_left_is_frozen",
        "UPDATE engagements_letter SET recipient_email = 'x@y.example' WHERE id = %s",
        letter.pk,
    )
    refused("letter_is_never_deleted", "DELETE FROM engagements_letter WHERE id = %s", letter.pk)
    run_sql(LETTER, WORDS, WORDS, letter.pk)
    letter.refresh_from_db()
    assert (letter.subject, letter.body) == (WORDS, WORDS)


def test_with_its_erasure_a_decision_can_lose_its_reason_and_nothing_else(
    over: Invitation, manager: Person
) -> None:
    enter(open_run("letters", manager), over)
    refused("decision_is_never_altered", REASON, "Another reason.", over.pk)
    refused(
        "decision_is_never_altered",
        "UPDATE engagements_decision SET outcome = 'accept' WHERE invitation_id = %s",
        over.pk,
    )
    # Where no words were, none are put.
    refused(
        "decision_is_never_altered",
        "UPDATE engagements_decision SET question = %s WHERE invitation_id = %s",
        WORDS,
        over.pk,
    )
    refused("decision_is_never_deleted", "DELETE FROM engagements_decision WHERE invitation_id = %s", over.pk)
    run_sql(REASON, WORDS, over.pk)
    assert Decision.objects.get().reason == WORDS


def test_with_its_erasure_an_entry_loses_its_particulars_and_stays_itself(
    over: Invitation, manager: Person
) -> None:
    enter(open_run("contact", manager), over)
    entry, register = (
        RecordEntry.objects.get(invitation=over, kind=kind) for kind in ("decline", "register")
    )
    refused("what_an_entry_says_is_never_deleted", PARTICULARS, register.pk)
    refused(
        "what_an_entry_says_is_never_altered",
        "UPDATE engagements_entryparticulars SET words = '{}' WHERE entry_id = %s",
        entry.pk,
    )
    refused(
        "record_is_never_altered",
        "UPDATE engagements_recordentry SET kind = 'accept' WHERE id = %s",
        entry.pk,
    )
    run_sql(PARTICULARS, entry.pk)
    assert not EntryParticulars.objects.filter(pk=entry.pk).exists()
    refused("record_is_never_deleted", "DELETE FROM engagements_recordentry WHERE id = %s", entry.pk)


def test_under_a_certificate_that_is_written_nothing_more_is_erased(
    over: Invitation, manager: Person
) -> None:
    run = open_run("letters", manager)
    enter(run, over)
    RetentionRun.objects.update(finished_at=timezone.now(), hash="f" * 64)
    refused("decision_is_never_altered", REASON, WORDS, over.pk)
    refused(
        "certificate_is_never_altered",
        "UPDATE engagements_retentionrun SET finished_at = NULL WHERE id = %s",
        run.pk,
    )
    refused("certificate_is_never_deleted", "DELETE FROM engagements_retentionrun WHERE id = %s", run.pk)


def test_an_erasure_that_was_entered_is_neither_rewritten_nor_removed(
    over: Invitation, manager: Person
) -> None:
    enter(open_run("letters", manager), over)
    refused("erasure_is_never_altered", "UPDATE engagements_erasure SET words = 'other'")
    refused("erasure_is_never_deleted", "DELETE FROM engagements_erasure")


def test_no_erasure_can_be_entered_for_an_open_case_a_late_event_or_a_held_one(
    over: Invitation, manager: Person, officer: Person
) -> None:
    run, still_open = open_run("letters", manager), cases.with_mayor(officer=officer, **ANOTHER)
    refused("erasure_is_lawful", ENTER, run.pk, still_open.pk, "letters", WORDS, timezone.now())
    refused("erasure_is_lawful", ENTER, run.pk, over.pk, "notes", WORDS, timezone.now())
    RetentionRun.objects.filter(pk=run.pk).update(finished_at=timezone.now(), hash="f" * 64)
    refused("erasure_is_lawful", ENTER, run.pk, over.pk, "letters", WORDS, timezone.now())
    early = RetentionRun.objects.create(
        number="RC-1",
        kind="letters",
        cut_off_on="2026-07-10",
        approved_at=council.OFFICE_DAY,
        approved_by=manager,
        listed=[over.reference],
    )
    unnamed = RetentionRun.objects.create(
        number="RC-2",
        kind="letters",
        cut_off_on="2027-01-01",
        approved_at=council.OFFICE_DAY,
        approved_by=manager,
    )
    refused("erasure_is_lawful", ENTER, unnamed.pk, over.pk, "letters", WORDS, timezone.now())
    refused("erasure_is_lawful", ENTER, early.pk, over.pk, "letters", WORDS, timezone.now())
    LegalHold.objects.create(invitation=over, reason="A claim.", placed_at=timezone.now(), placed_by=manager)
    refused(
        "erasure_is_lawful", ENTER, open_run("letters", manager).pk, over.pk, "letters", WORDS, timezone.now()
    )


def test_a_hold_can_be_lifted_and_neither_removed_nor_rewritten(over: Invitation, manager: Person) -> None:
    hold = LegalHold.objects.create(
        invitation=over, reason="A claim.", placed_at=timezone.now(), placed_by=manager
    )
    refused("hold_is_never_deleted", "DELETE FROM engagements_legalhold WHERE id = %s", hold.pk)
    refused("hold_is_only_lifted", "UPDATE engagements_legalhold SET reason = 'none' WHERE id = %s", hold.pk)
    lifted = "UPDATE engagements_legalhold SET lifted_at = %s, lifted_by_id = %s WHERE id = %s"
    refused("hold_is_only_lifted", lifted, timezone.now(), manager.pk, hold.pk)
    audit_trail.write(over, kind=EntryKind.LEGAL_HOLD_LIFTED, party=Party.CIVIC_MANAGER, by=manager)
    run_sql(lifted, timezone.now(), manager.pk, hold.pk)
    refused("hold_is_only_lifted", "UPDATE engagements_legalhold SET lifted_at = NULL WHERE id = %s", hold.pk)
