"""Which invitations a report is about: those of a civic year, of a term of the Mayor, or between two days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, Min, TextChoices
from django.utils import timezone

from civic import queries as council
from civic import wording
from civic.models import OfficeKind
from civic.queries import CivicYear, CouncilNow
from engagements.models import Invitation

# More years than this are reached by dates.
YEARS_OFFERED = 15


class Basis(TextChoices):
    """By which of its days an invitation belongs to a period."""

    EVENT = "event", "the day of the event"
    RECEIVED = "received", "the day the invitation was received"


@dataclass(frozen=True)
class Period:
    """From a moment (included) to a moment (not included);
    events by the moment they begin, receipts by their day.
    """

    code: str
    label: str
    begins_at: datetime
    ends_at: datetime

    @property
    def first_on(self) -> date:
        return timezone.localdate(self.begins_at)

    @property
    def last_on(self) -> date:
        """The last day on which an event of the period can begin."""
        return timezone.localdate(self.ends_at - timedelta(microseconds=1))

    @property
    def words(self) -> str:
        """Such as "Civic year 2026/27, Wednesday 13 May 2026 to Wednesday 12 May 2027"."""
        days = f"{wording.day(self.first_on)} to {wording.day(self.last_on)}"
        return days if self.label == days else f"{self.label}, {days}"

    def filters(self, basis: Basis, path: str = "") -> dict[str, Any]:
        """What picks the invitations of the period, reached by `path` from another table."""
        if basis is Basis.EVENT:
            return {f"{path}starts_at__gte": self.begins_at, f"{path}starts_at__lt": self.ends_at}
        return {f"{path}received_on__gte": self.first_on, f"{path}received_on__lt": self._day_after()}

    def _day_after(self) -> date:
        # A year that ends at a meeting in the evening leaves that day to the year that begins there.
        return timezone.localdate(self.ends_at)


def between(first_on: date, last_on: date) -> Period:
    """Both days included."""
    begins_at, ends_at = (_midnight(day) for day in (first_on, last_on + timedelta(days=1)))
    return Period("dates", f"{wording.day(first_on)} to {wording.day(last_on)}", begins_at, ends_at)


def default_period(at: CouncilNow) -> Period:
    """The civic year we are in."""
    return _of_year(at.civic_year)


def civic_years(at: CouncilNow) -> list[Period]:
    """The civic years there is something to report on, the latest first, and always the present one.

    One query.
    """
    known = Invitation.objects.aggregate(
        first_at=Min("starts_at"), last_at=Max("starts_at"), first_received_on=Min("received_on")
    )
    received_on = known.pop("first_received_on")
    spanned = [
        at.now,
        *(moment for moment in known.values() if moment),
        *([_midnight(received_on)] if received_on else []),
    ]
    periods, moment = list[Period](), max(spanned)
    while moment >= min(spanned) and len(periods) < YEARS_OFFERED:
        period = _of_year(council.civic_year_of(moment, tenure=at.tenure))
        periods.append(period)
        moment = period.begins_at - timedelta(minutes=1)
    return periods


def terms(at: CouncilNow) -> list[Period]:
    """The terms of the Mayor's office, the latest first, in the council's title for it."""
    title = at.titles["mayor_title"]
    held = sorted(
        (term for term in at.tenure.terms if term.office.kind == OfficeKind.MAYOR),
        key=lambda term: term.begins_at,
        reverse=True,
    )
    return [
        Period(f"term-{term.pk}", f"{term.person.written_name}, {title}", term.begins_at, term.ends_at)
        for term in held
    ]


def _of_year(year: CivicYear) -> Period:
    return Period(
        f"year-{year.label.partition('/')[0]}", f"Civic year {year.label}", year.begins_at, year.ends_at
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))
