"""Which answers the table opens now, and why the others one might expect are closed."""

from collections.abc import Sequence
from dataclasses import dataclass

from engagements.forms.members.answers import ACCEPT, ACCEPT_ALONE, ACCEPT_TOGETHER, ASK_ALONG, Answer
from protocols import service as protocol
from protocols.core.facts import Fact
from protocols.core.rows import Row
from protocols.core.rulings import BreachOfProtocol, rows_at, rule_on
from protocols.core.situation import Situation
from protocols.core.vocabulary import Party, Stage, Step

# Conditions that were never in question for an invitation: that such an answer is
# not open goes without saying.
IMPLIED_FACTS = {
    fact.otherwise
    for fact in (
        Fact.ADDRESSED_TO_BOTH,
        Fact.DEPUTY_NAMED,
        Fact.SOMETHING_ANNOUNCED,
        Fact.ACCOMPANY_ASKED,
        Fact.ACCOMPANY_ACCEPTED,
        Fact.EVENT_AHEAD,
        Fact.EVENT_OVER,
    )
}


@dataclass(frozen=True)
class Offer:
    """An answer the table opens now, with the row that opens it."""

    answer: Answer
    row: Row


@dataclass(frozen=True)
class Closed:
    """An answer one might expect and the table does not open, with its clause and the reasons."""

    answer: Answer
    clause: str
    reasons: tuple[str, ...]


def offered(answers: Sequence[Answer], situation: Situation, party: Party) -> list[Offer]:
    """What this party may answer now, in the order of `answers`."""
    rows = {row.step: row for row in protocol.open_steps(situation, [party])}
    joint = Step.ACCEPT_TOGETHER in rows
    worded = {ACCEPT: ACCEPT_ALONE} if joint else {}
    if situation.stage is Stage.MAYOR_ATTENDS:
        worded[ACCEPT_TOGETHER] = ASK_ALONG
    open_now = [(answer, rows[step]) for answer in answers for step in answer.steps if step in rows]
    return [Offer(worded.get(answer, answer), row) for answer, row in open_now]


def closed(answers: Sequence[Answer], situation: Situation, party: Party) -> list[Closed]:
    """What this party might expect to find and does not, with the reason."""
    shut = {row.step: (row, reasons) for row, reasons in protocol.closed_steps(situation, [party])}
    found = []
    for answer in answers:
        for row, reasons in (shut[step] for step in answer.steps if step in shut):
            if not IMPLIED_FACTS & set(reasons):
                found.append(Closed(answer, row.clause, reasons))
    return found


def ruling(answer: Answer, situation: Situation, party: Party) -> Offer | Closed:
    """What the table says to this one answer: the row that opens it, or why it is closed."""
    for offer in offered([answer], situation, party):
        return offer
    for step in answer.steps:
        try:
            rule_on(situation, party, step)
        except BreachOfProtocol as breach:
            if step is answer.steps[-1] or any(row.step is step for row in rows_at(situation.stage)):
                return Closed(answer, breach.clause, breach.reasons)
    raise LookupError(f"'{answer.says}' is open")
