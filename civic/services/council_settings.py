"""Keeping the council's particulars, offices and calendar; the civic manager's undertakings."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from civic.models import ClosedDay, Council, CouncilMeeting, Office, Person, PreElectionPeriod
from civic.services import council_changes


@transaction.atomic
def change_council(*, values: Mapping[str, object], by: Person) -> Council:
    """Changes the council's particulars.

    Raises ValidationError, also when a member's address would be left outside (P16).
    """
    council = council_changes.keep(Council.objects.get(), values=values, what="Council details", by=by)
    members = Person.objects.filter(terms__ends_at__gt=timezone.now(), is_active=True).distinct()
    outside = sorted(
        person.name for person in members if not council.is_own_address(person.notified_at_address)
    )
    if outside:
        raise ValidationError(
            {
                "mail_domains": (
                    f"{', '.join(outside)} would be notified at a private address (P16). "
                    "Keep the domain in use."
                )
            }
        )
    return council


@transaction.atomic
def change_office(office: Office, *, values: Mapping[str, object], by: Person) -> Office:
    """Changes titles and forms of address, or whether the council has the office. Raises ValidationError."""
    if values.get("exists") is False and office.terms.filter(ends_at__gt=timezone.now()).exists():
        raise ValidationError(
            {"exists": "Someone holds this office now, or will hold it. End the term first."}
        )
    return council_changes.keep(office, values=values, what=f"Office: {office.title}", by=by)


@transaction.atomic
def enter_meeting(*, kind: str, at: datetime, note: str = "", by: Person) -> CouncilMeeting:
    """Puts a meeting of the council in the calendar. Raises ValidationError when it is there already."""
    values = {"kind": kind, "at": at, "note": note}
    return council_changes.keep(CouncilMeeting(), values=values, what="Meeting entered", by=by)


@transaction.atomic
def move_meeting(meeting: CouncilMeeting, *, at: datetime, by: Person) -> CouncilMeeting:
    """Moves a full-council evening.

    The annual meeting is moved by taking_office, with the terms that turn on it.
    """
    return council_changes.keep(meeting, values={"at": at}, what="Meeting moved", by=by)


@transaction.atomic
def remove_meeting(meeting: CouncilMeeting, *, by: Person) -> None:
    """Takes a meeting out of the calendar. Terms of office stay as they are."""
    council_changes.remove(meeting, names=["kind", "at", "note"], what="Meeting removed", by=by)


@transaction.atomic
def enter_closed_day(*, nation: str, on: date, name: str, by: Person) -> ClosedDay:
    """Adds a day on which the office is closed. Raises ValidationError when it is one already."""
    values = {"nation": nation, "on": on, "name": name}
    return council_changes.keep(ClosedDay(), values=values, what="Closed day entered", by=by)


@transaction.atomic
def remove_closed_day(day: ClosedDay, *, by: Person) -> None:
    """Makes a closed day an ordinary one again."""
    council_changes.remove(day, names=["nation", "on", "name"], what="Closed day removed", by=by)


@transaction.atomic
def keep_pre_election_period(
    period: PreElectionPeriod, *, values: Mapping[str, object], by: Person
) -> PreElectionPeriod:
    """Enters a pre-election period, or changes one (P11). Raises ValidationError."""
    what = "Pre-election period changed" if period.pk else "Pre-election period entered"
    return council_changes.keep(period, values=values, what=what, by=by)


@transaction.atomic
def remove_pre_election_period(period: PreElectionPeriod, *, by: Person) -> None:
    """Takes a pre-election period out of the calendar."""
    names = ["name", "begins_on", "ends_on", "scope", "person", "ward", "postcodes", "policy"]
    council_changes.remove(period, names=names, what="Pre-election period removed", by=by)
