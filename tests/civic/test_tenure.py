"""Who is the Mayor at a moment, and of an event: every boundary (P8, P9)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from civic import queries
from civic.models import OfficeKind, Person
from civic.queries import CivicYear, Holder
from tests import council
from tests.council import OFFICE_DAY, YEAR_BEGINS_AT, YEAR_ENDS_AT, london
from tests.there import there

SECOND = timedelta(seconds=1)
NEXT_YEAR_ENDS_AT = london(2028, 5, 17, 18, 30)


def mayor_at(moment: datetime) -> Holder | None:
    return queries.mayor_at(moment, tenure=queries.read_tenure())


def deputy_at(moment: datetime) -> Holder | None:
    return queries.deputy_at(moment, tenure=queries.read_tenure())


def mayor_of_event(event_at: datetime, now: datetime) -> tuple[str, Holder | None]:
    return queries.mayor_of_event(event_at, now, tenure=queries.read_tenure())


def deputy_of_event(event_at: datetime, now: datetime) -> Holder | None:
    return queries.deputy_of_event(event_at, now, tenure=queries.read_tenure())


def civic_year_of(moment: datetime) -> CivicYear:
    return queries.civic_year_of(moment, tenure=queries.read_tenure())


@pytest.fixture
def successor(civic_year: None, mayor: Person) -> Any:
    return council.make_mayor("Councillor Next", begins_at=YEAR_ENDS_AT, ends_at=NEXT_YEAR_ENDS_AT)


def test_mayor_holds_office_from_the_annual_meetings_moment_to_the_next(
    mayor: Person, successor: Any
) -> None:
    assert mayor_at(YEAR_BEGINS_AT - SECOND) is None
    assert there(mayor_at(YEAR_BEGINS_AT)).person == mayor
    assert there(mayor_at(YEAR_ENDS_AT - SECOND)).person == mayor
    assert there(mayor_at(YEAR_ENDS_AT)).person == successor
    assert mayor_at(NEXT_YEAR_ENDS_AT) is None


@pytest.mark.parametrize(
    ("event_at", "code", "who"),
    [
        (OFFICE_DAY + SECOND, "in_office", "mayor"),
        (london(2027, 5, 12, 10), "in_office", "mayor"),
        (YEAR_ENDS_AT - SECOND, "in_office", "mayor"),
        (YEAR_ENDS_AT, "designate", "successor"),
        (london(2027, 6, 1), "designate", "successor"),
        (NEXT_YEAR_ENDS_AT, "unknown_successor", None),
    ],
)
def test_mayor_of_an_event_is_whoever_holds_the_office_then(
    mayor: Person, successor: Any, event_at: Any, code: Any, who: Any
) -> None:
    people = {"mayor": mayor, "successor": successor, None: None}
    found, holder = mayor_of_event(event_at, OFFICE_DAY)
    assert (found, holder.person if holder else None) == (code, people[who])


def test_successor_is_unknown_until_the_term_is_recorded(civic_year: None, mayor: Person) -> None:
    assert mayor_of_event(YEAR_ENDS_AT, OFFICE_DAY) == ("unknown_successor", None)
    assert mayor_of_event(YEAR_ENDS_AT - SECOND, OFFICE_DAY)[0] == "in_office"


def test_designate_becomes_the_mayor_in_office_at_the_annual_meeting(successor: Any) -> None:
    event_at = london(2027, 6, 1)
    assert mayor_of_event(event_at, YEAR_ENDS_AT - SECOND)[0] == "designate"
    assert mayor_of_event(event_at, YEAR_ENDS_AT)[0] == "in_office"


def test_event_that_is_over_belongs_to_whoever_holds_the_office_now(mayor: Person, successor: Any) -> None:
    assert there(mayor_of_event(OFFICE_DAY, london(2027, 6, 1))[1]).person == successor


def test_vacant_office_within_the_civic_year_has_no_mayor(civic_year: None, mayor: Person) -> None:
    mayor.terms.update(ends_at=london(2026, 5, 20))
    assert mayor_at(OFFICE_DAY) is None
    assert mayor_of_event(london(2026, 12, 1), OFFICE_DAY) == ("vacant", None)
    assert mayor_of_event(YEAR_ENDS_AT, OFFICE_DAY) == ("unknown_successor", None)


def test_deputy_acts_from_the_first_moment_to_the_last_of_the_period(
    civic_year: None, mayor: Person, deputy: Person
) -> None:
    begins_at, ends_at = london(2026, 7, 1, 9), london(2026, 8, 1, 9)
    council.make_acting(deputy, begins_at=begins_at, ends_at=ends_at)
    found = [
        (holder.person, holder.capacity, holder.term.office.kind)
        for at in (begins_at - SECOND, begins_at, ends_at - SECOND, ends_at)
        for holder in [there(mayor_at(at))]
    ]
    in_office, acting = (mayor, "in_office", OfficeKind.MAYOR), (deputy, "acting", OfficeKind.DEPUTY)
    assert found == [in_office, acting, acting, in_office]


def test_acting_without_a_known_end_does_not_reach_past_the_next_annual_meeting(
    civic_year: None, deputy: Person
) -> None:
    deputy.terms.update(ends_at=NEXT_YEAR_ENDS_AT)
    council.make_acting(deputy, begins_at=OFFICE_DAY)
    assert mayor_of_event(YEAR_ENDS_AT - SECOND, OFFICE_DAY)[0] == "acting"
    assert mayor_of_event(YEAR_ENDS_AT, OFFICE_DAY) == ("unknown_successor", None)


def test_whoever_leaves_the_deputys_office_acts_no_more(civic_year: None, deputy: Person) -> None:
    council.make_acting(deputy, begins_at=OFFICE_DAY)
    deputy.terms.update(ends_at=london(2026, 9, 1))
    assert there(mayor_at(london(2026, 8, 31))).person == deputy
    assert mayor_at(london(2026, 9, 1)) is None


def test_deputy_of_an_event_holds_that_office_now_and_then(civic_year: None, deputy: Person) -> None:
    assert there(deputy_of_event(YEAR_ENDS_AT - SECOND, OFFICE_DAY)).person == deputy
    assert deputy_of_event(YEAR_ENDS_AT, OFFICE_DAY) is None
    council.make_deputy("Councillor Other", begins_at=YEAR_ENDS_AT, ends_at=NEXT_YEAR_ENDS_AT)
    assert deputy_of_event(YEAR_ENDS_AT, OFFICE_DAY) is None


def test_deputy_reelected_is_the_same_deputy(civic_year: None, deputy: Person) -> None:
    council.make_term(deputy, OfficeKind.DEPUTY, begins_at=YEAR_ENDS_AT, ends_at=NEXT_YEAR_ENDS_AT)
    assert there(deputy_of_event(YEAR_ENDS_AT, OFFICE_DAY)).person == deputy


def test_council_without_a_deputy_has_none(mayor: Person, deputy: Person) -> None:
    council.make_council(with_deputy=False)
    assert deputy_at(OFFICE_DAY) is None
    assert list(queries.offices_by_kind()) == ["mayor"]
    assert queries.capacities(deputy, OFFICE_DAY, tenure=queries.read_tenure()) == frozenset()


@pytest.mark.parametrize(
    ("moment", "label"),
    [
        (YEAR_BEGINS_AT - SECOND, "2025/26"),
        (YEAR_BEGINS_AT, "2026/27"),
        (YEAR_ENDS_AT - SECOND, "2026/27"),
        (YEAR_ENDS_AT, "2027/28"),
        (london(2030, 5, 14, 23, 59), "2029/30"),
        (london(2030, 5, 15), "2030/31"),
        (london(2099, 6, 1), "2099/00"),
    ],
)
def test_civic_years_turn_at_the_annual_meeting_and_on_15_may_where_none_is_recorded(
    civic_year: None, moment: Any, label: Any
) -> None:
    year = civic_year_of(moment)
    assert year.label == label
    assert year.begins_at <= moment < year.ends_at


def test_a_list_reads_the_terms_once(
    civic_year: None, mayor: Person, deputy: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3):
        tenure = queries.read_tenure()
    with django_assert_num_queries(0):
        for days in range(0, 600, 7):
            event_at = OFFICE_DAY + timedelta(days=days)
            queries.mayor_of_event(event_at, OFFICE_DAY, tenure=tenure)
            queries.deputy_of_event(event_at, OFFICE_DAY, tenure=tenure)
