"""When each letter says what is so, and when one must be written; without looking at the table.

A letter is judged by the situation before the step, the step, and the situation after it.
"""

from collections.abc import Callable

from protocols.core.letters import IN_THE_MAYORS_NAME
from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    CLOSED_STAGES,
    OUTCOMES,
    Accompany,
    Addressee,
    Announced,
    AnswerClock,
    Carrier,
    Choice,
    Explained,
    LetterKind,
    MayorOfEvent,
    Party,
    Stage,
    Step,
    Waiting,
)

L, S, A = LetterKind, Stage, Announced
Truth = Callable[[Situation, Row, Situation], bool]

_WAITING = (S.AWAITING_INFORMATION, S.PROTOCOL_EXPLAINED)


def question_was_put(s: Situation) -> bool:
    """The organiser has our question and owes the answer."""
    return s.stage in _WAITING and (s.waiting is Waiting.NONE or s.clock is not AnswerClock.RUNNING)


def was_told_that_it_is_closed(s: Situation) -> bool:
    if s.stage is S.DUPLICATE:  # who was told that it was joined waits for the answer to both
        return s.carrier in (Carrier.DECLINED, Carrier.OFF)
    return s.stage in CLOSED_STAGES and s.waiting is Waiting.NONE and not s.unsaid


def _mayor_comes(b: Situation, t: Situation) -> bool:
    return t.stage is S.MAYOR_ATTENDS and b.mayor is not MayorOfEvent.ACTING


def _acting_comes(b: Situation, t: Situation) -> bool:
    return t.stage is S.MAYOR_ATTENDS and b.mayor is MayorOfEvent.ACTING


def _alone(t: Situation) -> bool:
    return t.accompany is not Accompany.ACCEPTED


def _confirmed(b: Situation, row: Row, t: Situation) -> bool:
    """The same attendance as before, which had come into doubt."""
    both = b.announced is A.BOTH and t.accompany is Accompany.ASKED
    same = (
        (t.stage is S.DEPUTY_ATTENDS and b.announced is A.DEPUTY)
        or (_acting_comes(b, t) and b.announced is A.ACTING)
        or (_mayor_comes(b, t) and _alone(t) and (b.announced is A.MAYOR or both))
        or (_mayor_comes(b, t) and not _alone(t) and b.announced is A.BOTH)
    )
    return b.in_doubt and same


TRUE_WHEN: dict[LetterKind, Truth] = {
    L.ACKNOWLEDGEMENT: lambda b, r, t: r.stage is None,
    L.MAYOR_INVITED: lambda b, r, t: r.step is Step.INVITE_MAYOR,
    L.QUESTION: lambda b, r, t: t.stage is S.AWAITING_INFORMATION is not b.stage,
    L.PROTOCOL_EXPLAINED: lambda b, r, t: (
        t.stage is S.PROTOCOL_EXPLAINED
        and b.explained is Explained.NEVER
        and b.addressee is Addressee.DEPUTY
        and b.announced is A.NOTHING
    ),
    L.REFERRED: lambda b, r, t: r.stage is None and t.stage is S.PROTOCOL_EXPLAINED,
    L.REMINDER: lambda b, r, t: (
        question_was_put(b) and b.clock is AnswerClock.REMINDER_DUE and t.stage is b.stage
    ),
    L.EXPLAINED_BY_MISTAKE: lambda b, r, t: (
        b.stage is S.PROTOCOL_EXPLAINED and b.waiting is Waiting.NONE and t.explained is Explained.RETRACTED
    ),
    L.ACCEPTANCE: lambda b, r, t: (
        _mayor_comes(b, t)
        and b.mayor is not MayorOfEvent.DESIGNATE
        and b.announced is A.NOTHING
        and _alone(t)
    ),
    L.ACCEPTANCE_DESIGNATE: lambda b, r, t: (
        _mayor_comes(b, t) and b.mayor is MayorOfEvent.DESIGNATE and b.announced is A.NOTHING and _alone(t)
    ),
    L.ARRANGEMENTS: lambda b, r, t: (
        r.step is Step.ASK_ARRANGEMENTS and t.stage in ATTENDING_STAGES and b.announced is not A.NOTHING
    ),
    L.ACCEPTANCE_ACTING: lambda b, r, t: _acting_comes(b, t) and b.announced is A.NOTHING,
    L.ACCEPTANCE_DEPUTY: lambda b, r, t: (
        t.stage is S.DEPUTY_ATTENDS and b.announced is A.NOTHING and t.choice is Choice.DELEGATION
    ),
    L.GOODWILL: lambda b, r, t: (
        t.stage is S.DEPUTY_ATTENDS and b.announced is A.NOTHING and t.choice is Choice.EXCEPTION
    ),
    L.SUBSTITUTION: lambda b, r, t: (
        t.stage is S.DEPUTY_ATTENDS and b.announced in (A.MAYOR, A.ACTING, A.BOTH)
    ),
    L.SUBSTITUTION_ACTING: lambda b, r, t: _acting_comes(b, t) and b.announced in (A.MAYOR, A.DEPUTY, A.BOTH),
    L.CHANGE_OF_REPRESENTATIVE: lambda b, r, t: (
        _mayor_comes(b, t) and b.announced in (A.DEPUTY, A.ACTING) and _alone(t)
    ),
    L.CONFIRMATION: _confirmed,
    L.ACCOMPANIED: lambda b, r, t: (
        t.accompany is Accompany.ACCEPTED is not b.accompany and b.announced is not A.BOTH
    ),
    L.MAYOR_ALONE: lambda b, r, t: (
        _mayor_comes(b, t) and b.announced is A.BOTH and t.accompany is Accompany.NONE
    ),
    L.CHANGE_ACKNOWLEDGED: lambda b, r, t: r.step is Step.CHANGE_DETAILS,
    L.CORRECTION: lambda b, r, t: r.step is Step.CORRECT_EVENT,
    L.DECLINE: lambda b, r, t: t.stage is S.DECLINED and b.announced is A.NOTHING,
    L.REFUSAL: lambda b, r, t: t.stage is S.REFUSED and b.announced is A.NOTHING,
    L.NOT_CIVIC: lambda b, r, t: t.stage is S.NOT_CIVIC and b.announced is A.NOTHING,
    L.JOINED: lambda b, r, t: t.stage is S.DUPLICATE and b.announced is A.NOTHING,
    L.JOINED_ATTENDS: lambda b, r, t: t.stage is S.DUPLICATE and b.carrier is Carrier.GOES,
    L.JOINED_DECLINED: lambda b, r, t: t.stage is S.DUPLICATE and b.carrier is Carrier.DECLINED,
    L.JOINED_OFF: lambda b, r, t: t.stage is S.DUPLICATE and b.carrier is Carrier.OFF,
    L.JOINED_ATTENDED: lambda b, r, t: t.stage is S.DUPLICATE and b.carrier is Carrier.ATTENDED,
    L.NO_THANK_YOU: lambda b, r, t: t.stage is S.WITHDRAWN and t.explained is not b.explained,
    L.WITHDRAWN: lambda b, r, t: (
        t.stage is S.WITHDRAWN
        and r.party is Party.ORGANISER
        and t.explained is b.explained
        or t.stage is S.WITHDRAWN
        and b.waiting is Waiting.EXPLANATION
    ),
    L.CANCELLED: lambda b, r, t: (
        t.stage is S.CANCELLED and r.party is Party.ORGANISER and b.announced is not A.NOTHING
    ),
    L.APOLOGY: lambda b, r, t: (
        (t.stage is S.CANCELLED and r.party is not Party.ORGANISER and b.announced is not A.NOTHING)
        or r.step is Step.OUTCOME_NOT_ATTENDED
    ),
    L.CLOSING_SILENCE: lambda b, r, t: (
        t.stage is S.LAPSED and question_was_put(b) and b.clock is AnswerClock.OVERDUE
    ),
    L.CLOSING_QUESTION: lambda b, r, t: (
        t.stage is S.LAPSED and question_was_put(b) and b.event_over and b.clock is not AnswerClock.OVERDUE
    ),
    L.CLOSING_APOLOGY: lambda b, r, t: t.stage is S.LAPSED and b.event_over and not question_was_put(b),
    L.HELD: lambda b, r, t: (
        t.stage is S.HELD_FOR_SUCCESSOR is not b.stage and b.mayor is MayorOfEvent.UNKNOWN_SUCCESSOR
    ),
    L.HOLDING: lambda b, r, t: r.step is Step.SEND_HOLDING and b.announced is A.NOTHING,
    L.OPEN_AGAIN: lambda b, r, t: was_told_that_it_is_closed(b) and t.stage not in CLOSED_STAGES,
    L.MISDIRECTED: lambda b, r, t: t.stage is S.SET_ASIDE and not t.unsaid,
    L.THANKS: lambda b, r, t: r.step in (Step.OUTCOME_ATTENDED, Step.WRITE_THANKS),
    # What a step writes is the office's answer: nobody's own name stands below it (P12).
    **dict.fromkeys(IN_THE_MAYORS_NAME, lambda b, r, t: False),
}

# What happens to the organiser unasked, or is asked of the organiser, is written to the organiser. Who
# attends is looked at where a case rests: see "an attendance is decided and the organiser is not told".
MUST_BE_WRITTEN: tuple[Truth, ...] = (
    lambda b, r, t: r.stage is None and not t.late,
    lambda b, r, t: r.step in OUTCOMES and not b.late,
    lambda b, r, t: r.step in (Step.INVITE_MAYOR, Step.SEND_HOLDING, Step.TELL_TOGETHER, Step.WRITE_THANKS),
    lambda b, r, t: r.step is Step.ASK_ARRANGEMENTS,
    TRUE_WHEN[L.QUESTION],
    lambda b, r, t: t.explained is Explained.ASKED is not b.explained,
    lambda b, r, t: t.clock is AnswerClock.REMINDED is not b.clock,
    TRUE_WHEN[L.EXPLAINED_BY_MISTAKE],
    TRUE_WHEN[L.CHANGE_ACKNOWLEDGED],
    TRUE_WHEN[L.CORRECTION],
    TRUE_WHEN[L.HELD],
    TRUE_WHEN[L.OPEN_AGAIN],
)


def says_what_is_not_so(before: Situation, row: Row, then: Situation) -> bool:
    return row.letter is not None and not TRUE_WHEN[row.letter](before, row, then)


def is_silent_where_it_must_speak(before: Situation, row: Row, then: Situation) -> bool:
    return row.letter is None and any(must(before, row, then) for must in MUST_BE_WRITTEN)
