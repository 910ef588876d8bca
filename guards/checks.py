"""The system check of the guards, which the office asks before it opens.

`manage.py check --database default` asks it at any time.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error
from django.db import connections

from guards.upkeep import differences

MIGRATE = "Run manage.py migrate, which puts every guard up."
RESTORE = "Run manage.py migrate; where it was taken away since, restore the database from a backup."
WAKE = {
    "postgresql": (
        "Take that setting away: ALTER ROLE … RESET session_replication_role, and so for the database."
    ),
    "sqlite": "Leave the connection's PRAGMA recursive_triggers as civic/settings.py sets it.",
}
ASLEEP = {
    "postgresql": (
        "The database lets every guard sleep: session_replication_role is replica for its role or for itself."
    ),
    "sqlite": "The database lets a guarded row be replaced: recursive_triggers is off.",
}
FIND_OUT = "Find out who made it and what it does, then remove it."


def guards_stand(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every declared guard stands in the database as it is declared and is awake, nothing else hangs on our
    tables, and none of them nor of their constraints is gone.
    """
    return [message for alias in databases or () for message in _of(alias)]


def _of(alias: str) -> list[CheckMessage]:
    found, vendor = differences(connections[alias]), connections[alias].vendor
    said = [
        *(
            (f"The database lacks the guard {guard.name} on {guard.table}.", MIGRATE, "guards.E001")
            for guard in found.missing
        ),
        *(
            (
                f"The guard {guard.name} on {guard.table} is not what the software declares.",
                MIGRATE,
                "guards.E002",
            )
            for guard in found.changed
        ),
        *(
            (
                f"Nobody declared {piece.name}, which stands on {piece.table}.",
                MIGRATE if piece.is_ours else FIND_OUT,
                "guards.E003",
            )
            for piece in found.unknown
        ),
        *((f"The database lacks the table {table}.", RESTORE, "guards.E004") for table in found.lost_tables),
        *(
            (f"The database lacks the constraint {lost.name} on {lost.table}.", RESTORE, "guards.E005")
            for lost in found.lost_constraints
        ),
        *([(ASLEEP[vendor], WAKE[vendor], "guards.E006")] if found.are_asleep else []),
    ]
    return [Error(sentence, hint=hint, id=number) for sentence, hint, number in said]
