"""Reminding Mayor and Deputy, in office or to come, to acknowledge the protocol in force (P22)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from civic.models import Term
from civic.queries import CouncilNow, read_council
from engagements.models import Notification
from engagements.services import sweeps
from engagements.services.mail import notifications
from protocols import acknowledgements

BEGINS = timedelta(days=28)
AGAIN_AFTER = timedelta(days=7)


def unacknowledged(at: CouncilNow) -> list[Term]:
    """The terms in office, or beginning within four weeks, whose holder has not acknowledged the protocol in
    force.
    """
    terms = [term for term in at.tenure.terms if term.begins_at - BEGINS <= at.now < term.ends_at]
    return acknowledgements.not_acknowledged(terms)


def remind() -> int:
    """A notification a week to each of them, until they have acknowledged; how many were written.

    Safe to run twice, and by two workers.
    """
    due = unacknowledged(read_council())
    return sum(sweeps.each_on_its_own(due, _remind, sweep=sweeps.Name.HANDBOOK_REMINDERS))


@transaction.atomic
def _remind(term: Term) -> bool:
    # Two workers at once: the second waits here, and then sees the first one's notification.
    Term.objects.select_for_update().get(pk=term.pk)
    since = timezone.now() - AGAIN_AFTER
    told = Notification.objects.filter(
        person=term.person, kind=Notification.Kind.HANDBOOK_WAITS, queued_at__gt=since
    )
    return (
        not told.exists()
        and notifications.notify(term.person, kind=Notification.Kind.HANDBOOK_WAITS) is not None
    )
