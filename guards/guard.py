"""A guard as an app declares it, and the shapes that recur.

Conditions are SQL that SQLite and PostgreSQL both read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from django.db.models import Model

NEVER = "1 = 0"


class Moment(Enum):
    """The write before which a guard is asked."""

    INSERT = "INSERT"
    UPDATE = "UPDATE"
    DELETE = "DELETE"


@dataclass(frozen=True)
class Guard:
    """A write to a row of `table` is refused, in the office's words, unless `holds` is true of OLD and NEW.

    A condition of which the database cannot say whether it holds (NULL) refuses, too. Which columns a guard
    watches is said in its condition and not by the trigger: UPDATE OF fires on columns that are named, not on
    those that change.
    """

    name: str
    table: str
    moment: Moment
    holds: str
    words: str


@dataclass(frozen=True)
class NeverAtOnce:
    """No two rows of `table` span the same moment, from begins_at to before ends_at.

    An empty end is one that is not known. `within` names a column: only rows that agree in it are compared.
    PostgreSQL keeps this by an exclusion constraint, which also stands between two who write at the same
    time; SQLite, which lets one write at a time, by triggers.
    """

    name: str
    table: str
    words: str
    within: str = ""


@dataclass(frozen=True)
class Renewal:
    """A write to a row of `table` puts a fresh random text into `column` of `kept_in`.

    What was read before is stale.

    It refuses nothing. `watching` names the columns of which one must have changed, where the write is an
    update. A random text and no number: what a transaction that was rolled back had written never comes
    again.
    """

    name: str
    table: str
    moment: Moment
    kept_in: str
    column: str
    watching: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """It has none: nobody is refused."""
        return ""


def renewals(
    name: str,
    table: str,
    *,
    kept_in: str,
    column: str,
    watching: tuple[str, ...],
    moments: Iterable[Moment] = tuple(Moment),
) -> tuple[Renewal, ...]:
    """Whatever is written to the table renews the column; `moments` are those at which it can be."""
    return tuple(
        Renewal(f"{name}_{moment.value.lower()}", table, moment, kept_in, column, watching)
        for moment in moments
    )


def never_altered(thing: str, table: str, words: str, *, unless: str = NEVER) -> Guard:
    return Guard(f"{thing}_is_never_altered", table, Moment.UPDATE, unless, words)


def never_deleted(thing: str, table: str, words: str, *, unless: str = NEVER) -> Guard:
    return Guard(f"{thing}_is_never_deleted", table, Moment.DELETE, unless, words)


def append_only(thing: str, table: str, words: str) -> tuple[Guard, Guard]:
    """Rows are added, and then stay as they are."""
    return never_altered(thing, table, words), never_deleted(thing, table, words)


def pointed_at(model: type[Model], name: str) -> str:
    """The table that a foreign key points at, where the model's own app does not know the other's."""
    other = model._meta.get_field(name).related_model
    if not isinstance(other, type):
        raise TypeError(f"{name} points at no table.")
    return other._meta.db_table


def literal(text: str) -> str:
    """A text as SQL writes it; a word of an enumeration by its code."""
    plain = text.value if isinstance(text, Enum) else text
    return "'" + str(plain).replace("'", "''") + "'"


def one_of(column: str, codes: Iterable[str]) -> str:
    """The column holds one of these; sorted, so that the same set gives the same guard."""
    listed = sorted(literal(code) for code in codes)
    return f"{column} IN ({', '.join(listed)})"


def same_json(*columns: str) -> str:
    """The same of columns that keep JSON, whose equality is asked of their text."""
    return " AND ".join(f'CAST(NEW."{name}" AS text) = CAST(OLD."{name}" AS text)' for name in columns)


def same(*columns: str) -> str:
    """The columns are what they were, where one was empty as well."""
    return " AND ".join(
        f'(NEW."{name}" = OLD."{name}" OR (NEW."{name}" IS NULL AND OLD."{name}" IS NULL))'
        for name in columns
    )
