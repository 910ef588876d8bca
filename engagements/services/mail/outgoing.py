"""Sending notifications, links and mail about accounts: what is the same for all.

Letters have an outbox of their own.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime
from typing import Any, TypeVar

from django.utils import timezone

from civic import database
from civic.models import Council
from engagements.models import AccountMail, LinkRequest, MailState, Notification, PutOff
from engagements.models.outgoing import Mail, MailQuerySet, OutgoingQuerySet
from engagements.services import sweeps
from engagements.services.mail import transport

logger = logging.getLogger(__name__)
BATCH = 50
ATTEMPTS = 10
SERVER_BACK_OFF = timedelta(minutes=1)
# Nobody holds it any more.
FREE = {"lease": "", "leased_until": None}
Row = TypeVar("Row", Notification, LinkRequest, AccountMail)


def send_each(
    claimed: list[Row], compose: Callable[[Row], transport.OneLetter | None], *, sweep: sweeps.Name
) -> int:
    """Send what was claimed, each on its own; how many there were. `compose` gives None to say nothing."""
    if claimed:
        with transport.Connection() as connection:
            try:
                sweeps.each_on_its_own(
                    claimed,
                    lambda row: _send(row, compose, connection),
                    sweep=sweep,
                    also=_wait_as_long,
                    ends_all=(transport.Unreachable,),
                )
            except transport.Unreachable as trouble:
                postpone(type(claimed[0])._default_manager.leased(claimed[0].lease), str(trouble))
    return len(claimed)


def message(
    row: Mail, the_council: Council, *, subject: str, body: str, name: str = "", answered_at: str = ""
) -> transport.OneLetter:
    """The row as it leaves, the same at every attempt, in the office's name and marked as automatic.

    `name` is whom it greets, `answered_at` where an answer goes. Raises Refused for an address that is none.
    """
    transport.check_address(row.address)
    return transport.OneLetter(
        envelope_to=row.address,
        subject=subject,
        body=body,
        from_email=transport.named(the_council.office_name, the_council.email),
        reply_to=[answered_at] if answered_at else None,
        to=[transport.named(name, row.address) if name else row.address],
        headers={
            "Message-ID": row.message_id,
            "Date": format_datetime(row.queued_at),
            "Auto-Submitted": "auto-generated",
        },
    )


def postpone(rows: OutgoingQuerySet[Any], trouble: str) -> None:
    """The mail server cannot be reached: what was claimed and not begun waits.

    That is the fault of none of them, so no attempt counts.
    """
    logger.warning("%s", trouble)
    rows.update(next_attempt_at=timezone.now() + SERVER_BACK_OFF, trouble=trouble, **FREE)


def try_again(row: Mail) -> bool:
    """An officer says that whatever was the matter is mended. False when it went, or was left, meanwhile."""
    again: dict[str, Any] = {"state": MailState.QUEUED, "attempts": 0, "next_attempt_at": None}
    if isinstance(row, Notification):
        # It may have been corrected meanwhile.
        again["address"] = row.person.email
    return bool(_undelivered(row).update(**again))


def leave(row: Mail) -> bool:
    """An officer says that it need not go any more. False when it went, or was left, meanwhile."""
    return bool(_undelivered(row).update(state=MailState.LEFT, next_attempt_at=None))


def _undelivered(row: Mail) -> OutgoingQuerySet[Any]:
    theirs: MailQuerySet[Any] = MailQuerySet(type(row))
    return theirs.undelivered().filter(pk=row.pk).exclude(lease__gt="", leased_until__gt=database.clock())


def _send(
    row: Row, compose: Callable[[Row], transport.OneLetter | None], connection: transport.Connection
) -> None:
    """Raises Unreachable when nothing can leave."""
    ours = type(row)._default_manager.leased(row.lease).filter(pk=row.pk)
    # A mail server that is away for all of them must not hold one worker as long as all of them together.
    if not ours.filter(leased_until__gt=database.clock()).exists():
        return
    attempts = row.attempts + 1
    try:
        mail = compose(row)
        if mail is None:
            ours.update(state=MailState.NOTHING, **FREE)
            return
        connection.open()
        connection.send(mail)
    except transport.Unreachable:
        raise
    except transport.Trouble as trouble:
        final = isinstance(trouble, transport.Refused) or attempts >= ATTEMPTS
        state = MailState.FAILED if final else MailState.QUEUED
        again_at = None if final else timezone.now() + sweeps.back_off(attempts)
        ours.update(state=state, attempts=attempts, next_attempt_at=again_at, trouble=str(trouble), **FREE)
        sweeps.came_to_nothing(row, f"{type(trouble).__name__.lower()}, {state.label}, try {attempts}")
    else:
        ours.update(state=MailState.SENT, sent_at=timezone.now(), attempts=attempts, trouble="", **FREE)


def _wait_as_long(row: Row, until: PutOff) -> None:
    """A row that is put off is not taken up again, in the place of others, before its time."""
    type(row)._default_manager.leased(row.lease).filter(pk=row.pk).update(
        next_attempt_at=until.next_try_at, trouble=until.trouble, **FREE
    )
