"""What the table opens and the case's own past keeps shut: a promise once renewed, a no that the Mayor has
acted on, an outcome that is recorded already.
"""

from collections.abc import Callable

from engagements import promise
from engagements.case_context import CaseContext
from engagements.models import SAID_NO, Delegation, Engagement, Invitation, RecordEntry
from protocols.core.vocabulary import OUTCOMES, Stage, Step

Reason = Callable[[Invitation, CaseContext], str]


def why(step: Step, invitation: Invitation, context: CaseContext) -> str:
    """Why the case keeps this step shut; empty where it does not."""
    reason = _REASONS.get(step)
    return reason(invitation, context) if reason else ""


def kept_shut(invitation: Invitation, context: CaseContext) -> dict[Step, str]:
    """The steps that the case keeps shut, each with why."""
    found = {step: why(step, invitation, context) for step in _REASONS}
    return {step: says for step, says in found.items() if says}


def _promise_renewed(invitation: Invitation, context: CaseContext) -> str:
    return promise.why_not_renewed(invitation, context.at.today)


def _mayor_has_acted(invitation: Invitation, context: CaseContext) -> str:
    """The Deputy's no is taken back until the Mayor's next act (P2)."""
    said_no = [one for one in context.delegations[invitation.pk] if one.state in SAID_NO]
    if not said_no or Delegation.objects.correctable().filter(pk=said_no[-1].pk).exists():
        return ""
    return "The Mayor has already acted on the Deputy’s answer."


def _is_recorded(step: Step) -> Reason:
    def reason(invitation: Invitation, context: CaseContext) -> str:
        if invitation.stage != Stage.COMPLETED.value:
            return ""
        recorded = RecordEntry.objects.filter(invitation=invitation, kind__in=OUTCOMES).last()
        same = recorded is not None and recorded.kind == step.value
        return "This outcome is already recorded." if same else ""

    return reason


def _nobody_to_thank(invitation: Invitation, context: CaseContext) -> str:
    if not invitation.entered_late:
        return ""  # the table keeps it shut
    came = Engagement.objects.filter(invitation=invitation, state=Engagement.State.DONE, attended=True)
    return "" if came.exists() else "The record says that nobody attended."


_REASONS: dict[Step, Reason] = {
    Step.SEND_HOLDING: _promise_renewed,
    Step.CORRECT_NO: _mayor_has_acted,
    Step.WRITE_THANKS: _nobody_to_thank,
} | {step: _is_recorded(step) for step in OUTCOMES}
