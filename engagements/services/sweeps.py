"""Sweeps: one of a name runs at a time, each row stands on its own, and a row and a line of the log say how
it went.

    sweeps.in_turn(Name.SEND_LETTERS, outbox.send_due)     the task
    sweeps.each_on_its_own(rows, act, sweep=...)           inside it, row by row
"""

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import DatabaseError, models, transaction
from django.utils import timezone

from civic import database, wording
from civic.machine import metrics, runs, statements
from engagements.models import (
    AccountMail,
    Invitation,
    LinkRequest,
    MailServer,
    Notification,
    PutOff,
    SweepRun,
)
from engagements.models.outgoing import LONGEST_WAIT, OFFICERS_AFTER, MailState, has_come, lease_time

logger = logging.getLogger(__name__)
Name = SweepRun.Name
BACK_OFF = [*(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60)), LONGEST_WAIT]
TRIES = OFFICERS_AFTER
Row = TypeVar("Row", bound=models.Model)


@dataclass
class Run:
    """What a sweep says of itself while it runs."""

    taken: int = 0
    failed: int = 0
    name: str = ""
    # Its hold on the sweep, and until when; without one when nobody else could run it.
    held_by: str = ""
    held_until: datetime | None = None


_running: ContextVar[Run | None] = ContextVar("running", default=None)


def back_off(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    return BACK_OFF[min(tries, len(BACK_OFF)) - 1]


def in_turn(name: SweepRun.Name, work: Callable[[], int]) -> int:
    """Do the sweep's work unless somebody else is at it; what `work` gave, the number of rows it took up."""
    SweepRun.objects.get_or_create(name=name)
    held_by, now = secrets.token_hex(16), database.clock()
    until = now + lease_time()
    free = SweepRun.objects.filter(has_come("held_until", now, at_most=lease_time()), name=name)
    if not free.update(held_by=held_by, held_until=until):
        logger.debug("Sweep %s is being done by another worker.", name.value)
        return 0
    ours = SweepRun.objects.filter(name=name, held_by=held_by)
    try:
        with noted(name) as run:
            run.held_by, run.held_until = held_by, until
            taken = work()
            run.taken = run.taken or taken
            return taken
    finally:
        # Where the database itself is the trouble, the hold runs out by itself.
        with suppress(DatabaseError):
            ours.update(held_by="", held_until=None)


def each_on_its_own(
    rows: Iterable[Row],
    act: Callable[[Row], object],
    *,
    sweep: SweepRun.Name,
    put_off: Callable[[Row, Exception], None] | None = None,
    also: Callable[[Row, PutOff], None] | None = None,
    ends_all: tuple[type[Exception], ...] = (),
) -> list[Any]:
    """Act on each row; what the acts gave. One that raises is logged, counted and put off; others go on.

    It is put off in the table PutOff, and `also` told of it; or by `put_off`, by the row's own columns.
    `ends_all` are the errors that concern no row, and are raised.
    """
    run = _running.get() or Run()
    troubled = {row.key: row for row in PutOff.objects.filter(sweep=sweep)} if put_off is None else {}
    asleep = waiting(sweep) if troubled else set()
    gave = []
    for row in rows:
        key = key_of(row)
        if key in asleep:
            continue
        _hold_on(run)
        run.taken += 1
        try:
            gave.append(act(row))
        except ends_all:
            raise
        except Exception as error:
            run.failed += 1
            logger.exception("Sweep %s could not deal with %s %s.", sweep.value, row._meta.model_name, key)
            _set_aside(row, error, sweep=sweep, put_off=put_off, also=also)
        else:
            if key in troubled:
                troubled[key].delete()
    return gave


def _set_aside(
    row: Row,
    error: Exception,
    *,
    sweep: SweepRun.Name,
    put_off: Callable[[Row, Exception], None] | None,
    also: Callable[[Row, PutOff], None] | None,
) -> None:
    """A row that cannot even be put off (it may be locked, still) is met again, and stops nothing either."""
    try:
        if put_off is not None:
            put_off(row, error)
            return
        until = _put_off(sweep, key_of(row), error)
        if also is not None:
            also(row, until)
    except Exception:
        logger.exception("Sweep %s could not put off %s %s.", sweep.value, row._meta.model_name, key_of(row))


def came_to_nothing(row: models.Model, became: str) -> None:
    """What was tried and failed as such things do: counted, and logged by its number without a traceback."""
    run = _running.get() or Run()
    run.failed += 1
    what = wording.capital(str(row._meta.verbose_name))
    logger.warning("%s %s: %s.", what, key_of(row), became, extra={"facts": {"sweep": run.name}})


def key_of(row: models.Model) -> str:
    """What a row is called in the log and before officers: nothing personal."""
    return row.reference if isinstance(row, Invitation) else str(row.pk)


@transaction.atomic
def try_again(put_off: PutOff) -> None:
    """An officer says that whatever was the matter is mended: the next round takes the row up."""
    mails: dict[str, type[Notification | LinkRequest | AccountMail]] = {
        Name.SEND_NOTIFICATIONS.value: Notification,
        Name.SEND_LINKS.value: LinkRequest,
        Name.SEND_ACCOUNT_MAILS.value: AccountMail,
    }
    if model := mails.get(put_off.sweep):
        rows = _numbers([put_off.key])
        model.objects.filter(pk__in=rows, state=MailState.QUEUED).update(next_attempt_at=None)
    put_off.delete()


def waiting(sweep: SweepRun.Name) -> set[str]:
    """What is put off until later."""
    come = has_come("next_try_at", timezone.now(), at_most=LONGEST_WAIT)
    return set(PutOff.objects.filter(sweep=sweep).exclude(come).values_list("key", flat=True))


def waiting_rows(sweep: SweepRun.Name) -> set[int]:
    """The numbers of the rows that are put off until later."""
    return _numbers(waiting(sweep))


def _numbers(keys: Iterable[str]) -> set[int]:
    """A key that is no number is no row's."""
    return {int(key) for key in keys if key.isascii() and key.isdigit()}


def forget_settled() -> int:
    """Clear what nobody took up for a day after its next try was due: it is no longer due. Gives how many."""
    forgotten, _ = PutOff.objects.filter(next_try_at__lt=timezone.now() - timedelta(days=1)).delete()
    return forgotten


@transaction.atomic
def _put_off(sweep: SweepRun.Name, key: str, error: Exception) -> PutOff:
    row, _ = PutOff.objects.select_for_update().get_or_create(
        sweep=sweep, key=key, defaults={"next_try_at": timezone.now()}
    )
    row.tries += 1
    row.next_try_at, row.trouble = timezone.now() + back_off(row.tries), type(error).__name__
    row.save()
    return row


def _hold_on(run: Run) -> None:
    """A long sweep renews its hold when a third of it has gone, so that nobody takes it over."""
    now = database.clock()
    if run.held_until is None or run.held_until - now > lease_time() * 2 / 3:
        return
    ours = SweepRun.objects.filter(name=run.name, held_by=run.held_by)
    if ours.update(held_until=now + lease_time()):
        run.held_until = now + lease_time()


@contextmanager
def noted(name: SweepRun.Name) -> Iterator[Run]:
    """Run a sweep under a number of its own. What it raises is logged here, and goes on."""
    run, began = Run(name=name.value), time.perf_counter()
    with runs.running(), statements.counted() as count:
        ended = "failed"
        try:
            SweepRun.objects.update_or_create(name=name, defaults={"started_at": timezone.now()})
            told = _running.set(run)
            try:
                yield run
            finally:
                _running.reset(told)
            finished = {
                "finished_at": timezone.now(),
                "taken": run.taken,
                "failed": run.failed,
                "trouble": "",
            }
            SweepRun.objects.filter(name=name).update(**finished)
            ended = "done"
        except Exception as error:
            logger.exception("Sweep %s ended by an error.", name.value)
            # Where the database itself is the trouble, the row stays as it is and grows stale.
            with suppress(DatabaseError):
                SweepRun.objects.filter(name=name).update(trouble=type(error).__name__)
            raise
        finally:
            seconds = time.perf_counter() - began
            metrics.sweep(name=name.value, ended=ended, taken=run.taken, failed=run.failed)
            facts = {"sweep": name.value, "ended": ended, "taken": run.taken, "failed": run.failed}
            facts |= {"ms": round(seconds * 1000), "statements": count.statements}
            logger.info(
                "Sweep %(sweep)s %(ended)s: %(taken)s taken up, %(failed)s failed",
                facts,
                extra={"facts": facts},
            )


def mail_server_said_yes() -> None:
    """It took a mail. Written once for each connection, not for each mail."""
    MailServer.objects.update_or_create(only=True, defaults={"said_yes_at": timezone.now()})
