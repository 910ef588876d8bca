"""Guards as triggers of SQLite, which keeps each trigger's text as it was written."""

import re

from django.db.backends.utils import CursorWrapper

from guards.guard import Guard, Moment, NeverAtOnce, Renewal, literal
from guards.pieces import PREFIX, Constraint, Piece

FAR = "'9999-12-31'"
NAMED = re.compile(r'CONSTRAINT "(\w+)"')


def pieces(guard: Guard | NeverAtOnce | Renewal) -> list[Piece]:
    if isinstance(guard, Renewal):
        return [_renewal(guard)]
    if isinstance(guard, Guard):
        return [_trigger(guard.name, guard.table, guard.moment, guard.holds, _says(guard))]
    return [
        _trigger(
            f"{guard.name}_{moment.value.lower()}", guard.table, moment, _alone(guard, own), _says(guard)
        )
        for moment, own in ((Moment.INSERT, "NEW.id"), (Moment.UPDATE, "OLD.id"))
    ]


def standing(cursor: CursorWrapper) -> list[Piece]:
    cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
    return [Piece(*row) for row in cursor.fetchall()]


def constraints(cursor: CursorWrapper) -> set[Constraint]:
    """SQLite keeps a table's constraints in its text, and as indexes those that hold of some rows only."""
    cursor.execute(
        "SELECT tbl_name, name, sql FROM sqlite_master WHERE type IN ('table', 'index') AND sql <> ''"
    )
    return {
        Constraint(table, each)
        for table, name, text in cursor.fetchall()
        for each in (name, *NAMED.findall(text))
    }


def are_asleep(cursor: CursorWrapper) -> bool:
    """Those of a deletion do not fire where a row is replaced, unless the connection asks for it."""
    cursor.execute("PRAGMA recursive_triggers")
    return not cursor.fetchone()[0]


def statements_up(piece: Piece) -> list[str]:
    return [piece.definition]


def statements_down(piece: Piece) -> list[str]:
    return [f'DROP TRIGGER "{piece.name}"']


def _says(guard: Guard | NeverAtOnce) -> str:
    return literal(f"{guard.name}: {guard.words}")


def _trigger(name: str, table: str, moment: Moment, holds: str, says: str) -> Piece:
    text = (
        f"CREATE TRIGGER {PREFIX}{name} BEFORE {moment.value} ON {table}"
        f" FOR EACH ROW WHEN ({holds}) IS NOT TRUE"
        f" BEGIN SELECT RAISE(ABORT, {says}); END"
    )
    return Piece(f"{PREFIX}{name}", table, text)


def _renewal(guard: Renewal) -> Piece:
    """A row of the table that keeps the text renews it by updating other columns, so that it fires once."""
    fresh = f"UPDATE {guard.kept_in} SET {guard.column} = lower(hex(randomblob(16)))"
    moment, when = guard.moment.value, ""
    if guard.table == guard.kept_in:
        watched = ", ".join(f'"{name}"' for name in guard.watching)
        moment += f" OF {watched}"
        fresh += " WHERE id = NEW.id"
    elif guard.moment is Moment.UPDATE:
        changed = (f'OLD."{name}" IS NOT NEW."{name}"' for name in guard.watching)
        when = f" WHEN {' OR '.join(changed)}"
    name = f"{PREFIX}{guard.name}"
    text = f"CREATE TRIGGER {name} AFTER {moment} ON {guard.table} FOR EACH ROW{when} BEGIN {fresh}; END"
    return Piece(name, guard.table, text)


def _instant(moment: str) -> str:
    """Moments are kept as text, with and without fractions of a second."""
    return f"strftime('%Y-%m-%d %H:%M:%f', {moment})"


def _alone(guard: NeverAtOnce, own: str) -> str:
    beside = f"other.{guard.within} = NEW.{guard.within} AND " if guard.within else ""
    ends, others_end = _instant(f"coalesce(NEW.ends_at, {FAR})"), _instant(f"coalesce(other.ends_at, {FAR})")
    return (
        f"NOT EXISTS (SELECT 1 FROM {guard.table} other WHERE {beside}other.id IS NOT {own}"
        f" AND {_instant('other.begins_at')} < {ends} AND {_instant('NEW.begins_at')} < {others_end})"
    )
