"""What leaves by mail, whatever it is: whose turn it is, who holds it, how often it was tried."""

import secrets
from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

QUEUED = "queued"
Row = TypeVar("Row", bound=models.Model)


def lease_time() -> timedelta:
    """Longer than any exchange with the mail server, each of whose answers is waited for."""
    return timedelta(seconds=6 * settings.EMAIL_TIMEOUT)


class OutgoingQuerySet(models.QuerySet[Row]):
    """What is due, and who holds it."""

    def due(self, now: datetime) -> Self:
        """The queued ones whose time has come and that no living worker holds."""
        return self.filter(
            Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now),
            Q(leased_until__isnull=True) | Q(leased_until__lt=now),
            state=QUEUED,
        )

    def lease_oldest(self, limit: int) -> str:
        """Put the oldest due ones under a new lease, by one update so that none is taken twice."""
        now, lease = timezone.now(), secrets.token_hex(16)
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
    trouble = models.CharField("why it did not go", max_length=400, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
