"""One migrated database, copied for every process of the tests: to migrate takes each of them far longer.

It is kept for the next run while neither the code nor the day changes: on SQLite as a file of var/tests/, on
PostgreSQL until the end of the run. It is taken when all that follows the migrations has been done.
"""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

FOLDER = settings.VAR_DIR / "tests"
# What can change what a fresh database holds.
SOURCES = ("civic", "engagements", "guards", "protocols", "requirements.txt", "tests/settings.py")


def copied() -> None:
    """Makes the next test database of this process a copy, which is then migrated in no time."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _one_process_at_a_time():
        if connection.vendor == "sqlite":
            shutil.copyfile(_file(), connection.settings_dict["TEST"]["NAME"])
        else:
            connection.settings_dict["TEST"]["TEMPLATE"] = _database()


def forget_copy() -> None:
    """Takes away the files of this process's copy."""
    connection.close()
    for ending in ("", "-wal", "-shm"):
        Path(f"{connection.settings_dict['NAME']}{ending}").unlink(missing_ok=True)


def forget_databases() -> None:
    """Drops the templates from PostgreSQL's server, where nobody expects them after the run."""
    with connection._nodb_cursor() as cursor:
        for name in _databases(cursor):
            cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)}")


@contextmanager
def _one_process_at_a_time() -> Iterator[None]:
    with (FOLDER / "template.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _file() -> Path:
    path = FOLDER / f"template-{_state_of_the_code()}.sqlite3"
    if not path.exists():
        for old in FOLDER.glob("template-*"):
            old.unlink()
        unfinished = FOLDER / "unfinished.sqlite3"
        _migrate(str(unfinished))
        unfinished.rename(path)
    return path


def _database() -> str:
    name = f"{_prefix()}{_state_of_the_code()}"
    with connection._nodb_cursor() as cursor:
        existing = _databases(cursor)
    if name not in existing:
        forget_databases()
        unfinished = f"{_prefix()}unfinished"
        _migrate(unfinished)
        before, after = map(connection.ops.quote_name, (unfinished, name))
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"ALTER DATABASE {before} RENAME TO {after}")
    return name


def _prefix() -> str:
    return f"template_{settings.DATABASES['default']['NAME']}_"[:40]


def _databases(cursor: Any) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_prefix()])
    return [name for (name,) in cursor.fetchall()]


def _migrate(name: str) -> None:
    """A database of that name, as a council's is on the first day."""
    given = connection.settings_dict
    usual, test = given["NAME"], given["TEST"]["NAME"]
    given["TEST"]["NAME"] = name
    try:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    finally:
        connection.close()
        given["NAME"], given["TEST"]["NAME"] = usual, test


@cache
def _state_of_the_code() -> str:
    """A hash of what migrations and models are made of, and of the day, which the protocol keeps."""
    state = hashlib.sha256(date.today().isoformat().encode())
    for source in SOURCES:
        path = settings.BASE_DIR / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file() and "__pycache__" not in file.parts:
                state.update(os.fsencode(file) + b"\0" + file.read_bytes())
    return state.hexdigest()[:16]
