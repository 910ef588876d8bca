"""Days as the office counts them: local dates, the council's closed days."""

from collections.abc import Collection
from datetime import date, timedelta

from civic.models import ClosedDay, Council, DayKind

SATURDAY = 5


def closed_days(nation: str) -> frozenset[date]:
    """Every closed day of the nation: some dozens of rows, read once."""
    return frozenset(ClosedDay.objects.filter(nation=nation).values_list("on", flat=True))


def is_working_day(on: date, closed: Collection[date]) -> bool:
    """Monday to Friday and not closed."""
    return on.weekday() < SATURDAY and on not in closed


def add_days(on: date, number: int, *, working: bool, closed: Collection[date]) -> date:
    """The date `number` days after `on`, which itself is not counted."""
    if not working:
        return on + timedelta(days=number)
    while number > 0:
        on += timedelta(days=1)
        number -= is_working_day(on, closed)
    return on


def working_days_between(first: date, last: date, *, closed: Collection[date]) -> int:
    """Working days after `first` up to and including `last`; negative when `last` comes before `first`."""
    if last < first:
        return -working_days_between(last, first, closed=closed)
    return sum(
        is_working_day(first + timedelta(days=offset), closed) for offset in range(1, (last - first).days + 1)
    )


def promise_due_on(
    received_on: date,
    stopped_days: int = 0,
    *,
    council: Council,
    closed: Collection[date],
) -> date:
    """By when the office promised an answer (P21).

    `stopped_days` are the days the organiser was asked for something, counted as the promise is counted.
    """
    working = council.answer_promised_in == DayKind.WORKING
    return add_days(received_on, council.answer_promised + stopped_days, working=working, closed=closed)
