"""What leaves by mail, whatever it is: whose turn it is, who holds it, how often it was tried."""

import secrets
from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q

from civic import database

QUEUED = "queued"
# By more than this no clock is ahead of another, and nobody waits to write what was read a moment before.
FURTHEST_AHEAD = timedelta(hours=1)
# So long does a row wait for its next try at most.
LONGEST_WAIT = timedelta(hours=4)
# After so many tries a row that fails is an officer's.
OFFICERS_AFTER = 5
Row = TypeVar("Row", bound=models.Model)


def lease_time() -> timedelta:
    """Longer than any exchange with the mail server, each of whose answers is waited for."""
    return timedelta(seconds=6 * settings.EMAIL_TIMEOUT)


def has_come(column: str, now: datetime, *, at_most: timedelta) -> Q:
    """The column's moment has come, or none was set.

    So has one that lies much further ahead than we ever set one: the clock by which it was set was wrong.
    """
    at, ahead = {f"{column}__lte": now}, {f"{column}__gt": now + at_most + FURTHEST_AHEAD}
    return Q(**{f"{column}__isnull": True}) | Q(**at) | Q(**ahead)


class OutgoingQuerySet(models.QuerySet[Row]):
    """What is due, and who holds it."""

    def due(self, now: datetime) -> Self:
        """The queued ones whose time has come and that no living worker holds."""
        return self.filter(
            has_come("next_attempt_at", now, at_most=LONGEST_WAIT),
            has_come("leased_until", now, at_most=lease_time()),
            state=QUEUED,
        )

    def lease_oldest(self, limit: int) -> str:
        """Put the oldest due ones under a new lease, by one update so that none is taken twice."""
        now, lease = database.clock(), secrets.token_hex(16)
        with transaction.atomic():
            oldest = self.due(now).select_for_update(skip_locked=True).order_by("pk").values("pk")[:limit]
            self.due(now).filter(pk__in=oldest).update(lease=lease, leased_until=now + lease_time())
        return lease

    def leased(self, lease: str) -> Self:
        """Those under this lease that nobody has begun."""
        return self.filter(lease=lease, state=QUEUED)


class Outgoing(models.Model):
    """The columns of delivery. The states are each kind's own; all begin as `queued`."""

    message_id = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True)
    leased_until = models.DateTimeField(null=True)
    lease = models.CharField(max_length=40, blank=True)
    trouble = models.CharField("why it was not sent", max_length=400, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class MailState(models.TextChoices):
    """What became of a notification or a link."""

    QUEUED = QUEUED, "waiting to be sent"
    SENT = "sent", "sent"
    NOTHING = "nothing", "no longer needed"
    FAILED = "failed", "could not be delivered"
    LEFT = "left", "not sent, by an officer’s choice"


class MailQuerySet(OutgoingQuerySet[Row]):
    """Notifications or links."""

    def undelivered(self) -> Self:
        """What an officer should look at: refused for good, or tried often and still on its way."""
        return self.filter(Q(state=MailState.FAILED) | Q(state=QUEUED, attempts__gte=OFFICERS_AFTER))


class Mail(Outgoing):
    """A short mail of the office's own, to a member, an officer or an organiser."""

    State = MailState

    address = models.EmailField(max_length=254)
    state = models.CharField(max_length=10, choices=MailState.choices, default=MailState.QUEUED)
    queued_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["id"]
        indexes = [
            models.Index(fields=["next_attempt_at", "id"], name="%(class)s_due", condition=Q(state=QUEUED))
        ]
