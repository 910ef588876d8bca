"""What must be set for letters to arrive, whatever breaks.

Asked before the office opens (`manage.py check`, every worker's start). And what must not be migrated away.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.core.management import CommandError
from django.db import connections
from django.db.migrations import Migration

LONGEST_WAIT = 120
BROKER_WAIT = 10
SQLITE_WAIT = 20
# What makes the tables.
FIRST = {(app, "0001_initial") for app in ("civic", "protocols", "engagements")}


def register_all() -> None:
    """Make the checks known; the app's ready() calls it."""
    register(silent_mail_server)
    register(sqlite_under_two_writers)
    register(stalled_broker)


def silent_mail_server(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without a time-out a mail server that falls silent holds a worker for ever."""
    wait = settings.EMAIL_TIMEOUT
    if wait and 0 < wait <= LONGEST_WAIT:
        return []
    hint = f"Set EMAIL_TIMEOUT to a number of seconds, at most {LONGEST_WAIT}."
    return [
        Error(
            "A mail server that falls silent would hold the worker for ever.",
            hint=hint,
            id="engagements.E001",
        )
    ]


def sqlite_under_two_writers(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """With SQLite's defaults one writer in thirty was answered 'database is locked'.

    With these options none was.
    """
    return sqlite_problems(settings.DATABASES)


def sqlite_problems(databases: Mapping[str, Mapping[str, Any]]) -> list[CheckMessage]:
    """What is missing from the options of each SQLite database."""
    problems: list[CheckMessage] = []
    for name, database in databases.items():
        options = database.get("OPTIONS", {})
        if not database["ENGINE"].endswith("sqlite3"):
            continue
        if str(options.get("transaction_mode", "")).upper() != "IMMEDIATE":
            problems.append(_sqlite(name, 'Set "transaction_mode": "IMMEDIATE".', "engagements.E002"))
        if "JOURNAL_MODE=WAL" not in str(options.get("init_command", "")).upper().replace(" ", ""):
            problems.append(
                _sqlite(name, "Put PRAGMA journal_mode=WAL into init_command.", "engagements.E003")
            )
        if options.get("timeout", 5) < SQLITE_WAIT:
            problems.append(
                _sqlite(name, f'Set "timeout" to {SQLITE_WAIT} seconds at least.', "engagements.E004")
            )
    return problems


def stalled_broker(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """Without these a broker that accepts connections and says nothing hangs whoever calls it."""
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    missing = [
        name
        for name in ("socket_connect_timeout", "socket_timeout")
        if not 0 < (options.get(name) or 0) <= BROKER_WAIT
    ]
    hint = f"Set {' and '.join(missing)} in CELERY_BROKER_TRANSPORT_OPTIONS, at most {BROKER_WAIT} seconds."
    return (
        [Error("A stalled broker would hold the worker and beat.", hint=hint, id="engagements.E005")]
        if missing
        else []
    )


def keep_the_record(using: str, plan: Iterable[tuple[Migration, bool]] = (), **kwargs: Any) -> None:
    """Before migrating: nobody goes back behind the tables of the record while anything is recorded in them.

    Raises CommandError, before anything was changed.
    """
    if not any(back and (step.app_label, step.name) in FIRST for step, back in plan):
        return
    record = apps.get_model("engagements", "RecordEntry")
    stands = record._meta.db_table in connections[using].introspection.table_names()
    if stands and record.objects.using(using).exists():
        raise CommandError(
            "That would remove the record of every case. Nothing was changed."
            " To begin anew, name an empty database in DATABASE_URL."
        )


def _sqlite(name: str, hint: str, id: str) -> Error:
    return Error(
        f"The database '{name}' would answer 'database is locked' when two people write at once.",
        hint=hint,
        id=id,
    )
