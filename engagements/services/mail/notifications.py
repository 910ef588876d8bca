"""Telling a member or an officer that something waits. The mail carries a link and no organiser's data (P16)."""

from django.utils import timezone

from civic.models import Person
from engagements.models import Invitation, Notification
from engagements.services.mail import transport, worker_wakeup


def notify(
    person: Person | None, *, kind: Notification.Kind, invitation: Invitation | None = None
) -> Notification | None:
    """Queue a notice for somebody, at the address that was checked to be the council's own; nobody is nobody."""
    if person is None or not person.is_active:
        return None
    notification = Notification.objects.create(
        person=person,
        invitation=invitation,
        kind=kind,
        address=person.notified_at_address,
        message_id=transport.new_message_id(),
        queued_at=timezone.now(),
    )
    worker_wakeup.wake(worker_wakeup.SEND_NOTIFICATIONS)
    return notification
