"""Whether the Mayor has approved the words of a letter over the Mayor's own name (P12)."""

from django.core.exceptions import ValidationError

from civic.queries import CouncilNow
from engagements.models import Letter
from engagements.queries import mayors_words

NOT_APPROVED = (
    "The Mayor has not approved these words, so they cannot be sent in the Mayor’s own name (P12). Save the "
    "draft, then ask the Mayor."
)


def refuse_unapproved(letter: Letter, *, subject: str, body: str, at: CouncilNow) -> None:
    """Raises ValidationError where these are not the words that the Mayor approved, or where somebody else is
    Mayor by now. Any other letter passes, and so does the copy of one that was released.
    """
    words = mayors_words.of(letter, at)
    if words is None:
        return
    approved = letter.copy_of or letter
    if not words.stands or (subject, body) != (approved.subject, approved.body):
        raise ValidationError(NOT_APPROVED)
