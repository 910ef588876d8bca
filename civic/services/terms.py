"""Who takes office, who leaves it, and when the Deputy acts.

A term turns at a moment inside the annual meeting.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

import guards
from civic import queries
from civic.models import ActingPeriod, CouncilMeeting, Office, Person, Role, Term
from civic.services import council_changes

IN_WORDS = {
    constraint.name: constraint.violation_error_message
    for model in (Term, ActingPeriod)
    for constraint in model._meta.constraints
}


@transaction.atomic
def record_term(
    *,
    office: Office,
    person: Person,
    begins_at: datetime,
    ends_at: datetime,
    consort_name: str = "",
    by: Person | None,
) -> Term:
    """Records who holds an office from when to when.

    Raises ValidationError: overlap, an officer, a private address (P16).
    """
    if not office.exists:
        raise ValidationError("The council does not have this office.")
    if person.role:
        raise ValidationError(f"{person} is an officer of the council and cannot hold a member's office.")
    person.check_member_address()
    values = {
        "office": office,
        "person": person,
        "begins_at": begins_at,
        "ends_at": ends_at,
        "consort_name": consort_name,
    }
    term = Term(recorded_at=timezone.now(), recorded_by=by)
    with refused_in_words():
        return council_changes.keep(
            term, values=values, what=f"Term recorded: {office.title}, {person}", by=by
        )


@transaction.atomic
def change_term(
    term: Term, *, begins_at: datetime, ends_at: datetime, consort_name: str, by: Person | None
) -> Term:
    """Corrects the moments of a term, or the consort. Raises ValidationError."""
    values = {"begins_at": begins_at, "ends_at": ends_at, "consort_name": consort_name}
    with refused_in_words():
        return council_changes.keep(
            term, values=values, what=f"Term changed: {term.office.title}, {term.person}", by=by
        )


@transaction.atomic
def end_term(term: Term, *, ends_at: datetime, by: Person | None) -> Term:
    """Ends a term before its time: resignation, disqualification, death.

    The holder's access ends at that moment.
    """
    if not term.begins_at < ends_at < term.ends_at:
        raise ValidationError("Choose a date and time within the term.")
    return council_changes.keep(
        term, values={"ends_at": ends_at}, what=f"Term ended early: {term.office.title}, {term.person}", by=by
    )


@transaction.atomic
def move_annual_meeting(meeting: CouncilMeeting, *, at: datetime, by: Person | None) -> CouncilMeeting:
    """Moves the annual meeting and with it every term that ends or begins at it (P8).

    Raises ValidationError.
    """
    was = meeting.at
    ending = [(term, {"ends_at": at}) for term in Term.objects.filter(ends_at=was)]
    beginning = [(term, {"begins_at": at}) for term in Term.objects.filter(begins_at=was)]
    # Whoever makes room goes first, so that no two terms ever overlap on the way.
    with refused_in_words():
        for term, values in beginning + ending if at > was else ending + beginning:
            council_changes.keep(
                term,
                values=values,
                what=f"Term moved with the annual meeting: {term.office.title}, {term.person}",
                by=by,
            )
    return council_changes.keep(meeting, values={"at": at}, what="Meeting moved", by=by)


@transaction.atomic
def record_acting(
    *, reason: str, begins_at: datetime, ends_at: datetime | None = None, note: str = "", by: Person
) -> ActingPeriod:
    """Records that the Deputy acts (P9).

    Raises PermissionDenied for anybody but the Monitoring Officer, ValidationError.
    """
    require_monitoring_officer(by)
    deputy = queries.deputy_at(begins_at, tenure=queries.read_tenure())
    if deputy is None:
        raise ValidationError("Nobody holds the Deputy's office at that time, so nobody can act.")
    values = {
        "person": deputy.person,
        "reason": reason,
        "begins_at": begins_at,
        "ends_at": ends_at,
        "note": note,
    }
    period = ActingPeriod(recorded_at=timezone.now(), recorded_by=by)
    with refused_in_words():
        return council_changes.keep(
            period, values=values, what=f"Acting period recorded: {deputy.person}", by=by
        )


@transaction.atomic
def end_acting(period: ActingPeriod, *, ends_at: datetime, by: Person) -> ActingPeriod:
    """Says when the Deputy stopped, or will stop, acting (P9). Raises PermissionDenied, ValidationError."""
    require_monitoring_officer(by)
    if ends_at <= period.begins_at:
        raise ValidationError("An acting period must end after it begins.")
    with refused_in_words():
        return council_changes.keep(
            period, values={"ends_at": ends_at}, what=f"Acting period ended: {period.person}", by=by
        )


def require_monitoring_officer(by: Person) -> None:
    if by.role != Role.MONITORING_OFFICER or not by.is_active:
        raise PermissionDenied("Acting periods are recorded by the Monitoring Officer (P9).")


@contextmanager
def refused_in_words() -> Iterator[None]:
    """Turns what the database refuses into the office's words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        guard = guards.refusal(error)
        says = (
            guard.words
            if guard
            else next((words for name, words in IN_WORDS.items() if name in str(error)), None)
        )
        if says is None:
            raise
        raise ValidationError(says) from error
