"""Putting the guards of a database up, taking them down, and comparing them with what is declared."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.migrations import Migration

from guards import postgresql, sqlite
from guards.declared import Declared, guarded_apps, registry
from guards.pieces import Constraint, Piece


class Dialect(Protocol):
    """How one database says a guard, and what stands in it."""

    def pieces(self, guard: Declared) -> list[Piece]: ...

    def standing(self, cursor: CursorWrapper) -> list[Piece]: ...

    def constraints(self, cursor: CursorWrapper) -> set[Constraint]: ...

    def are_asleep(self, cursor: CursorWrapper) -> bool: ...

    def statements_up(self, piece: Piece) -> list[str]: ...

    def statements_down(self, piece: Piece) -> list[str]: ...


DIALECTS: dict[str, Dialect] = {"sqlite": sqlite, "postgresql": postgresql}


@dataclass(frozen=True)
class Differences:
    """What is declared and what stands, where the two disagree."""

    missing: list[Declared]
    changed: list[Declared]
    unknown: list[Piece]
    lost_tables: list[str] = field(default_factory=list)
    lost_constraints: list[Constraint] = field(default_factory=list)
    are_asleep: bool = False


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Every declared guard whose table exists stands as declared, and no other of ours.

    Changes nothing where that is so.
    """
    stands = {piece.name: piece for piece in _standing(connection)}
    wanted = {piece.name: piece for pieces in _wanted(connection).values() for piece in pieces}
    _write(
        connection,
        down=[piece for name, piece in stands.items() if piece.is_ours and wanted.get(name) != piece],
        up=[piece for name, piece in wanted.items() if stands.get(name) != piece],
    )


def take_down(connection: BaseDatabaseWrapper) -> None:
    """None of our guards stands, whether it is declared still or was by an earlier version."""
    _write(connection, down=[piece for piece in _standing(connection) if piece.is_ours])


def differences(connection: BaseDatabaseWrapper) -> Differences:
    """Guards that do not stand, or not as declared; what stands on a table of ours undeclared; and what the
    models declare that is gone.
    """
    dialect = DIALECTS[connection.vendor]
    stands = {piece.name: piece for piece in _standing(connection)}
    wanted = _wanted(connection)
    declared = {piece.name for pieces in wanted.values() for piece in pieces}
    tables = set(connection.introspection.django_table_names())
    missing = [name for name, pieces in wanted.items() if any(piece.name not in stands for piece in pieces)]
    changed = [
        name
        for name, pieces in wanted.items()
        if any(stands.get(piece.name, piece) != piece for piece in pieces)
    ]
    lost_tables = tables - set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        named, are_asleep = dialect.constraints(cursor), dialect.are_asleep(cursor)
    return Differences(
        missing=[registry()[name] for name in missing],
        changed=[registry()[name] for name in changed],
        unknown=[
            piece
            for name, piece in stands.items()
            if name not in declared and (piece.is_ours or piece.table in tables)
        ],
        lost_tables=sorted(lost_tables),
        lost_constraints=[
            each for each in _declared_constraints() if each.table not in lost_tables and each not in named
        ],
        are_asleep=are_asleep,
    )


def before_migrating(using: str, plan: Iterable[tuple[Migration, bool]] = (), **kwargs: Any) -> None:
    """Where nothing is to be migrated the guards stay: the office may be open."""
    if plan:
        take_down(connections[using])


def after_migrating(using: str, **kwargs: Any) -> None:
    put_up(connections[using])


def _standing(connection: BaseDatabaseWrapper) -> list[Piece]:
    with connection.cursor() as cursor:
        return DIALECTS[connection.vendor].standing(cursor)


def _wanted(connection: BaseDatabaseWrapper) -> dict[str, list[Piece]]:
    """The pieces of every declared guard whose table has been made."""
    tables = set(connection.introspection.table_names())
    pieces = DIALECTS[connection.vendor].pieces
    return {name: pieces(guard) for name, guard in registry().items() if guard.table in tables}


def _declared_constraints() -> list[Constraint]:
    """Those that the models of the guarded apps declare by name."""
    models = [model._meta for app in guarded_apps() for model in app.get_models()]
    return [Constraint(model.db_table, each.name) for model in models for each in model.constraints]


def _write(connection: BaseDatabaseWrapper, *, down: list[Piece], up: Iterable[Piece] = ()) -> None:
    dialect = DIALECTS[connection.vendor]
    statements = [each for piece in down for each in dialect.statements_down(piece)]
    statements += [each for piece in up for each in dialect.statements_up(piece)]
    if not statements:
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
