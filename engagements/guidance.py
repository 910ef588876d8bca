"""What the case page says of each step: what it does, and what helps where one is closed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engagements import next_step, remedies
from protocols import service as protocol
from protocols.core.findings import Finding
from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.vocabulary import Party, Stage, Step

DOES: dict[Step, str] = {
    Step.ASK_INFORMATION: (
        "We write to the organiser with your question. The time until they reply is not counted."
    ),
    Step.STOP_WAITING: "The case returns to the office without the organiser’s answer.",
    Step.SETTLE_ADDRESSEE: "Record who the organiser is really inviting, and how you know.",
    Step.SETTLE_SAME_EVENT: (
        "Confirm whether this is the event that the Mayor declined. If it is, it is never passed on."
    ),
    Step.EXPLAIN_PROTOCOL: (
        "We write to the organiser to explain that every invitation goes to the Mayor "
        "first, and ask how they would like to proceed."
    ),
    Step.WAIT_AGAIN: "The case waits again for the organiser’s answer. No second explanation is sent.",
    Step.RETRACT_EXPLANATION: (
        "Use this if the explanation should not have been sent. If it has already gone, "
        "we send the organiser a short apology."
    ),
    Step.RECORD_NOT_CIVIC: (
        "The invitation is a councillor’s private matter. We write to the organiser to say so."
    ),
    Step.TELL_SPECIAL_CASE: (
        "The Mayor is told about an invitation to the Deputy that may deserve goodwill. "
        "The Mayor has not been invited."
    ),
    Step.PUT_TO_MAYOR: "The Mayor is asked to decide, and sees your advice.",
    Step.RECALL: (
        "The case returns to the office, because it was sent by mistake or something new is known."
    ),
    Step.ASK_MONITORING_OFFICER: (
        "The Monitoring Officer gets your question. Nothing else happens until they give their advice."
    ),
    Step.ADVISE: "The advice is recorded and the case returns to the office.",
    Step.ADVISE_AGAINST: (
        "Advice against is recorded and the case returns to the office, which can then refuse under P11."
    ),
    Step.REFUSE_P10: (
        "The office refuses an invitation that is party-political, commercial or "
        "personal. The letter names the clause."
    ),
    Step.REFUSE_P11: "The office refuses on the Monitoring Officer’s advice. The letter names the clause.",
    Step.SET_ASIDE: (
        "For spam, a test or an entry made by mistake. The case is closed, no letter is "
        "sent, and it is not counted as received."
    ),
    Step.SEND_HOLDING: (
        "Use this if the answer will not be ready by the promised date. We write to the "
        "organiser with a later date. You can do this only once."
    ),
    Step.PASS_ON: (
        "For an invitation meant for another council. The case is closed, and a short "
        "letter tells the organiser who to ask."
    ),
    Step.LINK_DUPLICATE: (
        "This invitation is joined to the one that continues. Its organiser gets the "
        "same answer, in a separate letter."
    ),
    Step.UNLINK: "The two are separated, and this invitation is answered separately.",
    Step.REOPEN: (
        "The case is reopened and returns to the office. If the organiser was told that "
        "it was closed, we write to say it is open again."
    ),
    Step.CALL_OFF_FOR_CAUSE: (
        "For safety, weather or mourning. The engagement is cancelled, we apologise to "
        "the organiser, and the Mayor and the person attending are told."
    ),
    Step.ASK_ARRANGEMENTS: (
        "We write to the organiser and ask when to arrive, who will meet the guest, whether a few words are "
        "wanted, and where to park."
    ),
    Step.WRITE_THANKS: "This was entered late and no letter was sent. We write to thank the organiser.",
    Step.OUTCOME_ATTENDED: "The case is completed. We thank the organiser.",
    Step.OUTCOME_NOT_ATTENDED: "The case is completed. We apologise to the organiser.",
    Step.ANSWER_QUESTION: "The answer is recorded and the case returns to the office.",
    Step.CHANGE_WISH: "Records what the organiser would like if the Mayor cannot attend.",
    Step.ONLY_MAYOR: (
        "The organiser is inviting only the Mayor. If the Deputy has been asked, that "
        "request ends and the invitation returns to the Mayor."
    ),
    Step.INVITE_MAYOR: "The organiser would like to invite the Mayor. The case returns to the office.",
    Step.NO_THANK_YOU: (
        "The organiser does not want to invite the Mayor. The invitation is withdrawn, with thanks."
    ),
    Step.COUNCILLOR_ONLY: (
        "The councillor is invited as a councillor only. This is not a civic engagement, "
        "and a letter explains what that means."
    ),
    Step.AMEND_DETAIL: (
        "For example the number of guests, whether the public can come, or the "
        "programme. Nothing else changes, and the person attending is told."
    ),
    Step.CHANGE_DETAILS: (
        "If the date, place or kind of event changes, earlier choices no longer apply "
        "and the office looks at the case again. A change to the number of guests, the room or "
        "another detail is only noted."
    ),
    Step.WITHDRAW: "The organiser withdraws the invitation. A letter confirms it.",
    Step.CALL_OFF: "The organiser cancels an event that someone was going to attend. A letter confirms it.",
    Step.ACCEPT: "The Mayor attends. We write to tell the organiser.",
    Step.ACCEPT_TOGETHER: (
        "The Mayor attends and asks the Deputy to come too. The Deputy answers separately."
    ),
    Step.DECLINE: (
        "The Mayor declines outright. It is never passed to the Deputy, and the letter "
        "does not mention the Deputy."
    ),
    Step.NOBODY_GOES: "The organiser was told that someone would attend. This cancels it, with an apology.",
    Step.DELEGATE: "The Mayor cannot attend and asks the Deputy, for a reason on the agreed list.",
    Step.GRANT_EXCEPTION: (
        "The Mayor steps aside on this one occasion and asks the Deputy, for a recorded reason."
    ),
    Step.LEAVE_TO_PROTOCOL: "The Mayor does not make an exception. The organiser is asked as the "
    "protocol says.",
    Step.ASK_OFFICE: "The Mayor asks the office a question. The case returns to the office.",
    Step.MAYOR_CANNOT: "The Mayor can no longer attend and asks the Deputy, for a reason on the agreed list.",
    Step.CORRECT_SLIP: (
        "The decision was a slip and its letter has not gone. The letter is withdrawn "
        "and the Mayor decides again."
    ),
    Step.TAKE_BACK: (
        "The Mayor no longer asks the Deputy to attend. The organiser hears of the "
        "Mayor’s next decision in one letter."
    ),
    Step.ACCOMPANY_TAKE_BACK: "The Mayor no longer asks the Deputy to come too.",
    Step.TAKE_UP: (
        "The Mayor reopens an invitation the Mayor declined. The organiser is told that "
        "it is open again. The Deputy still cannot be asked."
    ),
    Step.LOOK_AGAIN: "The Mayor asks the office to reconsider the refusal.",
    Step.DEPUTY_ACCEPTS: "The Deputy attends on the Mayor’s behalf. We write to tell the organiser.",
    Step.DEPUTY_DECLINES: (
        "The case returns to the Mayor. The organiser is not told that the Deputy was asked."
    ),
    Step.DEPUTY_CANNOT: "The Deputy can no longer attend. The case returns to the Mayor.",
    Step.CORRECT_EVENT: (
        "Use this if the office wrote down the wrong day, time, place or kind of event. "
        "It is decided again, and we send the organiser the right details."
    ),
    Step.TELL_BY_TELEPHONE: (
        "Use this if you have told the organiser by telephone what the letter will say. "
        "It counts as told from then on, and the letter follows."
    ),
    Step.CORRECT_NO: "The Deputy said no by mistake. The Mayor is told, and can ask the Deputy again.",
    Step.ACCOMPANY_ACCEPTS: "The Deputy accompanies the Mayor. The organiser is told.",
    Step.ACCOMPANY_DECLINES: "The Deputy does not accompany the Mayor. The Mayor still attends.",
    Step.ACCOMPANY_CANNOT: "The Deputy can no longer accompany the Mayor. The Mayor still attends.",
}
AT_ONCE = (Step.PUT_TO_MAYOR, Step.EXPLAIN_PROTOCOL, Step.WAIT_AGAIN)
WAITS: dict[Stage, str] = {
    Stage.AWAITING_INFORMATION: (
        "We have asked the organiser a question. Record the answer if it comes by telephone or letter."
    ),
    Stage.PROTOCOL_EXPLAINED: (
        "We have asked the organiser what they would like. Record the answer if it comes "
        "by telephone or letter."
    ),
    Stage.SPECIAL_CASE: "The Mayor has been told, and can grant an exception or follow the protocol.",
    Stage.WITH_MONITORING_OFFICER: "Waiting for the Monitoring Officer’s advice.",
    Stage.WITH_MAYOR: "Waiting for the Mayor’s decision.",
    Stage.HELD_FOR_SUCCESSOR: "Waiting until the next Mayor is known.",
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
    findings: Sequence[Finding] = (),
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
    best = next_step.recommended(situation, [row.step for row in own], findings)
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
        barred=[ClosedStep(row.step, row.clause, why, remedies.instead_of(why)) for row, why in closed],
        waits=WAITS.get(situation.stage, "") if not situation.event_over else "",
    )


def _way(row: Row) -> OpenStep:
    return OpenStep(row.step, row.clause, DOES.get(row.step, ""))
