"""What is worth noticing about invitations: gathers the particulars around them, and asks the core.

For one invitation or a page of them, in a fixed number of queries.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone

from civic import queries as council
from civic import wording
from civic.models import CouncilMeeting, PreElectionPeriod
from civic.models.council import DayKind
from engagements import case_context, situations
from engagements.case_context import Surroundings
from engagements.models import LEFT, Delegation, Engagement, Interest, Invitation, Provenance, Reply
from protocols.core.findings import Finding, Period, TriageParticulars, findings_of
from protocols.core.situation import Situation
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, Letter, MayorOfEvent, Stage

# An engagement that began longer ago than this is not looked for: nobody attends for days on end.
LONGEST_ENGAGEMENT = timedelta(days=3)
# How long an evening meeting of the council is taken to last.
MEETING_LASTS = timedelta(hours=3)
_ALIVE = [stage.value for stage in OPEN_STAGES + ATTENDING_STAGES]


@dataclass(frozen=True)
class Explanation:
    """A letter that explained the protocol, and to whom."""

    invitation: int
    mailbox: str
    organisation: str
    left_at: datetime


@dataclass
class Neighbourhood:
    """What lies around a page of invitations beside what the protocol's facts need."""

    around: Surroundings
    engagements: dict[date, list[Engagement]] = field(default_factory=lambda: defaultdict(list))
    cases: dict[date, list[Invitation]] = field(default_factory=lambda: defaultdict(list))
    explanations: list[Explanation] = field(default_factory=list)
    exceptions: list[tuple[int, str, str]] = field(default_factory=list)
    interests: dict[int, list[Interest]] = field(default_factory=lambda: defaultdict(list))
    meetings: tuple[CouncilMeeting, ...] = ()
    closed: frozenset[date] = frozenset()
    civic_year: str = ""
    has_deputy: bool = True


def of(invitation: Invitation, now: datetime | None = None) -> list[Finding]:
    """What is worth noticing about the invitation now."""
    return of_many([invitation], now)[invitation.pk]


def of_many(invitations: Sequence[Invitation], now: datetime | None = None) -> dict[int, list[Finding]]:
    """The findings of a list, by key, in a fixed number of queries."""
    now = now or timezone.now()
    near = read(invitations, now)
    facts = {invitation.pk: situations.situation(invitation, near.around) for invitation in invitations}
    return {one.pk: findings_of(facts[one.pk], particulars(one, facts[one.pk], near)) for one in invitations}


def read(invitations: Sequence[Invitation], now: datetime) -> Neighbourhood:
    """Read what lies around the invitations. The number of queries does not depend on how many there are."""
    near = Neighbourhood(case_context.read(invitations, now), closed=council.closed_days())
    year = council.civic_year_of(now, tenure=near.around.tenure)
    near.civic_year, near.has_deputy = year.label, "deputy" in council.offices_by_kind()
    near.meetings = tuple(CouncilMeeting.objects.filter(kind=CouncilMeeting.Kind.FULL, **_span(invitations, "at")))
    for engagement in _engagements_on(_days_around(invitations)):
        near.engagements[engagement.invitation.event_on].append(engagement)
    for case in _cases_on({invitation.event_on for invitation in invitations}):
        near.cases[case.event_on].append(case)
    near.explanations = _explanations(invitations)
    granted = Delegation.objects.filter(kind=Delegation.Kind.EXCEPTION, asked_at__gte=year.begins_at, asked_at__lt=year.ends_at)
    near.exceptions = list(granted.values_list("deputy_id", "invitation__organiser__mailbox", "invitation__organiser__folded_organisation"))
    for interest in Interest.objects.filter(invitation__in=[invitation.pk for invitation in invitations]).select_related("person"):
        near.interests[interest.invitation_id].append(interest)
    return near


def particulars(invitation: Invitation, facts: Situation, near: Neighbourhood) -> TriageParticulars:
    """The plain values around one invitation that findings are made of."""
    tenure, now = near.around.tenure, near.around.now
    _, mayor = council.mayor_of_event(invitation.starts_at, now, tenure=tenure)
    deputy = council.deputy_of_event(invitation.starts_at, now, tenure=tenure)
    deputy_key = deputy.person.pk if deputy else None
    mayors, deputys, shared = _clashes(invitation, facts, near, mayor.person.pk if mayor else None, deputy_key)
    elsewhere = (one for one in near.explanations if one.invitation != invitation.pk)
    told = [one for one in elsewhere if _same_organiser(invitation, one.mailbox, one.organisation)]
    given, asked, unit = _notice(invitation, near)
    return TriageParticulars(
        follows_word_with_deputy=invitation.provenance == Provenance.DEPUTY,
        told_before=len(told),
        told_last_on=wording.day(timezone.localdate(max(one.left_at for one in told))) if told else "",
        annual_meeting=_annual_meeting(invitation, near),
        mayors_clashes=mayors,
        deputys_clashes=deputys,
        council_meetings=tuple(wording.moment(meeting.at) for meeting in near.meetings if _in_the_way(meeting, invitation)),
        shared_with=shared,
        notice_given=given,
        notice_asked=asked,
        notice_unit=unit,
        purpose=invitation.purpose,
        periods=tuple(_period(period) for period in situations.periods_touching(invitation, near.around)),
        outside_area=invitation.outside_area,
        duplicates=_duplicates(invitation, near),
        declined_lookalikes=tuple(case.reference for case in situations.declined_lookalikes(invitation, near.around)),
        council_has_deputy=near.has_deputy,
        civic_year=near.civic_year,
        exceptions=len(near.exceptions),
        rare_exceptions=invitation.protocol_version.rare_exceptions,
        exceptions_of_deputy=sum(of_deputy == deputy_key for of_deputy, _, _ in near.exceptions),
        exceptions_for_organiser=sum(_same_organiser(invitation, mailbox, organisation) for _, mailbox, organisation in near.exceptions),
        interests=tuple(f"{interest.person.written_name} ({interest.nature})" for interest in near.interests[invitation.pk]),
        dealings=bool(invitation.dealings.strip()),
        missing=_missing(invitation),
        confidential=invitation.confidential,
    )


# --- Reading ---------------------------------------------------------------------------------------------------------


def _days_around(invitations: Sequence[Invitation]) -> set[date]:
    """The days on which an engagement may have begun that lasts into one of these events."""
    days: set[date] = set()
    for invitation in invitations:
        first = invitation.event_on - LONGEST_ENGAGEMENT
        days |= {first + timedelta(days=number) for number in range(min((invitation.ends_on - first).days, 14) + 1)}
    return days


def _span(invitations: Sequence[Invitation], column: str) -> dict[str, datetime]:
    starts = [invitation.starts_at for invitation in invitations] or [timezone.now()]
    ends = [invitation.ends_at for invitation in invitations] or [timezone.now()]
    return {f"{column}__gte": min(starts) - timedelta(days=1), f"{column}__lte": max(ends) + timedelta(days=1)}


def _engagements_on(days: Iterable[date]) -> Iterable[Engagement]:
    live = Engagement.objects.filter(state=Engagement.State.LIVE, invitation__event_on__in=list(days))
    what = ("invitation__reference", "invitation__title", "invitation__event_on", "starts_at", "ends_at")
    return live.select_related("invitation", "accompanied_by").only(*what, "person_id", "accompanied_by__deputy_id")


def _cases_on(days: Iterable[date]) -> Iterable[Invitation]:
    columns = ("reference", "event_on", "title", "venue", "postcode", "organiser__mailbox", "organiser__folded_organisation")
    return Invitation.objects.filter(event_on__in=list(days), stage__in=_ALIVE).select_related("organiser").only(*columns)


def _explanations(invitations: Sequence[Invitation]) -> list[Explanation]:
    mailboxes = {invitation.organiser.mailbox for invitation in invitations} - {""}
    organisations = {invitation.organiser.folded_organisation for invitation in invitations} - {""}
    replies = Reply.objects.filter(letter=Letter.PROTOCOL_EXPLAINED.value, state__in=LEFT, copy_of__isnull=True).filter(
        Q(invitation__organiser__mailbox__in=mailboxes) | Q(invitation__organiser__folded_organisation__in=organisations)
    )
    whose = ("invitation_id", "invitation__organiser__mailbox", "invitation__organiser__folded_organisation")
    rows = replies.values_list(*whose, "sent_at", "posted_at", "drafted_at")
    return [Explanation(key, mailbox, name, sent or posted or drafted) for key, mailbox, name, sent, posted, drafted in rows]


# --- One invitation --------------------------------------------------------------------------------------------------


def _same_organiser(invitation: Invitation, mailbox: str, organisation: str) -> bool:
    ours = invitation.organiser
    return bool((mailbox and mailbox == ours.mailbox) or (organisation and organisation == ours.folded_organisation))


def _overlapping(invitation: Invitation, near: Neighbourhood) -> list[Engagement]:
    on_these_days = (engagement for day in sorted(_days_around([invitation])) for engagement in near.engagements.get(day, ()))
    return [
        other
        for other in on_these_days
        if other.invitation_id != invitation.pk and other.starts_at < invitation.ends_at and other.ends_at > invitation.starts_at
    ]


def _clashes(
    invitation: Invitation, facts: Situation, near: Neighbourhood, mayor: int | None, deputy: int | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What else is in the Mayor's diary, in the Deputy's, and in anybody's while somebody else goes to this event."""
    overlapping = [(_said(other), _people(other)) for other in _overlapping(invitation, near)]
    deputy_goes = facts.stage in (Stage.WITH_DEPUTY, Stage.DEPUTY_ATTENDS)
    goes = deputy if deputy_goes else mayor
    mayors = tuple(said for said, people in overlapping if mayor in people and not deputy_goes)
    deputys = tuple(said for said, people in overlapping if deputy in people and facts.mayor is not MayorOfEvent.ACTING)
    shared = tuple(said for said, people in overlapping if goes is not None and goes not in people)
    return mayors, deputys, shared


def _people(engagement: Engagement) -> set[int]:
    """Who goes to it."""
    beside = {engagement.accompanied_by.deputy_id} if engagement.accompanied_by else set()
    return {engagement.person_id} | beside


def _said(engagement: Engagement) -> str:
    hours = wording.hours(engagement.starts_at, engagement.ends_at)
    return f"{engagement.invitation.title} ({engagement.invitation.reference}, {hours})"


def _in_the_way(meeting: CouncilMeeting, invitation: Invitation) -> bool:
    begins_at = datetime.combine(timezone.localdate(meeting.at), time(17), tzinfo=timezone.get_current_timezone())
    return invitation.ends_at > min(begins_at, meeting.at) and invitation.starts_at < meeting.at + MEETING_LASTS


def _annual_meeting(invitation: Invitation, near: Neighbourhood) -> str:
    meetings = near.around.tenure.annual_meetings
    return next((wording.moment(at) for at in meetings if invitation.event_on <= timezone.localdate(at) <= invitation.ends_on), "")


def _notice(invitation: Invitation, near: Neighbourhood) -> tuple[int, int, str]:
    """The days between receipt and event, the days asked for, and how both are counted."""
    the_council = near.around.council
    if the_council.notice_asked_in == DayKind.WORKING:
        given = council.working_days_between(invitation.received_on, invitation.event_on, closed=near.closed)
    else:
        given = (invitation.event_on - invitation.received_on).days
    return given, the_council.notice_asked, the_council.get_notice_asked_in_display()


def _period(period: PreElectionPeriod) -> Period:
    candidate = period.person.written_name if period.person else ""
    return Period(period.name, wording.day(period.ends_on), candidate)


def _duplicates(invitation: Invitation, near: Neighbourhood) -> tuple[str, ...]:
    cases = near.cases.get(invitation.event_on, ())
    return tuple(case.reference for case in cases if case_context.looks_like_same_event(invitation, case))


def _missing(invitation: Invitation) -> tuple[str, ...]:
    """What an officer would ask for before anybody can decide."""
    organiser = invitation.organiser
    wanted = {
        "what happens at the event": invitation.what_happens.strip(),
        "the address of the venue": invitation.address.strip() or invitation.postcode.strip(),
        "what is asked of whoever attends": invitation.asked or invitation.asked_words.strip(),
        "how to write to the organiser": organiser.email or organiser.postal_address.strip(),
    }
    return tuple(what for what, known in wanted.items() if not known)
