"""The only place where an invitation, the council and the diary become facts for the protocol."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from civic.models import PreElectionPeriod
from civic.queries import CouncilNow
from engagements import case_context
from engagements.case_context import CaseContext
from engagements.models import LEFT, LIVING, RELEASED, SAID_NO, Delegation, Invitation, Letter, Purpose
from protocols.core.letters import (
    PUT_IN_DOUBT,
    STANDING_LETTERS,
    TOLD_TOGETHER,
    announced_after,
    in_doubt_after,
)
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    CLOSED_STAGES,
    Accompany,
    Addressee,
    Advice,
    Announced,
    AnswerClock,
    Carrier,
    Choice,
    Explained,
    LetterKind,
    MayorOfEvent,
    OfferDeputy,
    SameEvent,
    Stage,
    Waiting,
    Wish,
)

_STANDING = frozenset(letter.value for letter in STANDING_LETTERS)
_TOLD_TOGETHER = frozenset(letter.value for letter in TOLD_TOGETHER)
_PUT_IN_DOUBT = frozenset(letter.value for letter in PUT_IN_DOUBT)
_ENDED_WITH_AN_ANSWER = (Stage.CANCELLED, Stage.COMPLETED)


def of(invitation: Invitation, at: CouncilNow) -> Situation:
    """One invitation's situation, with what is around it read for it alone."""
    return situation(invitation, case_context.read([invitation], at))


def of_many(invitations: Sequence[Invitation], at: CouncilNow) -> dict[int, Situation]:
    """The situations of a list, by key, in a fixed number of queries."""
    context = case_context.read(invitations, at)
    return {invitation.pk: situation(invitation, context) for invitation in invitations}


def situation(invitation: Invitation, context: CaseContext) -> Situation:
    """One invitation's situation from what was read around it."""
    # What is entered late was decided, and is answered for, by those who held the offices on that day.
    late = invitation.entered_late
    code, mayor = context.at.mayor_of_event(invitation.starts_at, then=late)
    deputy = context.at.deputy_of_event(invitation.starts_at, then=late)
    deputy_key = deputy.person.pk if deputy else None
    choice, chooser, asked, accompany = _choice(invitation, context)
    letters = own_letters(invitation, context)
    return Situation(
        stage=Stage(invitation.stage),
        addressee=Addressee(invitation.addressee),
        named_deputy=invitation.named_deputy,
        wish=Wish(invitation.wish),
        explained=Explained(invitation.explained),
        clock=_clock(invitation, letters, context.now),
        announced=announced(invitation, context),
        in_doubt=in_doubt(invitation, context),
        waiting=waiting(letters),
        mayor=MayorOfEvent(code),
        event_over=invitation.ends_at <= context.now,
        deputy_in_office=deputy is not None,
        deputy_said_no=any(
            _said_no(delegation, invitation, deputy_key) for delegation in context.delegations[invitation.pk]
        ),
        choice=choice,
        chooser_is_mayor=chooser is not None and mayor is not None and mayor.person.pk == chooser,
        asked_is_deputy=asked is not None and asked == deputy_key,
        accompany=accompany,
        same_event=_same_event(invitation, context),
        advice=advice(invitation, context),
        unsaid=invitation.set_aside_unsaid,
        late=late and not any(letter.is_known for letter in letters),
        carrier=_carrier(invitation, context),
        offer=OfferDeputy(invitation.protocol_version.offer_deputy),
    )


def own_letters(invitation: Invitation, context: CaseContext) -> list[Letter]:
    """The letters that say where the case stands: copies and standing letters never do."""
    return [
        letter
        for letter in context.letters[invitation.pk]
        if letter.copy_of_id is None and letter.kind not in _STANDING
    ]


def announced(invitation: Invitation, context: CaseContext) -> Announced:
    """Whose attendance the letters that the organiser knows have told of, and no later letter called off.

    What was told with another case's counts from when this one stands alone again.
    """
    silent = _STANDING - _counting(invitation)
    letters = (letter for letter in context.letters[invitation.pk] if letter.kind not in silent)
    return _announced(letter for letter in letters if letter.is_known)


def told_together(invitation: Invitation, context: CaseContext) -> Announced:
    """Whose attendance the organiser of a joined case was told of with the other's letters."""
    letters = (letter for letter in context.letters[invitation.pk] if letter.kind in _TOLD_TOGETHER)
    return _announced(letter for letter in letters if letter.is_known)


def _counting(invitation: Invitation) -> frozenset[str]:
    """Of the letters that went with another case's, those that say where this one stands."""
    return frozenset() if invitation.was_joined_to_id is None else _TOLD_TOGETHER


def _announced(letters: Iterable[Letter]) -> Announced:
    stands = Announced.NOTHING
    for letter in letters:
        if letter.copy_of_id is None:
            stands = announced_after(Waiting(letter.announces), stands)
    return stands


def in_doubt(invitation: Invitation, context: CaseContext) -> bool:
    """Whether what stands announced was put in doubt since: by a change or a correction of the event, by a
    letter that left, or as it was told by telephone and then never written. All letters of the case, standing
    ones too.
    """
    stands, doubt = Announced.NOTHING, False
    silent = _TOLD_TOGETHER - _counting(invitation)
    for letter in context.letters[invitation.pk]:
        if letter.copy_of_id is None and letter.kind not in silent:
            doubt = doubt or letter.kind in _PUT_IN_DOUBT
            if letter.is_known:
                left = Waiting(letter.announces)
                stands, doubt = announced_after(left, stands), in_doubt_after(left, doubt)
            doubt = doubt or _was_never_written(letter, context.letters[invitation.pk])
    return doubt and stands is not Announced.NOTHING


def waiting(letters: list[Letter]) -> Waiting:
    """What the stage's letter will say, while the organiser does not know it."""
    letter = stages_letter(letters)
    if letter is None or any(same.is_known for same in same_letters(letter, letters)):
        return Waiting.NONE
    return Waiting(letter.announces)


def same_letters(letter: Letter, letters: list[Letter]) -> list[Letter]:
    """The letter, however often it was sent anew: whoever knows one of them knows them all."""
    return [one for one in letters if (one.entry_id, one.kind) == (letter.entry_id, letter.kind)]


def stages_letter(letters: list[Letter]) -> Letter | None:
    """The letter that says where the case stands; one that an officer stopped is still owed."""
    for letter in reversed(letters):
        if letter.state != Letter.State.CANCELLED or letter.cancelled_by_id is not None:
            return letter
    return None


def told_by_word_alone(letter: Letter, letters: list[Letter]) -> bool:
    """Whether its organiser was told by telephone what it says, and has not been written to."""
    same = same_letters(letter, letters)
    return any(one.told_at for one in same) and not any(one.state in LEFT for one in same)


def _was_never_written(letter: Letter, letters: list[Letter]) -> bool:
    """Whether it was told by telephone, and the case moved on before it left."""
    withdrawn = letter.state == Letter.State.CANCELLED and letter.cancelled_by_id is None
    return withdrawn and told_by_word_alone(letter, letters)


def living_delegation(delegations: list[Delegation]) -> Delegation | None:
    """What the Deputy is asked, or has accepted, at present."""
    return next((delegation for delegation in delegations if delegation.state in LIVING), None)


def _choice(invitation: Invitation, context: CaseContext) -> tuple[Choice, int | None, int | None, Accompany]:
    """What the attendance rests on, who chose, which Deputy was asked, and the Deputy's part beside the
    Mayor.
    """
    living = living_delegation(context.delegations[invitation.pk])
    engagement = context.engagements.get(invitation.pk)
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
    return (
        delegation.state in SAID_NO
        and delegation.deputy_id == deputy
        and timezone.localdate(delegation.event_at) == invitation.event_on
    )


def answer_due_on(invitation: Invitation, letters: list[Letter]) -> date | None:
    """By when the organiser is asked to answer.

    Counted from the letter that asked, when that left later than planned.

    The time to answer, and the further time a reminder gives, are calendar days of the case's own version of
    the protocol.
    """
    if invitation.answer_due_on is None:
        return None
    left = [letter.sent_at or letter.posted_at for letter in letters if letter.state in LEFT]
    limits = invitation.protocol_version
    days = limits.after_reminder_days if invitation.reminded_on else limits.answer_days
    since = [timezone.localdate(moment) + timedelta(days=days) for moment in left[-1:] if moment]
    return max([invitation.answer_due_on, *since])


def _clock(invitation: Invitation, letters: list[Letter], now: datetime) -> AnswerClock:
    due_on = answer_due_on(invitation, letters)
    # Until the letter has left, nobody is keeping anybody waiting.
    if due_on is None or waiting(letters) is not Waiting.NONE:
        return AnswerClock.REMINDED if invitation.reminded_on else AnswerClock.RUNNING
    passed = timezone.localdate(now) > due_on
    if invitation.reminded_on:
        return AnswerClock.OVERDUE if passed else AnswerClock.REMINDED
    return AnswerClock.REMINDER_DUE if passed else AnswerClock.RUNNING


def _same_event(invitation: Invitation, context: CaseContext) -> SameEvent:
    if invitation.taken_up:
        return SameEvent.SAME
    answers = {answer.declined_id: answer.same for answer in context.answers[invitation.pk]}
    if any(answers.values()):
        return SameEvent.SAME
    alike = [case.pk for case in context.declined_lookalikes(invitation)]
    if any(case not in answers for case in alike):
        return SameEvent.OPEN
    return SameEvent.DIFFERENT if alike else SameEvent.NONE


def periods_touching(invitation: Invitation, context: CaseContext) -> list[PreElectionPeriod]:
    """The pre-election periods the event falls in.

    Of everybody, of its ward, or of an office-holder who may attend.
    """
    holders = {
        term.person_id
        for term in context.at.tenure.terms
        if term.begins_at <= invitation.starts_at < term.ends_at
    }
    return [
        period
        for period in context.at.pre_election_periods
        if period.begins_on <= invitation.event_on <= period.ends_on
        and (period.person_id is None or period.person_id in holders)
        and period.covers_place(invitation.postcode)
    ]


def advice_is_needed(invitation: Invitation, context: CaseContext) -> bool:
    """Whether a pre-election period puts the invitation before the Monitoring Officer first (P11)."""
    delicate = invitation.affects_election or invitation.purpose == Purpose.POLITICAL
    policies = {period.policy for period in periods_touching(invitation, context)}
    return PreElectionPeriod.Policy.HOLD in policies or (
        PreElectionPeriod.Policy.CAUTION in policies and delicate
    )


def advice(invitation: Invitation, context: CaseContext) -> Advice:
    """The latest advice given on the event as it stands, or whether it is still needed."""
    given = [request for request in context.advice[invitation.pk] if request.given_at and not request.void]
    if given:
        return Advice.AGAINST if given[-1].against else Advice.GIVEN
    return Advice.NEEDED if advice_is_needed(invitation, context) else Advice.NOT_NEEDED


def _carrier(invitation: Invitation, context: CaseContext) -> Carrier:
    """What became of the case that carries this one on. A letter on its way counts as told: who was joined
    is written to with the other.
    """
    carrying = context.carrying(invitation)
    if carrying is None:
        return Carrier.OPEN
    if case_context.was_declined(carrying):
        return Carrier.DECLINED
    if invitation.joined_day != carrying.event_on:
        return Carrier.GONE
    stage = Stage(carrying.stage)
    own = own_letters(carrying, context)
    of_its_organiser = bool(own) and own[-1].kind == LetterKind.CANCELLED.value
    ended = stage in CLOSED_STAGES
    if ended and (of_its_organiser or stage not in _ENDED_WITH_AN_ANSWER):
        return Carrier.GONE
    told = [letter for letter in own if letter.state in RELEASED]
    if _announced(told) is not Announced.NOTHING:
        return Carrier.GOES
    if not ended:
        return Carrier.OPEN
    kinds = [letter.kind for letter in told]
    corrected = LetterKind.APOLOGY.value in kinds and kinds[-1] == LetterKind.THANKS.value
    return Carrier.ATTENDED if corrected else Carrier.OFF
