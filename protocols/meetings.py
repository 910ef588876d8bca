"""Induction, training, the meeting before office and the talk in the course of the year are recorded, with
who was there; for the talk the report of approaches is opened to Mayor and Deputy (P26).

Who holds which office is the council's to know: the terms are handed in.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from protocols import service
from protocols.models import Meeting as Meeting
from protocols.models import Presence
from protocols.models import ReportOpening as ReportOpening
from protocols.signatory import HeldTerm, Signatory

# Long enough for two diaries to find an hour, and not for good.
LONGEST_OPEN = timedelta(days=92)


def meetings() -> QuerySet[Meeting]:
    """All of them, the latest first, with who was there."""
    found = Meeting.objects.select_related("recorded_by", "version")
    return found.prefetch_related("present__term__person", "present__term__office")


def attended_by(person: Signatory) -> QuerySet[Meeting]:
    """Those at which this person was, as the holder of an office."""
    return meetings().filter(present__term__person=person.pk).distinct()


@transaction.atomic
def record(
    *,
    kind: Meeting.Kind,
    held_on: date,
    terms: Sequence[HeldTerm],
    others: str = "",
    note: str = "",
    by: Signatory,
) -> Meeting:
    """Keep that it took place, and who was there. A talk closes the report that was opened for it.

    Raises ValidationError for a day to come, when no holder was there, and for a talk with somebody who was
    not in office that day.
    """
    service.lock_versions()
    if not terms:
        raise ValidationError({"holders": "Choose who of the holders was there"})
    if kind == Meeting.Kind.TALK and (absent := [term for term in terms if not _in_office(term, held_on)]):
        raise ValidationError({"holders": f"{absent[0].person.name} was not in office on that day"})
    meeting = Meeting(
        kind=kind,
        held_on=held_on,
        version=service.version_in_force(),
        others=others.strip(),
        note=note.strip(),
        recorded_by_id=by.pk,
    )
    meeting.full_clean(exclude=["recorded_by"])
    meeting.save(force_insert=True)
    Presence.objects.bulk_create(Presence(meeting=meeting, term_id=term.pk) for term in terms)
    if kind == Meeting.Kind.TALK:
        _close(by=by, talk=meeting)
    return meeting


def _in_office(term: HeldTerm, on: date) -> bool:
    return timezone.localdate(term.begins_at) <= on <= timezone.localdate(term.ends_at)


def open_report() -> ReportOpening | None:
    """The opening that holds today; None while Mayor and Deputy may not see the report."""
    found = ReportOpening.objects.filter(is_open=True, open_until__gte=timezone.localdate())
    return found.select_related("opened_by").first()


@transaction.atomic
def open_the_report(*, until: date, by: Signatory) -> ReportOpening:
    """Open the report to Mayor and Deputy, or until another day. Raises ValidationError for the day."""
    service.lock_versions()
    today = timezone.localdate()
    if not today <= until <= today + LONGEST_OPEN:
        raise ValidationError({"until": "The last day must be today or within the next three months"})
    _close(by=by)
    return ReportOpening.objects.create(opened_on=today, open_until=until, opened_by_id=by.pk)


@transaction.atomic
def close_the_report(*, by: Signatory) -> None:
    """Close it before its last day. Raises ValidationError when it is closed already."""
    if not _close(by=by):
        raise ValidationError("The report is closed already.")


def _close(*, by: Signatory, talk: Meeting | None = None) -> int:
    opened = ReportOpening.objects.filter(is_open=True)
    return opened.update(is_open=False, closed_at=timezone.now(), closed_by_id=by.pk, talk=talk)
