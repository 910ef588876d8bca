"""What the case page says of each step: what it does, which one to take first,
and what helps where one is closed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from protocols import service as protocol
from protocols.core.facts import Fact
from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.vocabulary import Addressee, Advice, Party, SameEvent, Stage, Step

DOES: dict[Step, str] = {
    Step.ASK_INFORMATION: (
        "The organiser gets a letter with your question. The promised answer waits meanwhile."
    ),
    Step.STOP_WAITING: "The case comes back to the office’s queue without the organiser’s answer.",
    Step.SETTLE_ADDRESSEE: "Say whom the organiser really addressed, and how you know.",
    Step.SETTLE_SAME_EVENT: (
        "Say whether this is the event that the Mayor declined. If it is, it is never passed on."
    ),
    Step.EXPLAIN_PROTOCOL: (
        "The organiser gets a letter: every invitation is for the Mayor first, and what would they like now?"
    ),
    Step.WAIT_AGAIN: (
        "The case waits for the organiser’s answer to the explanation. No second explanation is sent."
    ),
    Step.RETRACT_EXPLANATION: (
        "The explanation should not have been sent. If it has left, the organiser gets a short apology."
    ),
    Step.RECORD_NOT_CIVIC: (
        "The invitation is a councillor’s own matter. The organiser gets a letter that says so."
    ),
    Step.TELL_SPECIAL_CASE: (
        "The Mayor is told of an invitation to the Deputy that may deserve goodwill. "
        "The Mayor has not been invited."
    ),
    Step.PUT_TO_MAYOR: "The invitation goes into the Mayor’s box, with your advice beside it.",
    Step.RECALL: (
        "The case comes back to the office’s queue: it was put forward by mistake, or there are new facts."
    ),
    Step.ASK_MONITORING_OFFICER: (
        "The Monitoring Officer gets your question and the case waits for the advice."
    ),
    Step.ADVISE: "The advice is recorded and the case goes back to the office.",
    Step.ADVISE_AGAINST: (
        "Advice against is recorded and the case goes back to the office, which may then refuse under P11."
    ),
    Step.REFUSE_P10: (
        "The office refuses a party-political or business matter, or a member’s personal one. "
        "The letter cites the clause."
    ),
    Step.REFUSE_P11: (
        "The office refuses on the Monitoring Officer’s advice. "
        "The organiser gets a letter that cites the clause."
    ),
    Step.SET_ASIDE: (
        "Spam, a test or an entry made by mistake: the case is closed, nobody is written to, "
        "and it is not counted as received."
    ),
    Step.SEND_HOLDING: (
        "The answer will not be ready by the promised day. The organiser gets a letter with a later day. "
        "You can do this only once."
    ),
    Step.PASS_ON: (
        "Meant for another council: the case is closed, and a short letter tells the organiser whom to ask."
    ),
    Step.LINK_DUPLICATE: (
        "The invitation is joined to the case that carries on. Its organiser gets that case’s answer too, "
        "in a letter of their own."
    ),
    Step.UNLINK: "The invitation stands on its own again, and is answered by itself.",
    Step.REOPEN: (
        "The case goes back to the office’s queue. If the organiser was told that it was closed, "
        "a letter says so."
    ),
    Step.CALL_OFF_FOR_CAUSE: (
        "For safety, weather or mourning: the engagement is called off, the organiser gets an apology, "
        "and the Mayor and whoever was to go are told."
    ),
    Step.OUTCOME_ATTENDED: "The case is completed. The organiser gets a letter of thanks.",
    Step.OUTCOME_NOT_ATTENDED: "The case is completed. The organiser gets an apology.",
    Step.ANSWER_QUESTION: "The answer is recorded and the case comes back to the office’s queue.",
    Step.CHANGE_WISH: "What the organiser wishes if the Mayor cannot attend is recorded.",
    Step.ONLY_MAYOR: (
        "The organiser invites only the Mayor. If the Deputy is being asked, that request falls "
        "and the invitation goes back to the Mayor."
    ),
    Step.INVITE_MAYOR: (
        "The organiser would like to invite the Mayor. The case comes back to the office’s queue."
    ),
    Step.NO_THANK_YOU: (
        "The organiser does not want to invite the Mayor. The invitation is withdrawn, with thanks."
    ),
    Step.COUNCILLOR_ONLY: (
        "The councillor is invited as a councillor only. "
        "That is no civic engagement, and a letter says what it means."
    ),
    Step.AMEND_DETAIL: (
        "The number of guests, whether the public may come, what happens there. Nothing else changes, "
        "and whoever goes is told."
    ),
    Step.CHANGE_DETAILS: (
        "Date, place or nature change: earlier choices fall and the office looks at the case anew. "
        "If nothing but the number of guests, the room or another detail is different, it is only noted."
    ),
    Step.WITHDRAW: "The organiser no longer invites. A letter confirms it.",
    Step.CALL_OFF: "The organiser calls off an event at which somebody was to attend. A letter confirms it.",
    Step.ACCEPT: "The Mayor attends. The organiser gets a letter that says so.",
    Step.ACCEPT_TOGETHER: (
        "The Mayor attends and asks the Deputy to come along. The Deputy answers for himself or herself."
    ),
    Step.DECLINE: (
        "The Mayor declines outright. It is never passed to the Deputy; "
        "the letter does not mention the Deputy."
    ),
    Step.NOBODY_GOES: "An attendance was announced and nobody goes after all. The organiser gets an apology.",
    Step.DELEGATE: "The Mayor cannot attend and asks the Deputy, for a reason on the agreed list.",
    Step.GRANT_EXCEPTION: (
        "The Mayor steps aside on this one occasion and asks the Deputy, for a recorded reason."
    ),
    Step.LEAVE_TO_PROTOCOL: "The Mayor makes no exception. The organiser is asked as the protocol says.",
    Step.ASK_OFFICE: "The Mayor asks the office a question. The case comes back to the office’s queue.",
    Step.MAYOR_CANNOT: "The Mayor can no longer attend and asks the Deputy, for a reason on the agreed list.",
    Step.CORRECT_SLIP: (
        "The decision was a slip and its letter has not left: "
        "the letter is withdrawn and the Mayor decides again."
    ),
    Step.TAKE_BACK: (
        "The Mayor takes back what was asked of the Deputy. "
        "The next decision is told to the organiser in one letter."
    ),
    Step.ACCOMPANY_TAKE_BACK: "The Mayor takes back the request that the Deputy come along.",
    Step.TAKE_UP: (
        "The Mayor takes up again what the Mayor declined. The organiser is told that it is open again; "
        "the Deputy stays barred from it."
    ),
    Step.LOOK_AGAIN: "The Mayor would like the office to look at the refusal again.",
    Step.DEPUTY_ACCEPTS: (
        "The Deputy attends on the Mayor’s behalf. The organiser gets a letter that says so."
    ),
    Step.DEPUTY_DECLINES: (
        "The case goes back to the Mayor. The organiser never hears that the Deputy was asked."
    ),
    Step.DEPUTY_CANNOT: "The Deputy can no longer attend. The case goes back to the Mayor.",
    Step.CORRECT_EVENT: (
        "You noted the day, the time, the place or the kind of event wrongly. It is decided anew, "
        "and the organiser gets a letter with the right details."
    ),
    Step.TELL_BY_TELEPHONE: (
        "The organiser was told by telephone what the letter will say. It counts as told from then on; "
        "the letter follows."
    ),
    Step.CORRECT_NO: "The Deputy said no by mistake. The Mayor is told, and may ask the Deputy again.",
    Step.ACCOMPANY_ACCEPTS: "The Deputy comes along with the Mayor. The organiser is told.",
    Step.ACCOMPANY_DECLINES: "The Deputy does not come along. The Mayor’s attendance stands.",
    Step.ACCOMPANY_CANNOT: "The Deputy can no longer come along. The Mayor’s attendance stands.",
}
AT_ONCE = (Step.PUT_TO_MAYOR, Step.EXPLAIN_PROTOCOL, Step.WAIT_AGAIN)
INSTEAD: dict[Fact, str] = {
    Fact.ADDRESSED_TO_MAYOR: (
        "Explain the protocol to an organiser who asked for the Deputy, or settle the addressee."
    ),
    Fact.NOT_ADDRESSED_TO_DEPUTY: "Ask the civic manager to settle the addressee.",
    Fact.NOT_MAYOR_ONLY: "Ask the organiser, and record what is wished if the Mayor cannot attend.",
    Fact.NOT_EXPLAINED: "Wait for the organiser again, or record the organiser’s answer.",
    Fact.NOTHING_ANNOUNCED: (
        "Put it to the Mayor, who can decide that nobody goes after all, "
        "or record that the organiser calls it off."
    ),
    Fact.SOMETHING_ANNOUNCED: "Where nothing was announced the organiser withdraws, and the Mayor declines.",
    Fact.LETTER_NOT_LEFT: "Write to the organiser, or put a new decision to the Mayor.",
    Fact.LETTER_LEFT: "Hold the letter back on the letters desk instead; it has not left.",
    Fact.SAME_EVENT_SETTLED: "Say whether it is the same event first.",
    Fact.NO_DECLINE_STANDS: (
        "The Mayor may still attend in person. If it is another event, say so where that is asked."
    ),
    Fact.NO_DECLINE_INHERITED: "The decline is the answer to both cases.",
    Fact.NO_ADVICE_OUTSTANDING: "Ask the Monitoring Officer.",
    Fact.ADVISED_AGAINST: "Ask the Monitoring Officer first.",
    Fact.DEPUTY_NOT_SAID_NO: "The Mayor attends, declines, or asks when the date has moved.",
    Fact.DEPUTY_IN_OFFICE: "The Mayor attends or declines.",
    Fact.MAYOR_IN_OFFICE: "Whoever decides for that day attends in person or declines.",
    Fact.MAYOR_OF_EVENT: (
        "The case is held until somebody may decide, or the Monitoring Officer records who is acting."
    ),
    Fact.WITHIN_TERM: "Explain the protocol; the case is then held for the successor.",
    Fact.ANSWER_AWAITED: "Explain the protocol first.",
    Fact.EVENT_AHEAD: "Record the outcome if somebody was announced; otherwise the case closes by itself.",
    Fact.EVENT_OVER: "Come back when the event is over.",
}
_INSTEAD_OF = {fact.otherwise: says for fact, says in INSTEAD.items()}
WAITS: dict[Stage, str] = {
    Stage.AWAITING_INFORMATION: (
        "The organiser was asked a question. Record the answer when it comes by telephone or letter."
    ),
    Stage.PROTOCOL_EXPLAINED: (
        "The organiser was asked what they would like. "
        "Record the answer when it comes by telephone or letter."
    ),
    Stage.SPECIAL_CASE: "The Mayor has been told and may grant an exception, or leave it to the protocol.",
    Stage.WITH_MONITORING_OFFICER: "The case waits for the Monitoring Officer’s advice.",
    Stage.WITH_MAYOR: "The Mayor decides.",
    Stage.HELD_FOR_SUCCESSOR: "The case waits until the successor is known.",
    Stage.WITH_DEPUTY: "The Deputy has been asked and has not answered yet.",
    Stage.MAYOR_ATTENDS: "The engagement is in the diary.",
    Stage.DEPUTY_ATTENDS: "The engagement is in the diary.",
}
AWAITED: dict[Stage, Party] = {
    Stage.AWAITING_INFORMATION: Party.ORGANISER,
    Stage.PROTOCOL_EXPLAINED: Party.ORGANISER,
    Stage.SPECIAL_CASE: Party.MAYOR,
    Stage.WITH_MONITORING_OFFICER: Party.MONITORING_OFFICER,
    Stage.WITH_MAYOR: Party.MAYOR,
    Stage.WITH_DEPUTY: Party.DEPUTY,
}
HEADINGS = {
    Party.ORGANISER: "Record what the organiser said",
    Party.MAYOR: "Record what the Mayor decided",
    Party.DEPUTY: "Record what the Deputy answered",
    Party.MONITORING_OFFICER: "Record the Monitoring Officer’s advice",
}


@dataclass(frozen=True)
class OpenStep:
    """A step that is open."""

    step: Step
    clause: str
    does: str

    @property
    def at_once(self) -> bool:
        """Whether the case page's own button takes it:
        nothing is asked, and it can be undone or is read once more.
        """
        return self.step in AT_ONCE


@dataclass(frozen=True)
class ClosedStep:
    """A step that is closed: why, under which clause, and what can be done instead."""

    step: Step
    clause: str
    why: tuple[str, ...]
    instead: tuple[str, ...]


@dataclass(frozen=True)
class OnBehalfSteps:
    """The steps that record somebody's word; `awaited` when the case waits for just that."""

    says: str
    steps: list[OpenStep]
    awaited: bool


@dataclass(frozen=True)
class Ways:
    """All that a person can do with a case, the recommended step first."""

    first: OpenStep | None
    own: list[OpenStep]
    by_word: list[OnBehalfSteps]
    barred: list[ClosedStep]
    waits: str


def ways(
    situation: Situation,
    *,
    in_person: frozenset[Party],
    on_the_word: frozenset[Party],
    kept_shut: Mapping[Step, str],
) -> Ways:
    """The steps for somebody who acts as these parties, or records on their word.

    `kept_shut` is what the table opens and the case's own days do not, with why.
    """
    parties = in_person | on_the_word
    opened, closed = protocol.open_steps(situation, parties), protocol.closed_steps(situation, parties)
    rows = [row for row in opened if row.step not in kept_shut]
    closed += [(row, (kept_shut[row.step],)) for row in opened if row.step in kept_shut]
    # What somebody may do in person and on a word is done in person.
    own = [row for row in rows if row.party in in_person]
    best = recommended(situation, [row.step for row in own])
    awaited = AWAITED.get(situation.stage)
    heard = [
        OnBehalfSteps(
            says,
            [_way(row) for row in rows if row.party is party and row not in own],
            awaited=party is awaited,
        )
        for party, says in HEADINGS.items()
    ]
    return Ways(
        first=next((_way(row) for row in own if row.step is best), None),
        own=[_way(row) for row in own if row.step is not best],
        by_word=[word for word in heard if word.steps],
        barred=[ClosedStep(row.step, row.clause, why, instead_of(why)) for row, why in closed],
        waits=WAITS.get(situation.stage, "") if not situation.event_over else "",
    )


def _way(row: Row) -> OpenStep:
    return OpenStep(row.step, row.clause, DOES.get(row.step, ""))


def instead_of(why: Iterable[str]) -> tuple[str, ...]:
    """What helps, for the sentences that say why a step is closed."""
    return tuple(dict.fromkeys(_INSTEAD_OF[says] for says in why if says in _INSTEAD_OF))


def recommended(situation: Situation, steps: list[Step]) -> Step | None:
    """The step that usually comes next, of those that are open;
    None while the case waits for somebody else.
    """
    return next((step for step in _in_order(situation) if step in steps), None)


def _in_order(situation: Situation) -> list[Step]:
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
    if situation.advice is Advice.NEEDED:
        order.append(Step.ASK_MONITORING_OFFICER)
    if situation.advice is Advice.AGAINST:
        order.append(Step.REFUSE_P11)
    return [*order, Step.EXPLAIN_PROTOCOL, Step.WAIT_AGAIN, Step.RECORD_NOT_CIVIC, Step.PUT_TO_MAYOR]
