"""Whether two invitations come from the same organiser, and whether they are about the same event.

Pure, and the same question as a condition of the database for where the rows are too many to be read.
"""

from datetime import timedelta
from typing import Any, NamedTuple, Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet

from engagements.folding import fold
from engagements.models import Invitation, Organiser
from engagements.trigrams import contained, similarity


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


class Likeness(NamedTuple):
    """How much two invitations of one day look like one event, and by what."""

    score: float
    reasons: tuple[str, ...]


# From this score on an officer is told that it may be one event. The weights were tried on labelled pairs, in
# tests/engagements/same_event_pairs.json; test_likeness.py beside it says how well they judge.
ENOUGH = 3.9
SAME_ORGANISER, SAME_PLACE, SAME_HOUR = 2.0, 2.0, 2.0
TITLE = 3.0
ELSEWHERE, ANOTHER_HOUR, AT_ONCE = -3.0, -3.0, 0.5
NEAR = timedelta(minutes=35)
# Words that stand within a longer title say less than the same title.
WITHIN = 0.8
TITLE_IS_LIKE = 0.5
# Names of bodies, and of places, that are as alike as this are written for one.
ONE_BODY, ONE_PLACE, OTHER_PLACE = 0.75, 0.6, 0.35
# Mailboxes that anybody may have, and those of bodies too large to be one organiser.
ANYBODYS = frozenset(
    {
        *("aol.com", "btinternet.com", "gmail.com", "googlemail.com", "hotmail.co.uk", "hotmail.com"),
        *("icloud.com", "live.co.uk", "mail.com", "me.com", "msn.com", "nhs.net", "ntlworld.com"),
        *("outlook.com", "proton.me", "protonmail.com", "sky.com", "talktalk.net", "tiscali.co.uk"),
        *("virginmedia.com", "yahoo.co.uk", "yahoo.com"),
    }
)


def looks_like_same_event(one: Invitation, other: Invitation) -> bool:
    """Two of one day that look like one event (P3, P21). An officer says whether they are."""
    if one.pk == other.pk or one.event_on != other.event_on:
        return False
    return likeness(one, other).score >= ENOUGH


def likeness(one: Invitation, other: Invitation) -> Likeness:
    """Of two invitations of one day: organiser, title, place and hour, each with its weight.

    The place alone says little: a cathedral has many events in a day. Elsewhere, or at another hour, another
    organiser's event is another one whatever it is called.
    """
    organiser = _alike(one.organiser, other.organiser)
    title = max(similarity(one.title, other.title), WITHIN * contained(one.title, other.title))
    place, hour = _place(one, other), _hour(one, other)
    said = (
        (SAME_ORGANISER if organiser else 0.0, "same organiser"),
        (TITLE * title, "similar title" if title > TITLE_IS_LIKE else ""),
        (0.0 if organiser and place < 0 else place, "same place"),
        (hour, "same time" if hour == SAME_HOUR else ""),
    )
    reasons = tuple(reason for weight, reason in said if weight > 0 and reason)
    return Likeness(sum(weight for weight, _ in said), reasons)


def _alike(one: Organiser, other: Organiser) -> bool:
    """The same mailbox or organisation, or one that is written otherwise; of people, the same name."""
    if same_organiser(one, other):
        return True
    if not (one.organisation and other.organisation):
        return fold(one.name) == fold(other.name)
    of_one_house = _house(one.mailbox) == _house(other.mailbox) != ""
    return of_one_house or similarity(one.organisation, other.organisation) >= ONE_BODY


def _house(mailbox: str) -> str:
    """The part behind the @, where it is one body's own."""
    house = mailbox.rpartition("@")[2]
    return "" if house in ANYBODYS else house


def _place(one: Invitation, other: Invitation) -> float:
    """By the postcodes, where both are known; else by the names."""
    codes = {fold(case.postcode).replace(" ", "") for case in (one, other)}
    if "" not in codes:
        return SAME_PLACE if len(codes) == 1 else ELSEWHERE
    alike = contained(one.venue, other.venue)
    if alike >= ONE_PLACE:
        return SAME_PLACE
    return ELSEWHERE if alike < OTHER_PLACE else 0.0


def _hour(one: Invitation, other: Invitation) -> float:
    if abs(one.starts_at - other.starts_at) <= NEAR:
        return SAME_HOUR
    return AT_ONCE if one.starts_at < other.ends_at and other.starts_at < one.ends_at else ANOTHER_HOUR
