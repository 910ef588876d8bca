"""What comes next in a case: the step that its page offers first, and the few words of it in a list.

Pure: worked out from the situation, the findings and the letters that were read for the case.
"""

from collections.abc import Iterable, Mapping, Sequence

from civic import wording
from engagements.models import Letter
from protocols.core.findings import Finding, FindingCode
from protocols.core.rulings import open_rows
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    Addressee,
    Advice,
    Party,
    SameEvent,
    Stage,
    Step,
)
from protocols.wording import in_council_words

# What is noticed and settled before the case goes on, by the finding's own remedy, in this order.
SETTLED_FIRST = (
    FindingCode.LIKELY_DUPLICATE,
    FindingCode.PURPOSE_POLITICAL,
    FindingCode.PURPOSE_COMMERCIAL,
)
# A letter that waits for an officer comes before any step.
_LETTERS = {
    Letter.State.DRAFT.value: "Check and release the letter",
    Letter.State.FAILED.value: "Letter not delivered: put it right",
    Letter.State.UNCERTAIN.value: "Letter perhaps not delivered: find out",
}
_WAITS = {
    Stage.AWAITING_INFORMATION: "Organiser to answer our question",
    Stage.PROTOCOL_EXPLAINED: "Organiser to choose",
    Stage.SPECIAL_CASE: "Mayor to look at the special case",
    Stage.WITH_MONITORING_OFFICER: "Monitoring Officer to advise",
    Stage.WITH_MAYOR: "Mayor to decide",
    Stage.HELD_FOR_SUCCESSOR: "Next Mayor to be known",
    Stage.WITH_DEPUTY: "Deputy to answer",
}


def recommended(situation: Situation, steps: Sequence[Step], findings: Iterable[Finding]) -> Step | None:
    """The step that usually comes next, of those that are open;
    None while the case waits for somebody else.
    """
    return next((step for step in _in_order(situation, findings) if step in steps), None)


def in_a_line(
    situation: Situation, findings: Sequence[Finding], letters: Iterable[Letter], titles: Mapping[str, str]
) -> str:
    """What an officer does next, or whom the case waits for; empty where nothing is left to do."""
    waiting = {letter.state for letter in letters}
    for state, says in _LETTERS.items():
        if state in waiting:
            return says
    step = recommended(situation, [row.step for row in open_rows(situation, Party.OFFICER)], findings)
    if step is not None:
        return in_council_words(_said(step, findings), titles)
    if situation.event_over and situation.stage in ATTENDING_STAGES:
        return "Record the outcome"
    return in_council_words(_WAITS.get(situation.stage, ""), titles)


def _said(step: Step, findings: Iterable[Finding]) -> str:
    if step is Step.LINK_DUPLICATE:
        twin = next(one for one in findings if one.code is FindingCode.LIKELY_DUPLICATE)
        return f"Join to {twin.particulars['earlier']}"
    if step is Step.OUTCOME_ATTENDED:
        return "Record the outcome"
    return wording.capital(step.label)


def _in_order(situation: Situation, findings: Iterable[Finding]) -> list[Step]:
    if situation.event_over:
        return [Step.OUTCOME_ATTENDED]
    if situation.stage is Stage.WITH_MONITORING_OFFICER:
        return [Step.ADVISE]
    if situation.stage is not Stage.RECEIVED:
        return []
    order = []
    if situation.same_event is SameEvent.OPEN:
        order.append(Step.SETTLE_SAME_EVENT)
    if situation.addressee is Addressee.UNCLEAR:
        order += [Step.SETTLE_ADDRESSEE, Step.ASK_INFORMATION]
    order += _remedies(findings)
    if situation.advice is Advice.NEEDED:
        order.append(Step.ASK_MONITORING_OFFICER)
    if situation.advice is Advice.AGAINST:
        order.append(Step.REFUSE_P11)
    return [*order, Step.EXPLAIN_PROTOCOL, Step.WAIT_AGAIN, Step.RECORD_NOT_CIVIC, Step.PUT_TO_MAYOR]


def _remedies(findings: Iterable[Finding]) -> list[Step]:
    found = {finding.code: finding.remedies for finding in findings}
    return [remedy.step for code in SETTLED_FIRST for remedy in found.get(code, ()) if remedy.step]
