"""Writing past every form and service, to see what the database refuses; and past its guards, too."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

import guards
from guards import upkeep


def run_sql(sql: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@contextmanager
def refused_by(*names: str) -> Iterator[None]:
    """The database refuses, and it is this guard that does, in its own words.

    One of these, where several stand in the way.
    """
    with pytest.raises(DatabaseError) as error, transaction.atomic():
        yield
    guard = guards.refusal(error.value)
    assert guard is not None, f"refused by no guard: {error.value}"
    assert guard.name in names
    assert guard.words in str(error.value) or isinstance(guard, guards.NeverAtOnce)


@contextmanager
def guards_down() -> Iterator[None]:
    """As somebody with the database's own key could."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            upkeep.take_down(connection)
            yield
            upkeep.put_up(connection)
