"""How often one address or one mailbox may try, counted in the database and kept as keyed hashes only."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from engagements.models import IntakeAttempt

Kind = IntakeAttempt.Kind


@dataclass(frozen=True)
class Limit:
    """So many within so long."""

    number: int
    within: timedelta


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BY_ADDRESS = {Kind.FORM: Limit(120, HOUR), Kind.INVITE: Limit(20, DAY), Kind.LINK: Limit(10, HOUR)}
BY_MAILBOX = {Kind.INVITE: Limit(6, DAY), Kind.LINK: Limit(3, DAY)}
FORGOTTEN_AFTER = timedelta(days=2)


def too_many(kind: IntakeAttempt.Kind, *, address: str, mailbox: str = "") -> bool:
    """Whether this network address or this mailbox has used up what it may do for now."""
    asked = [
        (_who("address", address), BY_ADDRESS.get(kind)),
        (_who("mailbox", mailbox) if mailbox else "", BY_MAILBOX.get(kind)),
    ]
    now = timezone.now()
    return any(
        limit is not None
        and who
        and IntakeAttempt.objects.filter(kind=kind, who=who, at__gt=now - limit.within).count()
        >= limit.number
        for who, limit in asked
    )


def count(kind: IntakeAttempt.Kind, *, address: str, mailbox: str = "") -> None:
    """Count one attempt."""
    now = timezone.now()
    who = [_who("address", address), *([_who("mailbox", mailbox)] if mailbox and kind in BY_MAILBOX else [])]
    IntakeAttempt.objects.bulk_create(IntakeAttempt(kind=kind, who=one, at=now) for one in who)


def forget_old() -> int:
    """Forget what no limit looks at any more."""
    forgotten, _ = IntakeAttempt.objects.filter(at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    return forgotten


def _who(sort: str, value: str) -> str:
    return salted_hmac(f"intake-{sort}", value.strip().casefold(), algorithm="sha256").hexdigest()
