"""What came of it, and how a case ends or is opened again."""

from protocols.core.facts import Fact as F
from protocols.core.rows import Row, ahead, at_any_time, over
from protocols.core.table.provisos import (
    REOPENABLE,
    WAITING_STAGES,
)
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    OPEN_STAGES,
    LetterKind,
    News,
    Party,
    Stage,
    Step,
)

S, P, L, N = Stage, Party, LetterKind, News


def outcome(step: Step, letter: LetterKind) -> list[Row]:
    """The outcome is recorded by an officer, or by whoever attended; one recorded wrongly is corrected by an
    officer while its letter has not left, and by the civic manager then.
    """
    return [
        *over(OPEN_STAGES, P.OFFICER, step, (F.SOMETHING_ANNOUNCED,), S.COMPLETED, letter, "P18"),
        *over(ATTENDING_STAGES, P.OFFICER, step, (F.NOT_ENTERED_LATE,), S.COMPLETED, letter, "P18"),
        *over(S.MAYOR_ATTENDS, P.MAYOR, step, (F.NOT_ENTERED_LATE,), S.COMPLETED, letter, "P18"),
        *over(S.DEPUTY_ATTENDS, P.DEPUTY, step, (F.NOT_ENTERED_LATE,), S.COMPLETED, letter, "P18"),
        *over(S.COMPLETED, P.OFFICER, step, (F.NOT_ENTERED_LATE, F.LETTER_NOT_LEFT), None, letter, "P18"),
        *over(S.COMPLETED, P.CIVIC_MANAGER, step, (F.NOT_ENTERED_LATE, F.LETTER_LEFT), None, letter, "P18"),
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
          P.SYSTEM, Step.LAPSE, (F.NOTHING_ANNOUNCED, F.NOT_ENTERED_LATE),
          S.LAPSED, L.CLOSING_APOLOGY, "P21"),
    *ahead(REOPENABLE, P.CIVIC_MANAGER, Step.REOPEN, (F.LETTER_LEFT,), S.RECEIVED, L.OPEN_AGAIN, "P21"),
    *ahead(REOPENABLE, P.CIVIC_MANAGER, Step.REOPEN, (F.LETTER_NOT_LEFT,), S.RECEIVED, None, "P21"),
]  # fmt: skip
