"""Who holds the Mayor's and the Deputy's office at a moment (P8, P9).

Each is asked of a Tenure, which is read once for a page or a sweep.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils import timezone

from civic.models import ActingPeriod, CouncilMeeting, OfficeKind, Person, Term

# When no annual meeting is recorded for a year: the middle of the month in which the law puts it.
USUAL_ANNUAL_MEETING = (5, 15)


@dataclass(frozen=True)
class Holder:
    """Who may do an office's acts, and in what capacity:
    in_office, acting, or designate (takes office later).
    """

    person: Person
    capacity: str
    term: Term


@dataclass(frozen=True)
class CivicYear:
    """From one annual meeting (included) to the next (not included)."""

    label: str
    begins_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Tenure:
    """All terms, acting periods and meetings of the council: some hundred rows in ten years, read once."""

    terms: tuple[Term, ...]
    acting_periods: tuple[ActingPeriod, ...]
    meetings: tuple[CouncilMeeting, ...]

    @cached_property
    def annual_meetings(self) -> tuple[datetime, ...]:
        return tuple(meeting.at for meeting in self.meetings if meeting.kind == CouncilMeeting.Kind.ANNUAL)

    def term_at(self, kind: str, moment: datetime) -> Term | None:
        """The term of this office that covers the moment."""
        return next(
            (
                term
                for term in self.terms
                if term.office.kind == kind and term.begins_at <= moment < term.ends_at
            ),
            None,
        )


def read_tenure() -> Tenure:
    """Three queries, whatever is asked of the result afterwards."""
    return Tenure(
        terms=tuple(Term.objects.filter(office__exists=True).select_related("office", "person")),
        acting_periods=tuple(ActingPeriod.objects.all()),
        meetings=tuple(CouncilMeeting.objects.all()),
    )


def mayor_at(moment: datetime, *, now: datetime | None = None, tenure: Tenure) -> Holder | None:
    """Who does the Mayor's acts at `moment`: the Deputy acting, the Mayor in office, or nobody.

    With `now` given, a Mayor whose term begins only after now is 'designate'.
    """
    acting = _acting_at(tenure, moment)
    if acting:
        return acting
    term = tenure.term_at(OfficeKind.MAYOR, moment)
    return _holder(term, now or moment) if term else None


def deputy_at(moment: datetime, *, now: datetime | None = None, tenure: Tenure) -> Holder | None:
    """Who holds the Deputy's office at `moment`, acting as Mayor or not."""
    term = tenure.term_at(OfficeKind.DEPUTY, moment)
    return _holder(term, now or moment) if term else None


def mayor_of_event(event_at: datetime, now: datetime, *, tenure: Tenure) -> tuple[str, Holder | None]:
    """Who may decide an invitation to an event, as a code of MayorOfEvent and the holder (P8).

    For an event that is over it is whoever holds the office now: permission
    follows the office, never the past.
    """
    holder = mayor_at(max(event_at, now), now=now, tenure=tenure)
    if holder:
        return holder.capacity, holder
    present = tenure.term_at(OfficeKind.MAYOR, now)
    after_present_term = present is not None and event_at >= present.ends_at
    if after_present_term or event_at >= civic_year_of(now, tenure=tenure).ends_at:
        return "unknown_successor", None
    return "vacant", None


def deputy_of_event(event_at: datetime, now: datetime, *, tenure: Tenure) -> Holder | None:
    """The Deputy who holds that office both now and at the event; None when nobody does."""
    then = deputy_at(max(event_at, now), tenure=tenure)
    present = deputy_at(now, tenure=tenure)
    return present if then and present and then.person == present.person else None


def civic_year_of(moment: datetime, *, tenure: Tenure) -> CivicYear:
    """The civic year a moment lies in, labelled as '2026/27'."""
    year = timezone.localtime(moment).year
    if moment < _turn_of(year, tenure.annual_meetings):
        year -= 1
    return CivicYear(
        f"{year}/{(year + 1) % 100:02}",
        _turn_of(year, tenure.annual_meetings),
        _turn_of(year + 1, tenure.annual_meetings),
    )


def _turn_of(year: int, meetings: Iterable[datetime]) -> datetime:
    recorded = sorted(meeting for meeting in meetings if timezone.localtime(meeting).year == year)
    return recorded[0] if recorded else timezone.make_aware(datetime(year, *USUAL_ANNUAL_MEETING))


def _acting_at(tenure: Tenure, moment: datetime) -> Holder | None:
    """The Deputy acting at the moment.

    Whoever has left the Deputy's office acts no more, whatever was recorded.
    """
    for period in tenure.acting_periods:
        # An end that is not known is the next annual meeting at the latest: it elects a Mayor.
        ends_at = period.ends_at or civic_year_of(period.begins_at, tenure=tenure).ends_at
        term = tenure.term_at(OfficeKind.DEPUTY, moment)
        if period.begins_at <= moment < ends_at and term and term.person_id == period.person_id:
            return Holder(term.person, "acting", term)
    return None


def _holder(term: Term, now: datetime) -> Holder:
    return Holder(term.person, "designate" if term.begins_at > now else "in_office", term)
