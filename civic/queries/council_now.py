"""The council as it stands at one moment, read once for a page or a sweep and passed on:
nothing below asks again.
"""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone

from civic.models import (
    ClosedDay,
    Council,
    CouncilMeeting,
    NeighbouringArea,
    Office,
    Person,
    PreElectionPeriod,
)
from civic.queries.areas import Place, place_of
from civic.queries.calendar import is_working_day, promise_due_on, working_days_between
from civic.queries.capacities import Capacity, capacities
from civic.queries.council import offices_by_kind, the_council, titles
from civic.queries.tenure import (
    CivicYear,
    Holder,
    Tenure,
    civic_year_of,
    deputy_of_event,
    mayor_of_event,
    read_tenure,
)

REVISIONS_KEPT = 8


@dataclass(frozen=True)
class CouncilNow:
    """Its particulars, area, offices, terms and calendar, and the moment at which they are asked."""

    now: datetime
    council: Council
    offices: Mapping[str, Office]
    tenure: Tenure
    closed_days: frozenset[date]
    pre_election_periods: tuple[PreElectionPeriod, ...]
    neighbours: tuple[NeighbouringArea, ...] = ()

    @cached_property
    def titles(self) -> dict[str, str]:
        """What this council calls its civic head and deputy, within a sentence."""
        return titles(self.offices)

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    @property
    def civic_year(self) -> CivicYear:
        return civic_year_of(self.now, tenure=self.tenure)

    @property
    def has_deputy(self) -> bool:
        return "deputy" in self.offices

    @property
    def meetings(self) -> tuple[CouncilMeeting, ...]:
        return self.tenure.meetings

    def mayor_of_event(self, event_at: datetime, *, then: bool = False) -> tuple[str, Holder | None]:
        """Who may decide an invitation to an event, as a code of MayorOfEvent and the holder (P8);
        with `then`, who could when it took place.
        """
        return mayor_of_event(event_at, event_at if then else self.now, tenure=self.tenure)

    def deputy_of_event(self, event_at: datetime, *, then: bool = False) -> Holder | None:
        """The Deputy who holds that office both now and at the event; with `then`, who held it then."""
        return deputy_of_event(event_at, event_at if then else self.now, tenure=self.tenure)

    def capacities(self, person: Person) -> frozenset[Capacity]:
        """Everything the person is now, from role and terms."""
        return capacities(person, self.now, tenure=self.tenure)

    def working_days_between(self, first: date, last: date) -> int:
        return working_days_between(first, last, closed=self.closed_days)

    def is_open_on(self, on: date) -> bool:
        """Whether the office works on that day."""
        return is_working_day(on, self.closed_days)

    def promise_due_on(self, received_on: date, stopped_days: int = 0) -> date:
        """By when the office promised an answer (P21)."""
        return promise_due_on(received_on, stopped_days, council=self.council, closed=self.closed_days)

    def place_of(self, postcode: str) -> Place:
        """Whether a place is in the council's area, and else in whose."""
        return place_of(postcode, own=self.council.districts, neighbours=self.neighbours)


def read_council(now: datetime | None = None) -> CouncilNow:
    """The council at this moment: one query, and seven more where something has changed since this process
    last read it.

    What is kept goes by the council's revision, which the database renews with every change (civic.guards),
    in the transaction of the change. It is a random text, so that a change that is rolled back leaves nothing
    behind.
    """
    council = the_council()
    kept = _kept.get(council.revision) or _keep(council)
    # Made anew for each reader: nobody changes what another one holds.
    found = pickle.loads(kept)  # noqa: S301 - our own, a moment ago
    return CouncilNow(now or timezone.now(), council, *found)


_kept: dict[str, bytes] = {}


def _keep(council: Council) -> bytes:
    found = (
        offices_by_kind(),
        read_tenure(),
        frozenset(ClosedDay.objects.filter(nation=council.nation).values_list("on", flat=True)),
        tuple(PreElectionPeriod.objects.select_related("person")),
        tuple(NeighbouringArea.objects.all()),
    )
    read = pickle.dumps(found)
    if council.revision:
        # Only the newest is ever asked for again; others are of transactions that are not done yet.
        if len(_kept) >= REVISIONS_KEPT:
            _kept.clear()
        _kept[council.revision] = read
    return read
