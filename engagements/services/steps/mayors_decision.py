"""The Mayor's decisions: made on the Mayor's own page, or recorded by an officer on the Mayor's word."""

from datetime import datetime

from django.utils import timezone

from civic import wording
from civic.models import AgreedReason, Person
from civic.queries import Holder
from engagements.models import (
    STEPS_OF,
    Decision,
    Delegation,
    Engagement,
    Instruction,
    Invitation,
    Outcome,
    Question,
)
from engagements.services.steps import transitions
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Party, Stage, Step

_ASKS_DEPUTY = {
    Outcome.DELEGATE: Delegation.Kind.DELEGATION,
    Outcome.EXCEPTION: Delegation.Kind.EXCEPTION,
    Outcome.ACCEPT_TOGETHER: Delegation.Kind.ACCOMPANY,
}


def step_for(outcome: Outcome, stage: str) -> Step:
    """The table's step for an outcome: some are worded differently once the Mayor has accepted."""
    steps = STEPS_OF[outcome]
    return steps[-1] if stage == Stage.MAYOR_ATTENDS.value else steps[0]


def record_decision(
    invitation: Invitation,
    *,
    outcome: Outcome,
    made_by: Person,
    instruction: Instruction | None = None,
    agreed_reason: str = "",
    decline_kind: str = "",
    reason: str = "",
    reason_for_release: str = "",
    question: str = "",
    made_at: datetime | None = None,
    seen: int | None = None,
    by: Person,
) -> Decision:
    """Record what the Mayor of the event decided.

    `by` is the Mayor, or the officer who was told (`instruction` says how, `made_at` when). A delegation
    needs `agreed_reason`, the code of a reason on the council's list; a decline needs `decline_kind`, one of
    DeclineKind.

    Raises BreachOfProtocol when the table does not allow it, `made_by` is not the Mayor of the event (P1,
    P8) or the reason is no longer on the agreed list (P2), MovedMeanwhile when the invitation changed since
    version `seen`.
    """
    step = step_for(outcome, invitation.stage)
    with transitions.step(
        invitation,
        party=Party.MAYOR,
        step=step,
        seen=seen,
        on_instruction_of=transitions.word_of(made_by, *transitions.given(instruction, made_at), by=by),
        whose_word=made_by,
        by=by,
    ) as movement:
        mayor = _mayor_of(movement, made_by)
        agreed = _on_the_list(movement, agreed_reason)
        decision = Decision.objects.create(
            invitation=movement.invitation,
            made_version=movement.invitation.version + 1,
            outcome=outcome,
            made_by=made_by,
            capacity=mayor.capacity,
            made_at=made_at or timezone.now(),
            event_starts_at=movement.invitation.starts_at,
            event_ends_at=movement.invitation.ends_at,
            recorded_at=timezone.now(),
            recorded_by=by,
            instruction=instruction or "",
            agreed_reason=agreed,
            agreed_reason_words=agreed.wording if agreed else "",
            decline_kind=decline_kind,
            reason=reason,
            reason_for_release=reason_for_release,
            question=question,
        )
        _what_follows(movement, decision, mayor)
    return decision


def _mayor_of(movement: transitions.Movement, person: Person) -> Holder:
    invitation, row = movement.invitation, movement.row
    _, mayor = movement.at.mayor_of_event(invitation.starts_at, then=invitation.entered_late)
    if mayor is None or mayor.person != person:
        on = wording.day(invitation.event_on)
        reason = f"{person.name} is not the Mayor of the event on {on}, and cannot decide on it."
        raise BreachOfProtocol(Stage(invitation.stage), Party.MAYOR, row.step, row.clause, (reason,))
    return mayor


def _on_the_list(movement: transitions.Movement, code: str) -> AgreedReason | None:
    """The reason as it is worded now; it stays so until the decision has its words."""
    if not code:
        return None
    found = AgreedReason.objects.in_use().select_for_update().filter(code=code).first()
    if found is None:
        reason = "This reason is no longer on the agreed list. Choose another one."
        stage = Stage(movement.invitation.stage)
        raise BreachOfProtocol(stage, Party.MAYOR, movement.row.step, "P2", (reason,))
    return found


def _what_follows(movement: transitions.Movement, decision: Decision, mayor: Holder) -> None:
    invitation, outcome = movement.invitation, Outcome(decision.outcome)
    movement.words["decision"] = decision.pk
    movement.letter_values["reason"] = decision.reason_for_release
    delegation = _ask_deputy(movement, decision, _ASKS_DEPUTY[outcome]) if outcome in _ASKS_DEPUTY else None
    # Who goes already and asks the Deputy along stays in the diary on the first answer.
    goes_already = movement.before.stage is Stage.MAYOR_ATTENDS
    if outcome in (Outcome.ACCEPT, Outcome.ACCEPT_TOGETHER) and not goes_already:
        attendee = Engagement.Attendee.ACTING if mayor.capacity == "acting" else Engagement.Attendee.MAYOR
        enter_in_diary(invitation, attendee=attendee, person=decision.made_by, decision=decision)
    if outcome is Outcome.ASK:
        Question.objects.create(
            invitation=invitation,
            to=Question.To.OFFICE,
            text=decision.question,
            asked_at=decision.made_at,
            asked_by=decision.made_by,
        )
    if delegation:
        movement.words["delegation"] = delegation.pk


def _ask_deputy(movement: transitions.Movement, decision: Decision, kind: Delegation.Kind) -> Delegation:
    invitation = movement.invitation
    deputy = movement.at.deputy_of_event(invitation.starts_at, then=invitation.entered_late)
    assert deputy is not None  # noqa: S101 - the table has just required a Deputy in office
    return Delegation.objects.create(
        invitation=invitation,
        decision=decision,
        kind=kind,
        deputy=deputy.person,
        event_at=invitation.starts_at,
        asked_at=decision.made_at,
    )


def enter_in_diary(
    invitation: Invitation,
    *,
    attendee: Engagement.Attendee,
    person: Person,
    decision: Decision | None = None,
    delegation: Delegation | None = None,
) -> Engagement:
    """Put an accepted invitation into the diary, on the choice it rests on."""
    return Engagement.objects.create(
        invitation=invitation,
        attendee=attendee,
        person=person,
        decision=decision,
        delegation=delegation,
        starts_at=invitation.starts_at,
        ends_at=invitation.ends_at,
        made_at=timezone.now(),
    )
