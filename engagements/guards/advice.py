"""Questions for advice, and what members ask of the office."""

from engagements.guards.sql import (
    ANSWER,
    INSERT,
    QUESTION,
    TASK,
    TASK_EVENT,
    UPDATE,
    equal,
    gone,
    words_stay,
)
from engagements.models import (
    Consultation,
    ConsultationAnswer,
    Level,
    MemberTask,
    MemberTaskEvent,
)
from guards import (
    Guard,
    append_only,
    literal,
    never_altered,
    never_deleted,
    one_of,
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
OF_NO_CASE = "NEW.invitation_id IS NULL"
ITS_CASE = f"(SELECT c.invitation_id FROM {QUESTION} c WHERE c.id = NEW.consultation_id)"
QUESTION_OVER = f"({OF_NO_CASE} AND {equal('OLD.state', ANSWERED)} AND {gone('question')})"
SAME_QUESTION = f"""{same("reference", "asked_as", "asked_by_id", "asked_at", "invitation_id")}
    AND ({words_stay("question")} OR {QUESTION_OVER})"""
ANSWER_OVER = f"""({ITS_CASE} IS NULL AND {gone("words")} AND EXISTS (SELECT 1 FROM {QUESTION} c
    WHERE c.id = NEW.consultation_id AND {equal("c.state", ANSWERED)}))"""
SAME_ANSWER = f"""{same("id", "consultation_id", "level", "kind", "at", "by_id")}
    AND ({words_stay("words", of=ITS_CASE)} OR {ANSWER_OVER})"""
TASK_OPEN = equal("OLD.state", MemberTask.State.OPEN)
CLOSING = (MemberTaskEvent.Kind.DONE, MemberTaskEvent.Kind.CANNOT)
# Closed by somebody whose act its history has.
CLOSED_IN_ITS_HISTORY = f"""NOT ({TASK_OPEN}) OR {equal("NEW.state", MemberTask.State.OPEN)}
    OR EXISTS (SELECT 1 FROM {TASK_EVENT} e WHERE e.task_id = NEW.id AND e.by_id = NEW.closed_by_id
        AND {one_of("e.kind", CLOSING)})"""
TASK_OVER = f"({OF_NO_CASE} AND NOT ({TASK_OPEN}) AND {gone('wanted', 'answer')})"
SAME_TASK = f"""{same("asked_as", "asked_by_id", "asked_at", "invitation_id")}
    AND ({words_stay("wanted")} OR {TASK_OVER})"""
ONLY_WORDS_GO = f"""{same("id", "owner_id", "state", "clause", "closed_at", "closed_by_id")}
    AND ({words_stay("wanted", "answer")} OR {TASK_OVER})"""
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
    never_altered("answer", ANSWER, ANSWERS_KEPT, unless=SAME_ANSWER),
    never_deleted("answer", ANSWER, ANSWERS_KEPT),
    Guard("task_begins_open", TASK, INSERT, equal("NEW.state", MemberTask.State.OPEN),
          "What a member asks of the office is open at first."),
    Guard("task_stays_what_it_was", TASK, UPDATE, SAME_TASK,
          "What a member asked of the office stays as it was asked."),
    Guard("task_is_closed_in_its_history", TASK, UPDATE, CLOSED_IN_ITS_HISTORY,
          "A task is closed by somebody, and its history says so."),
    Guard("task_closed_stays_closed", TASK, UPDATE, f"{TASK_OPEN} OR ({ONLY_WORDS_GO})",
          "A task that is closed stays closed."),
    never_deleted("task", TASK, "What a member asked of the office is never removed."),
    *append_only("history", TASK_EVENT, HISTORY_KEPT),
)  # fmt: skip
