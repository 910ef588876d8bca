"""What a guard is made of inside a database."""

from dataclasses import dataclass
from typing import NamedTuple

# What bears this prefix is ours to take down; whatever else hangs on a table is somebody's, and only told of.
PREFIX = "guard_"


@dataclass(frozen=True)
class Piece:
    """One trigger, rule or constraint: its name, its table, and its definition as the database tells it."""

    name: str
    table: str
    definition: str

    @property
    def is_ours(self) -> bool:
        return self.name.startswith(PREFIX)


class Constraint(NamedTuple):
    """What a model declares of its table: a condition of each row, or that no two rows are alike."""

    table: str
    name: str
