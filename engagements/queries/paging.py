"""Pages of a long list by its order, not by number: the hundredth page costs what the first one does."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.dateparse import parse_date, parse_datetime

PAGE = 25
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Order:
    """A column, then the key, in one direction.

    The column is `id` itself where rows stand as they came in.
    """

    column: str
    descending: bool = False

    def by(self, *, backwards: bool = False) -> tuple[str, ...]:
        sign = "-" if self.descending != backwards else ""
        return (f"{sign}id",) if self.column == "id" else (f"{sign}{self.column}", f"{sign}id")


NEWEST_FIRST = Order("id", descending=True)


@dataclass(frozen=True)
class Cursor:
    """Where the page before ended, or where the page after begins."""

    value: date | datetime | int
    key: int
    backwards: bool = False

    def __str__(self) -> str:
        value = self.value if isinstance(self.value, int) else self.value.isoformat()
        return f"{value}_{self.key}"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some rows, and where to go from them; empty where there is nothing further."""

    rows: list[Row]
    previous: str = ""
    next: str = ""


def cursor(after: str, before: str) -> Cursor | None:
    """The cursor in an address; None for none and for anything that is not one."""
    text, backwards = (before, True) if before else (after, False)
    value, _, key = text.rpartition("_")
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        return None
    read = _value(value)
    return None if read is None else Cursor(read, int(key), backwards)


def _value(text: str) -> date | datetime | int | None:
    if text.isascii() and text.isdigit() and len(text) < 19:
        return int(text)
    try:
        return parse_datetime(text) if "T" in text else parse_date(text)
    except ValueError:
        return None


def page(rows: QuerySet[Row], order: Order, at: Cursor | None = None, *, size: int = PAGE) -> Page[Row]:
    """The rows after (or before) the cursor.

    A page reached backwards that would be short is the first page.
    """
    backwards = at is not None and at.backwards
    if at is not None and not _fits(rows, order, at):
        at, backwards = None, False
    found = list(
        (rows.filter(_beyond(order, at)) if at else rows).order_by(*order.by(backwards=backwards))[: size + 1]
    )
    more = len(found) > size
    if backwards and not more:
        return page(rows, order, size=size)
    found = found[:size][:: -1 if backwards else 1]
    if not found:
        return Page(found)
    first, last = (str(_cursor_of(row, order)) for row in (found[0], found[-1]))
    return Page(found, previous=first if at else "", next=last if more or backwards else "")


def _cursor_of(row: Model, order: Order) -> Cursor:
    return Cursor(getattr(row, order.column), int(row.pk))


def _fits(rows: QuerySet[Any], order: Order, at: Cursor) -> bool:
    """Whether the cursor is of the kind this order goes by;
    an address from another list begins at the first page.
    """
    kind = rows.model._meta.get_field(order.column).get_internal_type()
    wanted = {"DateField": date, "DateTimeField": datetime}.get(kind, int)
    if type(at.value) is not wanted:
        return False
    return not isinstance(at.value, datetime) or at.value.tzinfo is not None


def _beyond(order: Order, at: Cursor) -> Q:
    than = "lt" if order.descending != at.backwards else "gt"
    if order.column == "id":
        return Q(**{f"id__{than}": at.key})
    # The first condition says nothing new to a person; it lets the database begin in the middle of its index.
    beyond = Q(**{f"{order.column}__{than}": at.value}) | Q(**{order.column: at.value, f"id__{than}": at.key})
    return Q(**{f"{order.column}__{than}e": at.value}) & beyond


def following(rows: QuerySet[Row], order: Order, row: Row) -> Row | None:
    """The row that comes after this one, which need not be among them any more; after the last the first."""
    in_order = rows.exclude(pk=row.pk).order_by(*order.by())
    return in_order.filter(_beyond(order, _cursor_of(row, order))).first() or in_order.first()


def every_page(rows: QuerySet[Row], order: Order, *, size: int, limit: int) -> Iterator[list[Row]]:
    """The rows in pages, up to the limit: for exports, which never hold the whole list in memory."""
    at: Cursor | None = None
    for _ in range(0, limit, size):
        found = page(rows, order, at, size=size)
        yield found.rows
        at = cursor(found.next, "")
        if at is None:
            return
