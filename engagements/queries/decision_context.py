"""What helps to decide: the diary around an event, the organiser's earlier invitations, interests, exceptions so far.

Each reads for a list of invitations in a fixed number of queries.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from civic import queries as council
from civic.models import CouncilMeeting, Person
from engagements.models import Decision, Delegation, Engagement, Interest, Invitation, Outcome, RecordEntry
from protocols.core.vocabulary import ATTENDING_STAGES, Stage, Step

# The calendar knows when a meeting of the council begins, not when it ends.
MEETING_LASTS = timedelta(hours=3)
_CAME = (*(stage.value for stage in ATTENDING_STAGES), Stage.COMPLETED.value)


@dataclass(frozen=True)
class InDiary:
    """Something else of that day: an accepted engagement of this person or a meeting of the council."""

    says: str
    starts_at: datetime
    ends_at: datetime
    clashes: bool


def diary_around(invitations: Sequence[Invitation], person: Person) -> dict[int, tuple[InDiary, ...]]:
    """What else this person has on the days of the invitations, what overlaps first."""
    if not invitations:
        return {}
    first, last = min(i.starts_at for i in invitations) - timedelta(days=1), max(i.ends_at for i in invitations) + timedelta(days=1)
    own = Engagement.objects.filter(state=Engagement.State.LIVE, starts_at__lt=last, ends_at__gt=first)
    own = own.filter(Q(person=person) | Q(accompanied_by__deputy=person)).select_related("invitation")
    taken = [(engagement.invitation_id, engagement.invitation.title, engagement.starts_at, engagement.ends_at) for engagement in own]
    meetings = CouncilMeeting.objects.filter(at__gt=first - MEETING_LASTS, at__lt=last)
    taken += [(0, meeting.get_kind_display().capitalize(), meeting.at, meeting.at + MEETING_LASTS) for meeting in meetings]
    return {invitation.pk: tuple(_that_day(invitation, taken)) for invitation in invitations}


def _that_day(invitation: Invitation, taken: Iterable[tuple[int, str, datetime, datetime]]) -> list[InDiary]:
    found = []
    for case, says, starts_at, ends_at in taken:
        overlaps = starts_at < invitation.ends_at and ends_at > invitation.starts_at
        same_day = timezone.localdate(starts_at) <= invitation.ends_on and timezone.localdate(ends_at) >= invitation.event_on
        if case != invitation.pk and (overlaps or same_day):
            found.append(InDiary(says, starts_at, ends_at, overlaps))
    return sorted(found, key=lambda other: (not other.clashes, other.starts_at))


def histories(invitations: Sequence[Invitation]) -> dict[int, str]:
    """One line on what each organiser asked before and what became of it; empty for a first invitation."""
    boxes = {i.organiser.mailbox for i in invitations} - {""}
    bodies = {i.organiser.folded_organisation for i in invitations} - {""}
    alike = Q(organiser__mailbox__in=boxes) | Q(organiser__folded_organisation__in=bodies)
    cases = Invitation.objects.filter(alike).exclude(stage=Stage.DUPLICATE.value)
    rows = cases.values_list("pk", "stage", "event_on", "received_at", "organiser__mailbox", "organiser__folded_organisation")
    by_box: dict[str, dict[int, tuple[str, date, datetime]]] = defaultdict(dict)
    by_body: dict[str, dict[int, tuple[str, date, datetime]]] = defaultdict(dict)
    for pk, stage, event_on, received_at, box, body in rows:
        case = stage, event_on, received_at
        if box:
            by_box[box][pk] = case
        if body:
            by_body[body][pk] = case
    told = {}
    for invitation in invitations:
        organiser = invitation.organiser
        same = by_box[organiser.mailbox] | by_body[organiser.folded_organisation]
        before = [case for pk, case in same.items() if pk != invitation.pk and case[2] <= invitation.received_at]
        told[invitation.pk] = _in_one_line(before)
    return told


def _in_one_line(before: list[tuple[str, date, datetime]]) -> str:
    if not before:
        return ""
    became = Counter("accepted" if stage in _CAME else stage for stage, _, _ in before)
    counted = [f"{became[word]} {word}" for word in ("accepted", "declined", "refused", "withdrawn", "cancelled", "lapsed") if became[word]]
    number = f"{len(before)} earlier invitation{'s' if len(before) > 1 else ''}"
    return f"{number}: {', '.join(counted)}" if counted else number


def interests_in(invitations: Sequence[Invitation]) -> dict[int, list[Interest]]:
    """The interests office-holders declared, by invitation."""
    found: dict[int, list[Interest]] = defaultdict(list)
    for interest in Interest.objects.filter(invitation__in=[invitation.pk for invitation in invitations]).select_related("person"):
        found[interest.invitation_id].append(interest)
    return found


def reasons_told(invitations: Sequence[Invitation]) -> dict[int, str]:
    """Why an officer told the Mayor of a special case, by invitation (P5)."""
    told = RecordEntry.objects.filter(invitation__in=[invitation.pk for invitation in invitations], kind=Step.TELL_SPECIAL_CASE.value)
    rows = told.order_by("sequence").values_list("invitation", "particulars__words")
    return {key: words.get("why", "") for key, words in rows if words}


@dataclass(frozen=True)
class Exceptions:
    """How many goodwill exceptions were granted in the civic year (P5)."""

    civic_year: str
    in_all: int
    for_deputy: int
    for_organiser: int


def exceptions_this_year(invitation: Invitation, now: datetime) -> Exceptions:
    """The exceptions granted so far; those the Mayor took back again are not counted."""
    year = council.civic_year_of(now)
    deputy = council.deputy_of_event(invitation.starts_at, now)
    granted = Decision.objects.filter(outcome=Outcome.EXCEPTION, made_at__gte=year.begins_at, made_at__lt=year.ends_at)
    rows = granted.exclude(delegation__state=Delegation.State.TAKEN_BACK).values_list(
        "delegation__deputy", "invitation__organiser__mailbox", "invitation__organiser__folded_organisation"
    )
    ours = {("mailbox", invitation.organiser.mailbox), ("body", invitation.organiser.folded_organisation)}
    return Exceptions(
        year.label,
        len(rows),
        sum(deputy is not None and key == deputy.person.pk for key, _, _ in rows),
        sum(bool({("mailbox", box), ("body", body)} & ours - {("mailbox", ""), ("body", "")}) for _, box, body in rows),
    )
