"""Whether two invitations come from the same organiser, and whether they are about the same event.

Pure, and the same question as a condition of the database for where the rows are too many to be read.
"""

from typing import Any, NamedTuple, Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet

from engagements.folding import fold
from engagements.models import Invitation


class Body(Protocol):
    """Whoever writes: by a mailbox, for an organisation; an empty one is like no other."""

    @property
    def mailbox(self) -> str: ...

    @property
    def folded_organisation(self) -> str: ...


def same_organiser(one: Body, other: Body) -> bool:
    """The same mailbox, or the same organisation."""
    return not set(marks(one)).isdisjoint(marks(other))


class Mark(NamedTuple):
    """One thing by which an organiser is known: the sort of it, and what it is."""

    sort: str
    value: str


class KnownBy(NamedTuple):
    """A body that was read without the rest of its organiser."""

    mailbox: str
    folded_organisation: str


def marks(body: Body) -> list[Mark]:
    """By what it is known: two bodies with a mark in common are the same organiser, and no others are."""
    known = (Mark("mailbox", body.mailbox), Mark("organisation", body.folded_organisation))
    return [mark for mark in known if mark.value]


def any_of_same_organiser(rows: QuerySet[Any], path: str) -> Q:
    """For invitations: whether any of the rows is of the same organiser, found by the path."""
    return Q(_same("mailbox", rows, path) | _same("folded_organisation", rows, path))


def _same(column: str, rows: QuerySet[Any], path: str) -> Q:
    mine = f"organiser__{column}"
    return Q(Exists(rows.filter(**{f"{path}__{column}": OuterRef(mine)}))) & ~Q(**{mine: ""})


def may_be_one(one: Invitation, other: Invitation) -> bool:
    """Whether two invitations can be about one event at all: the same day, organiser or title."""
    return (
        one.event_on == other.event_on
        or same_organiser(one.organiser, other.organiser)
        or fold(one.title) == fold(other.title)
    )


def looks_like_same_event(one: Invitation, other: Invitation) -> bool:
    """The same day, and the same organiser, title or place (P3). An officer says whether it is."""
    if one.pk == other.pk or one.event_on != other.event_on:
        return False
    if same_organiser(one.organiser, other.organiser):
        return True
    pairs = ((fold(one.title), fold(other.title)), (_place(one), _place(other)))
    return any(ours and ours == theirs for ours, theirs in pairs)


def _place(invitation: Invitation) -> str:
    return fold(f"{invitation.venue} {invitation.postcode}")
