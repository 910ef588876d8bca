"""Who holds what, and what the council's calendar says. Pure reads: the moment is always an argument."""

from civic.queries.areas import Place, place_of
from civic.queries.calendar import (
    add_days,
    closed_days,
    promise_due_on,
    working_days_between,
)
from civic.queries.capacities import HANDBOOK_ONLY, Capacity, capacities, offices_held
from civic.queries.council import offices_by_kind, the_council, titles
from civic.queries.council_now import CouncilNow, read_council
from civic.queries.reasons import agreed_reasons
from civic.queries.tenure import (
    CivicYear,
    Holder,
    Tenure,
    civic_year_of,
    deputy_at,
    deputy_of_event,
    mayor_at,
    mayor_of_event,
    read_tenure,
)

__all__ = [
    "HANDBOOK_ONLY",
    "Capacity",
    "CouncilNow",
    "CivicYear",
    "Holder",
    "Place",
    "Tenure",
    "add_days",
    "agreed_reasons",
    "capacities",
    "civic_year_of",
    "closed_days",
    "deputy_at",
    "deputy_of_event",
    "mayor_at",
    "mayor_of_event",
    "offices_by_kind",
    "offices_held",
    "place_of",
    "promise_due_on",
    "read_council",
    "read_tenure",
    "the_council",
    "titles",
    "working_days_between",
]
