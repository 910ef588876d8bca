"""Delivery of notices to members and officers: a link each, and nothing about the organiser (P16).

A notice that may have gone is sent once more as the same message: better told twice than not at all.
"""

from email.utils import format_datetime

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from civic import queries as council
from civic.models import Council
from engagements.models import Notice
from engagements.services.mail import outbox, transport

State = Notice.State
Kind = Notice.Kind
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
            for notice in claimed:
                _send(notice, the_council, connection)
    return len(claimed)


def claim(limit: int) -> list[Notice]:
    """Take the oldest due notices under a lease; what a dead worker held is due again when its lease runs out."""
    lease = outbox.lease_oldest(Notice.objects.all(), limit)
    return list(Notice.objects.filter(lease=lease, state=State.QUEUED).select_related("person", "invitation").order_by("pk"))


def as_mail(notice: Notice, the_council: Council) -> transport.OneLetter:
    """The notice as it leaves. Raises Refused when it may not, or cannot, go to its address."""
    if not notice.person.is_active:
        raise transport.Refused("This person has left the office.")
    transport.check_address(notice.address)
    what = notice.get_kind_display()
    what = what[:1].upper() + what[1:]
    address = settings.SITE_ADDRESS + PAGES[Kind(notice.kind)].format(reference=notice.invitation.reference if notice.invitation else "")
    words = {"name": notice.person.name, "what": what, "address": address, "office": the_council.office_name, "council": the_council.name}
    return transport.OneLetter(
        envelope_to=notice.address,
        subject=what,
        body=TEXT.format(**words),
        from_email=transport.named(the_council.office_name, the_council.email),
        to=[transport.named(notice.person.written_name, notice.address)],
        headers={"Message-ID": notice.message_id, "Date": format_datetime(notice.queued_at), "Auto-Submitted": "auto-generated"},
    )


def _send(notice: Notice, the_council: Council, connection: transport.Connection) -> None:
    ours = Notice.objects.filter(pk=notice.pk, lease=notice.lease, state=State.QUEUED)
    # A mail server that is away for all of them must not hold one worker as long as all of them together.
    if not ours.filter(leased_until__gt=timezone.now()).exists():
        return
    try:
        mail = as_mail(notice, the_council)
        connection.open()
        connection.send(mail)
    except transport.Refused as trouble:
        ours.update(state=State.FAILED, trouble=str(trouble), lease="", leased_until=None)
    except transport.Trouble as trouble:
        _put_back(ours, notice, str(trouble))
    else:
        ours.update(state=State.SENT, sent_at=timezone.now(), attempts=notice.attempts + 1, trouble="", lease="", leased_until=None)


def _put_back(ours: QuerySet[Notice], notice: Notice, trouble: str) -> None:
    attempts = notice.attempts + 1
    state = State.FAILED if attempts >= outbox.ATTEMPTS else State.QUEUED
    wait = outbox.BACK_OFF[min(attempts, len(outbox.BACK_OFF)) - 1]
    again_at = timezone.now() + wait
    ours.update(state=state, attempts=attempts, next_attempt_at=again_at, trouble=trouble, lease="", leased_until=None)
