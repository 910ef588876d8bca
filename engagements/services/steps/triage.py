"""What officers do with an invitation, each a step of the table."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from civic import wording
from civic.models import Person
from civic.queries import read_council
from engagements import case_context, promise, situations
from engagements.likeness import looks_like_same_event, may_be_one
from engagements.models import Engagement, Invitation, LegalAdvice, NoInvitation, Question, SameEventAnswer
from engagements.services.letters import placeholder_values
from engagements.services.steps import joined, transitions
from protocols.core.consequences import Particulars
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import (
    CLOSED_STAGES,
    Addressee,
    Announced,
    Carrier,
    Party,
    SameEvent,
    Stage,
    Step,
)


def take(
    invitation: Invitation,
    *,
    step: Step,
    party: Party = Party.OFFICER,
    why: str = "",
    seen: int | None = None,
    by: Person,
) -> Invitation:
    """A step that needs no more than a reason.

    Wait again, retract, recall, stop waiting, unlink, reopen, record as private …

    Raises BreachOfProtocol, MovedMeanwhile.
    """
    with transitions.step(invitation, party=party, step=step, seen=seen, by=by) as movement:
        _note(movement, why)
        if step is Step.RECALL:
            LegalAdvice.objects.filter(invitation=movement.invitation, given_at=None).update(
                recalled_at=timezone.now()
            )
        if step in (Step.CALL_OFF_FOR_CAUSE, Step.PASS_ON):
            movement.letter_values["reason"] = why
    return invitation


def set_aside(
    invitation: Invitation, *, what: NoInvitation, why: str = "", seen: int | None = None, by: Person
) -> Invitation:
    """It is no invitation to this council's Mayor, and nobody is written to."""
    with transitions.step(invitation, party=Party.OFFICER, step=Step.SET_ASIDE, seen=seen, by=by) as movement:
        movement.words["set_aside_as"] = what.value
        _note(movement, why)
    return invitation


def tell_by_telephone(
    invitation: Invitation, *, spoken_to: str, told_at: datetime, seen: int | None = None, by: Person
) -> Invitation:
    """Record that the organiser was told by telephone what the letter will say: it counts as told (P21).

    Raises BreachOfProtocol where nothing waits to be told.
    """
    with transitions.step(
        invitation, party=Party.OFFICER, step=Step.TELL_BY_TELEPHONE, seen=seen, by=by
    ) as movement:
        case = movement.invitation
        letter = situations.stages_letter(situations.own_letters(case, movement.context))
        assert letter is not None  # noqa: S101 - the table has just required one that has not left
        letter.told_at, letter.told_version, letter.told_by = told_at, case.version + 1, by
        letter.save(update_fields=["told_at", "told_version", "told_by"])
        movement.words |= {"spoken_to": spoken_to, "told": wording.moment(told_at), "letter": letter.kind}
    return invitation


def send_holding(
    invitation: Invitation, *, answer_by: date, why: str = "", seen: int | None = None, by: Person
) -> Invitation:
    """Tell the organiser that the answer will take until a new day; once, and before the promise runs out.

    Whoever is joined to the case was promised the same answer, and is told with it where that can be.

    Raises BreachOfProtocol (P21) where it is too late, was done before, or the day is no later or not ahead
    of the event, and ValidationError by field for a day on which the office is closed.
    """
    with transitions.step(
        invitation, party=Party.OFFICER, step=Step.SEND_HOLDING, seen=seen, by=by
    ) as movement:
        case = movement.invitation
        if not movement.at.is_open_on(answer_by):
            raise ValidationError({"answer_by": "Enter a day on which the office is open"})
        if reason := promise.why_not_by(case, answer_by):
            raise BreachOfProtocol(
                Stage(case.stage), Party.OFFICER, Step.SEND_HOLDING, movement.row.clause, (reason,)
            )
        _promise_by(movement, answer_by)
        _note(movement, why)
    for other in transitions.joined_to(invitation):
        _hold_the_joined_too(other, answer_by, by=by)
    return invitation


def _hold_the_joined_too(other: Invitation, answer_by: date, *, by: Person) -> None:
    at = read_council()
    context = case_context.read([other], at)
    situation = situations.situation(other, context)
    told = {situation.announced, situations.told_together(other, context)} != {Announced.NOTHING}
    unanswered = situation.carrier is Carrier.OPEN and not told
    if not unanswered or promise.why_not_renewed(other, at.today) or promise.why_not_by(other, answer_by):
        return
    with transitions.step(other, party=Party.OFFICER, step=Step.SEND_HOLDING, by=by) as movement:
        _promise_by(movement, answer_by)


def _promise_by(movement: transitions.Movement, answer_by: date) -> None:
    movement.invitation.promise_due_on = answer_by
    movement.invitation.promise_renewed_on = movement.at.today
    movement.words["answer_by"] = answer_by.isoformat()


def ask_information(
    invitation: Invitation, *, question: str, seen: int | None = None, by: Person
) -> Question:
    """Ask the organiser for what is missing; the promise's clock stands still meanwhile (P21)."""
    with transitions.step(
        invitation, party=Party.OFFICER, step=Step.ASK_INFORMATION, seen=seen, by=by
    ) as movement:
        asked = Question.objects.create(
            invitation=movement.invitation,
            to=Question.To.ORGANISER,
            text=question,
            asked_at=timezone.now(),
            asked_by=by,
        )
        movement.letter_values["question"] = question
        movement.words["question"] = asked.pk
    return asked


def settle_addressee(
    invitation: Invitation, *, addressee: Addressee, why: str, seen: int | None = None, by: Person
) -> Invitation:
    """Say whom the organiser really addressed. Away from the Deputy only the civic manager may (P1)."""
    party = Party.CIVIC_MANAGER if invitation.addressee == Addressee.DEPUTY.value else Party.OFFICER
    said = Particulars(addressee=addressee)
    with transitions.step(
        invitation, party=party, step=Step.SETTLE_ADDRESSEE, said=said, seen=seen, by=by
    ) as movement:
        movement.words |= {"before": movement.before.addressee.value, "after": addressee.value}
        _note(movement, why)
    return invitation


def settle_same_event(
    invitation: Invitation, *, declined: Invitation, same: bool, why: str, seen: int | None = None, by: Person
) -> Invitation:
    """Say whether a declined case is the same event (P3).

    A yes holds for good; a no until the details change.
    """
    said = Particulars(same_event=SameEvent.SAME if same else SameEvent.DIFFERENT)
    with transitions.step(
        invitation, party=Party.OFFICER, step=Step.SETTLE_SAME_EVENT, said=said, seen=seen, by=by
    ) as movement:
        SameEventAnswer.objects.create(
            invitation=movement.invitation,
            declined=declined,
            same=same,
            why=why,
            said_at=timezone.now(),
            said_by=by,
        )
        movement.words |= {"declined": declined.reference, "same": same}
        _note(movement, why)
    return invitation


def explain_protocol(invitation: Invitation, *, seen: int | None = None, by: Person) -> Invitation:
    """Explain to an organiser who asked for the Deputy, and ask (P4)."""
    return take(invitation, step=Step.EXPLAIN_PROTOCOL, seen=seen, by=by)


def put_to_mayor(invitation: Invitation, *, seen: int | None = None, by: Person) -> Invitation:
    """Put the invitation to the Mayor of the event, or hold it for a successor not known yet (P1, P8)."""
    return take(invitation, step=Step.PUT_TO_MAYOR, seen=seen, by=by)


def tell_special_case(invitation: Invitation, *, why: str, seen: int | None = None, by: Person) -> Invitation:
    """Tell the Mayor of an invitation to the Deputy that may deserve goodwill (P5)."""
    return take(invitation, step=Step.TELL_SPECIAL_CASE, why=why, seen=seen, by=by)


def ask_monitoring_officer(
    invitation: Invitation, *, question: str, seen: int | None = None, by: Person
) -> LegalAdvice:
    """Ask for the Monitoring Officer's advice (P11, P20)."""
    with transitions.step(
        invitation, party=Party.OFFICER, step=Step.ASK_MONITORING_OFFICER, seen=seen, by=by
    ) as movement:
        asked = LegalAdvice.objects.create(
            invitation=movement.invitation, question=question, asked_at=timezone.now(), asked_by=by
        )
        movement.words["advice_request"] = asked.pk
    return asked


def advise(
    invitation: Invitation,
    *,
    answer: str,
    against: bool,
    adviser: Person | None = None,
    word: str = "",
    seen: int | None = None,
    by: Person,
) -> LegalAdvice:
    """The Monitoring Officer's advice.

    An officer who records it names the adviser and how the word was given.
    """
    step = Step.ADVISE_AGAINST if against else Step.ADVISE
    with transitions.step(
        invitation,
        party=Party.MONITORING_OFFICER,
        step=step,
        seen=seen,
        on_instruction_of=transitions.word_of(adviser, word, by=by),
        whose_word=adviser,
        by=by,
    ) as movement:
        request = (
            LegalAdvice.objects.select_for_update()
            .filter(invitation=movement.invitation, given_at=None)
            .order_by("-id")[:1]
            .get()
        )
        request.answer, request.against, request.given_at, request.given_by = (
            answer,
            against,
            timezone.now(),
            adviser or by,
        )
        request.save()
        movement.words["advice_request"] = request.pk
    return request


def refuse(
    invitation: Invitation, *, step: Step, reason: str, seen: int | None = None, by: Person
) -> Invitation:
    """Refuse under P10, or under P11 on advice against. `reason` is approved for the letter."""
    with transitions.step(invitation, party=Party.OFFICER, step=step, seen=seen, by=by) as movement:
        movement.letter_values["reason"] = reason
        _note(movement, reason)
    return invitation


def link_duplicate(
    invitation: Invitation, *, carries_on: Invitation, why: str, seen: int | None = None, by: Person
) -> Invitation:
    """Join the invitation to the case that carries on. It inherits that case's decline (P3).

    Where that one has its answer already, the letter that tells this organiser is drafted at once (P21).
    """
    with (
        transaction.atomic(),
        transitions.step(
            _locked_in_order(invitation, carries_on),
            party=Party.OFFICER,
            step=Step.LINK_DUPLICATE,
            seen=seen,
            by=by,
        ) as movement,
    ):
        target = Invitation.objects.select_related("organiser").get(pk=carries_on.pk)
        if reason := _why_not_joined(movement, target):
            raise BreachOfProtocol(
                Stage(invitation.stage), Party.OFFICER, Step.LINK_DUPLICATE, movement.row.clause, (reason,)
            )
        movement.invitation.joined_to, movement.invitation.joined_day = target, target.event_on
        movement.words["joined_to"] = target.reference
        _note(movement, why)
    joined.tell_what_stands(invitation)
    return invitation


def _why_not_joined(movement: transitions.Movement, target: Invitation) -> str:
    """Why it cannot be joined to that case; empty when it can.

    Whatever becomes of the other case becomes of this one, so the two must be about one invitation (P21).
    """
    invitation, stage = movement.invitation, Stage(target.stage)
    if target.pk == invitation.pk or stage is Stage.DUPLICATE:
        return (
            "Choose the invitation that should continue. It cannot be this one, or one that "
            "is joined to another."
        )
    if stage in CLOSED_STAGES and stage is not Stage.DECLINED:
        return f"{target.reference} is closed. Reopen it first, or continue with this one."
    if (target.received_on, target.pk) > (invitation.received_on, invitation.pk):
        return f"{target.reference} came later. The earlier one should continue: join that one to this."
    if not may_be_one(invitation, target):
        return (
            f"{target.reference} has a different date, organiser and name, so it is not the same invitation."
        )
    answers = movement.context.answers[invitation.pk]
    said = any(answer.same and answer.declined_id == target.pk for answer in answers)
    if stage is Stage.DECLINED and not said and not looks_like_same_event(invitation, target):
        return (
            f"{target.reference} was declined and does not look like the same event. If you "
            f"joined them, this invitation would be declined without being asked (P3)."
        )
    return ""


def _locked_in_order(invitation: Invitation, other: Invitation) -> Invitation:
    """Both are locked in one order: two that are joined to each other at once wait instead of stopping each
    other.
    """
    both = Invitation.objects.select_for_update(of=("self",)).filter(pk__in=[invitation.pk, other.pk])
    list(both.order_by("pk").values_list("pk", flat=True))
    return invitation


def record_outcome(
    invitation: Invitation,
    *,
    attended: bool,
    note: str = "",
    party: Party = Party.OFFICER,
    seen: int | None = None,
    by: Person,
) -> Invitation:
    """Record whether somebody attended, once the event is over; or correct what was recorded wrongly.

    Raises BreachOfProtocol for the outcome that is on record already.
    """
    step = Step.OUTCOME_ATTENDED if attended else Step.OUTCOME_NOT_ATTENDED
    in_diary = Engagement.objects.exclude(state=Engagement.State.ENDED).filter(invitation=invitation)
    went = in_diary.select_related("person", "accompanied_by__deputy").last()
    with transitions.step(invitation, party=party, step=step, seen=seen, by=by) as movement:
        movement.words["attended"] = attended
        movement.letter_values["attendee"] = (
            placeholder_values.who_attended(went, movement.at.titles)
            if went
            else placeholder_values.who_was_announced(invitation)
        )
        _note(movement, note)
        movement.outcome = {"attended": attended, "outcome_note": note}
    return invitation


def write_thanks(invitation: Invitation, *, seen: int | None = None, by: Person) -> Invitation:
    """Write a letter of thanks for what was entered late, where the office chooses to (P8).

    Raises BreachOfProtocol where nobody attended, or somebody was written to already.
    """
    with transitions.step(
        invitation, party=Party.OFFICER, step=Step.WRITE_THANKS, seen=seen, by=by
    ) as movement:
        went = Engagement.objects.filter(invitation=invitation, state=Engagement.State.DONE)
        movement.letter_values["attendee"] = placeholder_values.who_attended(
            went.select_related("person", "accompanied_by__deputy").get(), movement.at.titles
        )
    return invitation


def _note(movement: transitions.Movement, why: str) -> None:
    if why:
        movement.words["why"] = why
