from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from civic import wording


def london(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=wording.LONDON)


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (time(14, 30), "2.30pm"),
        (time(14), "2pm"),
        (time(9, 5), "9.05am"),
        (time(12), "12 noon"),
        (time(12, 30), "12.30pm"),
        (time(0), "12 midnight"),
        (time(0, 15), "12.15am"),
    ],
)
def test_times_are_written_as_people_say_them(at: Any, written: Any) -> None:
    assert wording.clock(at) == written


def test_a_moment_is_written_by_londons_clocks_in_summer_and_winter() -> None:
    assert wording.moment(datetime(2026, 3, 14, 14, 30, tzinfo=UTC)) == "Saturday 14 March 2026, 2.30pm"
    assert wording.moment(datetime(2026, 7, 14, 23, 30, tzinfo=UTC)) == "Wednesday 15 July 2026, 12.30am"


def test_a_moment_without_a_zone_is_wall_time() -> None:
    assert wording.moment(datetime(2026, 7, 14, 12)) == "Tuesday 14 July 2026, 12 noon"


def test_a_day_is_londons_day_whether_given_as_day_or_as_moment() -> None:
    assert wording.day(date(2027, 1, 1)) == "Friday 1 January 2027"
    assert wording.day(datetime(2026, 7, 14, 23, 30, tzinfo=UTC)) == "Wednesday 15 July 2026"


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (london(2026, 3, 14, 14, 30), london(2026, 3, 14, 16), "2.30pm to 4pm"),
        (london(2026, 3, 14, 19), london(2026, 3, 15), "7pm to 12 midnight"),
        (london(2026, 3, 14, 19), None, "7pm"),
        (
            london(2026, 3, 14, 19),
            london(2026, 3, 15, 1),
            "Saturday 14 March 2026, 7pm to Sunday 15 March 2026, 1am",
        ),
        (
            london(2026, 3, 14),
            london(2026, 3, 16),
            "Saturday 14 March 2026, 12 midnight to Monday 16 March 2026, 12 midnight",
        ),
    ],
)
def test_hours_name_the_days_only_when_the_night_is_passed(start: Any, end: Any, written: Any) -> None:
    assert wording.hours(start, end) == written


def test_an_occasion_is_its_day_and_its_hours() -> None:
    assert (
        wording.occasion(london(2026, 3, 14, 14, 30), london(2026, 3, 14, 16))
        == "Saturday 14 March 2026, 2.30pm to 4pm"
    )
    assert (
        wording.occasion(london(2026, 3, 14, 19), london(2026, 3, 15, 1))
        == "Saturday 14 March 2026, 7pm to Sunday 15 March 2026, 1am"
    )


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (london(2026, 3, 14, 14, 30), london(2026, 3, 14, 16), "Sat 14 Mar, 2.30–4pm"),
        (london(2026, 3, 14, 11), london(2026, 3, 14, 13), "Sat 14 Mar, 11am–1pm"),
        (london(2026, 3, 14, 12), london(2026, 3, 15, 0), "Sat 14 Mar, 12 noon–12 midnight"),
        (london(2026, 3, 14, 23), london(2026, 3, 15, 2), "Sat 14 Mar, 11pm – Sun 15 Mar, 2am"),
        (london(2027, 3, 14, 9), london(2027, 3, 14, 10), "Sun 14 Mar 2027, 9–10am"),
    ],
)
def test_in_a_list_an_occasion_is_short_and_has_its_year_where_it_would_not_be_clear(
    start: Any, end: Any, written: Any
) -> None:
    assert wording.short_occasion(start, end, date(2026, 2, 1)) == written


@pytest.mark.parametrize(
    ("days", "written"),
    [(0, "today"), (1, "tomorrow"), (-1, "yesterday"), (3, "in 3 days"), (-2, "2 days ago")],
)
def test_days_away_are_said_plainly(days: Any, written: Any) -> None:
    assert wording.days_away(days) == written


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("The\x00 Scouts\x0b", "The Scouts"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("broken \udce9", "broken \ufffd"),
        ("Cafe\u0301", "Café"),
        ("\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f468\u200d\U0001f469\u200d\U0001f467"),
        ("Tŷ Hywel", "Tŷ Hywel"),
    ],
)
def test_text_keeps_its_words_and_loses_what_acts_unseen(typed: Any, kept: Any) -> None:
    assert wording.plain_text(typed) == kept


@pytest.mark.parametrize("typed", ["", " \n", "\u200b\u200d", "\u2060 \u3164", "\u00ad\u2800", "\u0301"])
def test_words_of_which_nothing_is_seen_say_nothing(typed: Any) -> None:
    assert not wording.says_something(typed)


@pytest.mark.parametrize("typed", ["a", "9", "?", "\U0001f389", "\u0646\u200c", "\u0e01\u0e33"])
def test_one_letter_figure_or_sign_says_something(typed: Any) -> None:
    assert wording.says_something(typed)


def test_a_line_cannot_start_another_line() -> None:
    assert (
        wording.plain_line("Dinner\r\nBcc: all@example.org\u2029\tNow") == "Dinner Bcc: all@example.org Now"
    )


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        (date(2027, 3, 3), date(2027, 3, 3), "on 3 March 2027"),
        (date(2027, 3, 3), date(2027, 3, 10), "from 3 to 10 March 2027"),
        (date(2027, 2, 28), date(2027, 3, 3), "from 28 February to 3 March 2027"),
        (date(2026, 12, 30), date(2027, 1, 2), "from 30 December 2026 to 2 January 2027"),
        (date(2026, 3, 3), date(2027, 3, 3), "from 3 March 2026 to 3 March 2027"),
    ],
)
def test_days_from_one_to_another_are_said_once_where_they_agree(first: date, last: date, says: str) -> None:
    assert wording.days(first, last) == says
