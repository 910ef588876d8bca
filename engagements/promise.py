"""The day by which an answer is promised, and whether another may be promised instead (P21)."""

from datetime import date, timedelta

from django.utils import timezone

from civic import wording
from civic.queries import CouncilNow
from engagements.models import Invitation
from protocols.core.vocabulary import OPEN_STAGES, Stage


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


def in_words(invitation: Invitation, today: date) -> str:
    """How the promised answer stands: its day, the clock that stands still, or nothing once it was given."""
    if Stage(invitation.stage) not in OPEN_STAGES:
        return ""
    if invitation.clock_stopped_on:
        return f"Answer date paused on {wording.day(invitation.clock_stopped_on)}"
    days = (invitation.promise_due_on - today).days
    return f"Answer promised by {wording.day(invitation.promise_due_on)}, {wording.days_away(days)}"
