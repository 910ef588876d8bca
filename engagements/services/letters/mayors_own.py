"""Letters over the Mayor's own name (P12): thanks, congratulations and condolences, and never an answer to an
invitation.

No step of the protocol calls for one, so none can be an answer: the officer drafts it on a case that has its
answer, and it rests on an entry of its own. It leaves when the Mayor has approved these very words, which the
record holds with their digest. Other words are not approved, nor are they once somebody else is Mayor. The
database asks for the same (engagements/guards/mayors_own.py).
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from civic.models import Person
from civic.queries import read_council
from engagements.models import MAYORS, EntryKind, EntryWords, Invitation, Letter, Notification
from engagements.queries import signatory
from engagements.services.case_record import audit_trail
from engagements.services.letters import drafts, placeholder_values
from engagements.services.letters.drafts import TooLate
from engagements.services.mail import notifications
from protocols import letters as templates
from protocols.core.letters import ANSWERED_STAGES, IN_THE_MAYORS_NAME
from protocols.core.vocabulary import LetterKind, Party, Stage

S = Letter.State
NOT_ANSWERED = (
    "This invitation has not been answered yet. A letter in the Mayor’s own name is never the answer to an "
    "invitation (P12)."
)
NO_MAYOR = "Nobody holds the Mayor’s office now, so no letter can be sent in the Mayor’s own name (P12)."
NOT_OVER = "The Mayor can be thanked for coming only after the event, when its outcome has been recorded."
READ_AGAIN = "The words have changed since you opened the page. Please read them again."


def may_be_written(invitation: Invitation) -> list[LetterKind]:
    """Which of the letters an officer may draft on this case now: none before the invitation has its answer,
    and thanks only for what took place.
    """
    if Stage(invitation.stage) not in ANSWERED_STAGES or _answer_waits(invitation):
        return []
    over = invitation.stage == Stage.COMPLETED.value
    return [kind for kind in IN_THE_MAYORS_NAME if over or kind is not LetterKind.MAYORS_THANKS]


def _answer_waits(invitation: Invitation) -> bool:
    """A letter of the office's own has not left."""
    return Letter.objects.letters().waiting().filter(invitation=invitation).exclude(kind__in=MAYORS).exists()


@transaction.atomic
def write(invitation: Invitation, *, kind: LetterKind, own_words: str, by: Person) -> Letter:
    """Draft such a letter to the organiser of the case.

    Raises ValidationError where it would be an answer, or where there is no Mayor.
    """
    current, at = Invitation.objects.select_for_update().get(pk=invitation.pk), read_council()
    if kind not in may_be_written(current):
        raise ValidationError(NOT_OVER if kind is LetterKind.MAYORS_THANKS else NOT_ANSWERED)
    if signatory.the_mayor(at) is None:
        raise ValidationError(NO_MAYOR)
    current.version += 1
    entry = audit_trail.write(
        current,
        kind=EntryKind.LETTER_IN_MAYORS_NAME,
        party=Party.OFFICER,
        by=by,
        words={"letter": kind.value},
        clause="P12",
        made_version=current.version,
    )
    current.save(update_fields=["version"])
    values = placeholder_values.values_for(current, kind, "P12", at, given={"own_words": own_words})
    rendered = templates.render(kind, values, confidential=current.confidential)
    letter = drafts.to_organiser(current, entry=entry, kind=kind, rendered=rendered, values=values)
    # The words are the Mayor's from here on: a changed particular does not reword them.
    letter.edited = True
    letter.save()
    return letter


@transaction.atomic
def ask(letter: Letter, *, read: str | None = None, by: Person) -> Letter:
    """Put the words before the Mayor, signed with the name of whoever is Mayor now.

    Raises TooLate, ValidationError where there is no Mayor or the case owes its answer again.
    """
    current, at = _draft(letter, read), read_council()
    mayor = signatory.the_mayor(at)
    if mayor is None:
        raise ValidationError(NO_MAYOR)
    if Stage(current.invitation.stage) not in ANSWERED_STAGES:
        raise ValidationError(NOT_ANSWERED)
    current.values = {**current.values, **signatory.mayors_signature(at)}
    _put(current, EntryKind.LETTER_WORDS_ASKED, Party.OFFICER, by=by)
    notifications.notify(mayor, kind=Notification.Kind.WORDS_WAIT, invitation=current.invitation)
    return current


@transaction.atomic
def approve(letter: Letter, *, read: str, by: Person) -> Letter:
    """The Mayor approves these very words. Raises TooLate where they are others by now, were not asked for,
    or where `by` is not the Mayor.
    """
    current = _asked(letter, read, by)
    return _put(current, EntryKind.LETTER_WORDS_APPROVED, Party.MAYOR, by=by)


@transaction.atomic
def refuse(letter: Letter, *, why: str, read: str, by: Person) -> Letter:
    """The Mayor does not approve these words, and says why. Raises TooLate as `approve` does."""
    current = _asked(letter, read, by)
    return _put(current, EntryKind.LETTER_WORDS_REFUSED, Party.MAYOR, by=by, why=why)


@transaction.atomic
def withdraw(letter: Letter, *, by: Person) -> None:
    """Give up such a letter before it leaves: nobody is owed it. Raises TooLate."""
    current = _draft(letter, None)
    why = "The office withdrew it."
    current.state, current.cancelled_at, current.cancelled_by = S.CANCELLED, timezone.now(), by
    current.cancelled_why = why
    current.save()
    words: EntryWords = {"letter_id": current.pk, "letter": current.kind, "why": why}
    audit_trail.write(
        current.invitation, kind=EntryKind.LETTER_CANCELLED, party=Party.OFFICER, by=by, words=words
    )


def _draft(letter: Letter, read: str | None) -> Letter:
    """Raises TooLate."""
    current = drafts.locked(letter, S.DRAFT)
    if not current.is_mayors:
        raise TooLate("This letter is released in your own name (P12).")
    drafts.refuse_unread(current, read)
    return current


def _asked(letter: Letter, read: str, by: Person) -> Letter:
    current = drafts.locked(letter, S.DRAFT)
    if read != drafts.wording_of(current):
        raise TooLate(READ_AGAIN)
    under = current.words_under
    if under is None or under.kind != EntryKind.LETTER_WORDS_ASKED.value:
        raise TooLate("You have already answered, or the office no longer asks you about these words.")
    if signatory.the_mayor(read_council()) != by:
        raise TooLate("Only the Mayor can approve words in the Mayor’s own name (P12).")
    return current


def _put(letter: Letter, kind: EntryKind, party: Party, *, by: Person, why: str = "") -> Letter:
    words: EntryWords = {
        "letter_id": letter.pk,
        "letter": letter.kind,
        "message_id": letter.message_id,
        "digest": drafts.wording_of(letter),
    }
    if why:
        words["why"] = why
    letter.words_under = audit_trail.write(
        letter.invitation, kind=kind, party=party, by=by, words=words, clause="P12"
    )
    letter.save()
    return letter
