"""How often one address or one mailbox may try, counted in the database and kept as keyed hashes only."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from engagements.models import IntakeCount

Kind = IntakeCount.Kind


class TooMany(Exception):
    """This network address or this mailbox has used up what it may do for now."""


@dataclass(frozen=True)
class Limit:
    """So many within so long, from the first of them."""

    number: int
    within: timedelta


HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# A choir's secretary sends the twelve dates of the season in one afternoon, and a school or a town hall has
# one address for everybody: what stops programs must leave room for both.
BY_ADDRESS = {
    Kind.FORM: Limit(120, HOUR),
    Kind.INVITE: Limit(60, DAY),
    Kind.LINK: Limit(10, HOUR),
    Kind.CODE: Limit(20, HOUR),
}
BY_MAILBOX = {Kind.INVITE: Limit(24, DAY), Kind.LINK: Limit(3, DAY)}
FORGOTTEN_AFTER = timedelta(days=2)
# Counts and tells in one statement, so that of many at once no more pass than one after the other. A span
# that has not begun yet was begun by a wrong clock.
_COUNT = """
    INSERT INTO {table} (kind, who, began_at, number) VALUES (%s, %s, %s, 1)
    ON CONFLICT (kind, who) DO UPDATE SET
        number = CASE WHEN {over} THEN 1 ELSE {table}.number + 1 END,
        began_at = CASE WHEN {over} THEN excluded.began_at ELSE {table}.began_at END
    RETURNING number
"""
_OVER = "({table}.began_at <= %s OR {table}.began_at > excluded.began_at)"


def count(kind: IntakeCount.Kind, *, address: str, mailbox: str = "") -> None:
    """Count one attempt of this network address, and of this mailbox where there is one.

    Raises TooMany when one of them has had its number. Within a transaction others of the same wait for its
    end, and one that is undone was not counted.
    """
    counts = [_counted(kind, _who("address", address), BY_ADDRESS[kind])]
    if mailbox and kind in BY_MAILBOX:
        counts.append(_counted(kind, _who("mailbox", mailbox), BY_MAILBOX[kind]))
    if not all(counts):
        raise TooMany


def refuse_if_used_up(kind: IntakeCount.Kind, *, address: str) -> None:
    """For what only counts when it goes wrong: look first, count afterwards.

    Raises TooMany when this network address has had its number. Counts nothing.
    """
    limit, now = BY_ADDRESS[kind], timezone.now()
    counted = IntakeCount.objects.filter(
        kind=kind.value, who=_who("address", address), number__gte=limit.number
    )
    if counted.filter(began_at__gt=now - limit.within, began_at__lte=now).exists():
        raise TooMany


def forget_old() -> int:
    """Forget what no limit looks at any more."""
    forgotten, _ = IntakeCount.objects.filter(began_at__lt=timezone.now() - FORGOTTEN_AFTER).delete()
    return forgotten


def _counted(kind: IntakeCount.Kind, who: str, limit: Limit) -> bool:
    """Whether this one was still within the limit."""
    table = connection.ops.quote_name(IntakeCount._meta.db_table)
    now = timezone.now()
    moment, before = map(connection.ops.adapt_datetimefield_value, (now, now - limit.within))
    sql = _COUNT.format(table=table, over=_OVER.format(table=table))
    with connection.cursor() as cursor:
        cursor.execute(sql, [kind.value, who, moment, before, before])
        number: int = cursor.fetchone()[0]
    return number <= limit.number


def _who(sort: str, value: str) -> str:
    return salted_hmac(f"intake-{sort}", value.strip().casefold(), algorithm="sha256").hexdigest()
