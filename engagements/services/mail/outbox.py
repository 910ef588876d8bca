"""Delivery of letters: which leave now, and what became of each.

The sending side; officers' side is services.letters.delivery_problems.

    queued -> sending -> sent
      ^          |-----> queued again, later      (it surely did not go)
      |          |-----> failed                   (it surely did not go, and would not)
      |          `-----> uncertain                (it may have gone)
      `-- a lease on a queued letter keeps other workers off until it runs out

`sending` is committed before the mail server hears of the letter. So whatever a dead worker leaves behind is
plain: a queued letter did not go, a sending one whose lease ran out may have.
"""

import logging
from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from civic import database
from engagements.models import EntryKind, EntryWords, Invitation, Letter
from engagements.models.outgoing import has_come, lease_time
from engagements.services import sweeps
from engagements.services.case_record import audit_trail
from engagements.services.mail import outgoing, transport
from protocols.core.letters import STANDING_LETTERS
from protocols.core.vocabulary import LetterKind, Party, Stage

logger = logging.getLogger(__name__)
State = Letter.State
BATCH, ATTEMPTS = outgoing.BATCH, outgoing.ATTEMPTS
STILL_OURS = (State.QUEUED.value, State.SENDING.value, State.UNCERTAIN.value)
ADDRESS_CORRECTED = "The address was corrected since. Start a new draft."
# How the record tells what became of a letter.
SETTLED_AS = {
    State.SENT: EntryKind.LETTER_SENT,
    State.FAILED: EntryKind.LETTER_FAILED,
    State.UNCERTAIN: EntryKind.LETTER_UNCERTAIN,
    State.CANCELLED: EntryKind.LETTER_CANCELLED,
}


def send_due(*, limit: int = BATCH) -> int:
    """Send the letters that are due, oldest first, one transaction each; how many were taken up.

    Several workers may do so at once, and one may die at any point: no letter is lost, and one that may have
    gone twice or not at all is put before an officer.
    """
    settle_expired()
    claimed = claim(limit)
    if claimed:
        with transport.Connection() as connection:
            try:
                sweeps.each_on_its_own(
                    claimed,
                    lambda letter: _deliver(letter, connection),
                    sweep=sweeps.Name.SEND_LETTERS,
                    put_off=_put_off,
                    ends_all=(transport.Unreachable,),
                )
            except transport.Unreachable as trouble:
                outgoing.postpone(Letter.objects.leased(claimed[0].lease), str(trouble))
    return len(claimed)


def due(now: datetime) -> QuerySet[Letter]:
    """E-mail letters that are due."""
    return Letter.objects.filter(channel=Letter.Channel.EMAIL).due(now)


def claim(limit: int) -> list[Letter]:
    """Take the oldest due letters under a lease of one's own."""
    lease = Letter.objects.filter(channel=Letter.Channel.EMAIL).lease_oldest(limit)
    return list(Letter.objects.leased(lease).select_related("invitation", "copy_of").order_by("pk"))


def settle_expired() -> int:
    """Put before an officer the letters whose worker died while it was sending them; how many."""
    over = has_come("leased_until", database.clock(), at_most=lease_time())
    expired = Letter.objects.filter(over, state=State.SENDING).select_related("invitation").order_by("pk")
    letters = expired.exclude(pk__in=sweeps.waiting_rows(sweeps.Name.SEND_LETTERS))[:BATCH]
    words = "The office's computer stopped while this letter was being sent. It may have been sent."
    settled = sweeps.each_on_its_own(
        letters,
        lambda letter: _give_up(letter, State.UNCERTAIN, trouble=words, keep_lease=True),
        sweep=sweeps.Name.SEND_LETTERS,
    )
    return sum(settled)


def _deliver(letter: Letter, connection: transport.Connection) -> None:
    """One letter, one transaction with the mail server, one outcome.

    Raises Unreachable when no letter can leave.
    """
    try:
        mail = transport.as_mail(letter)
        mail.message()
    except DatabaseError:
        raise
    except Exception as error:
        # Poison: whatever is wrong with this letter must not hold up those behind it.
        logger.warning("Letter %s cannot be put together.", letter.pk, exc_info=True)
        _give_up(
            letter,
            State.FAILED,
            trouble=f"The letter cannot be created: {error or type(error).__name__}",
        )
        return
    connection.open()
    if not begin(letter):
        return
    try:
        connection.send(mail)
    except transport.Refused as trouble:
        _give_up(letter, State.FAILED, trouble=str(trouble))
    except transport.InDoubt as trouble:
        _give_up(letter, State.UNCERTAIN, trouble=str(trouble), keep_lease=True)
    except transport.Deferred as trouble:
        _put_back(letter, str(trouble))
    else:
        _settle(letter, State.SENT, sent_at=timezone.now())


def begin(letter: Letter) -> bool:
    """Commit that this letter is about to be handed over.

    False when it was withdrawn, or the lease has run out.

    The invitation's row is locked first, as services.steps.transitions does: either this letter counts as
    having left before the next step is judged, or that step has withdrawn it.
    """
    now = database.clock()
    with transaction.atomic():
        lock(letter)
        if misaddressed(letter):
            return False
        begun = Letter.objects.filter(
            pk=letter.pk, state=State.QUEUED, lease=letter.lease, leased_until__gt=now
        ).update(state=State.SENDING, attempts=letter.attempts + 1, leased_until=now + lease_time())
    letter.attempts += begun
    return bool(begun)


def lock(letter: Letter) -> Invitation:
    """The letter's invitation, locked until the transaction ends."""
    return Invitation.objects.select_for_update().get(pk=letter.invitation_id)


def misaddressed(letter: Letter) -> bool:
    """Whether it would go to an address that was corrected since: with the organiser's link, it must not.

    What an officer sent anew goes where that officer chose.
    """
    if letter.copy_of_id or letter.resent_of_id or letter.channel != Letter.Channel.EMAIL:
        return False
    address = Invitation.objects.values_list("organiser__email", flat=True).get(pk=letter.invitation_id)
    return letter.recipient_email != address


def overtaken(letter: Letter, invitation: Invitation) -> bool:
    """Whether the case has moved on since the letter was written, so that it would contradict what the
    organiser hears now.
    """
    kind, stage = LetterKind(letter.kind), Stage(invitation.stage)
    if kind in STANDING_LETTERS:
        return stage not in STANDING_LETTERS[kind]
    standing = [kind.value for kind in STANDING_LETTERS]
    later = (
        Letter.objects.letters()
        .filter(invitation=invitation, entry_id__gt=letter.entry_id)
        .exclude(kind__in=standing)
    )
    return letter.entry.to_stage not in ("", stage.value) or later.exclude(state=State.CANCELLED).exists()


def _settle(
    letter: Letter, state: Letter.State, *, trouble: str = "", keep_lease: bool = False, **columns: Any
) -> bool:
    """Write what became of the letter, with its entry in the record.

    False when it is no longer this worker's to say.

    A lease kept on an uncertain letter lets its worker, if it lives after all, still say how it ended.
    """
    trouble = str(transport.Trouble(trouble))
    if state is State.UNCERTAIN:
        columns["may_have_gone"] = True
    if not keep_lease:
        columns |= outgoing.FREE
    with transaction.atomic():
        invitation = lock(letter)
        settled = Letter.objects.filter(pk=letter.pk, lease=letter.lease, state__in=STILL_OURS).exclude(
            state=state
        )
        if not settled.update(state=state, trouble=trouble, next_attempt_at=None, **columns):
            return False
        audit_trail.write(
            invitation,
            kind=SETTLED_AS[state],
            party=Party.SYSTEM,
            words={**particulars(letter), "why": trouble},
        )
    return True


def _give_up(letter: Letter, state: Letter.State, *, trouble: str, keep_lease: bool = False) -> bool:
    """The letter is an officer's now: settled, logged and counted."""
    settled = _settle(letter, state, trouble=trouble, keep_lease=keep_lease)
    if settled:
        sweeps.came_to_nothing(letter, f"{state.label} ({letter.invitation.reference})")
    return settled


def particulars(letter: Letter) -> EntryWords:
    """What the record says of a letter."""
    return {
        "letter_id": letter.pk,
        "letter": letter.kind,
        "message_id": letter.message_id,
        "to": letter.recipient_name,
        "address": letter.recipient_email,
    }


def _put_back(letter: Letter, trouble: str) -> None:
    """Queue the letter again for later; after many attempts it is an officer's."""
    if letter.attempts >= ATTEMPTS:
        _give_up(letter, State.FAILED, trouble=f"{trouble} We tried {letter.attempts} times.")
        return
    sweeps.came_to_nothing(letter, f"put off after try {letter.attempts} ({letter.invitation.reference})")
    with transaction.atomic():
        invitation = lock(letter)
        if misaddressed(letter):
            _give_up(letter, State.FAILED, trouble=ADDRESS_CORRECTED)
            return
        if not overtaken(letter, invitation):
            Letter.objects.filter(pk=letter.pk, lease=letter.lease, state__in=STILL_OURS).update(
                state=State.QUEUED,
                next_attempt_at=timezone.now() + sweeps.back_off(letter.attempts),
                trouble=trouble,
                **outgoing.FREE,
            )
            return
    why = "The case changed while this letter was being sent, so it was not sent."
    _settle(letter, State.CANCELLED, trouble=trouble, cancelled_at=timezone.now(), cancelled_why=why)


def _put_off(letter: Letter, error: Exception) -> None:
    """The software's own fault. A letter that may have begun is an officer's at once, any other after some
    tries.
    """
    state = Letter.objects.values_list("state", flat=True).get(pk=letter.pk)
    trouble = f"The office’s computer could not send this letter ({type(error).__name__})."
    if state == State.SENDING:
        _settle(letter, State.UNCERTAIN, trouble=f"{trouble} It may have been sent.", keep_lease=True)
        return
    letter.attempts += 1
    if letter.attempts >= sweeps.TRIES:
        _settle(letter, State.FAILED, trouble=trouble, attempts=letter.attempts)
        return
    Letter.objects.leased(letter.lease).filter(pk=letter.pk).update(
        attempts=letter.attempts,
        next_attempt_at=timezone.now() + sweeps.back_off(letter.attempts),
        trouble=trouble,
        **outgoing.FREE,
    )
