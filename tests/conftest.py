"""The office as every test finds it: Monday 1 June 2026, 10am in London, and the clock stands still.

Tests marked real_clock run by the machine's own clock, as anything with worker processes or browsers must.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.management.color import Style
from django.db.backends.sqlite3.base import DatabaseOperations

from civic.models import Council, Person
from tests import office

_sql_flush = DatabaseOperations.sql_flush


def _sql_flush_around_triggers(self: DatabaseOperations, style: Style, tables: list[str], **options: Any) -> list[str]:
    """Emptying the tables after a transactional test must get past the triggers that make records append-only."""
    flush = _sql_flush(self, style, tables, **options)
    if not flush:
        return flush
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql IS NOT NULL")
        triggers = cursor.fetchall()
    return [*(f'DROP TRIGGER "{name}"' for name, _ in triggers), *flush, *(f"{sql};" for _, sql in triggers)]


DatabaseOperations.sql_flush = _sql_flush_around_triggers  # type: ignore[method-assign]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What migrations put in (closed days, offices, letters) is put back for every transactional test."""
    for item in items:
        for marker in item.iter_markers("django_db"):
            if marker.kwargs.get("transaction"):
                marker.kwargs["serialized_rollback"] = True


@pytest.fixture(autouse=True)
def office_day(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller | None]:
    """The clock; move_to() and shift() of what it yields are the only ways time passes."""
    if request.node.get_closest_marker("real_clock"):
        yield None
        return
    with time_machine.travel(office.OFFICE_DAY, tick=False) as clock:
        yield clock


@pytest.fixture
def council(db: None) -> Council:
    return office.make_council()


@pytest.fixture
def civic_year(council: Council) -> None:
    office.make_civic_year()


@pytest.fixture
def officer(council: Council) -> Person:
    return office.make_officer()


@pytest.fixture
def manager(council: Council) -> Person:
    return office.make_manager()


@pytest.fixture
def monitoring_officer(council: Council) -> Person:
    return office.make_monitoring_officer()


@pytest.fixture
def mayor(council: Council) -> Person:
    return office.make_mayor()


@pytest.fixture
def deputy(council: Council) -> Person:
    return office.make_deputy()
