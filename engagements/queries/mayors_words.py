"""Letters over the Mayor's own name, as the Mayor's box and the letters desk show them (P12)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from civic.queries import CouncilNow
from engagements.models import EntryKind, Letter
from engagements.queries import signatory

K = EntryKind


def mayors() -> QuerySet[Letter]:
    """All of them, with what their pages name."""
    related = ("invitation__organiser", "words_under__by", "words_under__particulars", "template_version")
    return Letter.objects.letters().mayors().select_related(*related)


def waiting() -> QuerySet[Letter]:
    """Those whose words the Mayor has been asked to approve, the oldest first."""
    asked = mayors().filter(state=Letter.State.DRAFT, words_under__kind=K.LETTER_WORDS_ASKED)
    return asked.order_by("pk")


@dataclass(frozen=True)
class Words:
    """What has become of a draft's words: not asked yet, asked, approved, refused and why; or approved by
    somebody who is Mayor no longer.
    """

    letter: Letter
    stands: bool

    @property
    def kind(self) -> str:
        under = self.letter.words_under
        return under.kind if under else ""

    @property
    def is_asked(self) -> bool:
        return bool(self.kind == K.LETTER_WORDS_ASKED.value)

    @property
    def is_refused(self) -> bool:
        return bool(self.kind == K.LETTER_WORDS_REFUSED.value)

    @property
    def has_fallen(self) -> bool:
        return bool(self.kind == K.LETTER_WORDS_APPROVED.value) and not self.stands

    @property
    def why(self) -> str:
        """The Mayor's reason; empty where there is none, or where it was erased."""
        kept = getattr(self.letter.words_under, "particulars", None)
        return str(kept.words.get("why", "")) if kept else ""


def of(letter: Letter, at: CouncilNow) -> Words | None:
    """Of a draft over the Mayor's own name; None of any other letter. A copy goes as the letter did."""
    if not letter.is_mayors or letter.state != Letter.State.DRAFT:
        return None
    if letter.copy_of is not None:
        return Words(letter, letter.copy_of.state != Letter.State.DRAFT)
    under, mayor = letter.words_under, signatory.the_mayor(at)
    approved = under is not None and under.kind == K.LETTER_WORDS_APPROVED.value
    return Words(letter, bool(approved and under and mayor and under.by_id == mayor.pk))
