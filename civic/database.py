"""The database as pages and workers meet it: its clock, how long a page waits, what its errors say."""

import sqlite3
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection, connections
from django.utils import timezone

# SQLSTATE of PostgreSQL: a lock or a statement that took too long, and whoever had to give way to another.
_WAITED_TOO_LONG = {"55P03", "57014", "40P01", "40001"}
_SQLITE_WAITED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
# The low byte of a code of SQLite is its kind.
_KIND = 0xFF


class Trouble(StrEnum):
    """Neither is an error of ours, and neither changed anything."""

    BUSY = "busy"
    AWAY = "away"


def trouble_of(error: BaseException | None) -> Trouble | None:
    """Whether somebody else is at the row, or nobody reaches the database; None for any other error."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return None
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return _of_sqlite(getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _KIND)
    return Trouble.BUSY if getattr(cause, "pgcode", None) in _WAITED_TOO_LONG else Trouble.AWAY


def _of_sqlite(kind: int) -> Trouble | None:
    if kind == sqlite3.SQLITE_ERROR:
        return None
    return Trouble.BUSY if kind in _SQLITE_WAITED else Trouble.AWAY


def wait_as_pages_do() -> None:
    """For a process that shows pages, before it asks anything: people wait less long than the worker may."""
    if settings.PAGES_TIME_OUTS is not None:
        connections.settings["default"]["OPTIONS"]["options"] = settings.PAGES_TIME_OUTS


def clock() -> datetime:
    """The moment by the database's clock, which all machines of the office share; theirs may differ.

    SQLite is of one machine, and has that machine's.
    """
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        now: datetime = cursor.fetchone()[0]
        return now
