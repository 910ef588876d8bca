"""What the office looks for from anywhere: an invitation, or a letter, by words or by a number."""

from dataclasses import dataclass
from typing import TypeVar

from django.db.models import QuerySet

from engagements.folding import fold
from engagements.models import Invitation, Letter
from engagements.queries.worklist import words_of

MOST = 10
Row = TypeVar("Row", Invitation, Letter)


@dataclass(frozen=True)
class Found:
    """The newest of each kind, and whether there are more than fit here."""

    invitations: list[Invitation]
    letters: list[Letter]
    more_invitations: bool
    more_letters: bool

    def __bool__(self) -> bool:
        return bool(self.invitations or self.letters)


def one_case(words: str) -> Invitation | None:
    """The case whose reference this is, however it is typed: CIV-2026-0041, civ 2026 41."""
    parts = fold(words).split()
    if len(parts) != 3 or not (parts[1].isdecimal() and parts[2].isdecimal()):
        return None
    reference = f"{parts[0].upper()}-{parts[1]}-{parts[2]:>04}"
    return Invitation.objects.filter(reference=reference).only("reference").first()


def found(words: str, *, with_letters: bool) -> Found:
    """Everything that has all the words, in two queries; nothing where no word is long enough to look for."""
    wanted = words_of(words)
    invitations = _having(Invitation.objects.select_related("organiser"), wanted) if wanted else []
    letters: list[Letter] = []
    if wanted and with_letters:
        letters = _having(Letter.objects.letters().select_related("invitation"), wanted)
    return Found(invitations[:MOST], letters[:MOST], len(invitations) > MOST, len(letters) > MOST)


def _having(rows: QuerySet[Row], words: list[str]) -> list[Row]:
    for word in words:
        rows = rows.filter(search_text__contains=word)
    return list(rows.order_by("-id")[: MOST + 1])
