"""Sending notifications and links: what is the same for both. Letters have an outbox of their own."""

from collections.abc import Callable
from typing import TypeVar

from django.utils import timezone

from engagements.models import LinkRequest, Notification, PutOff
from engagements.services import sweeps
from engagements.services.mail import transport

BATCH = 50
ATTEMPTS = 10
# Nobody holds it any more.
FREE = {"lease": "", "leased_until": None}
Row = TypeVar("Row", Notification, LinkRequest)


def send_each(
    claimed: list[Row], compose: Callable[[Row], transport.OneLetter | None], *, sweep: sweeps.Name
) -> int:
    """Send what was claimed, each on its own; how many there were. `compose` gives None to say nothing."""
    if claimed:
        with transport.Connection() as connection:
            sweeps.each_on_its_own(
                claimed, lambda row: _send(row, compose, connection), sweep=sweep, also=_wait_as_long
            )
    return len(claimed)


def _send(
    row: Row, compose: Callable[[Row], transport.OneLetter | None], connection: transport.Connection
) -> None:
    ours = type(row)._default_manager.filter(pk=row.pk, lease=row.lease, state="queued")
    # A mail server that is away for all of them must not hold one worker as long as all of them together.
    if not ours.filter(leased_until__gt=timezone.now()).exists():
        return
    attempts = row.attempts + 1
    try:
        mail = compose(row)
        if mail is None:
            ours.update(state=LinkRequest.State.NOTHING, **FREE)
            return
        connection.open()
        connection.send(mail)
    except transport.Refused as trouble:
        ours.update(state="failed", trouble=str(trouble), **FREE)
    except transport.Trouble as trouble:
        state = "failed" if attempts >= ATTEMPTS else "queued"
        again_at = timezone.now() + sweeps.back_off(attempts)
        ours.update(state=state, attempts=attempts, next_attempt_at=again_at, trouble=str(trouble), **FREE)
    else:
        ours.update(state="sent", sent_at=timezone.now(), attempts=attempts, trouble="", **FREE)


def _wait_as_long(row: Row, until: PutOff) -> None:
    """A row that is put off is not taken up again, in the place of others, before its time."""
    type(row)._default_manager.filter(pk=row.pk, lease=row.lease, state="queued").update(
        next_attempt_at=until.next_try_at, trouble=until.trouble, **FREE
    )
