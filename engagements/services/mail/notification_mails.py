"""Delivery of notices to members and officers: a link each, and nothing about the organiser (P16).

A notice that may have gone is sent once more as the same message: better told twice than not at all.
"""

from email.utils import format_datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from civic import queries as council
from civic import wording
from civic.models import Council
from engagements.models import Notification
from engagements.services.mail import outbox, transport

State = Notification.State
Kind = Notification.Kind
PAGES = {
    Kind.MAYOR_DECIDES: "/mayor/{reference}/",
    Kind.MAYOR_SPECIAL: "/mayor/{reference}/",
    Kind.MAYOR_TOLD: "/mayor/{reference}/",
    Kind.DEPUTY_ASKED: "/deputy/{reference}/",
    Kind.DEPUTY_RELEASED: "/deputy/",
    Kind.ADVICE_ASKED: "/office/invitations/{reference}/",
    Kind.HANDBOOK_WAITS: "/handbook/acknowledge/",
    Kind.QUESTION_WAITS: "/advice/",
    Kind.QUESTION_ANSWERED: "/advice/",
    Kind.TASK_GIVEN: "/office/tasks/",
    Kind.TASK_CLOSED: "/tasks/",
}
TEXT = """Dear {name},

{what}. Please sign in to see it:

{address}

This message says nothing about who invites whom; that stays in the office's own pages.

{office}
{council}
"""


def send_due(*, limit: int = outbox.BATCH) -> int:
    """Send the notices that are due, oldest first; how many were taken up."""
    claimed = claim(limit)
    if claimed:
        the_council = council.the_council()
        with transport.Connection() as connection:
            for notification in claimed:
                _send(notification, the_council, connection)
    return len(claimed)


def claim(limit: int) -> list[Notification]:
    """Take the oldest due notices under a lease; what a dead worker held is due again when its lease runs out."""
    lease = outbox.lease_oldest(Notification.objects.all(), limit)
    return list(
        Notification.objects.filter(lease=lease, state=State.QUEUED)
        .select_related("person", "invitation")
        .order_by("pk")
    )


def as_mail(notification: Notification, the_council: Council) -> transport.OneLetter:
    """The notice as it leaves. Raises Refused when it may not, or cannot, go to its address."""
    if not notification.person.is_active:
        raise transport.Refused("This person has left the office.")
    transport.check_address(notification.address)
    what = wording.capital(notification.get_kind_display())
    address = settings.SITE_ADDRESS + PAGES[Kind(notification.kind)].format(
        reference=notification.invitation.reference if notification.invitation else ""
    )
    words = {
        "name": notification.person.name,
        "what": what,
        "address": address,
        "office": the_council.office_name,
        "council": the_council.name,
    }
    return transport.OneLetter(
        envelope_to=notification.address,
        subject=what,
        body=TEXT.format(**words),
        from_email=transport.named(the_council.office_name, the_council.email),
        to=[transport.named(notification.person.written_name, notification.address)],
        headers={
            "Message-ID": notification.message_id,
            "Date": format_datetime(notification.queued_at),
            "Auto-Submitted": "auto-generated",
        },
    )


def _send(notification: Notification, the_council: Council, connection: transport.Connection) -> None:
    ours = Notification.objects.filter(pk=notification.pk, lease=notification.lease, state=State.QUEUED)
    # A mail server that is away for all of them must not hold one worker as long as all of them together.
    if not ours.filter(leased_until__gt=timezone.now()).exists():
        return
    try:
        mail = as_mail(notification, the_council)
        connection.open()
        connection.send(mail)
    except transport.Refused as trouble:
        ours.update(state=State.FAILED, trouble=str(trouble), lease="", leased_until=None)
    except transport.Trouble as trouble:
        _put_back(ours, notification, str(trouble))
    else:
        ours.update(
            state=State.SENT,
            sent_at=timezone.now(),
            attempts=notification.attempts + 1,
            trouble="",
            lease="",
            leased_until=None,
        )


def _put_back(ours: QuerySet[Notification], notification: Notification, trouble: str) -> None:
    attempts = notification.attempts + 1
    state = State.FAILED if attempts >= outbox.ATTEMPTS else State.QUEUED
    wait = outbox.BACK_OFF[min(attempts, len(outbox.BACK_OFF)) - 1]
    again_at = timezone.now() + wait
    ours.update(
        state=state, attempts=attempts, next_attempt_at=again_at, trouble=trouble, lease="", leased_until=None
    )
