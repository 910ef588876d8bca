"""Telling a member or an officer that something waits.

The mail carries a link and no organiser's data (P16).
"""

import logging

from django.utils import timezone

from civic.models import Person, Role
from engagements.models import Invitation, Notification, RecordHead
from engagements.services.mail import transport, worker_wakeup

logger = logging.getLogger(__name__)


def notify(
    person: Person | None,
    *,
    kind: Notification.Kind,
    invitation: Invitation | None = None,
    head: RecordHead | None = None,
) -> Notification | None:
    """Queue a notification for somebody, at the address that was checked to be the council's own.

    Nobody is nobody.
    """
    if person is None or not person.is_active:
        return None
    notification = Notification.objects.create(
        person=person,
        invitation=invitation,
        head=head,
        kind=kind,
        address=person.notified_at_address,
        message_id=transport.new_message_id(),
        queued_at=timezone.now(),
    )
    worker_wakeup.wake(worker_wakeup.SEND_NOTIFICATIONS)
    return notification


def tell_of_head(head: RecordHead) -> None:
    """Mail the day's head to each Monitoring Officer, in whose mailbox nobody here can change it.

    Where the council has none, to the civic managers: better kept by them than by nobody.
    """
    active = Person.objects.filter(is_active=True)
    keepers = active.filter(role=Role.MONITORING_OFFICER)
    if not keepers:
        keepers, day = active.filter(role=Role.CIVIC_MANAGER), head.day.isoformat()
        if keepers:
            logger.warning("There is no Monitoring Officer: the head of %s goes to the civic managers.", day)
        else:
            logger.error(
                "There is no Monitoring Officer and no civic manager: the head of %s is mailed to nobody.",
                day,
            )
    for keeper in keepers:
        notify(keeper, kind=Notification.Kind.RECORD_HEAD, head=head)
