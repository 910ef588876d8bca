"""The day's head of all chains: one number which shows that nothing written before was changed or taken away.

It is kept in a table, told in the log, and mailed to the Monitoring Officers so that it stands outside the
database, too. It says nothing of what was written after it: until the next head that can be taken away again
unseen. So can the last heads themselves, but not their mails.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import NamedTuple

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from engagements.models import RecordEntry, RecordHead
from engagements.services.case_record import audit_trail
from engagements.services.case_record.keys import Key, Keyring

logger = logging.getLogger(__name__)
CHUNK = 2000
# What is missing is named only so far: it is to be found in a backup.
TOLD_AT_MOST = 5
# An entry waits a day for its head, and a little longer when people are writing just then.
LONGEST_WAIT = timedelta(days=2)
# Whoever writes an entry holds this lock from before its number is given until all can see the entry.
WRITING = """SELECT EXISTS (SELECT 1 FROM pg_locks
    WHERE locktype = 'relation' AND relation = %s::regclass AND mode = 'RowExclusiveLock' AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    AND pid IS DISTINCT FROM pg_backend_pid())"""


class NeverQuiet(Exception):
    """Entries have no head yet, for at each look somebody was writing."""


class Link(NamedTuple):
    """Of an entry, what a head needs."""

    id: int
    invitation_id: int
    sequence: int
    hash: str


class Tally:
    """The entries since the head before, taken up in the order in which they were written."""

    def __init__(self, cases: int = 0, entries: int = 0) -> None:
        self.cases, self.entries = cases, entries
        self._digest = hashlib.sha256()

    def take(self, link: Link) -> None:
        self.cases += link.sequence == 1
        self.entries += 1
        self._digest.update(f"{link.id}:{link.invitation_id}:{link.sequence}:{link.hash}\n".encode())

    @property
    def digest(self) -> str:
        return self._digest.hexdigest()


def keep(now: datetime, *, tell: Callable[[RecordHead], None]) -> RecordHead | None:
    """Make this day's head and `tell` of it; None when it was there already, or waits for the next look.

    `tell` queues mails in the head's own transaction: no head is kept of which nobody is told. Two who keep
    heads at once make one. Raises NeverQuiet when entries have waited for theirs for too long.
    """
    day = timezone.localdate(now)
    if RecordHead.objects.filter(day=day).exists():
        return None
    last, upto = RecordHead.objects.last(), _settled()
    if upto is None:
        _wait(now, last)
        return None
    head = _made(now, last, upto)
    try:
        with transaction.atomic():
            if not _is_last(last):
                return None
            head.save(force_insert=True)
            tell(head)
    except IntegrityError:
        if RecordHead.objects.filter(day=day).exists():
            return None
        raise
    _log(head)
    return head


def _made(now: datetime, last: RecordHead | None, upto: int) -> RecordHead:
    """The head behind the last one, which is the one made last: the clock may have been ahead then."""
    tally, key = Tally(last.cases, last.entries) if last else Tally(), Keyring(settings.RECORD_KEYS).first
    for link in links(after=last.upto if last else 0, upto=upto):
        tally.take(link)
    head = RecordHead(
        day=timezone.localdate(now),
        made_at=now,
        upto=upto,
        cases=tally.cases,
        entries=tally.entries,
        digest=tally.digest,
        previous_hash=last.hash if last else "",
        key=key.id,
    )
    head.hash = hash_of(head, key)
    return head


def _is_last(last: RecordHead | None) -> bool:
    """Whether no head was made since. Its row is locked, so that none is until the transaction ends."""
    if last is not None:
        RecordHead.objects.select_for_update().filter(pk=last.pk).first()
    return RecordHead.objects.last() == last


def _wait(now: datetime, last: RecordHead | None) -> None:
    waiting = RecordEntry.objects.filter(pk__gt=last.upto if last else 0).order_by("pk")
    since = waiting.values_list("at", flat=True).first()
    if since is not None and now - since > LONGEST_WAIT:
        raise NeverQuiet(
            f"Entries have waited for a head since {since.isoformat(timespec='minutes')}, for at each look"
            " somebody is writing; is there a transaction that nobody ends?"
        )
    logger.info("Somebody is writing in the record: its head waits for the next look.")


def _log(head: RecordHead) -> None:
    facts = {"head": head.hash, "day": head.day.isoformat(), "cases": head.cases, "entries": head.entries}
    logger.info(
        "Head of the record of %(day)s: %(head)s (%(cases)s cases, %(entries)s entries)",
        facts,
        extra={"facts": facts},
    )
    for day in RecordHead.objects.filter(day__gt=head.day).values_list("day", flat=True):
        logger.warning(
            "There is a head of %s, which is still to come: the clock had been ahead.", day.isoformat()
        )


def links(*, after: int, upto: int | None = None) -> Iterator[Link]:
    """The entries behind one and up to another, in the order in which they were written."""
    rows = RecordEntry.objects.filter(pk__gt=after).order_by("pk")
    if upto is not None:
        rows = rows.filter(pk__lte=upto)
    for row in rows.values_list("pk", "invitation_id", "sequence", "hash").iterator(chunk_size=CHUNK):
        yield Link(*row)


def hash_of(head: RecordHead, key: Key) -> str:
    """What the next day's head commits to."""
    made_at: datetime = head.made_at
    committed = {
        "day": head.day.isoformat(),
        "made_at": made_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "upto": head.upto,
        "cases": head.cases,
        "entries": head.entries,
        "digest": head.digest,
        "previous": head.previous_hash,
        "key": head.key,
    }
    return key.sign(audit_trail.canonical(committed))


def _settled() -> int | None:
    """The number of the last entry before which none can come any more; None while that cannot be told.

    PostgreSQL gives numbers before it commits: an entry that is being written has its number already and is
    not yet seen. Whoever was given a number before the last entry that is seen here had begun before, so that
    they either hold their lock when it is looked for, or have ended and are seen. The order of the two looks
    matters. Nothing is locked, and nobody waits. SQLite has one writer at a time.
    """
    last = RecordEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(WRITING, [RecordEntry._meta.db_table])
            [writing] = cursor.fetchone()
        if writing:
            return None
    return last


def ahead_of_their_day(today: date) -> list[date]:
    """The days of heads that were made while the clock was ahead: later ones than today's, or than the head's
    that was made next.
    """
    ahead, earliest = [], today
    for day in RecordHead.objects.order_by("-pk").values_list("day", flat=True):
        if day > earliest:
            ahead.append(day)
        earliest = min(day, earliest)
    return ahead[::-1]


@dataclass(frozen=True)
class WrongHead:
    """The first head that the record does not have any more, and why."""

    day: date
    why: str


def first_wrong(entries: Iterator[Link]) -> WrongHead | None:
    """The first head that does not hold, by the entries as `links` gives them; later heads rest on it."""
    keys, tally = Keyring(settings.RECORD_KEYS), Tally()
    before: RecordHead | None = None
    ahead = next(entries, None)
    for head in RecordHead.objects.order_by("pk"):
        tally = Tally(tally.cases, tally.entries)
        while ahead is not None and ahead.id <= head.upto:
            tally.take(ahead)
            ahead = next(entries, None)
        if why := _why_wrong(head, before, tally, keys):
            return WrongHead(head.day, why)
        before = head
    return None


def _why_wrong(head: RecordHead, before: RecordHead | None, tally: Tally, keys: Keyring) -> str:
    if head.previous_hash != (before.hash if before else ""):
        return "it does not follow from the head before it: one of them is missing or was put there later"
    key = keys.get(head.key)
    if key is None:
        return audit_trail.not_listed(head.key)
    if head.hash != hash_of(head, key):
        return "it was altered after it was made"
    if (head.cases, head.entries) != (tally.cases, tally.entries):
        return (
            f"up to then there were {head.entries} entries of {head.cases} cases,"
            f" and now there are {tally.entries} of {tally.cases}{_missing(head, before)}"
        )
    if head.digest != tally.digest:
        return "entries written up to then are other ones now, though as many"
    return ""


def _missing(head: RecordHead, before: RecordHead | None) -> str:
    """What can be said of what was taken away: the entries' numbers. `references` tells of whole cases."""
    after = before.upto if before else 0
    # A number may also have been given to an entry that was never kept.
    gone = [str(number) for number in islice(_gaps(after, head.upto), TOLD_AT_MOST)]
    return f". No entry has the number {', '.join(gone)}; a backup tells whose it was" if gone else ""


def _gaps(after: int, upto: int) -> Iterator[int]:
    expected = after + 1
    for link in links(after=after, upto=upto):
        yield from range(expected, link.id)
        expected = link.id + 1
    yield from range(expected, upto + 1)
