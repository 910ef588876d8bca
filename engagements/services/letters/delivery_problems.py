"""What an officer does about letters that did not simply go.

Uncertain, failed, to be posted, to be sent anew.
"""

from datetime import date, datetime, time
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from civic import addresses
from civic.models import Person
from civic.queries import read_council
from engagements.models import EntryKind, EntryWords, Letter
from engagements.services.case_record import audit_trail
from engagements.services.letters import confidential_copies, drafts, kept_up
from engagements.services.letters.drafts import TooLate
from engagements.services.mail import outbox, transport, worker_wakeup
from protocols.core.vocabulary import Party

State = Letter.State
AFRESH: dict[str, Any] = {
    "attempts": 0,
    "next_attempt_at": None,
    "lease": "",
    "leased_until": None,
    "trouble": "",
}
# What a letter says and whom to; whatever became of it on its way stays with the old one.
WRITTEN = (
    "invitation_id",
    "entry_id",
    "kind",
    "announces",
    "subject",
    "body",
    "values",
    "edited",
    "clause",
    "recipient_name",
    "recipient_address",
    "copies",
    "copied_under_id",
    "copy_of_id",
    "template_version_id",
    "protocol_version_id",
)
ELSEWHERE = "Someone else has dealt with this letter. It is now: {state}."
OVERTAKEN = "The case has changed since this letter was written. Write a new one from the case instead."


@transaction.atomic
def send_again(letter: Letter, *, by: Person) -> None:
    """Send an uncertain letter once more, as the same message: a mail program that has it already shows one.

    Raises TooLate, ValidationError for a copy that is stopped (P14).
    """
    _refuse_misaddressed(letter)
    _refuse_overtaken(letter)
    confidential_copies.refuse(letter)
    _change(letter, [State.UNCERTAIN], EntryKind.LETTER_SENT_AGAIN, by=by, state=State.QUEUED, **AFRESH)
    worker_wakeup.wake()


@transaction.atomic
def treat_as_sent(letter: Letter, *, by: Person) -> None:
    """Let an uncertain letter count as sent, because the organiser has it or the mail server's log says so.

    Raises TooLate.
    """
    _change(
        letter,
        [State.UNCERTAIN],
        EntryKind.LETTER_TREATED_AS_SENT,
        by=by,
        state=State.SENT,
        sent_at=timezone.now(),
        **AFRESH,
    )


@transaction.atomic
def retry_failed(letter: Letter, *, by: Person) -> None:
    """Try a failed letter again at the same address. For another address see resend_as_new.

    Raises TooLate, ValidationError for a copy that is stopped (P14).
    """
    _refuse_misaddressed(letter)
    _refuse_overtaken(letter)
    confidential_copies.refuse(letter)
    _change(letter, [State.FAILED], EntryKind.LETTER_RETRIED, by=by, state=State.QUEUED, **AFRESH)
    worker_wakeup.wake()


@transaction.atomic
def resend_as_new(letter: Letter, *, by: Person, to_email: str | None = None) -> Letter:
    """Draft the same words as a new letter for an officer to release: to the organiser as the office knows
    organiser and event by now, not as it wrote to them first, and to the address given, where one is.

    Raises ValidationError for an address that is none and for a copy that is stopped (P14), TooLate while the
    letter is still under way, when the case has moved on, or when a copy would go to the same person twice.
    """
    address = goes_now_to(letter) if to_email is None else addresses.usable(to_email)
    if letter.copy_of_id and address == letter.recipient_email:
        raise TooLate(
            "This person already has a copy of this letter. Correct the address, or try the "
            "same letter again."
        )
    _refuse_overtaken(letter)
    _refuse_doubling(letter)
    confidential_copies.refuse(letter, elsewhere=True, by=by)
    changes: dict[str, Any] = {}
    if Letter.objects.filter(pk=letter.pk, state=State.FAILED).exists():
        changes = {
            "state": State.CANCELLED,
            "cancelled_at": timezone.now(),
            "cancelled_by": by,
            "cancelled_why": "A new draft was started.",
        }
    _change(
        letter,
        [State.SENT, State.POSTED, State.FAILED],
        EntryKind.LETTER_DRAFTED_ANEW,
        by=by,
        # To another address than the one that was allowed, on the civic manager's word (P14).
        party=Party.CIVIC_MANAGER if confidential_copies.is_confidential_copy(letter) else Party.OFFICER,
        words={"new_address": address},
        **changes,
    )
    written = Letter.objects.values(*WRITTEN).get(pk=letter.pk)
    fresh = Letter(
        **written,
        resent_of_id=letter.pk,
        message_id=transport.new_message_id(),
        drafted_at=timezone.now(),
    )
    if not letter.copy_of_id:
        drafts.address_to_organiser(fresh)
    if address:
        fresh.recipient_email, fresh.channel = address, Letter.Channel.EMAIL
    fresh.save()
    if not letter.copy_of_id:
        # It begins as the letter it is; what was corrected since is corrected in the draft.
        kept_up.bring_up_to_date(fresh, read_council())
        fresh.save()
    return fresh


def goes_now_to(letter: Letter) -> str:
    """The e-mail address that a letter drafted anew goes to unless another is given: never one that was
    corrected since, for the letter carries the organiser's link.
    """
    return letter.recipient_email if letter.copy_of_id else letter.invitation.organiser.email


@transaction.atomic
def mark_posted(letter: Letter, *, by: Person, posted_on: date) -> None:
    """Say that a printed letter was posted.

    Also for an e-mail that could not be delivered and was printed instead.

    Raises ValidationError for a day that cannot be and for a copy that is stopped (P14), TooLate when the
    letter is not waiting to be posted.
    """
    today = timezone.localdate()
    released_at = Letter.objects.values_list("released_at", flat=True).get(pk=letter.pk)
    if posted_on > today or (released_at and posted_on < timezone.localdate(released_at)):
        raise ValidationError(
            "Enter the date the letter was posted. It must be between the day it was released and today."
        )
    confidential_copies.refuse(letter)
    noon = timezone.make_aware(datetime.combine(posted_on, time(12)))
    where = [State.QUEUED, State.FAILED] if letter.channel == Letter.Channel.POST else [State.FAILED]
    posted = {
        "state": State.POSTED,
        "channel": Letter.Channel.POST,
        "posted_at": min(noon, timezone.now()),
        "posted_by": by,
    }
    _change(
        letter,
        where,
        EntryKind.LETTER_POSTED,
        by=by,
        words={"posted_on": posted_on.isoformat()},
        **(AFRESH | posted),
    )


@transaction.atomic
def read_out(letter: Letter, *, by: Person, spoken_to: str) -> None:
    """Say that a letter was read out by telephone, to an organiser without any address.

    Raises TooLate when the letter is not waiting for that.
    """
    if letter.channel != Letter.Channel.TELEPHONE:
        raise TooLate("This letter goes to an address. It is not read out.")
    _change(
        letter,
        [State.QUEUED],
        EntryKind.LETTER_READ_OUT,
        by=by,
        words={"spoken_to": spoken_to},
        **AFRESH,
        state=State.POSTED,
        posted_at=timezone.now(),
        posted_by=by,
    )


def _change(
    letter: Letter,
    where: list[Letter.State],
    kind: EntryKind,
    *,
    by: Person,
    party: Party = Party.OFFICER,
    words: EntryWords | None = None,
    **columns: Any,
) -> None:
    """Compare and set, with an entry in the record. Raises TooLate."""
    invitation = outbox.lock(letter)
    there = Letter.objects.filter(pk=letter.pk, state__in=where)
    if not (there.update(**columns) if columns else there.exists()):
        raise TooLate(ELSEWHERE.format(state=Letter.objects.get(pk=letter.pk).get_state_display()))
    audit_trail.write(
        invitation,
        kind=kind,
        party=party,
        by=by,
        words={**outbox.particulars(letter), **(words or {})},
    )


def _refuse_misaddressed(letter: Letter) -> None:
    """The organiser's link, which it carries, does not go to an address that was wrong."""
    if outbox.misaddressed(letter):
        raise TooLate(outbox.ADDRESS_CORRECTED)


def _refuse_overtaken(letter: Letter) -> None:
    """Two letters that contradict each other cannot go out.

    An old one is not sent after the case has moved on.
    """
    if outbox.overtaken(letter, outbox.lock(letter)):
        raise TooLate(OVERTAKEN)


def _refuse_doubling(letter: Letter) -> None:
    """One new letter at a time."""
    under_way = Letter.objects.filter(
        resent_of_id=letter.pk, state__in=[State.DRAFT, State.QUEUED, State.SENDING]
    )
    if under_way.exists():
        raise TooLate("There is already a new draft of this letter. Release it or withdraw it first.")
