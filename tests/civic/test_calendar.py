"""Days as the office counts them (P21)."""

from datetime import date
from typing import Any

import pytest

from civic import queries
from civic.models import Council, DayKind, Nation
from tests.council import make_council


@pytest.mark.parametrize(
    ("received_on", "due_on"),
    [
        (date(2026, 6, 1), date(2026, 6, 15)),
        (date(2026, 6, 6), date(2026, 6, 19)),
        (date(2026, 3, 27), date(2026, 4, 14)),
        (date(2026, 12, 24), date(2027, 1, 12)),
    ],
)
def test_answer_is_due_after_ten_working_days_round_weekends_and_closed_days(
    council: Council, received_on: Any, due_on: Any
) -> None:
    assert queries.read_council().promise_due_on(received_on) == due_on


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nation", "due_on"),
    [
        (Nation.ENGLAND_WALES, "2027-01-12"),
        (Nation.SCOTLAND, "2027-01-13"),
        (Nation.NORTHERN_IRELAND, "2027-01-12"),
    ],
)
def test_closed_days_are_those_of_the_councils_nation(nation: Any, due_on: Any) -> None:
    make_council(nation=nation)
    assert queries.read_council().promise_due_on(date(2026, 12, 24)).isoformat() == due_on


def test_days_on_which_the_organiser_was_asked_do_not_count(council: Council) -> None:
    assert queries.read_council().promise_due_on(date(2026, 6, 1), 3) == date(2026, 6, 18)


@pytest.mark.django_db
def test_promise_in_calendar_days_counts_every_day() -> None:
    make_council(answer_promised=7, answer_promised_in=DayKind.CALENDAR)
    assert queries.read_council().promise_due_on(date(2026, 12, 24)) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("first", "last", "days"),
    [
        (date(2026, 6, 1), date(2026, 6, 1), 0),
        (date(2026, 6, 5), date(2026, 6, 8), 1),
        (date(2026, 6, 8), date(2026, 6, 5), -1),
        (date(2026, 3, 27), date(2026, 3, 30), 1),
        (date(2026, 10, 23), date(2026, 10, 26), 1),
        (date(2026, 5, 22), date(2026, 5, 26), 1),
    ],
)
def test_working_days_between_two_dates_over_weekends_holidays_and_both_clock_changes(
    council: Council, first: Any, last: Any, days: Any
) -> None:
    assert queries.read_council().working_days_between(first, last) == days


def test_adding_days_and_counting_them_agree(council: Council) -> None:
    closed = queries.closed_days(Nation.ENGLAND_WALES)
    for number in range(1, 300):
        on = queries.add_days(date(2026, 3, 1), number, working=True, closed=closed)
        assert queries.working_days_between(date(2026, 3, 1), on, closed=closed) == number


def test_calendar_days_pass_both_clock_changes_whole(council: Council) -> None:
    assert queries.add_days(date(2026, 3, 28), 2, working=False, closed=()) == date(2026, 3, 30)
    assert queries.add_days(date(2026, 10, 24), 2, working=False, closed=()) == date(2026, 10, 26)
