"""The machine as the database shows it: sweeps, letters and the mail server, in one statement."""

from dataclasses import dataclass
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
from engagements.models import AccountMail, Letter, LinkRequest, MailServer, Notification, PutOff, SweepRun
from engagements.models.outgoing import OFFICERS_AFTER, QUEUED, MailQuerySet
from engagements.readiness import Check, Seen, Sweep

S = Letter.State
COUNTED = (S.DRAFT, S.QUEUED, S.SENDING, S.FAILED, S.UNCERTAIN)


def read(now: datetime, *, broker_answers: bool | None = None) -> Seen:
    """One statement, whatever waits. Where no sweep ever ran, nothing was sent, and there is nothing else to
    see.
    """
    counts = {f"count_{state.value}": _number(Letter.objects.filter(state=state)) for state in COUNTED}
    rows = list(
        SweepRun.objects.annotate(
            letter_due_since=Subquery(_due_since(now), output_field=DateTimeField()),
            notification_due_since=Subquery(
                _mail_due_since(Notification.objects.all(), now), output_field=DateTimeField()
            ),
            link_due_since=Subquery(
                _mail_due_since(LinkRequest.objects.all(), now), output_field=DateTimeField()
            ),
            account_mail_due_since=Subquery(
                _mail_due_since(AccountMail.objects.all(), now), output_field=DateTimeField()
            ),
            put_off=_number(put_off()),
            undelivered=_number(Notification.objects.undelivered()),
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
    mails_due = [
        moment
        for moment in (first.notification_due_since, first.link_due_since, first.account_mail_due_since)
        if moment
    ]
    return Seen(
        now=now,
        sweeps=sweeps,
        letter_due_since=first.letter_due_since,
        letters=letters,
        mail_due_since=min(mails_due, default=None),
        mail_taken_at=first.mail_taken_at,
        put_off=first.put_off,
        undelivered=first.undelivered,
        broker_answers=broker_answers,
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


@dataclass(frozen=True)
class Undelivered:
    """A mail of ours that did not go: what it is, and whose it is where that is known."""

    # As it is called in the addresses of pages.
    kind: str
    row: Notification | LinkRequest | AccountMail
    what: str
    name: str = ""


def undelivered() -> list[Undelivered]:
    """The notifications, links and mails about accounts that an officer should look at, the oldest first."""
    notifications = Notification.objects.undelivered().select_related("person")
    found = [
        Undelivered("notification", row, row.get_kind_display(), row.person.name) for row in notifications
    ]
    link = "the link to an invitation, sent again"
    found += [Undelivered("link", row, link) for row in LinkRequest.objects.undelivered()]
    found += [
        Undelivered("account", row, row.get_kind_display(), row.person.name if row.person else "")
        for row in AccountMail.objects.undelivered().select_related("person")
    ]
    return sorted(found, key=lambda mail: mail.row.queued_at)


def _number(rows: QuerySet[Any, Any]) -> Coalesce:
    counted = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())


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


def _mail_due_since(mails: MailQuerySet[Any], now: datetime) -> QuerySet[Any, Any]:
    """The same of notifications or links, which wait since they were queued."""
    since = Case(
        When(attempts=0, then=F("queued_at")), default=Coalesce(F("next_attempt_at"), F("queued_at"))
    )
    due = mails.filter(Q(attempts=0) | Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now))
    return due.filter(state=QUEUED).annotate(since=since).order_by("since").values("since")[:1]


def _sweep(name: SweepRun.Name, row: SweepRun | None) -> Sweep:
    if row is None:
        return Sweep(name.value, str(name.label))
    return Sweep(
        name.value, str(name.label), row.started_at, row.finished_at, row.taken, row.failed, row.trouble
    )
