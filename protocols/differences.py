"""What changed between two texts, word by word, and between two versions, clause by clause. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_WORDS = re.compile(r"\s+|[^\W_]+(?:[’'-][^\W_]+)*|.", re.DOTALL)


class Piece(NamedTuple):
    """A run of words that stayed, was added or was taken out."""

    kind: str  # same, added, removed
    text: str


class Change(NamedTuple):
    """A clause, a limit or a choice that reads otherwise:
    its number, the title and the text with their differences.
    """

    code: str
    title: tuple[Piece, ...]
    text: tuple[Piece, ...]


def between(before: str, after: str) -> tuple[Piece, ...]:
    """The words of both texts in reading order. Whole words change, never letters within one."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(
        None, old, new, autojunk=False
    ).get_opcodes():
        removed, added = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if tag == "equal":
            pieces.append(Piece("same", added))
        else:
            pieces += [Piece(kind, text) for kind, text in (("removed", removed), ("added", added)) if text]
    return tuple(_joined(pieces))


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Two changes with nothing but a space between them read as one."""
    removed, added = "", ""
    for index, piece in enumerate(pieces):
        gap = piece.kind == "same" and not piece.text.strip() and 0 < index < len(pieces) - 1
        if piece.kind == "removed" or (gap and (removed or added)):
            removed += piece.text
        if piece.kind == "added" or (gap and (removed or added)):
            added += piece.text
        if piece.kind == "same" and not (gap and (removed or added)):
            yield from (
                Piece(kind, text) for kind, text in (("removed", removed), ("added", added)) if text.strip()
            )
            removed, added = "", ""
            yield piece
    yield from (Piece(kind, text) for kind, text in (("removed", removed), ("added", added)) if text.strip())


def of_clauses(before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]) -> list[Change]:
    """The clauses that differ, by number, each with its title and text;
    one that is new or gone counts as changed.
    """
    codes = [*after, *(code for code in before if code not in after)]
    changes = []
    for code in codes:
        old, new = before.get(code, ("", "")), after.get(code, ("", ""))
        if old != new:
            changes.append(Change(code, between(old[0], new[0]), between(old[1], new[1])))
    return changes
