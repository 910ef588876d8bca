"""Whoever writes to the database, and with whatever program, is refused what the office's rules forbid."""

import io
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import DatabaseError, OperationalError, ProgrammingError, connection, transaction
from pytest_django import DjangoDbBlocker

from tests.engagements.raw_sql import (
    chains,
    corners,
    decisions,
    deputy,
    invitations,
    letters,
    papers,
    record,
)
from tests.engagements.raw_sql.scene import Scene, the_office
from tests.engagements.raw_sql.still_open import STILL_OPEN
from tests.engagements.raw_sql.way import BOTH, Way

WAYS = [
    way
    for room in (deputy, decisions, invitations, letters, record, papers, chains, corners)
    for way in room.WAYS
    if way.on in (BOTH, connection.vendor)
]
OPEN = {name for name, where in STILL_OPEN.items() if where in (BOTH, connection.vendor)}
# Strict: a way that is closed must leave the list.
NOT_YET = pytest.mark.xfail(strict=True, reason="the database does not refuse this yet")
TRIED = [
    pytest.param(way, id=way.name.replace(" ", "-"), marks=[NOT_YET] if way.name in OPEN else [])
    for way in WAYS
]
pytestmark = pytest.mark.django_db
TABLES = ("engagements_", "protocols_", "civic_")
# What is no refusal: the statement was never understood.
NOT_UNDERSTOOD = ("syntax error", "no such", "has no column", "unrecognized", "incomplete input")


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    """One office for all ways: each is taken back to where it began."""
    with django_db_blocker.unblock(), transaction.atomic():
        with the_office() as scene:
            connection.check_constraints()
            yield scene
        transaction.set_rollback(True)


@pytest.mark.parametrize("way", TRIED)
def test_the_database_refuses_whatever_the_office_never_allows(office: Scene, way: Way) -> None:
    before = held()
    with pytest.raises(DatabaseError) as refused, transaction.atomic():  # noqa: PT012
        for statement in way.statements:
            run(statement % office)
        connection.check_constraints()
        assert held() != before, "this way leads nowhere"
        transaction.set_rollback(True)
    assert was_understood(refused.value), refused.value
    assert held() == before


def test_no_way_is_listed_twice() -> None:
    names = [way.name for way in WAYS]
    assert len(set(names)) == len(names)
    assert set(names) >= OPEN


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        if statement.startswith("COPY"):
            command, _, rows = statement.partition("\n")
            with connection.wrap_database_errors:
                cursor.copy_expert(command, io.StringIO(rows))
        else:
            cursor.execute(statement)


def was_understood(error: DatabaseError) -> bool:
    """Whether it was what the statement would do that was refused, and not how it is written."""
    if isinstance(error, ProgrammingError):
        return False
    return not (isinstance(error, OperationalError) and any(word in str(error) for word in NOT_UNDERSTOOD))


def held() -> dict[str, list[tuple[object, ...]]]:
    """All that the office's tables hold."""
    tables = [
        table
        for model in apps.get_models(include_auto_created=True)
        if (table := model._meta.db_table).startswith(TABLES)
    ]
    rows = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)} ORDER BY 1")  # noqa: S608
            rows[table] = cursor.fetchall()
    return rows
