"""The command that checks the record."""

from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from time_machine import Traveller

from civic.models import Person
from engagements.management.commands import verify_record
from engagements.models import (
    Counter,
    EntryKind,
    Erasure,
    Invitation,
    Keeping,
    Note,
    Outcome,
    RecordEntry,
    RetentionRun,
    kinds_kept_with,
)
from engagements.queries import retention as retention_due
from engagements.services import case_notes
from engagements.services.case_record import record_heads, references
from engagements.services.records import retention
from tests import cases, council
from tests.guarding import guards_down, run_sql

GIVEN = "Every reference that was given has its case.\n"
UNEVEN = "The references are not those that were given."
NO_HEAD = "No head has been kept yet: the worker keeps one each day.\n"
TAKEN_AWAY = "its particulars were taken away, and no erasure of the case covers them"


def said(*references: str) -> str:
    out = StringIO()
    call_command("verify_record", *references, stdout=out, stderr=out)
    return out.getvalue()


def found(*references: str, ends_with: str) -> str:
    """What is told of a record that does not hold, and the sentence the command ends with."""
    out = StringIO()
    with pytest.raises(CommandError) as error:
        call_command("verify_record", *references, stdout=out, stderr=out)
    assert str(error.value) == ends_with
    return out.getvalue()


@pytest.fixture
def alter(db: None) -> Iterator[Callable[..., None]]:
    """Alters a row as somebody with the database's own key could, guards and foreign keys off.

    Undone before the end of the test, where every foreign key is looked at.
    """

    def run(sql: str, *values: object) -> None:
        with guards_down():
            run_sql(sql, *values)

    with transaction.atomic():
        yield run
        transaction.set_rollback(True)


@pytest.fixture
def case(officer: Person, mayor: Person) -> Invitation:
    return cases.mayor_attends(officer=officer, mayor=mayor)


@pytest.fixture
def erased(officer: Person, mayor: Person, manager: Person, office_day: Traveller) -> Invitation:
    """A case whose notes were erased, two years after it was declined."""
    case = cases.with_mayor(officer=officer)
    note(case, officer)
    cases.decide(case, mayor=mayor, outcome=Outcome.DECLINE, reason="Away.")
    cases.send_letters(case)
    office_day.move_to(council.london(2028, 7, 12, 10))
    seal = retention_due.seal(Keeping.NOTES, [case.reference])
    run = retention.carry_out(retention.approve(kind=Keeping.NOTES, seal=seal, by=manager))
    assert run.finished_at
    case.refresh_from_db()
    return case


def note(case: Invitation, by: Person) -> None:
    case_notes.write_note(case, text="Speaks softly.", audience=Note.Audience.OFFICE, by=by)


def test_whole_chains_hold(case: Invitation) -> None:
    assert said() == f"1 record checked; every chain holds.\n{GIVEN}{NO_HEAD}"


def test_an_altered_entry_is_named(case: Invitation, alter: Callable[..., None]) -> None:
    cases.make_invitation(title="Camp")
    entry = RecordEntry.objects.get(invitation=case, sequence=2)
    alter("UPDATE engagements_recordentry SET clause = 'P9' WHERE id = %s", entry.pk)
    assert found(ends_with="1 of 2 records are broken.") == (
        f"{case.reference}, entry 2: it was altered after it was written.\n{GIVEN}{NO_HEAD}"
    )


def test_altered_particulars_are_named(case: Invitation, alter: Callable[..., None]) -> None:
    second = RecordEntry.objects.get(invitation=case, sequence=2)
    alter("UPDATE engagements_entryparticulars SET words = '{}', salt = 'x' WHERE entry_id = %s", second.pk)
    assert found(case.reference, ends_with="1 of 1 records are broken.") == (
        f"{case.reference}, entry 2: its particulars were altered after they were written.\n"
    )


def test_a_missing_entry_is_noticed(case: Invitation, alter: Callable[..., None]) -> None:
    last = RecordEntry.objects.filter(invitation=case).latest("sequence")
    alter("UPDATE engagements_recordentry SET sequence = sequence + 1 WHERE id = %s", last.pk)
    assert found(ends_with="1 of 1 records are broken.") == (
        f"{case.reference}, entry {last.sequence + 1}: entry {last.sequence} is missing.\n{GIVEN}{NO_HEAD}"
    )


# --- What is kept of a case that was taken away -------------------------------------------------------------


def test_a_case_taken_away_from_its_record_is_named(case: Invitation, alter: Callable[..., None]) -> None:
    cases.make_invitation(title="Camp")
    entries = RecordEntry.objects.filter(invitation=case).count()
    alter("DELETE FROM engagements_invitation WHERE id = %s", case.pk)
    ends_with = f"1 of 2 records are broken. {UNEVEN}"
    assert found(ends_with=ends_with) == (
        f"{case.reference}, entry {entries}: the record ends here, and the case itself is gone.\n"
        f"Given as a reference, and no case has it: {case.reference}.\n{NO_HEAD}"
    )


def test_what_is_rewritten_behind_a_case_that_is_gone_is_named(
    case: Invitation, alter: Callable[..., None]
) -> None:
    alter("DELETE FROM engagements_invitation WHERE id = %s", case.pk)
    alter("UPDATE engagements_recordentry SET clause = 'P9' WHERE sequence = 2")
    ends_with = f"1 of 1 records are broken. {UNEVEN}"
    assert found(ends_with=ends_with).startswith(
        f"{case.reference}, entry 2: it was altered after it was written, and the case itself is gone.\n"
    )


def test_a_case_that_no_entry_names_goes_by_its_number(case: Invitation, alter: Callable[..., None]) -> None:
    alter("DELETE FROM engagements_invitation WHERE id = %s", case.pk)
    alter("DELETE FROM engagements_entryparticulars")
    ends_with = f"1 of 1 records are broken. {UNEVEN}"
    assert found(ends_with=ends_with).startswith(
        f"Case number {case.pk}, entry 1: its particulars were taken away"
    )


def test_a_case_under_another_reference_is_named(case: Invitation, alter: Callable[..., None]) -> None:
    alter("UPDATE engagements_invitation SET reference = 'CIV-2026-0999' WHERE id = %s", case.pk)
    ends_with = f"1 of 1 records are broken. {UNEVEN}"
    assert found(ends_with=ends_with).startswith(
        f"CIV-2026-0999, entry 1: it registered the case as {case.reference}.\n"
    )


# --- Particulars that are missing ---------------------------------------------------------------------------


def test_particulars_taken_away_are_named(case: Invitation, alter: Callable[..., None]) -> None:
    alter("DELETE FROM engagements_entryparticulars")
    assert found(ends_with="1 of 1 records are broken.") == (
        f"{case.reference}, entry 1: {TAKEN_AWAY}.\n{GIVEN}{NO_HEAD}"
    )


def test_particulars_erased_by_the_rules_are_not_missed(erased: Invitation) -> None:
    assert erased.entries.filter(kind__in=kinds_kept_with(Keeping.NOTES), particulars=None).count() == 2
    assert said(erased.reference) == "1 record checked; every chain holds.\n"


def test_an_erasure_covers_what_is_of_its_kind_alone(erased: Invitation, alter: Callable[..., None]) -> None:
    """Of the entries that stay for good, or go with contact data and letters, none went with the notes."""
    others = erased.entries.exclude(kind__in=kinds_kept_with(Keeping.NOTES)).order_by("sequence")
    assert [entry.kind for entry in others] == ["register", "decline", "erased"]
    for entry in list(others)[:-1]:
        with transaction.atomic():
            alter("DELETE FROM engagements_entryparticulars WHERE entry_id = %s", entry.pk)
            assert f"entry {entry.sequence}: {TAKEN_AWAY}.\n" in found(
                erased.reference, ends_with="1 of 1 records are broken."
            )
            transaction.set_rollback(True)


def test_an_erasure_that_no_longer_says_what_it_was_covers_nothing(
    erased: Invitation, alter: Callable[..., None]
) -> None:
    entry = erased.entries.get(kind=EntryKind.ERASED)
    alter("DELETE FROM engagements_entryparticulars WHERE entry_id = %s", entry.pk)
    first = erased.entries.filter(kind__in=kinds_kept_with(Keeping.NOTES)).earliest("sequence")
    assert found(erased.reference, ends_with="1 of 1 records are broken.") == (
        f"{erased.reference}, entry {first.sequence}: {TAKEN_AWAY}.\n"
    )


def test_an_erasure_does_not_cover_what_was_written_after_it(
    erased: Invitation, officer: Person, alter: Callable[..., None]
) -> None:
    note(erased, officer)
    last = erased.entries.latest("sequence")
    alter("DELETE FROM engagements_entryparticulars WHERE entry_id = %s", last.pk)
    assert found(erased.reference, ends_with="1 of 1 records are broken.") == (
        f"{erased.reference}, entry {last.sequence}: {TAKEN_AWAY}.\n"
    )


def test_an_erasure_that_the_record_does_not_tell_of_covers_nothing(
    erased: Invitation, officer: Person, alter: Callable[..., None]
) -> None:
    """A row of the table can be forged by whoever has the database, an entry of the record cannot."""
    case = cases.make_invitation(title="Camp", event_on=council.london(2028, 8, 1).date())
    note(case, officer)
    run, written = RetentionRun.objects.get(), case.entries.latest("sequence")
    with guards_down():
        Erasure.objects.create(
            run=run, invitation=case, kind=Keeping.NOTES, words="Erased.", erased_at=timezone.now()
        )
    alter("DELETE FROM engagements_entryparticulars WHERE entry_id = %s", written.pk)
    assert found(case.reference, ends_with="1 of 1 records are broken.") == (
        f"{case.reference}, entry {written.sequence}: {TAKEN_AWAY}.\n"
    )


def test_the_words_by_which_the_record_knows_what_was_erased_stay(erased: Invitation) -> None:
    """Reworded, they would make every erased particular of old records a missing one."""
    entry = erased.entries.get(kind=EntryKind.ERASED)
    assert entry.particulars.words["what"] == "notes, telephone notes and advice"
    assert [keeping.label for keeping in Keeping if kinds_kept_with(keeping)] == [
        "contact data",
        "letters and the reasons of decisions",
        "notes, telephone notes and advice",
    ]


# --- What was written after the last head -------------------------------------------------------------------


def test_a_case_without_any_record_is_broken(case: Invitation, alter: Callable[..., None]) -> None:
    """Its version and its stage are rewritten, too, so as to fit."""
    alter("DELETE FROM engagements_entryparticulars")
    alter("DELETE FROM engagements_recordentry")
    alter("UPDATE engagements_invitation SET version = 0")
    decision = case.decisions.get().pk
    engagement = case.engagements.get().pk
    untold = f"{case.reference}: no entry of the record tells of its"
    assert found(ends_with="1 of 1 records are broken. 2 rows do not follow from the record.") == (
        f"{case.reference}, entry 1: it is missing, and all the record with it.\n"
        f"{untold} decision {decision} (accept) as it stands.\n"
        f"{untold} engagement {engagement} (mayor, live) as it stands.\n"
        f"{GIVEN}{NO_HEAD}"
    )


def remove_whole(case: Invitation, alter: Callable[..., None]) -> None:
    """The case and everything that is of it."""
    for entry in case.entries.values_list("pk", flat=True):
        alter("DELETE FROM engagements_entryparticulars WHERE entry_id = %s", entry)
    alter("DELETE FROM engagements_letter WHERE invitation_id = %s", case.pk)
    alter("DELETE FROM engagements_organiserlink WHERE invitation_id = %s", case.pk)
    alter("DELETE FROM engagements_recordentry WHERE invitation_id = %s", case.pk)
    alter("DELETE FROM engagements_invitation WHERE id = %s", case.pk)


def test_a_case_removed_whole_is_missed_though_no_head_has_seen_it(
    officer: Person, alter: Callable[..., None]
) -> None:
    record_heads.keep(timezone.now(), tell=lambda head: None)
    cases.make_invitation()
    second = cases.make_invitation(title="Camp")
    remove_whole(second, alter)
    told = found(ends_with=UNEVEN)
    assert told.startswith(
        "1 record checked; every chain holds.\n"
        f"Given as a reference, and no case has it: {second.reference}.\nEvery head holds."
    )


def test_of_many_missing_references_the_first_few_are_named(
    officer: Person, alter: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(references, "TOGETHER", 3)
    cases.make_invitation()
    alter("UPDATE engagements_counter SET last = 9")
    told = found(ends_with=UNEVEN)
    names = ", ".join(f"CIV-2026-000{number}" for number in (2, 3, 4, 5, 6))
    assert f"Given as a reference, and no case has it: {names} and 3 more.\n" in told


@pytest.mark.parametrize(
    "hidden",
    [
        "UPDATE engagements_counter SET last = 1",
        "DELETE FROM engagements_counter",
        "UPDATE engagements_counter SET year = 2025",
    ],
)
def test_a_counter_that_was_set_back_is_seen(
    officer: Person, alter: Callable[..., None], hidden: str
) -> None:
    _, second, third = (cases.make_invitation(title=f"Camp {number}") for number in range(3))
    remove_whole(second, alter)
    alter(hidden)
    told = found(ends_with=UNEVEN)
    assert "A case has it as its reference, and no counter gave it: " in told
    assert f"{third.reference}.\n" in told


def test_another_reference_than_was_given_is_seen(case: Invitation, alter: Callable[..., None]) -> None:
    """Written otherwise, the same number is another reference."""
    alter("UPDATE engagements_invitation SET reference = 'CIV-2026-00001'")
    ends_with = f"1 of 1 records are broken. {UNEVEN}"
    assert found(ends_with=ends_with).endswith(
        f"Given as a reference, and no case has it: {case.reference}.\n"
        f"A case has it as its reference, and no counter gave it: CIV-2026-00001.\n{NO_HEAD}"
    )


def test_a_case_registered_while_the_references_are_read_is_nothing_strange(
    case: Invitation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The counter that was read is behind by one."""
    counted = references._counted

    def registered_meanwhile() -> dict[int, int]:
        monkeypatch.setattr(references, "_counted", counted)
        before = counted()
        cases.make_invitation(title="Camp")
        return before

    monkeypatch.setattr(references, "_counted", registered_meanwhile)
    assert GIVEN in said()
    assert Counter.objects.get(kind=Counter.Kind.INVITATION).last == 2


def test_a_broken_chain_and_a_wrong_head_are_both_told(case: Invitation, alter: Callable[..., None]) -> None:
    record_heads.keep(timezone.now(), tell=lambda head: None)
    alter("UPDATE engagements_recordentry SET clause = 'P9' WHERE sequence = 2")
    alter("UPDATE engagements_recordhead SET cases = 7")
    found(ends_with="1 of 1 records are broken. The record is not what its heads say.")


def test_a_reference_that_does_not_exist_is_said(case: Invitation) -> None:
    with pytest.raises(CommandError, match="There is no invitation CIV-1999-0001."):
        said("CIV-1999-0001")


def test_progress_is_told_where_there_are_many(
    case: Invitation, alter: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_record, "TOLD_EVERY", 1)
    cases.make_invitation(title="Camp")
    record_heads.keep(timezone.now(), tell=lambda head: None)
    entries = RecordEntry.objects.count()
    told = "".join(f"{number} of {entries} entries …\n" for number in range(1, entries))
    assert said().startswith(
        f"1 of 2 records …\n2 records checked; every chain holds.\n{GIVEN}{told}Every head holds."
    )
    alter("DELETE FROM engagements_invitation WHERE id = %s", case.pk)
    assert found(ends_with=f"1 of 2 records are broken. {UNEVEN}").startswith(
        f"1 of 2 records …\n{case.reference}, entry "
    )
