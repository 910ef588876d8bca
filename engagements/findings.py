"""What is worth noticing about invitations: the particulars that lie in their context, put before the core.

Pure.
"""

from datetime import datetime, time
from typing import TypedDict

from django.utils import timezone

from civic import wording
from civic.models import CouncilMeeting, DayKind, PreElectionPeriod
from engagements import goodwill, situations
from engagements.case_context import CaseContext, days_around
from engagements.clashes import MEETING_LASTS, overlap, people
from engagements.likeness import likeness, looks_like_same_event
from engagements.models import Engagement, Invitation, Letter, Provenance
from protocols.core.findings import Consent, Finding, Period, TriageParticulars
from protocols.core.letters import EXPLAINING
from protocols.core.situation import Situation
from protocols.core.triage import findings_of
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, Manner, MayorOfEvent, Stage

_ALIVE = frozenset(stage.value for stage in OPEN_STAGES + ATTENDING_STAGES)


def of(invitation: Invitation, context: CaseContext, facts: Situation | None = None) -> list[Finding]:
    """What is worth noticing about the invitation now."""
    facts = facts or situations.situation(invitation, context)
    return findings_of(facts, particulars(invitation, facts, context))


def particulars(invitation: Invitation, facts: Situation, context: CaseContext) -> TriageParticulars:
    """The plain values around one invitation that findings are made of."""
    at = context.at
    deputy = at.deputy_of_event(invitation.starts_at)
    mayors, deputys, shared = _clashes(invitation, facts, context, deputy.person.pk if deputy else None)
    told = _explained_elsewhere(invitation, context)
    given, asked, unit = _notice(invitation, context)
    granted = goodwill.counted(invitation, context)
    twins = _duplicates(invitation, context)
    return TriageParticulars(
        follows_word_with_deputy=invitation.provenance == Provenance.DEPUTY,
        told_before=len(told),
        told_last_on=wording.day(timezone.localdate(max(letter.left_at for letter in told))) if told else "",
        annual_meeting=_annual_meeting(invitation, context),
        mayors_clashes=mayors,
        deputys_clashes=deputys,
        council_meetings=tuple(
            wording.moment(meeting.at) for meeting in at.meetings if _in_the_way(meeting, invitation)
        ),
        shared_with=shared,
        notice_given=given,
        notice_asked=asked,
        notice_unit=unit,
        solemn=invitation.manner is Manner.SOLEMN,
        purpose=invitation.purpose,
        periods=tuple(_period(period) for period in situations.periods_touching(invitation, context)),
        outside_area=bool(invitation.outside_area),
        **_consent(invitation, context),
        duplicates=tuple(_with_why(invitation, case) for case in twins),
        earlier_duplicate=_earliest_before(invitation, twins),
        declined_lookalikes=tuple(
            _with_why(invitation, case) for case in context.declined_lookalikes(invitation)
        ),
        taken_up=invitation.taken_up,
        was_joined_to=_answers_no_more(invitation),
        carrier_lives=_is_alive(invitation.was_joined_to),
        council_has_deputy=at.has_deputy,
        civic_year=granted.civic_year,
        exceptions=granted.total,
        rare_exceptions=invitation.protocol_version.rare_exceptions,
        exceptions_of_deputy=granted.for_deputy,
        exceptions_for_organiser=granted.for_organiser,
        interests=tuple(
            f"{interest.declared_by} ({interest.nature})" for interest in context.interests[invitation.pk]
        ),
        dealings=bool(invitation.dealings.strip()),
        missing=_missing(invitation),
        confidential=invitation.confidential,
        confidential_why=invitation.confidential_why,
    )


class Consented(TypedDict, total=False):
    """What is known of the neighbouring civic head's consent (P1)."""

    neighbour: str
    consent: Consent
    consent_on: str


def _consent(invitation: Invitation, context: CaseContext) -> Consented:
    """What was recorded; before that, whom to ask."""
    kept = invitation.consent if invitation.outside_area else None
    known = Consented()
    if kept:
        known["consent"] = Consent(kept.state)
        known["consent_on"] = wording.day(kept.heard_on) if kept.heard_on else ""
    neighbour = context.at.place_of(invitation.postcode).neighbour
    if who := (kept and kept.civic_head) or (neighbour and neighbour.civic_head):
        known["neighbour"] = who
    return known


def _answers_no_more(invitation: Invitation) -> str:
    """The reference of the case that carried it on, where that is closed or on another day."""
    carrying = invitation.was_joined_to
    gone = carrying and (not _is_alive(carrying) or carrying.event_on != invitation.event_on)
    return carrying.reference if carrying and gone else ""


def _is_alive(carrying: Invitation | None) -> bool:
    return carrying is not None and carrying.stage in _ALIVE


def _explained_elsewhere(invitation: Invitation, context: CaseContext) -> list[Letter]:
    """The letters that explained the protocol to the same organiser in other cases."""
    return [
        letter
        for case in context.same_organiser(invitation)
        for letter in context.letters_left(case.pk)
        if letter.kind in EXPLAINING
    ]


def _clashes(
    invitation: Invitation, facts: Situation, context: CaseContext, deputy: int | None
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """What else is in the Mayor's diary, in the Deputy's, and in anybody's while somebody else goes to this
    event.
    """
    _, holder = context.at.mayor_of_event(invitation.starts_at)
    mayor = holder.person.pk if holder else None
    overlapping = [(_said(other), people(other)) for other in _overlapping(invitation, context)]
    deputy_goes = facts.stage in (Stage.WITH_DEPUTY, Stage.DEPUTY_ATTENDS)
    goes = deputy if deputy_goes else mayor
    mayors = tuple(said for said, there in overlapping if mayor in there and not deputy_goes)
    deputys = tuple(
        said for said, there in overlapping if deputy in there and facts.mayor is not MayorOfEvent.ACTING
    )
    shared = tuple(said for said, there in overlapping if goes is not None and goes not in there)
    return mayors, deputys, shared


def _overlapping(invitation: Invitation, context: CaseContext) -> list[Engagement]:
    days = set(days_around(invitation))
    near = (other for other in context.diary if other.invitation.event_on in days)
    return [other for other in near if other.invitation_id != invitation.pk and overlap(other, invitation)]


def _said(engagement: Engagement) -> str:
    hours = wording.hours(engagement.starts_at, engagement.ends_at)
    return f"{engagement.invitation.title} ({engagement.invitation.reference}, {hours})"


def _in_the_way(meeting: CouncilMeeting, invitation: Invitation) -> bool:
    begins_at = datetime.combine(
        timezone.localdate(meeting.at), time(17), tzinfo=timezone.get_current_timezone()
    )
    return (
        invitation.ends_at > min(begins_at, meeting.at) and invitation.starts_at < meeting.at + MEETING_LASTS
    )


def _annual_meeting(invitation: Invitation, context: CaseContext) -> str:
    meetings = context.at.tenure.annual_meetings
    return next(
        (
            wording.moment(at)
            for at in meetings
            if invitation.event_on <= timezone.localdate(at) <= invitation.ends_on
        ),
        "",
    )


def _notice(invitation: Invitation, context: CaseContext) -> tuple[int, int, str]:
    """The days between receipt and event, the days asked for, and how both are counted."""
    the_council = context.at.council
    if the_council.notice_asked_in == DayKind.WORKING:
        given = context.at.working_days_between(invitation.received_on, invitation.event_on)
    else:
        given = (invitation.event_on - invitation.received_on).days
    return given, the_council.notice_asked, the_council.get_notice_asked_in_display()


def _period(period: PreElectionPeriod) -> Period:
    candidate = period.person.written_name if period.person else ""
    return Period(period.name, wording.day(period.ends_on), candidate)


def _duplicates(invitation: Invitation, context: CaseContext) -> list[Invitation]:
    living = (case for case in context.same_day(invitation) if case.stage in _ALIVE)
    return [case for case in living if looks_like_same_event(invitation, case)]


def _earliest_before(invitation: Invitation, cases: list[Invitation]) -> str:
    """The reference of the first of these that came before the invitation."""
    came = {(case.received_on, case.pk): case.reference for case in cases}
    first = min(came, default=None)
    return came[first] if first and first < (invitation.received_on, invitation.pk) else ""


def _with_why(invitation: Invitation, case: Invitation) -> str:
    """The other case's reference, with what the two have in common."""
    reasons = likeness(invitation, case).reasons
    return f"{case.reference} ({', '.join(reasons)})" if reasons else case.reference


def _missing(invitation: Invitation) -> tuple[str, ...]:
    """What an officer would ask for before anybody can decide."""
    organiser = invitation.organiser
    wanted = {
        "what happens at the event": invitation.what_happens.strip(),
        "the address of the venue": invitation.address.strip() or invitation.postcode.strip(),
        "what the guest is asked to do": invitation.asked or invitation.asked_words.strip(),
        "how to contact the organiser": organiser.email or organiser.postal_address.strip(),
    }
    return tuple(what for what, known in wanted.items() if not known)
