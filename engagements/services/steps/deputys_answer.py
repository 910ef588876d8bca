"""The Deputy's answers to what the Mayor asked.

Given on the Deputy's page, or recorded on the Deputy's word.
"""

from contextlib import AbstractContextManager
from datetime import datetime

from django.utils import timezone

from civic.models import Person
from engagements.models import Delegation, Engagement, Instruction, Invitation
from engagements.services.steps import mayors_decision, transitions
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Party, Stage, Step


def accept(
    invitation: Invitation,
    *,
    deputy: Person,
    instruction: Instruction | None = None,
    told_at: datetime | None = None,
    seen: int | None = None,
    by: Person,
) -> Delegation:
    """The Deputy will go, or will accompany the Mayor. Raises BreachOfProtocol, MovedMeanwhile."""
    step = Step.ACCOMPANY_ACCEPTS if invitation.stage == Stage.MAYOR_ATTENDS.value else Step.DEPUTY_ACCEPTS
    with _step(
        invitation, step, deputy=deputy, instruction=instruction, told_at=told_at, seen=seen, by=by
    ) as movement:
        delegation = _asked(movement, deputy)
        delegation.state = Delegation.State.ACCEPTED
        _answer(delegation, movement, by)
        if step is Step.ACCOMPANY_ACCEPTS:
            Engagement.objects.live().filter(invitation=movement.invitation).update(accompanied_by=delegation)
        else:
            mayors_decision.enter_in_diary(
                movement.invitation, attendee=Engagement.Attendee.DEPUTY, person=deputy, delegation=delegation
            )
    return delegation


def say_no(
    invitation: Invitation,
    *,
    deputy: Person,
    private_reason: str,
    instruction: Instruction | None = None,
    told_at: datetime | None = None,
    seen: int | None = None,
    by: Person,
) -> Delegation:
    """The Deputy will not go, or can no longer.

    The reason stays between the Deputy, the Mayor and the office.

    Raises BreachOfProtocol, MovedMeanwhile.
    """
    current = Delegation.objects.living().filter(invitation=invitation).first()
    accepted = current is not None and current.state == Delegation.State.ACCEPTED
    step = _NO[(invitation.stage == Stage.MAYOR_ATTENDS.value, accepted)]
    with _step(
        invitation, step, deputy=deputy, instruction=instruction, told_at=told_at, seen=seen, by=by
    ) as movement:
        delegation = _asked(movement, deputy)
        delegation.private_reason = private_reason
        _answer(delegation, movement, by)
    return delegation


def take_back_no(
    invitation: Invitation,
    *,
    deputy: Person,
    instruction: Instruction | None = None,
    told_at: datetime | None = None,
    seen: int | None = None,
    by: Person,
) -> Delegation:
    """The Deputy said no by mistake, and the Mayor has done nothing since: the Mayor may ask again.

    Raises BreachOfProtocol, MovedMeanwhile.
    """
    with _step(
        invitation, Step.CORRECT_NO, deputy=deputy, instruction=instruction, told_at=told_at, seen=seen, by=by
    ) as movement:
        delegation = _asked(movement, deputy)
        movement.words["delegation"] = delegation.pk
    delegation.refresh_from_db()
    return delegation


_NO = {
    (False, False): Step.DEPUTY_DECLINES,
    (False, True): Step.DEPUTY_CANNOT,
    (True, False): Step.ACCOMPANY_DECLINES,
    (True, True): Step.ACCOMPANY_CANNOT,
}


def _answer(delegation: Delegation, movement: transitions.Movement, by: Person) -> None:
    delegation.answered_version = movement.invitation.version + 1
    delegation.answered_at, delegation.answered_by = timezone.now(), by
    delegation.save()
    movement.words["delegation"] = delegation.pk


def _asked(movement: transitions.Movement, deputy: Person) -> Delegation:
    """The delegation this answers. Raises BreachOfProtocol when it was asked of somebody else."""
    delegation = (
        Delegation.objects.select_for_update(of=("self",))
        .filter(invitation=movement.invitation)
        .order_by("-id")[:1]
        .get()
    )
    if delegation.deputy_id != deputy.pk:
        row = movement.row
        raise BreachOfProtocol(
            row.stage or Stage.RECEIVED,
            Party.DEPUTY,
            row.step,
            row.clause,
            (f"{deputy.name} was not asked.",),
        )
    return delegation


def _step(
    invitation: Invitation,
    step: Step,
    *,
    deputy: Person,
    instruction: Instruction | None,
    told_at: datetime | None,
    seen: int | None,
    by: Person,
) -> AbstractContextManager[transitions.Movement]:
    """The Deputy's step, taken in person or by an officer on the Deputy's word."""
    return transitions.step(
        invitation,
        party=Party.DEPUTY,
        step=step,
        seen=seen,
        on_instruction_of=transitions.word_of(deputy, *transitions.given(instruction, told_at), by=by),
        whose_word=deputy,
        by=by,
    )
