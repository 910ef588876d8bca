"""Letters as rows: drafted by a step, read and released by an officer, withdrawn when they are no longer
true.
"""

import hashlib
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from civic.models import Person
from civic.queries import CouncilNow, read_council
from engagements import record_sentences
from engagements.models import LEFT, EntryKind, EntryWords, Invitation, Letter, Organiser, RecordEntry
from engagements.queries import signatory
from engagements.services.case_record import audit_trail
from engagements.services.letters import approval, confidential_copies, dates, declining, placeholder_values
from engagements.services.mail import transport, worker_wakeup
from protocols import letters as templates
from protocols.core.letters import still_true
from protocols.core.rows import Row
from protocols.core.vocabulary import Announced, LetterKind, Party, Waiting

SAYS_WHO = {
    Waiting.MAYOR: Announced.MAYOR,
    Waiting.ACTING: Announced.ACTING,
    Waiting.DEPUTY: Announced.DEPUTY,
    Waiting.BOTH: Announced.BOTH,
}

_MOVED_ON = "The invitation changed before the letter was sent."


class TooLate(Exception):
    """The letter is no longer in the state the person saw; the message says what became of it."""


def draft(
    invitation: Invitation,
    at: CouncilNow,
    *,
    entry: RecordEntry,
    kind: LetterKind,
    announces: Waiting,
    given: Mapping[str, str],
) -> Letter:
    """Make the letter a step calls for.

    One that may go by itself is queued at once, the others wait for an officer.
    """
    words = dict(given)
    if announces in SAYS_WHO:
        attendee = placeholder_values.attendee_words(invitation, SAYS_WHO[announces], kind, at)
        words.setdefault("attendee", attendee)
    values = placeholder_values.values_for(invitation, kind, entry.clause, at, given=words)
    rendered = templates.render(kind, values, manner=invitation.manner, confidential=invitation.confidential)
    letter = to_organiser(invitation, entry=entry, kind=kind, rendered=rendered, values=values)
    letter.announces = announces.value
    by_itself = templates.goes_by_itself(kind, invitation.manner)
    if by_itself:
        letter.state, letter.released_at = Letter.State.QUEUED, letter.drafted_at
    letter.save()
    if by_itself:
        worker_wakeup.wake()
    return letter


def to_organiser(
    invitation: Invitation,
    *,
    entry: RecordEntry,
    kind: LetterKind,
    rendered: templates.Rendered,
    values: dict[str, str],
) -> Letter:
    """A draft to the organiser of a case, announcing nothing yet and not saved."""
    letter = Letter(
        invitation=invitation,
        entry=entry,
        kind=kind.value,
        announces=Waiting.NONE.value,
        state=Letter.State.DRAFT,
        subject=rendered.subject,
        body=rendered.body,
        values=values,
        clause=entry.clause,
        template_version=rendered.template_version,
        protocol_version=invitation.protocol_version,
        message_id=transport.new_message_id(),
        drafted_at=timezone.now(),
    )
    address_to_organiser(letter)
    return letter


def address_to_organiser(letter: Letter) -> None:
    """Give a letter the organiser's name and address as they are now, without saving it."""
    organiser = letter.invitation.organiser
    letter.recipient_name, letter.recipient_email = organiser.name, organiser.email
    letter.recipient_address = organiser.postal_address
    letter.channel = _way_to(organiser)


def _way_to(organiser: Organiser) -> Letter.Channel:
    """How a letter reaches the organiser: without any address it is read out by telephone."""
    if organiser.email:
        return Letter.Channel.EMAIL
    return Letter.Channel.POST if organiser.postal_address else Letter.Channel.TELEPHONE


def made_untrue(waiting: Iterable[Letter], row: Row) -> list[Letter]:
    """Of the letters that have not left, those that would not be true after the row's step."""
    return [letter for letter in waiting if not still_true(LetterKind(letter.kind), row)]


def withdraw_untrue(invitation: Invitation, *, row: Row, waiting: list[Letter]) -> list[Letter]:
    """Withdraw the letters that the row's step makes untrue. Returns them."""
    untrue = made_untrue(waiting, row)
    _withdraw(untrue)
    return untrue


def withdraw_what_went_with(invitation: Invitation, *, row: Row) -> None:
    """Withdraw what was to tell the organisers of joined cases the same as a letter that the row's step makes
    untrue. Each of their records says so.
    """
    going_with = Letter.objects.waiting().filter(told_with__invitation=invitation)
    for letter in going_with.select_related("told_with"):
        assert letter.told_with is not None  # noqa: S101 - those are the ones that were asked for
        if still_true(LetterKind(letter.told_with.kind), row):
            continue
        joined = Invitation.objects.select_for_update().get(pk=letter.invitation_id)
        _withdraw([letter])
        words: EntryWords = {"letter_id": letter.pk, "letter": letter.kind, "why": _MOVED_ON}
        audit_trail.write(joined, kind=EntryKind.LETTER_CANCELLED, party=Party.SYSTEM, words=words)


def _withdraw(letters: Iterable[Letter]) -> None:
    Letter.objects.waiting().filter(pk__in=[letter.pk for letter in letters]).update(
        state=Letter.State.CANCELLED, cancelled_at=timezone.now(), cancelled_why=_MOVED_ON
    )


@transaction.atomic
def release(
    letter: Letter,
    *,
    subject: str,
    body: str,
    copies: list[dict[str, str]] | None = None,
    why_copies: str = "",
    read: str | None = None,
    seen: int | None = None,
    by: Person,
) -> Letter:
    """Let a letter go, in the officer's own name (P12), with its copies named at its foot (P13). One over the
    Mayor's own name goes with the words that the Mayor approved.

    `read` is the digest of the wording the officer's page showed, `seen` the version of the case. Raises
    TooLate when the letter is no longer a draft, somebody else worded it anew or the case has changed since,
    ValidationError for a decline that names the Deputy (P3), for copies of a confidential letter of which the
    civic manager has not recorded why (P14), and for words that the Mayor has not approved (P12).
    """
    current = locked(letter, Letter.State.DRAFT)
    refuse_unread(current, read)
    _refuse_changed(current.invitation, seen)
    approval.refuse_unapproved(current, subject=subject, body=body, at=read_council())
    declining.refuse_mention_of_deputy(
        current, subject=subject, body=body, copies=copies or [], at=read_council()
    )
    edited = (subject, body) != (current.subject, current.body)
    copies = copies or []
    confidential_copies.allow(current, copies, why=why_copies, by=by)
    now = timezone.now()
    signed = {} if current.is_mayors else signatory.signature(by)
    values = {**current.values, **signed, **_named(copies), **dates.dated(timezone.localdate(now))}
    rendered = templates.compose(
        subject=subject, body=body, values=values, confidential=current.invitation.confidential
    )
    current.subject, current.body, current.values, current.copies = (
        rendered.subject,
        rendered.body,
        values,
        copies,
    )
    current.edited = current.edited or edited
    current.state, current.released_at, current.released_by = Letter.State.QUEUED, now, by
    current.save()
    for copy in [] if current.copy_of_id else copies:
        _copy(current, copy)
    _record_release(current, edited=edited, by=by)
    worker_wakeup.wake()
    return current


def _record_release(letter: Letter, *, edited: bool, by: Person) -> None:
    words: EntryWords = {
        "letter_id": letter.pk,
        "letter": letter.kind,
        "edited": edited,
        "copies": [copy["name"] for copy in letter.copies],
    }
    audit_trail.write(
        letter.invitation,
        kind=EntryKind.LETTER_RELEASED,
        party=Party.OFFICER,
        by=by,
        words=words,
        clause="P12",
    )


def _copy(letter: Letter, copy: dict[str, str]) -> None:
    Letter.objects.create(
        invitation=letter.invitation,
        entry=letter.entry,
        kind=letter.kind,
        announces=Waiting.NONE.value,
        state=Letter.State.QUEUED,
        channel=Letter.Channel.EMAIL,
        subject=letter.subject,
        body=letter.body,
        values=letter.values,
        clause=letter.clause,
        recipient_name=copy["name"],
        recipient_email=copy["email"],
        copies=letter.copies,
        copy_of=letter,
        template_version=letter.template_version,
        protocol_version=letter.protocol_version,
        message_id=transport.new_message_id(),
        drafted_at=letter.released_at or timezone.now(),
        released_at=letter.released_at,
        released_by=letter.released_by,
    )


@transaction.atomic
def save_draft(
    letter: Letter,
    *,
    subject: str,
    body: str,
    copies: list[dict[str, str]] | None = None,
    why_copies: str = "",
    read: str | None = None,
    by: Person,
) -> Letter:
    """Keep an officer's wording, and whom copies are to go to where that is given, without letting the letter
    go. Raises TooLate and ValidationError as `release` does.
    """
    current = locked(letter, Letter.State.DRAFT)
    refuse_unread(current, read)
    copies = current.copies if copies is None else copies
    confidential_copies.allow(current, copies, why=why_copies, by=by)
    values = current.values | _named(copies)
    rendered = templates.compose(
        subject=subject, body=body, values=values, confidential=current.invitation.confidential
    )
    reworded = (rendered.subject, rendered.body) != (current.subject, current.body)
    if not reworded and copies == current.copies:
        return current
    current.edited = current.edited or reworded
    current.subject, current.body, current.values = rendered.subject, rendered.body, values
    words: EntryWords = {"letter_id": current.pk, "letter": current.kind}
    if copies != current.copies:
        words["copies"] = [copy["name"] for copy in copies]
    current.copies = copies
    # The entry first: what was put before the Mayor is other words from then on (P12).
    audit_trail.write(
        current.invitation, kind=EntryKind.LETTER_WORDED, party=Party.OFFICER, by=by, words=words
    )
    if reworded:
        current.words_under = None
    current.save(
        update_fields=["subject", "body", "values", "edited", "copies", "copied_under", "words_under"]
    )
    return current


def _named(copies: list[dict[str, str]]) -> dict[str, str]:
    return {"copies": ", ".join(copy["name"] for copy in copies)}


@transaction.atomic
def stop(letter: Letter, *, why: str, by: Person) -> Letter:
    """Hold back a queued letter before it leaves.

    It becomes a draft again, since the organiser is still owed it.

    Raises TooLate when it is on its way or gone, or may have gone once.
    """
    current = locked(letter, Letter.State.QUEUED)
    if current.may_have_gone:
        raise TooLate(
            "The organiser may already have this letter, so you cannot change its words. You "
            "can send the same message again."
        )
    Letter.objects.filter(copy_of=current, state=Letter.State.QUEUED).update(
        state=Letter.State.CANCELLED, cancelled_at=timezone.now(), cancelled_by=by, cancelled_why=why
    )
    current.state, current.released_at, current.released_by, current.next_attempt_at = (
        Letter.State.DRAFT,
        None,
        None,
        None,
    )
    # Whichever worker holds it would send the old words.
    current.lease, current.leased_until, current.attempts = "", None, 0
    current.save()
    words: EntryWords = {"letter_id": current.pk, "letter": current.kind, "why": why}
    audit_trail.write(
        current.invitation, kind=EntryKind.LETTER_STOPPED, party=Party.OFFICER, by=by, words=words
    )
    return current


def wording_of(letter: Letter) -> str:
    """What a page that shows the draft remembers of its words, and of whom copies go to."""
    people = "\n".join(copy["email"] for copy in letter.copies)
    return hashlib.sha256(f"{letter.subject}\n{letter.body}\n{people}".encode()).hexdigest()


def refuse_unread(letter: Letter, read: str | None) -> None:
    if read is not None and read != wording_of(letter):
        raise TooLate(
            "Someone else has changed this letter since you opened it. Your changes were not "
            "saved, but they are still in the form. Read the new version before you send yours again."
        )


def _refuse_changed(invitation: Invitation, seen: int | None) -> None:
    if seen in (None, invitation.version):
        return
    entry = RecordEntry.objects.get(invitation=invitation, made_version=invitation.version)
    happened = record_sentences.happened(entry, read_council().titles)
    raise TooLate(
        f"The case has changed since you opened this letter: {happened}. Your changes were not saved, "
        "but they are still in the form. Read the letter again before you release it."
    )


def locked(letter: Letter, state: Letter.State) -> Letter:
    # The invitation first, as a step does: the two never wait for each other crosswise.
    Invitation.objects.select_for_update().filter(pk=letter.invitation_id).values_list(
        "pk", flat=True
    ).first()
    current = (
        Letter.objects.select_for_update(of=("self",))
        .select_related("invitation__organiser", "words_under")
        .get(pk=letter.pk)
    )
    if current.state != state:
        gone = (
            "It has already been sent."
            if current.state in LEFT
            else "The invitation has changed, or someone else has dealt with it."
        )
        raise TooLate(f"This letter is now '{current.get_state_display()}'. {gone}")
    return current
