"""The record of what was changed about the council: written in the same transaction as the change."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from civic.models import CivicChange, Person

Row = TypeVar("Row", bound=Model)


def plain(value: object) -> object:
    """A value as the record keeps it: readable, and free of anything that is not text, number or list."""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return f"{len(value)} bytes"
    if isinstance(value, Model):
        return str(value)
    return value


def note_change(
    *, what: str, before: Mapping[str, object], after: Mapping[str, object], by: Person | None
) -> CivicChange:
    """Writes the entry, with only those values that differ.

    `by` is None for what the installation itself does.
    """
    differing = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    return CivicChange.objects.create(
        changed_at=timezone.now(),
        changed_by=by,
        what=what,
        before={name: plain(before[name]) for name in differing if name in before},
        after={name: plain(after[name]) for name in differing if name in after},
    )


def keep(row: Row, *, values: Mapping[str, object], what: str, by: Person | None) -> Row:
    """Sets the values on a new or known row, saves it and writes the entry.

    Raises ValidationError in the office's words.

    A known row is read again under a lock, so that the entry tells what was really there before. Nothing is
    written where nothing is different.
    """
    known = row.pk is not None
    if known:
        row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    before = _said(row, values) if known else {}
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    after = _said(row, values)
    if before != after:
        row.save()
        note_change(what=what, before=before, after=after, by=by)
    return row


def _said(row: Model, names: Iterable[str]) -> dict[str, object]:
    """What the row says under these names; a picture as bytes, whichever way the database gives it."""
    found = {name: getattr(row, name) for name in names}
    return {name: bytes(value) if isinstance(value, memoryview) else value for name, value in found.items()}


def remove(row: Model, *, names: Iterable[str], what: str, by: Person | None) -> None:
    """Takes a row of the calendar away and keeps in the record what it said."""
    before = {name: getattr(row, name) for name in names}
    row.delete()
    note_change(what=what, before=before, after={}, by=by)
