"""What helps to decide: the diary around an event, the organiser's earlier invitations, exceptions so far.

Worked out from the case's context; only the reasons told for earlier declines are asked of the database.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from civic import wording
from civic.models import Person
from engagements.case_context import CaseContext
from engagements.clashes import MEETING_LASTS, overlap, people
from engagements.models import Invitation, RecordEntry
from protocols.core.vocabulary import ATTENDING_STAGES, Stage, Step

_CAME = (*(stage.value for stage in ATTENDING_STAGES), Stage.COMPLETED.value)


@dataclass(frozen=True)
class InDiary:
    """Something else of that day: an accepted engagement of this person or a meeting of the council."""

    says: str
    starts_at: datetime
    ends_at: datetime
    clashes: bool


def diary_of(person: Person, invitation: Invitation, context: CaseContext) -> tuple[InDiary, ...]:
    """What else this person has on the days of the event, what overlaps first."""
    own = [
        other
        for other in context.diary
        if person.pk in people(other) and other.invitation_id != invitation.pk
    ]
    taken = [(other.invitation.title, other.starts_at, other.ends_at) for other in own]
    taken += [
        (wording.capital(meeting.get_kind_display()), meeting.at, meeting.at + MEETING_LASTS)
        for meeting in context.at.meetings
    ]
    found = [InDiary(says, starts_at, ends_at, clashes=False) for says, starts_at, ends_at in taken]
    near = [
        replace(other, clashes=overlap(other, invitation))
        for other in found
        if overlap(other, invitation) or _that_day(other, invitation)
    ]
    return tuple(sorted(near, key=lambda other: (not other.clashes, other.starts_at)))


def _that_day(other: InDiary, invitation: Invitation) -> bool:
    begins_on, ends_on = timezone.localdate(other.starts_at), timezone.localdate(other.ends_at)
    return begins_on <= invitation.ends_on and ends_on >= invitation.event_on


def history(invitation: Invitation, context: CaseContext) -> str:
    """One line on what the organiser asked before and what became of it; empty for a first invitation."""
    before = [
        case.stage
        for case in context.same_organiser(invitation)
        if case.stage != Stage.DUPLICATE.value and case.received_at <= invitation.received_at
    ]
    if not before:
        return ""
    became = Counter("accepted" if stage in _CAME else stage for stage in before)
    words = ("accepted", "declined", "refused", "withdrawn", "cancelled", "lapsed")
    counted = [f"{became[word]} {word}" for word in words if became[word]]
    number = f"{len(before)} earlier invitation{'s' if len(before) > 1 else ''}"
    return f"{number}: {', '.join(counted)}" if counted else number


def reasons_told(invitations: Sequence[Invitation]) -> dict[int, str]:
    """Why an officer told the Mayor of a special case, by invitation (P5)."""
    told = RecordEntry.objects.filter(
        invitation__in=[invitation.pk for invitation in invitations], kind=Step.TELL_SPECIAL_CASE.value
    )
    rows = told.order_by("sequence").values_list("invitation", "particulars__words")
    return {key: words.get("why", "") for key, words in rows if words}
