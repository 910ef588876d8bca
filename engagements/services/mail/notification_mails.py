"""Delivery of notifications to members and officers: a link each, and nothing about the organiser (P16).

A notification that may have gone is sent once more as the same message: better told twice than not at all.
"""

from django.conf import settings
from django.urls import reverse

from civic import queries as council
from civic import wording
from civic.models import Person
from civic.queries import CouncilNow
from engagements.models import Notification
from engagements.services import sweeps
from engagements.services.mail import outgoing, transport

Kind = Notification.Kind
# The page that answers the notification, by its name.
PAGES = {
    Kind.MAYOR_DECIDES: "engagements:mayor_case",
    Kind.MAYOR_SPECIAL: "engagements:mayor_case",
    Kind.CALLED_OFF: "engagements:diary",
    Kind.CHANGED: "engagements:diary",
    Kind.DEPUTY_ASKED: "engagements:deputy_case",
    Kind.DEPUTY_RELEASED: "engagements:deputy",
    Kind.ADVICE_ASKED: "engagements:case",
    Kind.WORD_RECORDED: "civic:landing",
    Kind.HANDBOOK_WAITS: "handbook:acknowledge",
    Kind.WORDS_WAIT: "engagements:mayor",
    Kind.QUESTION_WAITS: "engagements:advice",
    Kind.QUESTION_ANSWERED: "engagements:advice",
    Kind.TASK_GIVEN: "engagements:office_tasks",
    Kind.TASK_CLOSED: "engagements:own_tasks",
}
# Those that each case has.
OF_A_CASE = {"engagements:mayor_case", "engagements:deputy_case", "engagements:case"}
TEXT = """{greeting},

{what}. Please sign in to see it:

{address}

This message does not give details of the invitation. You can read them when you sign in.

{office}
{council}
"""
HEAD_TEXT = """{greeting},

The head of the civic office's record on {day} is

{head}

It covers {entries} entries of {cases} cases. Please keep this message: it shows what the record was on
this day, whatever becomes of it. "manage.py verify_record" on the office's server tells whether the record
still has this head.

You do not need to reply.

{office}
{council}
"""


def send_due(*, limit: int = outgoing.BATCH) -> int:
    """Send the notifications that are due, oldest first; how many were taken up."""
    at = council.read_council()
    return outgoing.send_each(
        claim(limit), lambda row: as_mail(row, at), sweep=sweeps.Name.SEND_NOTIFICATIONS
    )


def claim(limit: int) -> list[Notification]:
    """Take the oldest due notifications under a lease.

    What a dead worker held is due again when its lease runs out.
    """
    lease = Notification.objects.lease_oldest(limit)
    leased = Notification.objects.leased(lease)
    return list(leased.select_related("person", "invitation", "head").order_by("pk"))


def as_mail(notification: Notification, at: CouncilNow) -> transport.OneLetter | None:
    """The notification as it leaves; None when the person has left the office.

    Raises Refused for an address that is none.
    """
    if not notification.person.is_active:
        return None
    what = wording.capital(notification.get_kind_display())
    return outgoing.message(
        notification,
        at.council,
        subject=what,
        body=_body(notification, what, at),
        name=notification.person.written_name,
    )


def greeting(person: Person, at: CouncilNow) -> str:
    """Whoever holds one of the two offices is addressed by it, in the council's own words: "Dear Mayor"."""
    held = council.offices_held(person, at.now, tenure=at.tenure)
    written = (office.salutation.strip().rstrip(",") for office in held)
    return next(filter(None, written), f"Dear {person.name}")


def _body(notification: Notification, what: str, at: CouncilNow) -> str:
    names = {
        "greeting": greeting(notification.person, at),
        "office": at.council.office_name,
        "council": at.council.name,
    }
    if head := notification.head:
        return HEAD_TEXT.format(
            day=wording.day(head.day), head=head.hash, entries=head.entries, cases=head.cases, **names
        )
    return TEXT.format(what=what, address=settings.SITE_ADDRESS + _page(notification), **names)


def _page(notification: Notification) -> str:
    """The path of the page that answers it."""
    name, case = PAGES[Kind(notification.kind)], notification.invitation
    return reverse(name, args=[case.reference] if case and name in OF_A_CASE else [])
