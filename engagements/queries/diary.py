"""The diary as a list: accepted engagements by date, with what else falls on the same hours."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from engagements.clashes import LONGEST_ENGAGEMENT, overlap, people
from engagements.models import IN_DIARY, Engagement
from engagements.models.diary import EngagementQuerySet
from engagements.queries.paging import Cursor, Order, Page, page
from protocols.wording import in_council_words

COMING, PAST = Order("starts_at"), Order("starts_at", descending=True)


@dataclass(frozen=True)
class Entry:
    """One engagement in the list, and the others at the same time for the same person."""

    engagement: Engagement
    clashes: tuple[Engagement, ...] = ()


def coming(rows: QuerySet[Engagement], now: datetime, at: Cursor | None = None) -> Page[Engagement]:
    """What is not over yet, the soonest first."""
    return page(ahead(rows, now), COMING, at)


def past(rows: QuerySet[Engagement], now: datetime, at: Cursor | None = None) -> Page[Engagement]:
    """What is over, the latest first."""
    return page(_with_all(rows).filter(ends_at__lte=now), PAST, at)


def month(rows: QuerySet[Engagement], first_on: date, at: Cursor | None = None) -> Page[Engagement]:
    """What begins in the month that begins on this day."""
    return page(in_month(rows, first_on), COMING, at)


def ahead(rows: QuerySet[Engagement], now: datetime) -> QuerySet[Engagement]:
    """What is not over yet."""
    return _with_all(rows).filter(ends_at__gt=now)


def in_month(rows: QuerySet[Engagement], first_on: date) -> QuerySet[Engagement]:
    """What begins in that month, by the council's clock."""
    next_month = (first_on + timedelta(days=32)).replace(day=1)
    begins, ends = (
        timezone.make_aware(datetime(day.year, day.month, day.day)) for day in (first_on, next_month)
    )
    return _with_all(rows).filter(starts_at__gte=begins, starts_at__lt=ends)


def entries(shown: Iterable[Engagement], visible: EngagementQuerySet) -> list[Entry]:
    """The engagements with their clashes, looked for among what this reader may see. One query."""
    shown = list(shown)
    around = [timedelta(days=number) for number in range(-LONGEST_ENGAGEMENT.days, 2)]
    days = {engagement.invitation.event_on + by for engagement in shown for by in around}
    others = visible.in_diary().filter(invitation__event_on__in=days)
    others = others.select_related("invitation", "accompanied_by")
    by_person = defaultdict(list)
    for other in others:
        for person in people(other):
            by_person[person].append(other)
    return [Entry(engagement, _clashes(engagement, by_person)) for engagement in shown]


def who_attends(engagement: Engagement, names: Mapping[str, str]) -> str:
    """Who goes, as the council calls its offices: "the Lord Mayor, Councillor Jane Smith"."""
    goes = f"{in_council_words(engagement.get_attendee_display(), names)}, {engagement.person.written_name}"
    if engagement.accompanied_by is None:
        return goes
    return f"{goes}, accompanied by {names['deputy_title']}, {engagement.accompanied_by.deputy.written_name}"


def _clashes(engagement: Engagement, by_person: dict[int, list[Engagement]]) -> tuple[Engagement, ...]:
    if engagement.state not in IN_DIARY:
        return ()
    others = {
        other.pk: other
        for person in people(engagement)
        for other in by_person[person]
        if other.pk != engagement.pk
    }
    return tuple(other for other in others.values() if overlap(other, engagement))


def _with_all(rows: QuerySet[Engagement]) -> QuerySet[Engagement]:
    return rows.select_related(
        "invitation__organiser", "invitation__consent", "person", "accompanied_by__deputy"
    )
