"""The day's head while people are at work: it covers nothing that is unfinished, and nobody waits for it."""

import logging
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from threading import Event

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from civic.models import Person
from engagements import tasks
from engagements.models import Invitation, Note, RecordEntry, RecordHead, SweepRun
from engagements.services import case_notes
from engagements.services.case_record import record_heads
from tests import cases

pytestmark = pytest.mark.django_db(transaction=True)
LONGEST = 30.0
# SQLite lets one write at a time: there, nobody is writing beside the head.
ONE_WRITER = connection.vendor == "sqlite"
# Those of this connection: the view shows the whole server's, and a copied database has the same numbers.
LOCKS = """SELECT mode FROM pg_locks
WHERE pid = pg_backend_pid() AND relation = 'engagements_recordentry'::regclass"""


def note(case: Invitation, by: Person) -> None:
    case_notes.write_note(case, text="Speaks softly.", audience=Note.Audience.OFFICE, by=by)


@contextmanager
def writing(case: Invitation, by: Person) -> Iterator[None]:
    """Somebody else has written an entry and is not finished; on leaving they are."""
    written, go_on = Event(), Event()

    def write() -> None:
        try:
            with transaction.atomic():
                note(case, by)
                written.set()
                assert go_on.wait(LONGEST)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        other: Future[None] = pool.submit(write)
        try:
            assert written.wait(LONGEST)
            yield
        finally:
            go_on.set()
            other.result(LONGEST)


def keep() -> RecordHead | None:
    return record_heads.keep(timezone.now(), tell=lambda head: None)


def locks() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(LOCKS)
        return {mode for (mode,) in cursor.fetchall()}


def test_a_head_never_passes_over_an_entry_that_is_still_being_written(
    officer: Person, caplog: pytest.LogCaptureFixture
) -> None:
    """Its number was given before that of one which is finished already."""
    if ONE_WRITER:
        return
    slow, quick = cases.make_invitation(), cases.make_invitation(title="Camp")
    with writing(slow, officer), caplog.at_level(logging.INFO, logger=record_heads.__name__):
        note(quick, officer)
        assert keep() is None
        assert "Somebody is writing in the record: its head waits for the next look." in caplog.text
    entries = list(RecordEntry.objects.order_by("pk"))
    assert [entry.invitation for entry in entries[-2:]] == [slow, quick]
    head = keep()
    assert head is not None
    assert (head.upto, head.entries) == (entries[-1].pk, len(entries))
    out = StringIO()
    call_command("verify_record", stdout=out, stderr=out)
    assert "Every head holds." in out.getvalue()


def test_nobody_waits_for_the_head(officer: Person) -> None:
    """It takes no lock of the record, neither while it looks nor until its transaction ends."""
    if ONE_WRITER:
        return
    case = cases.make_invitation()
    with writing(case, officer), transaction.atomic():
        assert record_heads._settled() is None
        assert "ShareLock" not in locks()
    with transaction.atomic():
        assert record_heads._settled() == RecordEntry.objects.latest("pk").pk
        assert locks() == {"AccessShareLock"}


def test_what_is_being_written_elsewhere_on_the_server_does_not_matter(officer: Person) -> None:
    """A person who is being changed is no entry of the record."""
    if ONE_WRITER:
        return
    cases.make_invitation()
    begun, go_on = Event(), Event()

    def change() -> None:
        try:
            with transaction.atomic():
                Person.objects.filter(pk=officer.pk).update(name="Jo")
                begun.set()
                assert go_on.wait(LONGEST)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(change)
        try:
            assert begun.wait(LONGEST)
            assert keep() is not None
        finally:
            go_on.set()
            other.result(LONGEST)


def test_a_look_that_has_to_wait_does_not_fail_the_sweep(
    officer: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases.make_invitation()
    monkeypatch.setattr(record_heads, "_settled", lambda: None)
    tasks.keep_head()
    assert not RecordHead.objects.exists()
    assert SweepRun.objects.get(name=SweepRun.Name.HEADS).trouble == ""


def test_entries_that_have_waited_for_two_days_fail_it(
    officer: Person, monkeypatch: pytest.MonkeyPatch, office_day: time_machine.Traveller
) -> None:
    cases.make_invitation()
    assert keep() is not None
    office_day.shift(timedelta(days=1))
    cases.make_invitation(title="Camp")
    monkeypatch.setattr(record_heads, "_settled", lambda: None)
    office_day.shift(timedelta(days=2))
    tasks.keep_head()
    office_day.shift(timedelta(seconds=1))
    with pytest.raises(record_heads.NeverQuiet, match="is there a transaction that nobody ends"):
        tasks.keep_head()
    assert SweepRun.objects.get(name=SweepRun.Name.HEADS).trouble == "NeverQuiet"
