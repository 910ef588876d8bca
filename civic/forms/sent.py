"""What was sent beside a form, in an address or by a button: read here and in forms, and nowhere else.

Whatever somebody writes there comes out as something the office knows, or as nothing.
"""

from enum import StrEnum
from typing import TypeVar

from django.db.models import TextChoices
from django.http import HttpRequest, QueryDict

from civic import wording

Word = TypeVar("Word", StrEnum, TextChoices)
# More digits than any number of ours has.
LONGEST_NUMBER = 9


def line(said: QueryDict, name: str, most: int = 100) -> str:
    """One line of no more than so many characters, without what nobody can see; "" where nothing is said."""
    return wording.plain_line(said.get(name, "")).strip()[:most]


def lines(said: QueryDict, name: str, most: int) -> list[str]:
    """The lines of a field that may be sent several times, no more than so many; empty ones are left out."""
    typed = (wording.plain_line(value).strip()[:100] for value in said.getlist(name)[:most])
    return [value for value in typed if value]


def number(said: QueryDict, name: str) -> int | None:
    """A whole number; None for anything else."""
    text = said.get(name, "")
    is_one = text.isascii() and text.isdecimal() and len(text) <= LONGEST_NUMBER
    return int(text) if is_one else None


CURSORS = ("after", "before")
"""What a long list is turned by."""


def turn(said: QueryDict) -> tuple[str, str]:
    """After and before what a long list is turned to; one of them at most is said."""
    return line(said, "after"), line(said, "before")


def turned(request: HttpRequest, to: str, where: str) -> str:
    """The address of the same list, turned after or before this place; "" where there is nothing further."""
    return f"{request.path}?{without(request.GET, *CURSORS, **{to: where})}" if where else ""


def one_of(said: QueryDict, name: str, words: type[Word], otherwise: Word) -> Word:
    """One of these words, or what counts where none of them is said."""
    text = said.get(name, "")
    return words(text) if text in set(words) else otherwise


def several(said: QueryDict, name: str) -> frozenset[str]:
    """All that is said under this name, such as the boxes that were ticked."""
    return frozenset(said.getlist(name))


def says(said: QueryDict, name: str) -> bool:
    """Whether there is anything under this name, such as of a button that was pressed."""
    return name in said


def without(said: QueryDict, *names: str, **instead: str) -> str:
    """The same question for another address: these left out, those put in their place."""
    query = said.copy()
    for name in names:
        query.pop(name, None)
    for name, value in instead.items():
        query[name] = value
    return query.urlencode()
