"""Counting what the database is asked: in production as well, and without keeping any statement's text."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass
class Count:
    """How many statements there were so far."""

    statements: int = 0

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        self.statements += 1
        return execute(*statement)


@contextmanager
def counted() -> Iterator[Count]:
    """Counts the statements of what is done inside. Opens no connection by itself."""
    count = Count()
    with connection.execute_wrapper(count):
        yield count
