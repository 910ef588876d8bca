"""Who else may get a confidential letter: nobody, unless the civic manager records why (P14)."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError

from civic.models import Person, Role
from engagements.models import EntryKind, EntryWords, Invitation, Letter
from engagements.services.case_record import audit_trail
from protocols.core.vocabulary import Party

Copies = Sequence[dict[str, str]]
ASK_THE_MANAGER = (
    "You cannot add people to a confidential letter (P14). Ask the civic manager to add them and to record "
    "why they need a copy. You can then release the letter."
)
SAY_WHY = "Enter why these people need a copy"
STOPPED = (
    "The invitation is confidential now, so this copy cannot be sent. Ask the civic manager to start a new "
    "draft of the organiser’s letter and to record there who needs a copy and why (P14)."
)
ELSEWHERE = (
    "The invitation is confidential, so only the civic manager can send this copy to another address. Ask "
    "the civic manager to start the new draft (P14)."
)


def not_allowed_yet(letter: Letter, copies: Copies) -> list[str]:
    """The names of those for whom the civic manager has recorded no reason yet."""
    if not letter.invitation.confidential:
        return []
    allowed = {copy["email"].casefold() for copy in letter.copies} if letter.copied_under_id else set()
    return [copy["name"] for copy in copies if copy["email"].casefold() not in allowed]


def allow(letter: Letter, copies: Copies, *, why: str, by: Person) -> None:
    """Note under which entry of the record these people get a copy, without saving the letter.

    The civic manager's reason is that entry; nothing is needed for a letter that is not confidential, and
    nothing more for people whom the civic manager has allowed before. Raises ValidationError, by field of the
    letters desk's form where it is about one.
    """
    if letter.copy_of_id:
        refuse(letter)
        return
    if not letter.invitation.confidential:
        letter.copied_under = None
        return
    if not not_allowed_yet(letter, copies):
        return
    if not may_allow(by):
        raise ValidationError({"people": ASK_THE_MANAGER})
    if not why.strip():
        raise ValidationError({"why_copies": SAY_WHY})
    words: EntryWords = {
        "letter_id": letter.pk,
        "letter": letter.kind,
        "copies": [copy["name"] for copy in copies],
        "why": why,
    }
    letter.copied_under = audit_trail.write(
        letter.invitation,
        kind=EntryKind.LETTER_COPIES_ALLOWED,
        party=Party.CIVIC_MANAGER,
        by=by,
        words=words,
        clause="P14",
    )


def may_allow(person: Person) -> bool:
    """Whether this person can record why others get a copy."""
    return person.is_active and person.role == Role.CIVIC_MANAGER


def is_confidential_copy(letter: Letter) -> bool:
    """Whether it takes to somebody else what is confidential today."""
    return letter.copy_of_id is not None and Invitation.objects.get(pk=letter.invitation_id).confidential


def refuse(copy: Letter, *, elsewhere: bool = False, by: Person | None = None) -> None:
    """Raises ValidationError for a copy that must not leave: nobody recorded why it does, or it would go to
    another address than the one that was allowed. A letter that is no copy passes.
    """
    if copy.copy_of_id is None or not is_confidential_copy(copy):
        return
    if not Letter.objects.filter(pk=copy.copy_of_id, copied_under__isnull=False).exists():
        raise ValidationError(STOPPED)
    if elsewhere and (by is None or not may_allow(by)):
        raise ValidationError(ELSEWHERE)
