"""The system check of the guards, which the office asks before it opens.

`manage.py check --database default` asks it at any time.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import connections

from guards.upkeep import differences

MIGRATE = "Run manage.py migrate, which puts every guard up."
FIND_OUT = "Find out who made it and what it does, then remove it."


def guards_stand(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Every declared guard stands in the database as it is declared, and nothing else hangs on our tables."""
    return [message for alias in databases or () for message in _of(alias)]


def _of(alias: str) -> list[CheckMessage]:
    found = differences(connections[alias])
    messages: list[CheckMessage] = []
    for guard in found.missing:
        messages.append(
            Error(
                f"The database lacks the guard {guard.name} on {guard.table}.", hint=MIGRATE, id="guards.E001"
            )
        )
    for guard in found.changed:
        messages.append(
            Error(
                f"The guard {guard.name} on {guard.table} is not what the software declares.",
                hint=MIGRATE,
                id="guards.E002",
            )
        )
    for piece in found.unknown:
        hint = MIGRATE if piece.is_ours else FIND_OUT
        messages.append(
            Error(
                f"Nobody declared {piece.name}, which stands on {piece.table}.", hint=hint, id="guards.E003"
            )
        )
    return messages
