"""The office as every test finds it: Monday 1 June 2026, 10am in London, and the clock stands still.

Tests marked real_clock run by the machine's own clock, as anything with worker processes or browsers must.
"""

import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import time_machine
from coverage import Coverage
from django.apps import apps
from django.core.cache import cache
from django.core.management.color import Style, no_style
from django.db import OperationalError, connection
from django.db.backends.base.operations import BaseDatabaseOperations
from django.utils import timezone
from pytest_django import DjangoDbBlocker, Settings
from pytest_django.plugin import blocking_manager_key

from civic.models import Council, Person
from guards import sqlite
from tests import template_database
from tests.council import (
    OFFICE_DAY,
    make_civic_year,
    make_council,
    make_deputy,
    make_manager,
    make_mayor,
    make_monitoring_officer,
    make_officer,
)
from tests.guarding import guards_down

DatabaseOperations = type(connection.ops)
_sql_flush = DatabaseOperations.sql_flush
REMADE_BY_DJANGO = {"django_migrations", "django_content_type", "auth_permission"}
Seeds = dict[str, tuple[list[str], list[Any]]]
# The marks of what drives a browser or starts processes of its own.
LONG = ("browser", "real_parts", "any_database")
seeds_key = pytest.StashKey[Seeds]()


def _sql_flush_past_the_guards(
    self: BaseDatabaseOperations,
    style: Style,
    tables: Sequence[str],
    *,
    reset_sequences: bool = False,
    allow_cascade: bool = False,
) -> list[str]:
    """Emptying the tables after a transactional test must get past the guards;
    Django then puts them up, as after migrating.
    """
    flush = _sql_flush(self, style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade)
    if not flush:
        return flush
    if connection.vendor == "postgresql":
        return ["SET LOCAL session_replication_role = replica", *flush]
    with connection.cursor() as cursor:
        return [*(sql for piece in sqlite.standing(cursor) for sql in sqlite.statements_down(piece)), *flush]


DatabaseOperations.sql_flush = _sql_flush_past_the_guards  # type: ignore[method-assign]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,  # the process's own name of its database
    django_db_blocker: DjangoDbBlocker,
) -> None:
    """The test database begins as a copy of a migrated one."""
    with django_db_blocker.unblock():
        template_database.copied()


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Keeps Django from making the copied file anew; PostgreSQL makes the copy itself."""
    return connection.vendor == "sqlite"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The first process clears up when all others have ended; without a server there is nothing to clear.

    Where coverage measures, each writes down what it saw: a process that ends slowly is killed.
    """
    if measuring := Coverage.current():
        measuring.save()
    if connection.vendor == "postgresql" and not hasattr(session.config, "workerinput"):
        with session.config.stash[blocking_manager_key].unblock(), suppress(OperationalError):
            template_database.forget_databases()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Remembers what the migrations put in: closed days, offices, the protocol, letters."""
    seeds: Seeds = {}
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in sorted(
            set(connection.introspection.django_table_names(only_existing=True)) - REMADE_BY_DJANGO
        ):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows = cursor.fetchall()
            if rows:
                seeds[table] = ([column[0] for column in cursor.description], rows)
    request.config.stash[seeds_key] = seeds
    yield
    # The last test's teardown also takes the test database away: nothing may be put anywhere after that.
    del request.config.stash[seeds_key]
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            template_database.forget_copy()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first, so that in the end no process works while the others are done."""
    long = {item.path for item in items if any(map(item.get_closest_marker, LONG))}
    items.sort(key=lambda item: item.path not in long)


@pytest.hookimpl
def pytest_xdist_auto_num_workers() -> int:
    """One process more than there are cores: with real workers and browsers, one of them always waits."""
    return (os.cpu_count() or 1) + 1


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """After a transactional test, whose tables were emptied, puts back what the migrations had put in."""
    result = yield
    transactional = any(marker.kwargs.get("transaction") for marker in item.iter_markers("django_db"))
    if transactional or {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())):
        seeds = item.config.stash.get(seeds_key, None)
        # None after the last test: by then the connection is the developer's own database again.
        if seeds:
            with item.config.stash[blocking_manager_key].unblock():
                put_back(seeds)
    return result


def put_back(seeds: Seeds) -> None:
    """Plain inserts with the guards out of the way: they guard the office's records,
    not the tests' beginnings.
    """
    with guards_down(), connection.cursor() as cursor:
        for table, (columns, rows) in seeds.items():
            names = ", ".join(map(connection.ops.quote_name, columns))
            values = ", ".join(["%s"] * len(columns))
            into = connection.ops.quote_name(table)
            cursor.executemany(f"INSERT INTO {into} ({names}) VALUES ({values})", rows)  # noqa: S608
        # A test that flushed for itself has begun the numbers again, below those just put back.
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A test that lacks its browser or its server is skipped by name on a person's machine,
    and fails in CI.
    """
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        assert isinstance(report.longrepr, tuple)
        report.outcome = "failed"
        report.longrepr = f"Skipped in CI, where nothing may be: {report.longrepr[2]}"
    return report


@pytest.fixture(autouse=True)
def office_day(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller | None]:
    """The clock; move_to() and shift() of what it yields are the only ways time passes."""
    if request.node.get_closest_marker("real_clock"):
        yield None
        return
    # The database's own clock goes on; here it is the office's.
    with (
        time_machine.travel(OFFICE_DAY, tick=False) as clock,
        mock.patch("civic.database.clock", timezone.now),
    ):
        yield clock


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    """The sign-in's counts stand in the cache, which the tests of a process share."""
    cache.clear()


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Settings, tmp_path: Path) -> None:
    """Files that come in are kept where the test's own things are."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def council(db: None) -> Council:
    return make_council()


@pytest.fixture
def civic_year(council: Council) -> None:
    make_civic_year()


@pytest.fixture
def officer(council: Council) -> Person:
    return make_officer()


@pytest.fixture
def manager(council: Council) -> Person:
    return make_manager()


@pytest.fixture
def monitoring_officer(council: Council) -> Person:
    return make_monitoring_officer()


@pytest.fixture
def mayor(council: Council) -> Person:
    return make_mayor()


@pytest.fixture
def deputy(council: Council) -> Person:
    return make_deputy()
