"""The only place where an invitation, the council and the diary become facts for the protocol."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from civic import queries as council
from civic.models import PreElectionPeriod
from engagements import case_context
from engagements.case_context import Surroundings
from engagements.models import LEFT, LIVING, SAID_NO, Delegation, Invitation, Purpose, Reply
from protocols.core.letters import announced_after
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    Accompany,
    Addressee,
    Advice,
    Announced,
    AnswerClock,
    Choice,
    Explained,
    MayorOfEvent,
    OfferDeputy,
    SameEvent,
    Stage,
    Waiting,
    Wish,
)


def of(invitation: Invitation, now: datetime | None = None) -> Situation:
    """The invitation's situation at this moment."""
    now = now or timezone.now()
    return situation(invitation, case_context.read([invitation], now))


def of_many(invitations: Sequence[Invitation], now: datetime | None = None) -> dict[int, Situation]:
    """The situations of a list, by key, in a fixed number of queries."""
    around = case_context.read(invitations, now or timezone.now())
    return {invitation.pk: situation(invitation, around) for invitation in invitations}


def situation(invitation: Invitation, around: Surroundings) -> Situation:
    """One invitation's situation from what was read around it."""
    code, mayor = council.mayor_of_event(invitation.starts_at, around.now, tenure=around.tenure)
    deputy = council.deputy_of_event(invitation.starts_at, around.now, tenure=around.tenure)
    deputy_key = deputy.person.pk if deputy else None
    choice, chooser, asked, accompany = _choice(invitation, around)
    return Situation(
        stage=Stage(invitation.stage),
        addressee=Addressee(invitation.addressee),
        named_deputy=invitation.named_deputy,
        wish=Wish(invitation.wish),
        explained=Explained(invitation.explained),
        clock=_clock(invitation, around),
        announced=announced(around.replies[invitation.pk]),
        waiting=waiting(around.replies[invitation.pk]),
        mayor=MayorOfEvent(code),
        event_over=invitation.ends_at <= around.now,
        deputy_in_office=deputy is not None,
        deputy_said_no=any(_said_no(delegation, invitation, deputy_key) for delegation in around.delegations[invitation.pk]),
        choice=choice,
        chooser_is_mayor=chooser is not None and mayor is not None and mayor.person.pk == chooser,
        asked_is_deputy=asked is not None and asked == deputy_key,
        accompany=accompany,
        same_event=_same_event(invitation, around),
        advice=advice(invitation, around),
        inherits_decline=_inherits_decline(invitation),
        offer=OfferDeputy(invitation.protocol_version.offer_deputy),
    )


def announced(replies: list[Reply]) -> Announced:
    """Whose attendance the letters that left have told the organiser of, and that no later letter called off."""
    stands = Announced.NOTHING
    for reply in replies:
        if reply.state in LEFT:
            stands = announced_after(Waiting(reply.says), stands)
    return stands


def waiting(replies: list[Reply]) -> Waiting:
    """What the stage's letter will say, while it has not left; one an officer stopped is still owed."""
    for reply in reversed(replies):
        superseded = reply.state == Reply.State.CANCELLED and reply.cancelled_by_id is None
        if not superseded:
            return Waiting.NONE if reply.state in LEFT else Waiting(reply.says)
    return Waiting.NONE


def living_delegation(delegations: list[Delegation]) -> Delegation | None:
    """What the Deputy is asked, or has accepted, at present."""
    return next((delegation for delegation in delegations if delegation.state in LIVING), None)


def _choice(invitation: Invitation, around: Surroundings) -> tuple[Choice, int | None, int | None, Accompany]:
    """What the attendance rests on, who chose, which Deputy was asked, and the Deputy's part beside the Mayor."""
    living = living_delegation(around.delegations[invitation.pk])
    engagement = around.engagements.get(invitation.pk)
    if invitation.stage in (Stage.WITH_DEPUTY.value, Stage.DEPUTY_ATTENDS.value) and living:
        kind = Choice.EXCEPTION if living.kind == Delegation.Kind.EXCEPTION else Choice.DELEGATION
        return kind, living.decision.made_by_id, living.deputy_id, Accompany.NONE
    if invitation.stage == Stage.MAYOR_ATTENDS.value and engagement and engagement.decision:
        if living is None:
            return Choice.OWN, engagement.decision.made_by_id, None, Accompany.NONE
        part = Accompany.ACCEPTED if living.state == Delegation.State.ACCEPTED else Accompany.ASKED
        return Choice.OWN, engagement.decision.made_by_id, living.deputy_id, part
    return Choice.NONE, None, None, Accompany.NONE


def _said_no(delegation: Delegation, invitation: Invitation, deputy: int | None) -> bool:
    return delegation.state in SAID_NO and delegation.deputy_id == deputy and delegation.event_at == invitation.starts_at


def answer_due_on(invitation: Invitation, replies: list[Reply]) -> date | None:
    """By when the organiser is asked to answer: counted from the letter that asked, when that left later than planned.

    The time to answer, and the further time a reminder gives, are calendar days of the case's own version of the protocol.
    """
    if invitation.answer_due_on is None:
        return None
    left = [reply.sent_at or reply.posted_at for reply in replies if reply.state in LEFT]
    limits = invitation.protocol_version
    days = limits.after_reminder_days if invitation.reminded_on else limits.answer_days
    since = [timezone.localdate(moment) + timedelta(days=days) for moment in left[-1:] if moment]
    return max([invitation.answer_due_on, *since])


def _clock(invitation: Invitation, around: Surroundings) -> AnswerClock:
    due_on = answer_due_on(invitation, around.replies[invitation.pk])
    # Until the letter has left, nobody is keeping anybody waiting.
    if due_on is None or waiting(around.replies[invitation.pk]) is not Waiting.NONE:
        return AnswerClock.REMINDED if invitation.reminded_on else AnswerClock.RUNNING
    passed = timezone.localdate(around.now) > due_on
    if invitation.reminded_on:
        return AnswerClock.OVERDUE if passed else AnswerClock.REMINDED
    return AnswerClock.REMINDER_DUE if passed else AnswerClock.RUNNING


def declined_lookalikes(invitation: Invitation, around: Surroundings) -> list[Invitation]:
    """Declined cases that look like the same event."""
    return [case for case in around.declined_on[invitation.event_on] if case_context.looks_like_same_event(invitation, case)]


def _same_event(invitation: Invitation, around: Surroundings) -> SameEvent:
    answers = {answer.declined_id: answer.same for answer in around.answers[invitation.pk]}
    if any(answers.values()):
        return SameEvent.SAME
    alike = [case.pk for case in declined_lookalikes(invitation, around)]
    if any(case not in answers for case in alike):
        return SameEvent.OPEN
    return SameEvent.DIFFERENT if alike else SameEvent.NONE


def periods_touching(invitation: Invitation, around: Surroundings) -> list[PreElectionPeriod]:
    """The pre-election periods the event falls in: of everybody, of its ward, or of an office-holder who may attend."""
    holders = {term.person_id for term in around.tenure.terms if term.begins_at <= invitation.starts_at < term.ends_at}
    return [
        period
        for period in around.periods
        if period.begins_on <= invitation.event_on <= period.ends_on
        and (period.person_id is None or period.person_id in holders)
        and period.covers_place(invitation.postcode)
    ]


def advice_is_needed(invitation: Invitation, around: Surroundings) -> bool:
    """Whether a pre-election period puts the invitation before the Monitoring Officer first (P11)."""
    delicate = invitation.affects_election or invitation.purpose == Purpose.POLITICAL
    policies = {period.policy for period in periods_touching(invitation, around)}
    return PreElectionPeriod.Policy.HOLD in policies or (PreElectionPeriod.Policy.CAUTION in policies and delicate)


def advice(invitation: Invitation, around: Surroundings) -> Advice:
    """The latest advice given on the event as it stands, or whether it is still needed."""
    given = [request for request in around.advice[invitation.pk] if request.given_at]
    if given:
        return Advice.AGAINST if given[-1].against else Advice.GIVEN
    return Advice.NEEDED if advice_is_needed(invitation, around) else Advice.NOT_NEEDED


def _inherits_decline(invitation: Invitation) -> bool:
    case = invitation.joined_to
    while case is not None and case.joined_to is not None:
        case = case.joined_to
    if case is None or case.stage != Stage.DECLINED.value:
        return False
    return Reply.objects.filter(invitation=case, letter="decline", state__in=LEFT, copy_of__isnull=True).exists()
