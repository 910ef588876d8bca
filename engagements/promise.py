"""The day by which an answer is promised, and whether another may be promised instead (P21)."""

from datetime import date, timedelta

from django.utils import timezone

from civic import wording
from civic.queries import CouncilNow, civic_year_of
from engagements.models import Invitation
from protocols.core.situation import Situation
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, Announced, Stage, Waiting

_ANSWERED = (*ATTENDING_STAGES, Stage.DECLINED, Stage.REFUSED)


def why_not_renewed(invitation: Invitation, today: date) -> str:
    """Why the organiser cannot be told of a later day; empty where that can be."""
    if invitation.promise_renewed_on:
        return (
            f"We told the organiser about a later date on "
            f"{wording.day(invitation.promise_renewed_on)}. You can only do this once. "
            f"Please get the answer, or telephone the organiser."
        )
    if invitation.promise_due_on < today:
        return (
            f"The answer was promised by {wording.day(invitation.promise_due_on)}, which has "
            f"passed. Please get the answer, or telephone the organiser."
        )
    if invitation.promise_due_on + timedelta(days=1) >= timezone.localdate(invitation.starts_at):
        return "There is no later date before the event. Please get the answer, or telephone the organiser."
    return ""


def why_not_by(invitation: Invitation, answer_by: date) -> str:
    """Why the answer cannot be promised by that day; empty where it can."""
    if answer_by <= invitation.promise_due_on:
        return f"Enter a date after {wording.day(invitation.promise_due_on)}, which has already been promised"
    if answer_by >= timezone.localdate(invitation.starts_at):
        return "Enter a date before the event"
    return ""


def go_back(invitation: Invitation, at: CouncilNow) -> None:
    """The first day is promised again: nobody was told of the later one, or it no longer fits the event."""
    invitation.promise_due_on = at.promise_due_on(invitation.promise_runs_from, invitation.clock_stopped_days)


def begin_anew(invitation: Invitation, at: CouncilNow) -> None:
    """The event is another than was answered: the answer is promised from today."""
    invitation.promise_runs_from, invitation.clock_stopped_days = at.today, 0
    invitation.promise_due_on = at.promise_due_on(at.today)


def annual_meeting(invitation: Invitation, at: CouncilNow) -> date | None:
    """The day of the meeting at which the term of the event begins, where the calendar has it."""
    begins_at = civic_year_of(invitation.starts_at, tenure=at.tenure).begins_at
    known = begins_at in at.tenure.annual_meetings and begins_at > at.now
    return timezone.localdate(begins_at) if known else None


def hold(invitation: Invitation, at: CouncilNow) -> None:
    """Kept for whoever is Mayor then: the answer is promised from the annual meeting on, as its letter is."""
    if meeting := annual_meeting(invitation, at):
        invitation.promise_due_on = at.promise_due_on(meeting)


def is_owed(situation: Situation) -> bool:
    """Whether the organiser waits for the answer: until its letter has been sent, not only until it was
    decided.
    """
    unread = situation.waiting is not Waiting.NONE and situation.announced is Announced.NOTHING
    return situation.stage in OPEN_STAGES or (situation.stage in _ANSWERED and unread)


def in_words(invitation: Invitation, situation: Situation, today: date) -> str:
    """How the promised answer stands: its day, the clock that stands still, or nothing once it was given."""
    if not is_owed(situation):
        return ""
    if invitation.clock_stopped_on:
        return f"Answer date paused on {wording.day(invitation.clock_stopped_on)}"
    days = (invitation.promise_due_on - today).days
    return f"Answer promised by {wording.day(invitation.promise_due_on)}, {wording.days_away(days)}"
