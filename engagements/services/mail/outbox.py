"""Delivery of letters: which leave now, and what became of each. The sending side; officers' side is services.pursuing.

    queued -> sending -> sent
      ^          |-----> queued again, later      (it surely did not go)
      |          |-----> failed                   (it surely did not go, and would not)
      |          `-----> uncertain                (it may have gone)
      `-- a lease on a queued letter keeps other workers off until it runs out

`sending` is committed before the mail server hears of the letter. So whatever a dead worker leaves behind is plain: a queued
letter did not go, a sending one whose lease ran out may have.
"""

import logging
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import DatabaseError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from engagements.models import EntryKind, EntryWords, Invitation, Letter
from engagements.services.case_record import audit_trail
from engagements.services.mail import transport
from protocols.core.letters import STANDING_LETTERS
from protocols.core.vocabulary import LetterKind, Party, Stage

logger = logging.getLogger(__name__)
State = Letter.State
BATCH = 50
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240)]
ATTEMPTS = 10
SERVER_BACK_OFF = timedelta(minutes=1)
STILL_OURS = (State.QUEUED.value, State.SENDING.value, State.UNCERTAIN.value)
# How the record tells what became of a letter.
SETTLED_AS = {
    State.SENT: EntryKind.LETTER_SENT,
    State.FAILED: EntryKind.LETTER_FAILED,
    State.UNCERTAIN: EntryKind.LETTER_UNCERTAIN,
    State.CANCELLED: EntryKind.LETTER_CANCELLED,
}


def lease_time() -> timedelta:
    """Longer than any transaction with the mail server can take, given that each of its answers is waited for so long."""
    return timedelta(seconds=6 * settings.EMAIL_TIMEOUT)


def send_due(*, limit: int = BATCH) -> int:
    """Send the letters that are due, oldest first, one transaction each; how many were taken up.

    Several workers may do so at once, and one may die at any point: no letter is lost, and one that may have gone twice
    or not at all is put before an officer.
    """
    settle_expired()
    claimed = claim(limit)
    if claimed:
        with transport.Connection() as connection:
            try:
                for letter in claimed:
                    _deliver(letter, connection)
            except transport.Unreachable as trouble:
                _postpone(claimed, str(trouble))
    return len(claimed)


def due(now: datetime) -> QuerySet[Letter]:
    """Queued e-mail letters whose time has come and that no living worker holds."""
    return due_among(Letter.objects.filter(channel=Letter.Channel.EMAIL), now)


def due_among(rows: QuerySet[Any], now: datetime) -> QuerySet[Any]:
    """The queued ones whose time has come and that no living worker holds: of letters, notices and links asked for alike."""
    return rows.filter(
        Q(next_attempt_at__isnull=True) | Q(next_attempt_at__lte=now),
        Q(leased_until__isnull=True) | Q(leased_until__lt=now),
        state=State.QUEUED.value,
    )


def claim(limit: int) -> list[Letter]:
    """Take the oldest due letters under a lease of one's own."""
    lease = lease_oldest(Letter.objects.filter(channel=Letter.Channel.EMAIL), limit)
    return list(
        Letter.objects.filter(lease=lease, state=State.QUEUED)
        .select_related("invitation", "copy_of")
        .order_by("pk")
    )


def lease_oldest(rows: QuerySet[Any], limit: int) -> str:
    """Put the oldest due rows under a new lease by one conditional update, so that none is taken twice; gives the lease."""
    now, lease = timezone.now(), secrets.token_hex(16)
    with transaction.atomic():
        oldest = due_among(rows, now).select_for_update(skip_locked=True).order_by("pk").values("pk")[:limit]
        due_among(rows, now).filter(pk__in=oldest).update(lease=lease, leased_until=now + lease_time())
    return lease


def settle_expired() -> int:
    """Put before an officer the letters whose worker died while it was sending them; how many."""
    expired = Letter.objects.filter(state=State.SENDING, leased_until__lt=timezone.now()).select_related(
        "invitation"
    )
    words = "The office's computer stopped while this letter was being sent. It may have gone."
    return sum(_settle(letter, State.UNCERTAIN, trouble=words, keep_lease=True) for letter in expired[:BATCH])


def _deliver(letter: Letter, connection: transport.Connection) -> None:
    """One letter, one transaction with the mail server, one outcome. Raises Unreachable when no letter can leave."""
    try:
        mail = transport.as_mail(letter)
        mail.message()
    except DatabaseError:
        raise
    except Exception as error:
        # Poison: whatever is wrong with this letter must not hold up those behind it.
        logger.warning("Letter %s cannot be put together.", letter.pk, exc_info=True)
        _settle(
            letter,
            State.FAILED,
            trouble=f"The letter cannot be put together: {error or type(error).__name__}",
        )
        return
    connection.open()
    if not begin(letter):
        return
    try:
        connection.send(mail)
    except transport.Refused as trouble:
        _settle(letter, State.FAILED, trouble=str(trouble))
    except transport.InDoubt as trouble:
        _settle(letter, State.UNCERTAIN, trouble=str(trouble), keep_lease=True)
    except transport.Deferred as trouble:
        _put_back(letter, str(trouble))
    else:
        _settle(letter, State.SENT, sent_at=timezone.now())


def begin(letter: Letter) -> bool:
    """Commit that this letter is about to be handed over; False when it was withdrawn, or the lease has run out.

    The invitation's row is locked first, as services.moving does: either this letter counts as having left before the next
    step is judged, or that step has withdrawn it.
    """
    now = timezone.now()
    with transaction.atomic():
        lock(letter)
        begun = Letter.objects.filter(
            pk=letter.pk, state=State.QUEUED, lease=letter.lease, leased_until__gt=now
        ).update(state=State.SENDING, attempts=letter.attempts + 1, leased_until=now + lease_time())
    letter.attempts += begun
    return bool(begun)


def lock(letter: Letter) -> Invitation:
    """The letter's invitation, locked until the transaction ends."""
    return Invitation.objects.select_for_update().get(pk=letter.invitation_id)


def overtaken(letter: Letter, invitation: Invitation) -> bool:
    """Whether the case has moved on since the letter was written, so that it would contradict what the organiser hears now."""
    kind, stage = LetterKind(letter.kind), Stage(invitation.stage)
    if kind in STANDING_LETTERS:
        return stage not in STANDING_LETTERS[kind]
    standing = [kind.value for kind in STANDING_LETTERS]
    later = Letter.objects.filter(
        invitation=invitation, copy_of__isnull=True, entry_id__gt=letter.entry_id
    ).exclude(kind__in=standing)
    return letter.entry.to_stage not in ("", stage.value) or later.exclude(state=State.CANCELLED).exists()


def _settle(
    letter: Letter, state: Letter.State, *, trouble: str = "", keep_lease: bool = False, **columns: Any
) -> bool:
    """Write what became of the letter, with its entry in the record; False when it is no longer this worker's to say.

    A lease kept on an uncertain letter lets its worker, if it lives after all, still say how it ended.
    """
    trouble = str(transport.Trouble(trouble))
    if not keep_lease:
        columns |= {"lease": "", "leased_until": None}
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
        _settle(letter, State.FAILED, trouble=f"{trouble} We tried {letter.attempts} times.")
        return
    with transaction.atomic():
        invitation = lock(letter)
        if not overtaken(letter, invitation):
            wait = BACK_OFF[min(letter.attempts, len(BACK_OFF)) - 1]
            Letter.objects.filter(pk=letter.pk, lease=letter.lease, state__in=STILL_OURS).update(
                state=State.QUEUED,
                next_attempt_at=timezone.now() + wait,
                trouble=trouble,
                lease="",
                leased_until=None,
            )
            return
    why = "The case moved on while this letter was being sent, and it did not go."
    _settle(letter, State.CANCELLED, trouble=trouble, cancelled_at=timezone.now(), cancelled_why=why)


def _postpone(claimed: list[Letter], trouble: str) -> None:
    """The mail server cannot be reached: what was claimed and not begun waits. No letter's fault, so no attempt counts."""
    logger.warning("%s", trouble)
    Letter.objects.filter(lease=claimed[0].lease, state=State.QUEUED).update(
        next_attempt_at=timezone.now() + SERVER_BACK_OFF, trouble=trouble, lease="", leased_until=None
    )
