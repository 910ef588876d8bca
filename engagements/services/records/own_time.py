"""What hangs on no case goes by a time of its own: requests for information that were closed, and tasks and
questions for advice in general. No list is approved for these: their words go when their time is over.
"""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone

from engagements.models import (
    GONE,
    Consultation,
    ConsultationAnswer,
    DisclosureFile,
    DisclosureItem,
    DisclosureRequest,
    Keeping,
    MemberTask,
    Redaction,
    RetentionRule,
)
from engagements.queries import retention
from engagements.services import stored_files

# After a request was closed: so long somebody may complain of how it was answered.
REQUEST_YEARS = 3


def forget_old() -> int:
    """Take away the words whose time is over; of how many requests, tasks and questions."""
    forgotten = _requests(_before(REQUEST_YEARS))
    years = RetentionRule.objects.get(kind=Keeping.NOTES).years
    # As notes on cases are kept; with these for good where the office keeps notes for good.
    return forgotten + (_tasks(_before(years)) + _questions(_before(years)) if years else 0)


def _before(years: int) -> datetime:
    day: date = retention.cut_off(years, timezone.localdate())
    return timezone.make_aware(datetime.combine(day, time.min))


@transaction.atomic
def _requests(before: datetime) -> int:
    old = DisclosureRequest.objects.filter(closed_at__lt=before).exclude(asked_by_name=GONE)
    keys = list(old.values_list("pk", flat=True))
    files = DisclosureFile.objects.filter(request__in=keys).exclude(file="")
    stored = [row.file for row in files]
    files.update(file="")
    Redaction.objects.filter(item__request__in=keys).delete()
    DisclosureItem.objects.filter(request__in=keys).update(title=GONE, text=GONE)
    DisclosureRequest.objects.filter(pk__in=keys).update(
        asked_by_name=GONE, asked_for=GONE, terms=GONE, closing_words=GONE
    )
    stored_files.remove_after_commit(stored)
    return len(keys)


def _tasks(before: datetime) -> int:
    old = MemberTask.objects.filter(invitation=None, closed_at__lt=before).exclude(wanted=GONE)
    return old.update(wanted=GONE, answer=GONE)


@transaction.atomic
def _questions(before: datetime) -> int:
    answered: QuerySet[Consultation] = Consultation.objects.filter(
        invitation=None, state=Consultation.State.ANSWERED
    )
    old = answered.alias(last=Max("answers__at")).filter(last__lt=before).exclude(question=GONE)
    keys = list(old.values_list("pk", flat=True))
    ConsultationAnswer.objects.filter(consultation__in=keys).update(words=GONE)
    return Consultation.objects.filter(pk__in=keys).update(question=GONE)
