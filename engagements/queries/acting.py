"""When the Deputy does the Mayor's acts, now or later, as the two read it on their own pages (P9)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from civic import wording
from civic.models import ActingPeriod, OfficeKind, Person
from civic.queries import CouncilNow, civic_year_of


@dataclass(frozen=True)
class Acting:
    """A period in which somebody acts: who, when in words, and whether it has begun."""

    person: Person
    when: str
    begun: bool
    end_known: bool


def of_own(person: Person, at: CouncilNow) -> list[Acting]:
    """The periods in which this person acts as Mayor, the soonest first."""
    return [_told(period, person, at) for period, deputy in _ahead(at) if deputy.pk == person.pk]


def in_place_of(person: Person, at: CouncilNow) -> list[Acting]:
    """The periods in which somebody else acts while this person holds the Mayor's office."""
    terms = [
        term
        for term in at.tenure.terms
        if term.person_id == person.pk and term.office.kind == OfficeKind.MAYOR
    ]
    return [
        _told(period, deputy, at)
        for period, deputy in _ahead(at)
        if deputy.pk != person.pk
        and any(term.begins_at < _end(period, at) and term.ends_at > period.begins_at for term in terms)
    ]


def _ahead(at: CouncilNow) -> Iterator[tuple[ActingPeriod, Person]]:
    """The periods that are not over, each with whoever acts in it: only the Deputy of the time does."""
    for period in at.tenure.acting_periods:
        if _end(period, at) <= at.now:
            continue
        deputy = at.tenure.term_at(OfficeKind.DEPUTY, max(period.begins_at, at.now))
        if deputy is not None and deputy.person_id == period.person_id:
            yield period, deputy.person


def _end(period: ActingPeriod, at: CouncilNow) -> datetime:
    """An end that is not known is the next annual meeting at the latest."""
    return period.ends_at or civic_year_of(period.begins_at, tenure=at.tenure).ends_at


def _told(period: ActingPeriod, person: Person, at: CouncilNow) -> Acting:
    begun, first = period.begins_at <= at.now, timezone.localdate(period.begins_at)
    if period.ends_at is None:
        when = "" if begun else f"from {wording.day(first)}"
        return Acting(person, when, begun, end_known=False)
    # The period ends at a moment; the last day is the one before midnight.
    last = timezone.localdate(period.ends_at - timedelta(microseconds=1))
    when = f"until {wording.day(last)}" if begun else wording.days(first, last)
    return Acting(person, when, begun, end_known=True)
