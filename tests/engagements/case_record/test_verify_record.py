"""The command that checks the record."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from civic.models import Person
from engagements.management.commands import verify_record
from engagements.models import EntryParticulars, Invitation, RecordEntry
from engagements.services.case_record import record_heads
from tests import cases
from tests.guarding import guards_down, run_sql

NO_HEAD = "No head has been kept yet: the worker keeps one each day.\n"


def said(*references: str) -> str:
    out = StringIO()
    call_command("verify_record", *references, stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def without_guards(db: None) -> Callable[..., None]:
    """Alters a row as somebody with the database's own key could."""

    def alter(sql: str, *values: object) -> None:
        with guards_down():
            run_sql(sql, *values)

    return alter


@pytest.fixture
def case(officer: Person, mayor: Person) -> Invitation:
    return cases.mayor_attends(officer=officer, mayor=mayor)


def test_whole_chains_hold(case: Invitation) -> None:
    assert said() == f"1 record checked; every chain holds.\n{NO_HEAD}"


def test_an_altered_entry_is_named(
    case: Invitation, officer: Person, without_guards: Callable[..., None]
) -> None:
    cases.make_invitation(title="Camp")
    entry = RecordEntry.objects.get(invitation=case, sequence=2)
    without_guards("UPDATE engagements_recordentry SET clause = 'P9' WHERE id = %s", entry.pk)
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 2 records are broken."):
        call_command("verify_record", stdout=out)
    assert out.getvalue() == f"{case.reference}, entry 2: it was altered after it was written.\n{NO_HEAD}"


def test_altered_particulars_are_named_and_erased_ones_are_not(
    case: Invitation, without_guards: Callable[..., None]
) -> None:
    first, second = RecordEntry.objects.filter(invitation=case).order_by("sequence")[:2]
    without_guards("DELETE FROM engagements_entryparticulars WHERE entry_id = %s", first.pk)
    assert said() == f"1 record checked; every chain holds.\n{NO_HEAD}"
    assert EntryParticulars.objects.filter(entry=second).exists()
    without_guards(
        "UPDATE engagements_entryparticulars SET words = '{}', salt = 'x' WHERE entry_id = %s", second.pk
    )
    with pytest.raises(CommandError):
        said(case.reference)


def test_a_missing_last_entry_is_noticed(case: Invitation, without_guards: Callable[..., None]) -> None:
    last = RecordEntry.objects.filter(invitation=case).order_by("sequence").last()
    assert last is not None
    without_guards("DELETE FROM engagements_entryparticulars")
    without_guards("UPDATE engagements_recordentry SET sequence = sequence + 1 WHERE id = %s", last.pk)
    with pytest.raises(CommandError):
        said()


def test_a_reference_that_does_not_exist_is_said(case: Invitation) -> None:
    with pytest.raises(CommandError, match="There is no invitation CIV-1999-0001."):
        said("CIV-1999-0001")


def test_progress_is_told_where_there_are_many(case: Invitation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_record, "TOLD_EVERY", 1)
    cases.make_invitation(title="Camp")
    record_heads.keep(timezone.now(), tell=lambda head: None)
    entries = RecordEntry.objects.count()
    told = "".join(f"{number} of {entries} entries …\n" for number in range(1, entries))
    assert said().startswith(
        f"1 of 2 records …\n2 records checked; every chain holds.\n{told}Every head holds."
    )
