"""The protocol: one row for each thing somebody may do, with its clause. What is no row is a breach.

Read a row as: from these stages, this party may take this step, provided these facts, and the invitation
becomes that; the organiser gets that letter, and these of the council are told. What does not fit on a line
is broken before what follows from the step, and where that is not enough, before its provisos too.

Every row requires the event to be ahead unless it is made by `at_any_time` or `over`. A row whose stage is
None starts a case. Rows for the same step differ in their facts, never overlap, and a test says so.
"""

from dataclasses import dataclass

from protocols.core.facts import Fact as F
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, LetterKind, News, Party, Stage, Step

S, P, L, N = Stage, Party, LetterKind, News


@dataclass(frozen=True, slots=True)
class Row:
    """One thing somebody may do."""

    stage: Stage | None
    party: Party
    step: Step
    provided: frozenset[F]
    becomes: Stage
    letter: LetterKind | None
    clause: str
    # Who of the council is told by a notification, in the step's own transaction, and what of.
    tells: tuple[News, ...] = ()


Stages = Stage | tuple[Stage, ...] | None


def at_any_time(
    stages: Stages,
    party: Party,
    step: Step,
    provided: tuple[F, ...],
    becomes: Stage | None,
    letter: LetterKind | None,
    clause: str,
    tells: tuple[News, ...] = (),
) -> list[Row]:
    """Rows that hold whether the event is ahead or over; `becomes` None keeps the stage."""
    each = stages if isinstance(stages, tuple) else (stages,)
    return [
        Row(stage, party, step, frozenset(provided), becomes or stage or S.RECEIVED, letter, clause, tells)
        for stage in each
    ]


def ahead(
    stages: Stages,
    party: Party,
    step: Step,
    provided: tuple[F, ...],
    becomes: Stage | None,
    letter: LetterKind | None,
    clause: str,
    tells: tuple[News, ...] = (),
) -> list[Row]:
    """Rows that hold only while the event is ahead: nearly all."""
    return at_any_time(stages, party, step, (F.EVENT_AHEAD, *provided), becomes, letter, clause, tells)


def over(
    stages: Stages,
    party: Party,
    step: Step,
    provided: tuple[F, ...],
    becomes: Stage | None,
    letter: LetterKind | None,
    clause: str,
    tells: tuple[News, ...] = (),
) -> list[Row]:
    """Rows that hold only when the event is over."""
    return at_any_time(stages, party, step, (F.EVENT_OVER, *provided), becomes, letter, clause, tells)


WAITING_STAGES = (S.AWAITING_INFORMATION, S.PROTOCOL_EXPLAINED)
QUESTION_STAGES = (S.PROTOCOL_EXPLAINED, S.SPECIAL_CASE)
REOPENABLE = (S.REFUSED, S.WITHDRAWN, S.LAPSED, S.NOT_CIVIC, S.CANCELLED)
ALIVE = OPEN_STAGES + ATTENDING_STAGES
ASKING_THE_DEPUTY = (F.MAYOR_IN_OFFICE, F.DEPUTY_IN_OFFICE, F.DEPUTY_NOT_SAID_NO, F.NO_DECLINE_STANDS)
DELEGATING = (*ASKING_THE_DEPUTY, F.NOT_MAYOR_ONLY, F.DEPUTY_MAY_BE_OFFERED)
DEPUTY_ACCEPTING = (F.CHOICE_STANDS, F.DEPUTY_IN_OFFICE, F.DEPUTY_NOT_SAID_NO, F.NO_DECLINE_STANDS)

STARTING = [
    *ahead(None, P.ORGANISER, Step.REGISTER, (), S.RECEIVED, L.ACKNOWLEDGEMENT, "P1"),
    *ahead(None, P.OFFICER, Step.REGISTER, (), S.RECEIVED, L.ACKNOWLEDGEMENT, "P1"),
    *ahead(None, P.DEPUTY, Step.REFER, (), S.RECEIVED, L.ACKNOWLEDGEMENT, "P6"),
]

INFORMATION = [
    *ahead(S.RECEIVED, P.OFFICER, Step.ASK_INFORMATION, (), S.AWAITING_INFORMATION, L.QUESTION, "P21"),
    *ahead(S.AWAITING_INFORMATION, P.ORGANISER, Step.ANSWER_QUESTION, (), S.RECEIVED, None, "P21"),
    *ahead(S.AWAITING_INFORMATION, P.OFFICER, Step.STOP_WAITING, (), S.RECEIVED, None, "P21"),
    *ahead((S.RECEIVED, S.AWAITING_INFORMATION, S.PROTOCOL_EXPLAINED, S.WITH_MAYOR, S.HELD_FOR_SUCCESSOR),
           P.ORGANISER, Step.CHANGE_WISH, (),
           None, None, "P2"),
    *ahead(S.AWAITING_INFORMATION, P.SYSTEM, Step.REMIND,
           (F.REMINDER_DUE, F.LETTER_LEFT, F.NOTHING_ANNOUNCED),
           None, L.REMINDER, "P21"),
]  # fmt: skip

ADDRESSEE = [
    *at_any_time(S.RECEIVED, P.OFFICER, Step.SETTLE_ADDRESSEE,
                 (F.NOT_ADDRESSED_TO_DEPUTY, F.NOTHING_ANNOUNCED),
                 None, None, "P1"),
    *at_any_time(S.RECEIVED, P.CIVIC_MANAGER, Step.SETTLE_ADDRESSEE,
                 (F.ADDRESSED_TO_DEPUTY, F.NOTHING_ANNOUNCED),
                 None, None, "P1"),
    *at_any_time(S.RECEIVED, P.OFFICER, Step.SETTLE_SAME_EVENT, (F.SAME_EVENT_OPEN,), None, None, "P3"),
]  # fmt: skip

EXPLAINING = [
    *ahead(S.RECEIVED, P.OFFICER, Step.EXPLAIN_PROTOCOL,
           (F.ADDRESSED_TO_DEPUTY, F.NOT_EXPLAINED, F.NOTHING_ANNOUNCED),
           S.PROTOCOL_EXPLAINED, L.PROTOCOL_EXPLAINED, "P4"),
    *ahead(S.RECEIVED, P.OFFICER, Step.WAIT_AGAIN,
           (F.ADDRESSED_TO_DEPUTY, F.ANSWER_AWAITED, F.NOTHING_ANNOUNCED),
           S.PROTOCOL_EXPLAINED, None, "P4"),
    *ahead(S.PROTOCOL_EXPLAINED, P.OFFICER, Step.RETRACT_EXPLANATION, (F.LETTER_LEFT,),
           S.RECEIVED, L.EXPLAINED_BY_MISTAKE, "P4"),
    *ahead(S.PROTOCOL_EXPLAINED, P.OFFICER, Step.RETRACT_EXPLANATION, (F.LETTER_NOT_LEFT,),
           S.RECEIVED, None, "P4"),
    *ahead(S.PROTOCOL_EXPLAINED, P.SYSTEM, Step.REMIND,
           (F.REMINDER_DUE, F.LETTER_LEFT, F.NOTHING_ANNOUNCED),
           None, L.REMINDER, "P4"),
    *ahead(QUESTION_STAGES, P.ORGANISER, Step.INVITE_MAYOR, (F.ANSWER_AWAITED,),
           S.RECEIVED, L.MAYOR_INVITED, "P4"),
    *ahead(QUESTION_STAGES, P.ORGANISER, Step.NO_THANK_YOU, (F.ANSWER_AWAITED, F.NOTHING_ANNOUNCED),
           S.WITHDRAWN, L.NO_THANK_YOU, "P4"),
    *ahead(QUESTION_STAGES, P.ORGANISER, Step.COUNCILLOR_ONLY, (F.ANSWER_AWAITED, F.NOTHING_ANNOUNCED),
           S.NOT_CIVIC, L.NOT_CIVIC, "P7"),
    *ahead(S.RECEIVED, P.OFFICER, Step.RECORD_NOT_CIVIC, (F.ADDRESSED_TO_COUNCILLOR, F.NOTHING_ANNOUNCED),
           S.NOT_CIVIC, L.NOT_CIVIC, "P7"),
]  # fmt: skip

SPECIAL_CASES = [
    *ahead((S.RECEIVED, S.PROTOCOL_EXPLAINED), P.OFFICER, Step.TELL_SPECIAL_CASE,
           (F.ADDRESSED_TO_DEPUTY, F.WITHIN_TERM, F.NO_DECLINE_STANDS),
           S.SPECIAL_CASE, None, "P5", (N.MAYOR_SPECIAL,)),
    *ahead(S.SPECIAL_CASE, P.MAYOR, Step.GRANT_EXCEPTION, ASKING_THE_DEPUTY,
           S.WITH_DEPUTY, None, "P5", (N.DEPUTY_ASKED,)),
    *ahead(S.SPECIAL_CASE, P.MAYOR, Step.LEAVE_TO_PROTOCOL,
           (F.MAYOR_OF_EVENT, F.ANSWER_AWAITED, F.NOTHING_ANNOUNCED),
           S.PROTOCOL_EXPLAINED, None, "P5"),
    *ahead(S.SPECIAL_CASE, P.MAYOR, Step.LEAVE_TO_PROTOCOL,
           (F.MAYOR_OF_EVENT, F.NO_ANSWER_AWAITED, F.NOTHING_ANNOUNCED),
           S.RECEIVED, None, "P5"),
    *at_any_time(S.SPECIAL_CASE, P.OFFICER, Step.RECALL, (F.ANSWER_AWAITED, F.NOTHING_ANNOUNCED),
                 S.PROTOCOL_EXPLAINED, None, "P5"),
    *at_any_time(S.SPECIAL_CASE, P.OFFICER, Step.RECALL, (F.ANSWER_AWAITED, F.SOMETHING_ANNOUNCED),
                 S.RECEIVED, None, "P5"),
    *at_any_time(S.SPECIAL_CASE, P.OFFICER, Step.RECALL, (F.NO_ANSWER_AWAITED,), S.RECEIVED, None, "P5"),
]  # fmt: skip

TO_THE_MAYOR = [
    *ahead(S.RECEIVED, P.OFFICER, Step.PUT_TO_MAYOR,
           (F.ADDRESSED_TO_MAYOR, F.NO_ADVICE_OUTSTANDING, F.SAME_EVENT_SETTLED, F.SUCCESSOR_NOT_UNKNOWN),
           S.WITH_MAYOR, None, "P1", (N.MAYOR_DECIDES,)),
    *ahead(S.RECEIVED, P.OFFICER, Step.PUT_TO_MAYOR,
           (F.ADDRESSED_TO_MAYOR, F.NO_ADVICE_OUTSTANDING, F.SAME_EVENT_SETTLED, F.SUCCESSOR_UNKNOWN),
           S.HELD_FOR_SUCCESSOR, L.HELD, "P8"),
    *ahead(S.HELD_FOR_SUCCESSOR, P.SYSTEM, Step.SUCCESSOR_KNOWN, (F.MAYOR_OF_EVENT,),
           S.WITH_MAYOR, None, "P8", (N.MAYOR_DECIDES,)),
    *ahead(S.WITH_MAYOR, P.SYSTEM, Step.HOLD, (F.SUCCESSOR_UNKNOWN,), S.HELD_FOR_SUCCESSOR, L.HELD, "P8"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ASK_OFFICE, (F.MAYOR_OF_EVENT,), S.RECEIVED, None, "P1"),
    *at_any_time((S.WITH_MAYOR, S.HELD_FOR_SUCCESSOR), P.OFFICER, Step.RECALL, (), S.RECEIVED, None, "P1"),
]  # fmt: skip

ADVICE_AND_REFUSAL = [
    *ahead(S.RECEIVED, P.OFFICER, Step.ASK_MONITORING_OFFICER, (),
           S.WITH_MONITORING_OFFICER, None, "P20", (N.ADVICE_ASKED,)),
    *ahead(S.WITH_MONITORING_OFFICER, P.MONITORING_OFFICER, Step.ADVISE, (), S.RECEIVED, None, "P20"),
    *ahead(S.WITH_MONITORING_OFFICER, P.MONITORING_OFFICER, Step.ADVISE_AGAINST, (), S.RECEIVED, None, "P20"),
    *at_any_time(S.WITH_MONITORING_OFFICER, P.OFFICER, Step.RECALL, (), S.RECEIVED, None, "P20"),
    *ahead(S.RECEIVED, P.OFFICER, Step.REFUSE_P10, (F.NOTHING_ANNOUNCED,), S.REFUSED, L.REFUSAL, "P10"),
    *ahead(S.RECEIVED, P.OFFICER, Step.REFUSE_P11, (F.NOTHING_ANNOUNCED, F.ADVISED_AGAINST),
           S.REFUSED, L.REFUSAL, "P11"),
    *ahead(S.REFUSED, P.MAYOR, Step.LOOK_AGAIN, (F.MAYOR_OF_EVENT, F.LETTER_LEFT),
           S.RECEIVED, L.OPEN_AGAIN, "P10"),
    *ahead(S.REFUSED, P.MAYOR, Step.LOOK_AGAIN, (F.MAYOR_OF_EVENT, F.LETTER_NOT_LEFT),
           S.RECEIVED, None, "P10"),
]  # fmt: skip

DUPLICATES = [
    *ahead((S.RECEIVED, *WAITING_STAGES, S.HELD_FOR_SUCCESSOR), P.OFFICER, Step.LINK_DUPLICATE,
           (F.NOTHING_ANNOUNCED,),
           S.DUPLICATE, L.JOINED, "P21"),
    *ahead(S.DUPLICATE, P.OFFICER, Step.UNLINK, (F.NO_DECLINE_INHERITED, F.LETTER_LEFT),
           S.RECEIVED, L.OPEN_AGAIN, "P21"),
    *ahead(S.DUPLICATE, P.OFFICER, Step.UNLINK, (F.NO_DECLINE_INHERITED, F.LETTER_NOT_LEFT),
           S.RECEIVED, None, "P21"),
]  # fmt: skip

MAYOR_DECIDES = [
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_NOT_ACTING, F.NOTHING_ANNOUNCED),
           S.MAYOR_ATTENDS, L.ACCEPTANCE, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_NOT_ACTING, F.MAYOR_ANNOUNCED, F.IN_DOUBT),
           S.MAYOR_ATTENDS, L.CONFIRMATION, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_NOT_ACTING, F.MAYOR_ANNOUNCED, F.NOT_IN_DOUBT),
           S.MAYOR_ATTENDS, None, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_NOT_ACTING, F.BOTH_ANNOUNCED),
           S.MAYOR_ATTENDS, L.MAYOR_ALONE, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_NOT_ACTING, F.DEPUTY_OR_ACTING_ANNOUNCED),
           S.MAYOR_ATTENDS, L.CHANGE_OF_REPRESENTATIVE, "P1"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_ACTING, F.NOTHING_ANNOUNCED),
           S.MAYOR_ATTENDS, L.ACCEPTANCE_ACTING, "P9"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_ACTING, F.ACTING_ANNOUNCED, F.IN_DOUBT),
           S.MAYOR_ATTENDS, L.CONFIRMATION, "P9"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_ACTING, F.ACTING_ANNOUNCED, F.NOT_IN_DOUBT),
           S.MAYOR_ATTENDS, None, "P9"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.ACCEPT, (F.MAYOR_ACTING, F.OTHER_THAN_ACTING_ANNOUNCED),
           S.MAYOR_ATTENDS, L.SUBSTITUTION_ACTING, "P9"),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.DELEGATE, DELEGATING, S.WITH_DEPUTY, None, "P2", (N.DEPUTY_ASKED,)),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.GRANT_EXCEPTION, (*DELEGATING, F.DEPUTY_NAMED),
           S.WITH_DEPUTY, None, "P5", (N.DEPUTY_ASKED,)),
    *ahead(S.WITH_MAYOR, P.MAYOR, Step.DECLINE, (F.MAYOR_OF_EVENT, F.NOTHING_ANNOUNCED),
           S.DECLINED, L.DECLINE, "P3"),
    *ahead((S.WITH_MAYOR, S.SPECIAL_CASE, S.MAYOR_ATTENDS), P.MAYOR, Step.NOBODY_GOES,
           (F.MAYOR_OF_EVENT, F.SOMETHING_ANNOUNCED),
           S.CANCELLED, L.APOLOGY, "P1", (N.CALLED_OFF,)),
    *ahead(S.MAYOR_ATTENDS, P.MAYOR, Step.MAYOR_CANNOT, DELEGATING,
           S.WITH_DEPUTY, None, "P2", (N.DEPUTY_ASKED,)),
    *ahead((S.DECLINED, S.MAYOR_ATTENDS), P.MAYOR, Step.CORRECT_SLIP, (F.MAYOR_OF_EVENT, F.LETTER_NOT_LEFT),
           S.WITH_MAYOR, None, "P1", (N.DEPUTY_RELEASED,)),
    *ahead((S.WITH_DEPUTY, S.DEPUTY_ATTENDS), P.MAYOR, Step.TAKE_BACK,
           (F.MAYOR_OF_EVENT, F.NOT_ADDRESSED_TO_DEPUTY),
           S.WITH_MAYOR, None, "P2", (N.DEPUTY_RELEASED,)),
    *ahead((S.WITH_DEPUTY, S.DEPUTY_ATTENDS), P.MAYOR, Step.TAKE_BACK,
           (F.MAYOR_OF_EVENT, F.ADDRESSED_TO_DEPUTY),
           S.SPECIAL_CASE, None, "P5", (N.DEPUTY_RELEASED,)),
]  # fmt: skip

DEPUTY_ANSWERS = [
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS,
           (*DEPUTY_ACCEPTING, F.RESTS_ON_DELEGATION, F.NOTHING_ANNOUNCED),
           S.DEPUTY_ATTENDS, L.ACCEPTANCE_DEPUTY, "P2"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS,
           (*DEPUTY_ACCEPTING, F.RESTS_ON_EXCEPTION, F.NOTHING_ANNOUNCED),
           S.DEPUTY_ATTENDS, L.GOODWILL, "P5"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS, (*DEPUTY_ACCEPTING, F.DEPUTY_ANNOUNCED, F.IN_DOUBT),
           S.DEPUTY_ATTENDS, L.CONFIRMATION, "P2"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS,
           (*DEPUTY_ACCEPTING, F.DEPUTY_ANNOUNCED, F.NOT_IN_DOUBT),
           S.DEPUTY_ATTENDS, None, "P2"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_ACCEPTS, (*DEPUTY_ACCEPTING, F.OTHER_THAN_DEPUTY_ANNOUNCED),
           S.DEPUTY_ATTENDS, L.SUBSTITUTION, "P2"),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_DECLINES, (F.CHOICE_STANDS, F.NOT_ADDRESSED_TO_DEPUTY),
           S.WITH_MAYOR, None, "P2", (N.MAYOR_DECIDES,)),
    *ahead(S.WITH_DEPUTY, P.DEPUTY, Step.DEPUTY_DECLINES, (F.CHOICE_STANDS, F.ADDRESSED_TO_DEPUTY),
           S.SPECIAL_CASE, None, "P5", (N.MAYOR_SPECIAL,)),
    *ahead(S.DEPUTY_ATTENDS, P.DEPUTY, Step.DEPUTY_CANNOT, (F.CHOICE_STANDS, F.NOT_ADDRESSED_TO_DEPUTY),
           S.WITH_MAYOR, None, "P2", (N.MAYOR_DECIDES,)),
    *ahead(S.DEPUTY_ATTENDS, P.DEPUTY, Step.DEPUTY_CANNOT, (F.CHOICE_STANDS, F.ADDRESSED_TO_DEPUTY),
           S.SPECIAL_CASE, None, "P5", (N.MAYOR_SPECIAL,)),
]  # fmt: skip


def the_mayor_alone(party: Party, step: Step, condition: F, tells: tuple[News, ...]) -> list[Row]:
    """The Deputy was to accompany and now is not: the letter depends on what the organiser knows."""
    told = {
        (F.NOTHING_ANNOUNCED,): L.ACCEPTANCE,
        (F.MAYOR_ANNOUNCED, F.IN_DOUBT): L.CONFIRMATION,
        (F.MAYOR_ANNOUNCED, F.NOT_IN_DOUBT): None,
        (F.DEPUTY_OR_ACTING_ANNOUNCED,): L.CHANGE_OF_REPRESENTATIVE,
        (F.BOTH_ANNOUNCED,): L.MAYOR_ALONE,
    }
    return [
        row
        for facts, letter in told.items()
        for row in ahead(
            S.MAYOR_ATTENDS, party, step, (F.ACCOMPANY_ACCEPTED, condition, *facts), None, letter, "P2", tells
        )
    ]


def the_deputy_will_not_be_asked(
    party: Party, step: Step, condition: F, tells: tuple[News, ...]
) -> list[Row]:
    """The Deputy was asked to accompany and now will not: nothing to say, unless both had been announced."""
    told = {F.NOT_BOTH_ANNOUNCED: None, F.BOTH_ANNOUNCED: L.MAYOR_ALONE}
    return [
        row
        for fact, letter in told.items()
        for row in ahead(
            S.MAYOR_ATTENDS, party, step, (F.ACCOMPANY_ASKED, condition, fact), None, letter, "P2", tells
        )
    ]


JOINT = [
    *(
        row
        for facts, letter in {
            (F.NOTHING_ANNOUNCED,): L.ACCEPTANCE,
            (F.MAYOR_OR_BOTH_ANNOUNCED, F.IN_DOUBT): L.CONFIRMATION,
            (F.MAYOR_OR_BOTH_ANNOUNCED, F.NOT_IN_DOUBT): None,
            (F.DEPUTY_OR_ACTING_ANNOUNCED,): L.CHANGE_OF_REPRESENTATIVE,
        }.items()
        for row in ahead(
            S.WITH_MAYOR,
            P.MAYOR,
            Step.ACCEPT_TOGETHER,
            (*ASKING_THE_DEPUTY, F.ADDRESSED_TO_BOTH, *facts),
            S.MAYOR_ATTENDS,
            letter,
            "P2",
            (N.DEPUTY_ASKED,),
        )
    ),
    *ahead(
        S.MAYOR_ATTENDS,
        P.DEPUTY,
        Step.ACCOMPANY_ACCEPTS,
        (*DEPUTY_ACCEPTING, F.ACCOMPANY_ASKED),
        None,
        L.ACCOMPANIED,
        "P2",
    ),
    *the_deputy_will_not_be_asked(P.DEPUTY, Step.ACCOMPANY_DECLINES, F.CHOICE_STANDS, (N.CHANGED,)),
    *the_mayor_alone(P.DEPUTY, Step.ACCOMPANY_CANNOT, F.CHOICE_STANDS, (N.CHANGED,)),
    *the_deputy_will_not_be_asked(P.MAYOR, Step.ACCOMPANY_TAKE_BACK, F.CHOICE_STANDS, (N.DEPUTY_RELEASED,)),
    *the_mayor_alone(P.MAYOR, Step.ACCOMPANY_TAKE_BACK, F.CHOICE_STANDS, (N.DEPUTY_RELEASED,)),
    *the_deputy_will_not_be_asked(
        P.SYSTEM, Step.ACCOMPANY_FALLS, F.DEPUTYS_PART_FALLEN, (N.CHANGED, N.DEPUTY_RELEASED)
    ),
    *the_mayor_alone(P.SYSTEM, Step.ACCOMPANY_FALLS, F.DEPUTYS_PART_FALLEN, (N.CHANGED, N.DEPUTY_RELEASED)),
]

THE_WORLD_MOVES = [
    *ahead((S.WITH_DEPUTY, *ATTENDING_STAGES), P.SYSTEM, Step.CHOICE_FALLS,
           (F.CHOICE_FALLEN, F.NOT_ADDRESSED_TO_DEPUTY),
           S.WITH_MAYOR, None, "P8", (N.MAYOR_DECIDES, N.CHANGED, N.DEPUTY_RELEASED)),
    *ahead((S.WITH_DEPUTY, *ATTENDING_STAGES), P.SYSTEM, Step.CHOICE_FALLS,
           (F.CHOICE_FALLEN, F.ADDRESSED_TO_DEPUTY),
           S.SPECIAL_CASE, None, "P8", (N.MAYOR_SPECIAL, N.CHANGED, N.DEPUTY_RELEASED)),
]  # fmt: skip

ORGANISER_CHANGES = [
    *ahead((S.RECEIVED, S.WITH_MONITORING_OFFICER, S.WITH_MAYOR, S.HELD_FOR_SUCCESSOR,
            S.WITH_DEPUTY, S.SPECIAL_CASE, *ATTENDING_STAGES),
           P.ORGANISER, Step.CHANGE_DETAILS, (),
           S.RECEIVED, L.CHANGE_ACKNOWLEDGED, "P8", (N.CHANGED, N.DEPUTY_RELEASED)),
    *ahead(WAITING_STAGES, P.ORGANISER, Step.CHANGE_DETAILS, (),
           None, L.CHANGE_ACKNOWLEDGED, "P8", (N.CHANGED, N.DEPUTY_RELEASED)),
    *ahead(ALIVE, P.ORGANISER, Step.WITHDRAW, (F.NOTHING_ANNOUNCED,),
           S.WITHDRAWN, L.WITHDRAWN, "P21", (N.CALLED_OFF, N.DEPUTY_RELEASED)),
    *ahead(S.DECLINED, P.ORGANISER, Step.WITHDRAW, (F.NOTHING_ANNOUNCED, F.LETTER_NOT_LEFT),
           S.WITHDRAWN, L.WITHDRAWN, "P21", (N.CALLED_OFF, N.DEPUTY_RELEASED)),
    *ahead(ALIVE, P.ORGANISER, Step.CALL_OFF, (F.SOMETHING_ANNOUNCED,),
           S.CANCELLED, L.CANCELLED, "P21", (N.CALLED_OFF, N.DEPUTY_RELEASED)),
    *ahead(ATTENDING_STAGES, P.CIVIC_MANAGER, Step.CALL_OFF_FOR_CAUSE, (F.SOMETHING_ANNOUNCED,),
           S.CANCELLED, L.APOLOGY, "P1", (N.CALLED_OFF,)),
]  # fmt: skip


def outcome(step: Step, letter: LetterKind) -> list[Row]:
    """The outcome is recorded by an officer, or by whoever attended."""
    return [
        *over(OPEN_STAGES, P.OFFICER, step, (F.SOMETHING_ANNOUNCED,), S.COMPLETED, letter, "P18"),
        *over(ATTENDING_STAGES, P.OFFICER, step, (), S.COMPLETED, letter, "P18"),
        *over(S.MAYOR_ATTENDS, P.MAYOR, step, (), S.COMPLETED, letter, "P18"),
        *over(S.DEPUTY_ATTENDS, P.DEPUTY, step, (), S.COMPLETED, letter, "P18"),
    ]


ENDING = [
    *outcome(Step.OUTCOME_ATTENDED, L.THANKS),
    *outcome(Step.OUTCOME_NOT_ATTENDED, L.APOLOGY),
    *at_any_time(S.AWAITING_INFORMATION, P.SYSTEM, Step.LAPSE, (F.NOTHING_ANNOUNCED, F.ANSWER_OVERDUE),
                 S.LAPSED, L.CLOSING_SILENCE, "P21"),
    *at_any_time(S.PROTOCOL_EXPLAINED, P.SYSTEM, Step.LAPSE, (F.NOTHING_ANNOUNCED, F.ANSWER_OVERDUE),
                 S.LAPSED, L.CLOSING_SILENCE, "P4"),
    *over(WAITING_STAGES, P.SYSTEM, Step.LAPSE,
          (F.NOTHING_ANNOUNCED, F.ANSWER_NOT_OVERDUE, F.QUESTION_PUT),
          S.LAPSED, L.CLOSING_QUESTION, "P21"),
    *over(WAITING_STAGES, P.SYSTEM, Step.LAPSE,
          (F.NOTHING_ANNOUNCED, F.ANSWER_NOT_OVERDUE, F.QUESTION_NOT_PUT),
          S.LAPSED, L.CLOSING_APOLOGY, "P21"),
    *over(tuple(stage for stage in OPEN_STAGES if stage not in WAITING_STAGES),
          P.SYSTEM, Step.LAPSE, (F.NOTHING_ANNOUNCED,),
          S.LAPSED, L.CLOSING_APOLOGY, "P21"),
    *ahead(REOPENABLE, P.CIVIC_MANAGER, Step.REOPEN, (F.LETTER_LEFT,), S.RECEIVED, L.OPEN_AGAIN, "P21"),
    *ahead(REOPENABLE, P.CIVIC_MANAGER, Step.REOPEN, (F.LETTER_NOT_LEFT,), S.RECEIVED, None, "P21"),
]  # fmt: skip

PROTOCOL: tuple[Row, ...] = tuple(
    STARTING + INFORMATION + ADDRESSEE + EXPLAINING + SPECIAL_CASES + TO_THE_MAYOR
    + ADVICE_AND_REFUSAL + DUPLICATES + MAYOR_DECIDES + DEPUTY_ANSWERS + JOINT
    + THE_WORLD_MOVES + ORGANISER_CHANGES + ENDING
)  # fmt: skip
