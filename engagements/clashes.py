"""When two things are at the same time, and who would have to be at both.

Pure, and the same question as a condition of the database for where the rows are too many to be read.
"""

from datetime import datetime, timedelta
from typing import Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet

from engagements.models import Engagement

# An engagement that began longer ago than this is not looked for: nobody attends for days on end.
LONGEST_ENGAGEMENT = timedelta(days=3)
# The calendar knows when a meeting of the council begins, not when it ends.
MEETING_LASTS = timedelta(hours=3)


class Timed(Protocol):
    """Whatever begins and ends: an event, an engagement, an entry of a diary."""

    @property
    def starts_at(self) -> datetime: ...

    @property
    def ends_at(self) -> datetime: ...


def overlap(one: Timed, other: Timed) -> bool:
    """Whether the two are at the same time; one that begins as the other ends is not."""
    return one.starts_at < other.ends_at and one.ends_at > other.starts_at


def any_overlapping(engagements: QuerySet[Engagement]) -> Q:
    """For rows that begin and end: whether any of the engagements is at the same time."""
    since = OuterRef("starts_at") - LONGEST_ENGAGEMENT
    at_once = Q(starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"), starts_at__gt=since)
    return Q(Exists(engagements.filter(at_once)))


def people(engagement: Engagement) -> set[int]:
    """Who goes to it, by key."""
    beside = {engagement.accompanied_by.deputy_id} if engagement.accompanied_by else set()
    return {engagement.person_id} | beside
