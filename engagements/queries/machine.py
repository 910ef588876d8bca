"""The machine as the database shows it: sweeps, letters and the mail server, in one statement."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import (
    Case,
    Count,
    DateTimeField,
    F,
    IntegerField,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from engagements import readiness
from engagements.models import Letter, MailServer, PutOff, SweepRun
from engagements.readiness import Check, Seen, Sweep

S = Letter.State
OFFICERS_AFTER = 5
COUNTED = (S.DRAFT, S.QUEUED, S.SENDING, S.FAILED, S.UNCERTAIN)


def read(now: datetime, *, broker_answers: bool | None = None) -> Seen:
    """One statement, whatever waits. Where no sweep ever ran, nothing was sent, and there is nothing else to
    see.
    """
    counts = {f"count_{state.value}": _count(state) for state in COUNTED}
    rows = list(
        SweepRun.objects.annotate(
            letter_due_since=Subquery(_due_since(now), output_field=DateTimeField()),
            put_off=Coalesce(Subquery(_put_off_count()), Value(0), output_field=IntegerField()),
            mail_taken_at=Subquery(MailServer.objects.values("said_yes_at")[:1]),
            **counts,
        )
    )
    ran = {row.name: row for row in rows}
    sweeps = tuple(_sweep(name, ran.get(name.value)) for name in SweepRun.Name)
    if not rows:
        return Seen(now, sweeps, broker_answers=broker_answers)
    first: Any = rows[0]
    letters = {state.value: getattr(first, f"count_{state.value}") for state in COUNTED}
    return Seen(
        now, sweeps, first.letter_due_since, letters, first.mail_taken_at, first.put_off, broker_answers
    )


def judged(seen: Seen) -> list[Check]:
    """The checks by this installation's limits."""
    return readiness.checks(
        seen, stale_after=settings.STALE_AFTER, troubled_letters=settings.TROUBLED_LETTERS
    )


def troubles(now: datetime) -> list[str]:
    """What an officer should know; in one statement, and empty on a good day."""
    seen = read(now)
    return readiness.troubles(seen, judged(seen))


def put_off() -> QuerySet[PutOff]:
    """What failed so often that an officer should look: everything but letters, which have their desk."""
    return PutOff.objects.filter(tries__gte=OFFICERS_AFTER)


def _put_off_count() -> QuerySet[PutOff, Any]:
    rows = put_off().order_by().annotate(one=Value(1))
    return rows.values("one").annotate(n=Count("pk")).values("n")


def _due_since(now: datetime) -> QuerySet[Letter, Any]:
    """Since when the longest waiting letter should have left.

    A letter put off because no mail can leave was never tried: it waits since it was released. One whose own
    recipient puts us off waits since its next try was due.
    """
    since = Case(
        When(attempts=0, then=F("released_at")), default=Coalesce(F("next_attempt_at"), F("released_at"))
    )
    due = Letter.objects.filter(Q(attempts=0) | Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now))
    waiting = due.filter(state=S.QUEUED, channel=Letter.Channel.EMAIL, released_at__isnull=False)
    return waiting.annotate(since=since).order_by("since").values("since")[:1]


def _count(state: Letter.State) -> Coalesce:
    of_state = (
        Letter.objects.filter(state=state).order_by().values("state").annotate(n=Count("pk")).values("n")
    )
    return Coalesce(Subquery(of_state), Value(0), output_field=IntegerField())


def _sweep(name: SweepRun.Name, row: SweepRun | None) -> Sweep:
    if row is None:
        return Sweep(name.value, str(name.label))
    return Sweep(
        name.value, str(name.label), row.started_at, row.finished_at, row.taken, row.failed, row.trouble
    )
