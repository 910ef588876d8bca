"""Questions for advice, and what members ask of the office."""

from engagements.guards.sql import (
    ANSWER,
    INSERT,
    QUESTION,
    TASK,
    TASK_EVENT,
    UPDATE,
    equal,
)
from engagements.models import (
    Consultation,
    ConsultationAnswer,
    Level,
    MemberTask,
)
from guards import (
    Guard,
    append_only,
    literal,
    never_deleted,
    same,
)


def rank(row: str) -> str:
    steps = " ".join(f"WHEN {literal(level)} THEN {number}" for number, level in enumerate(Level))
    return f"CASE {row}.level {steps} END"


OPEN, ANSWERED = Consultation.State.OPEN, Consultation.State.ANSWERED
IS_ANSWER = equal("a.kind", ConsultationAnswer.Kind.ANSWER)
ITS_ANSWER = f"EXISTS (SELECT 1 FROM {ANSWER} a WHERE a.consultation_id = NEW.id AND a.level = OLD.level AND "
MOVES_BY_A_ROW = f"""(NEW.level = OLD.level AND NEW.state = OLD.state)
    OR (NEW.level = OLD.level AND {equal("OLD.state", OPEN)} AND {equal("NEW.state", ANSWERED)}
        AND {ITS_ANSWER}{IS_ANSWER}))
    OR ({equal("NEW.state", OPEN)} AND ({rank("NEW")}) > ({rank("OLD")})
        AND {ITS_ANSWER}NOT ({IS_ANSWER})))"""
ANSWERED_WHERE_IT_IS = f"""EXISTS (SELECT 1 FROM {QUESTION} c
    WHERE c.id = NEW.consultation_id AND c.level = NEW.level
    AND ({equal("c.state", OPEN)} OR {equal("NEW.kind", ConsultationAnswer.Kind.TAKEN_UP)}))"""
SAME_QUESTION = same("reference", "question", "asked_as", "asked_by_id", "asked_at", "invitation_id")
SAME_TASK = same("wanted", "asked_as", "asked_by_id", "asked_at", "invitation_id")
ANSWERS_KEPT = "What was answered to a question is never changed or removed."
HISTORY_KEPT = "The history of a task is only ever added to."

GUARDS = (
    Guard("question_stays_what_it_was", QUESTION, UPDATE, SAME_QUESTION,
          "A question for advice stays as it was asked."),
    Guard("question_moves_by_an_answer", QUESTION, UPDATE, MOVES_BY_A_ROW,
          "A question moves only by an answer, and only up; what is answered stays answered (P20)."),
    never_deleted("question", QUESTION, "A question for advice is never removed."),
    Guard("question_is_answered_where_it_is", ANSWER, INSERT, ANSWERED_WHERE_IT_IS,
          "A question is answered at the level where it is, while it is open (P20)."),
    *append_only("answer", ANSWER, ANSWERS_KEPT),
    Guard("task_begins_open", TASK, INSERT, equal("NEW.state", MemberTask.State.OPEN),
          "What a member asks of the office is open at first."),
    Guard("task_stays_what_it_was", TASK, UPDATE, SAME_TASK,
          "What a member asked of the office stays as it was asked."),
    Guard("task_closed_stays_closed", TASK, UPDATE, equal("OLD.state", MemberTask.State.OPEN),
          "A task that is closed stays closed."),
    never_deleted("task", TASK, "What a member asked of the office is never removed."),
    *append_only("history", TASK_EVENT, HISTORY_KEPT),
)  # fmt: skip
