"""What the database refuses of the office's cases.

Choices that are not the Mayor's, a record that is rewritten, words erased without approval. Each guard says
what must hold when a row is written; where it does not, the write fails with its words.

Tables are named by their models and codes by their enumerations: a changed row of the protocol or a renamed
model is followed by the next `migrate`, and no migration names any of this.
"""

from civic.models import ActingPeriod, Office, OfficeKind, Term
from engagements.models import (
    LEFT,
    Capacity,
    Consultation,
    ConsultationAnswer,
    Decision,
    Delegation,
    Engagement,
    EntryParticulars,
    Erasure,
    Invitation,
    Keeping,
    LegalHold,
    Letter,
    Level,
    MemberTask,
    MemberTaskEvent,
    Outcome,
    RecordEntry,
    RecordHead,
    RetentionRun,
    kinds_kept_with,
)
from guards import (
    Guard,
    Moment,
    append_only,
    known_words,
    literal,
    never_altered,
    never_deleted,
    one_of,
    same,
    same_json,
)
from protocols.core import vocabulary
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import ATTENDING_STAGES, CLOSED_STAGES, Stage, Step

TERM, OFFICE, ACTING = (model._meta.db_table for model in (Term, Office, ActingPeriod))
INVITATION, DECISION, DELEGATION = (model._meta.db_table for model in (Invitation, Decision, Delegation))
ENGAGEMENT, ENTRY, PARTICULARS, HEAD = (
    model._meta.db_table for model in (Engagement, RecordEntry, EntryParticulars, RecordHead)
)
LETTER, QUESTION, ANSWER = (model._meta.db_table for model in (Letter, Consultation, ConsultationAnswer))
TASK, TASK_EVENT = (model._meta.db_table for model in (MemberTask, MemberTaskEvent))
ERASURE, RUN, HOLD = (model._meta.db_table for model in (Erasure, RetentionRun, LegalHold))
INSERT, UPDATE = Moment.INSERT, Moment.UPDATE


def beside(table: str, row: str, condition: str) -> str:
    """A row of the table, of the same invitation, of which the condition is true."""
    return (
        f"EXISTS (SELECT 1 FROM {table} {row} WHERE {row}.invitation_id = NEW.invitation_id AND {condition})"
    )


def of_invitation(table: str, condition: str) -> str:
    """The same, seen from the invitation's own row."""
    return f"EXISTS (SELECT 1 FROM {table} r WHERE r.invitation_id = NEW.id AND {condition})"


def equal(column: str, code: str) -> str:
    return f"{column} = {literal(code)}"


def holds_office(kind: OfficeKind, person: str, moment: str) -> str:
    return f"""EXISTS (SELECT 1 FROM {TERM} t JOIN {OFFICE} o ON o.id = t.office_id
        WHERE {equal("o.kind", kind)} AND t.person_id = {person}
        AND t.begins_at <= {moment} AND t.ends_at > {moment})"""


# --- Decisions and delegations ------------------------------------------------------------------------------

START = f"(SELECT i.starts_at FROM {INVITATION} i WHERE i.id = NEW.invitation_id)"
ACTING_AT_EVENT = f"""EXISTS (SELECT 1 FROM {ACTING} a
    WHERE a.person_id = NEW.made_by_id
    AND a.begins_at <= {START} AND (a.ends_at IS NULL OR a.ends_at > {START}))"""
IS_ACTING = equal("NEW.capacity", Capacity.ACTING)
DECIDED_BY_MAYOR = f"""({IS_ACTING} AND {ACTING_AT_EVENT})
    OR (NOT ({IS_ACTING}) AND {holds_office(OfficeKind.MAYOR, "NEW.made_by_id", START)})"""
TO_THE_DEPUTY = holds_office(OfficeKind.DEPUTY, "NEW.deputy_id", "NEW.event_at")
ASKS = {
    Delegation.Kind.DELEGATION: Outcome.DELEGATE,
    Delegation.Kind.EXCEPTION: Outcome.EXCEPTION,
    Delegation.Kind.ACCOMPANY: Outcome.ACCEPT_TOGETHER,
}
CHOSEN = " OR ".join(
    f"({equal('NEW.kind', kind)} AND {equal('d.outcome', outcome)})" for kind, outcome in ASKS.items()
)
ASKED_BY_DECISION = beside(
    DECISION, "d", f"d.id = NEW.decision_id AND {equal('d.capacity', Capacity.IN_OFFICE)} AND ({CHOSEN})"
)
NOT_DECLINED = f"""NOT EXISTS (SELECT 1 FROM {INVITATION} i LEFT JOIN {INVITATION} j ON j.id = i.joined_to_id
    WHERE i.id = NEW.invitation_id
    AND ({equal("i.stage", Stage.DECLINED)} OR {equal("j.stage", Stage.DECLINED)}))"""
ENDINGS = (
    Delegation.State.CANNOT,
    Delegation.State.TAKEN_BACK,
    Delegation.State.FALLEN,
    Delegation.State.ENDED,
)
ANSWERED_ONCE = f"""NEW.state = OLD.state OR {equal("OLD.state", Delegation.State.ASKED)}
    OR ({equal("OLD.state", Delegation.State.ACCEPTED)} AND {one_of("NEW.state", ENDINGS)})"""

# The steps that a decision of each outcome makes: some are worded differently once the Mayor has accepted.
MAKES = {
    Outcome.ACCEPT: (Step.ACCEPT,),
    Outcome.ACCEPT_TOGETHER: (Step.ACCEPT_TOGETHER,),
    Outcome.DELEGATE: (Step.DELEGATE, Step.MAYOR_CANNOT),
    Outcome.EXCEPTION: (Step.GRANT_EXCEPTION,),
    Outcome.DECLINE: (Step.DECLINE,),
    Outcome.LEAVE: (Step.LEAVE_TO_PROTOCOL,),
    Outcome.NOBODY: (Step.NOBODY_GOES,),
    Outcome.ASK: (Step.ASK_OFFICE,),
    Outcome.TAKE_BACK: (Step.TAKE_BACK, Step.ACCOMPANY_TAKE_BACK),
    Outcome.CORRECT: (Step.CORRECT_SLIP,),
    Outcome.LOOK_AGAIN: (Step.LOOK_AGAIN,),
}
DECIDES = one_of("NEW.kind", {step.value for steps in MAKES.values() for step in steps})
# A decision comes before its entry, by the same hand; and no entry that is there already is made into one.
ITS_DECISION = " OR ".join(
    f"({equal('d.outcome', outcome)} AND {one_of('NEW.kind', steps)})" for outcome, steps in MAKES.items()
)
DECISION_OF_ENTRY = f"""({DECIDES}) = EXISTS (SELECT 1 FROM {DECISION} d
    WHERE d.invitation_id = NEW.invitation_id AND d.made_version = NEW.made_version)
    AND (NOT ({DECIDES}) OR EXISTS (SELECT 1 FROM {DECISION} d
    WHERE d.invitation_id = NEW.invitation_id AND d.made_version = NEW.made_version
    AND d.recorded_by_id = NEW.by_id AND ({ITS_DECISION})))"""
VERSION = f"(SELECT i.version FROM {INVITATION} i WHERE i.id = NEW.invitation_id)"
OF_THE_NEXT_VERSION = f"""NEW.made_version = {VERSION} + 1
    AND NOT {beside(ENTRY, "r", "r.made_version = NEW.made_version")}"""
MAKES_THE_NEXT_VERSION = f"""NEW.made_version IS NULL
    OR NEW.made_version = {VERSION} + 1 OR (NEW.made_version = {VERSION}
        AND NOT {beside(ENTRY, "r", "1 = 1")})"""

# --- Engagements --------------------------------------------------------------------------------------------

TO_REPRESENT = (Delegation.Kind.DELEGATION, Delegation.Kind.EXCEPTION)
FOR_THE_MAYOR = one_of("g.kind", TO_REPRESENT)
BY_DEPUTY = equal("NEW.attendee", Engagement.Attendee.DEPUTY)
ACCEPTED = equal("g.state", Delegation.State.ACCEPTED)
RESTS_ON_DELEGATION = beside(
    DELEGATION,
    "g",
    f"g.id = NEW.delegation_id AND g.deputy_id = NEW.person_id AND {ACCEPTED} AND {FOR_THE_MAYOR}",
)
RESTS_ON_DECISION = beside(
    DECISION,
    "d",
    f"d.id = NEW.decision_id AND d.made_by_id = NEW.person_id"
    f" AND {one_of('d.outcome', (Outcome.ACCEPT, Outcome.ACCEPT_TOGETHER))}"
    f" AND ({equal('d.capacity', Capacity.ACTING)}) = ({equal('NEW.attendee', Engagement.Attendee.ACTING)})",
)
COMPANION = beside(
    DELEGATION,
    "g",
    f"g.id = NEW.accompanied_by_id AND {ACCEPTED} AND {equal('g.kind', Delegation.Kind.ACCOMPANY)}",
)
BEGINS_LIVE = equal("NEW.state", Engagement.State.LIVE)
SAME_ENGAGEMENT = same("invitation_id", "attendee", "person_id", "decision_id", "delegation_id", "made_at")
CASE_IS_AT = f"(SELECT i.stage FROM {INVITATION} i WHERE i.id = NEW.invitation_id)"
# Given up or over when the case has left the stages of attendance, and once.
ENDS_WITH_ITS_CASE = f"""NEW.state = OLD.state OR ({equal("OLD.state", Engagement.State.LIVE)} AND (
    ({equal("NEW.state", Engagement.State.DONE)} AND {equal(CASE_IS_AT, Stage.COMPLETED)})
    OR ({equal("NEW.state", Engagement.State.ENDED)}
        AND NOT ({one_of(CASE_IS_AT, (*ATTENDING_STAGES, Stage.COMPLETED))}))))"""
LIVE_ON_IT = f"""EXISTS (SELECT 1 FROM {ENGAGEMENT} e WHERE {equal("e.state", Engagement.State.LIVE)}
    AND (e.delegation_id = NEW.id OR e.accompanied_by_id = NEW.id))"""
# What the Deputy accepted stands while an engagement rests on it, and while the case says that the Deputy
# goes or is asked.
STANDS_WITH_ITS_CASE = f"""NEW.state = OLD.state OR {equal("NEW.state", Delegation.State.ACCEPTED)}
    OR (NOT {LIVE_ON_IT} AND (NOT ({one_of("NEW.kind", TO_REPRESENT)})
        OR NOT ({one_of(CASE_IS_AT, (Stage.WITH_DEPUTY, Stage.DEPUTY_ATTENDS))})))"""
RESTS_ON_A_CHOICE = f"""NOT ({equal("NEW.state", Engagement.State.LIVE)}) OR (
    (NEW.accompanied_by_id IS NULL OR {COMPANION})
    AND (({BY_DEPUTY} AND {RESTS_ON_DELEGATION}) OR (NOT ({BY_DEPUTY}) AND {RESTS_ON_DECISION})))"""
NO_CHOICE = (
    "An engagement rests on the Mayor's decision, or on a request that the Deputy has accepted (P1, P2)."
)

# --- Stages -------------------------------------------------------------------------------------------------

BEGINS = one_of("NEW.stage", {row.becomes for row in PROTOCOL if row.stage is None})
ENTERED = (
    "r.made_version = NEW.version AND (r.to_stage = NEW.stage OR (r.to_stage = '' AND NEW.stage = OLD.stage))"
)
IN_THE_RECORD = f"""(NEW.version = OLD.version AND NEW.stage = OLD.stage)
    OR (NEW.version = OLD.version + 1 AND {of_invitation(ENTRY, ENTERED)})"""


def stages_that_follow() -> str:
    """The stage stays, or becomes what some row of the protocol makes of it."""
    follow: dict[Stage, set[Stage]] = {}
    for row in PROTOCOL:
        if row.stage and row.becomes is not row.stage:
            follow.setdefault(row.stage, set()).add(row.becomes)
    ways = [
        f"({equal('OLD.stage', before)} AND {one_of('NEW.stage', follow[before])})"
        for before in sorted(follow)
    ]
    return " OR ".join(["NEW.stage = OLD.stage", *ways])


def becomes(stage: Stage, condition: str) -> str:
    return f"(NOT ({equal('NEW.stage', stage)}) OR {condition})"


LIVE = equal("r.state", Engagement.State.LIVE)
DEPUTYS = equal("r.attendee", Engagement.Attendee.DEPUTY)
ASKED = f"{equal('r.state', Delegation.State.ASKED)} AND {one_of('r.kind', TO_REPRESENT)}"
NEEDS = " AND ".join(
    (
        becomes(Stage.WITH_DEPUTY, of_invitation(DELEGATION, ASKED)),
        becomes(Stage.DEPUTY_ATTENDS, of_invitation(ENGAGEMENT, f"{LIVE} AND {DEPUTYS}")),
        becomes(Stage.MAYOR_ATTENDS, of_invitation(ENGAGEMENT, f"{LIVE} AND NOT ({DEPUTYS})")),
        becomes(Stage.DECLINED, of_invitation(DECISION, equal("r.outcome", Outcome.DECLINE))),
    )
)
IS_DECLINE = f"{equal('kind', vocabulary.LetterKind.DECLINE)} AND copy_of_id IS NULL"
LAST_DECLINE = f"(SELECT max(id) FROM {LETTER} WHERE invitation_id = NEW.id AND {IS_DECLINE})"
DECLINE_STANDS = f"""NOT ({equal("OLD.stage", Stage.DECLINED)}) OR {equal("NEW.stage", Stage.DECLINED)}
    OR NOT {of_invitation(LETTER, f"{one_of('r.state', LEFT)} AND r.id = {LAST_DECLINE}")}"""

# --- Erasures: exactly what was approved, and of that only people's words -----------------------------------


def underway(kind: Keeping, invitation: str, more: str = "") -> str:
    """An erasure of this case and this kind is entered, and its run is not finished."""
    return f"""EXISTS (SELECT 1 FROM {ERASURE} x JOIN {RUN} n ON n.id = x.run_id
        WHERE {equal("x.kind", kind)} AND x.invitation_id = {invitation} AND n.finished_at IS NULL{more})"""


def blanked(*columns: str) -> str:
    """Each column is what it was, or names the certificate where there were words."""
    return "".join(
        f" AND (NEW.{name} = OLD.{name} OR (OLD.{name} <> '' AND NEW.{name} = x.words))" for name in columns
    )


def its_case(condition: str) -> str:
    """The case of the entry whose particulars these are, when the condition is true of the entry."""
    return f"(SELECT e.invitation_id FROM {ENTRY} e WHERE e.id = OLD.entry_id AND {condition})"


DECISION_ONLY_ERASED = f"""{
    same(
        "invitation_id",
        "made_version",
        "outcome",
        "made_by_id",
        "capacity",
        "made_at",
        "recorded_at",
        "recorded_by_id",
        "instruction",
        "agreed_reason",
    )
} AND {underway(Keeping.LETTERS, "NEW.invitation_id", blanked("reason", "reason_for_release", "question"))}"""
PARTICULARS_ERASED = " OR ".join(
    underway(keeping, its_case(one_of("e.kind", kinds_kept_with(keeping))))
    for keeping in (Keeping.LETTERS, Keeping.NOTES, Keeping.CONTACT)
)
LETTER_ERASED = f"""{
    same(
        "state",
        "kind",
        "announces",
        "invitation_id",
        "entry_id",
        "message_id",
        "sent_at",
        "posted_at",
        "clause",
    )
}
    AND NEW.recipient_email IN (OLD.recipient_email, 'erased-' || NEW.id || '@erased.invalid')
    AND {
    underway(Keeping.LETTERS, "NEW.invitation_id", " AND NEW.subject = x.words AND NEW.body = x.words")
}"""
# What is no draft any more stays as it was read: words, frame, copies, and to whom.
LETTER_WRITTEN = same(
    "invitation_id",
    "entry_id",
    "kind",
    "announces",
    "subject",
    "body",
    "edited",
    "clause",
    "recipient_name",
    "recipient_email",
    "recipient_address",
    "copy_of_id",
    "resent_of_id",
    "template_version_id",
    "protocol_version_id",
    "message_id",
)
LETTER_FROZEN = f"""{equal("OLD.state", Letter.State.DRAFT)}
    OR ({LETTER_WRITTEN} AND {same_json("values", "copies")})
    OR ({LETTER_ERASED})"""
# What becomes of a letter. One that left stays so; one that may have left can still turn out not to have.
THEN = {
    Letter.State.DRAFT: (Letter.State.QUEUED, Letter.State.CANCELLED),
    Letter.State.QUEUED: (
        *(Letter.State.SENDING, Letter.State.DRAFT, Letter.State.CANCELLED, Letter.State.FAILED),
        Letter.State.POSTED,
    ),
    Letter.State.SENDING: (
        *(Letter.State.SENT, Letter.State.UNCERTAIN, Letter.State.FAILED, Letter.State.QUEUED),
        Letter.State.CANCELLED,
    ),
    Letter.State.UNCERTAIN: (
        *(Letter.State.SENT, Letter.State.FAILED, Letter.State.QUEUED, Letter.State.CANCELLED),
    ),
    Letter.State.FAILED: (Letter.State.QUEUED, Letter.State.POSTED, Letter.State.CANCELLED),
}
LETTER_GOES_ON = "NEW.state = OLD.state OR " + " OR ".join(
    f"({equal('OLD.state', before)} AND {one_of('NEW.state', then)})" for before, then in THEN.items()
)
LETTER_BEGINS = one_of("NEW.state", (Letter.State.DRAFT, Letter.State.QUEUED))
LAWFUL = f"""EXISTS (SELECT 1 FROM {RUN} n, {INVITATION} i
    WHERE n.id = NEW.run_id AND n.kind = NEW.kind AND n.finished_at IS NULL AND i.id = NEW.invitation_id
    AND {one_of("i.stage", CLOSED_STAGES)} AND i.ends_on <= n.cut_off_on
    AND NOT EXISTS (SELECT 1 FROM {HOLD} h WHERE h.invitation_id = i.id AND h.lifted_at IS NULL))"""
ONLY_LIFTED = f"OLD.lifted_at IS NULL AND {same('invitation_id', 'reason', 'placed_at', 'placed_by_id')}"
RUN_GOES_ON = (
    f"OLD.finished_at IS NULL AND {same('number', 'kind', 'cut_off_on', 'approved_at', 'approved_by_id')}"
)

# --- Questions for advice, and members' tasks ---------------------------------------------------------------


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
SAME_DELEGATION = same("invitation_id", "decision_id", "deputy_id", "kind", "event_at")

# --- The words of the refusals that several share -----------------------------------------------------------

DECISION_KEPT = "A decision stays as it was made; only an approved erasure takes its reasons away."
RECORD_KEPT = "The record is only ever added to."
HEAD_KEPT = "A day's head of the record stays as it was made."
PARTICULARS_KEPT = (
    "What an entry of the record says goes only by an approved erasure, and is never rewritten."
)
LETTER_KEPT = "A letter that may have left stays as it was; only an approved erasure takes its words away."
CERTIFICATE_KEPT = "The certificate of an erasure is never changed or removed."
HOLD_KEPT = "A legal hold can be lifted once, and neither removed nor rewritten."
ANSWERS_KEPT = "What was answered to a question is never changed or removed."
HISTORY_KEPT = "The history of a task is only ever added to."

GUARDS = (
    *known_words("engagements"),
    Guard("decision_is_the_mayors", DECISION, INSERT, DECIDED_BY_MAYOR,
          "Only the Mayor of the event's day decides, or whoever acts as Mayor then (P1, P8, P9)."),
    never_altered("decision", DECISION, DECISION_KEPT, unless=DECISION_ONLY_ERASED),
    never_deleted("decision", DECISION, DECISION_KEPT),
    Guard("decision_makes_the_next_version", DECISION, INSERT, OF_THE_NEXT_VERSION,
          "A decision is made together with its entry in the record."),
    Guard("entry_of_a_decision_is_its_own", ENTRY, INSERT, DECISION_OF_ENTRY,
          "The record says that the Mayor decided where there is the decision, and only there."),
    Guard("entry_makes_the_next_version", ENTRY, INSERT, MAKES_THE_NEXT_VERSION,
          "An entry of the record makes the next version of its case, or none."),
    Guard("delegation_rests_on_the_mayors_choice", DELEGATION, INSERT, ASKED_BY_DECISION,
          "The Deputy is asked only by a decision of the Mayor on this invitation (P2)."),
    Guard("delegation_begins_as_asked", DELEGATION, INSERT, equal("NEW.state", Delegation.State.ASKED),
          "The Deputy is asked first, and answers then (P2)."),
    Guard("delegation_is_to_the_deputy", DELEGATION, INSERT, TO_THE_DEPUTY,
          "Nobody is asked to represent the Mayor but the Deputy of the event's day (P2)."),
    Guard("declined_is_never_passed_on", DELEGATION, INSERT, NOT_DECLINED,
          "An invitation that the Mayor declined is passed on to nobody (P3)."),
    Guard("delegation_stays_what_it_was", DELEGATION, UPDATE, SAME_DELEGATION,
          "What the Deputy was asked is never changed."),
    Guard("delegation_is_answered_once", DELEGATION, UPDATE, ANSWERED_ONCE,
          "The Deputy's answer stands; ask anew (P2)."),
    Guard("delegation_stands_with_its_case", DELEGATION, UPDATE, STANDS_WITH_ITS_CASE,
          "What the Deputy was asked ends when the case has gone on, and not before (P2)."),
    never_deleted("delegation", DELEGATION, "What the Deputy was asked is never removed."),
    Guard("engagement_rests_on_a_choice_made", ENGAGEMENT, INSERT, RESTS_ON_A_CHOICE, NO_CHOICE),
    Guard("engagement_rests_on_a_choice_still", ENGAGEMENT, UPDATE, RESTS_ON_A_CHOICE, NO_CHOICE),
    Guard("engagement_begins_live", ENGAGEMENT, INSERT, BEGINS_LIVE,
          "What is over was in the diary before."),
    Guard("engagement_stays_what_it_was", ENGAGEMENT, UPDATE, SAME_ENGAGEMENT,
          "Whose engagement it is, and on what it rests, is never changed."),
    Guard("engagement_ends_with_its_case", ENGAGEMENT, UPDATE, ENDS_WITH_ITS_CASE,
          "An engagement is over or given up when its case is, and stays so."),
    never_deleted("engagement", ENGAGEMENT, "An engagement is given up, never removed from the diary."),
    Guard("invitation_begins_undecided", INVITATION, INSERT, BEGINS,
          "An invitation begins where the protocol has one begin."),
    Guard("change_stands_in_the_record", INVITATION, UPDATE, IN_THE_RECORD,
          "A change of an invitation stands in the record before it is made."),
    Guard("stage_follows_the_protocol", INVITATION, UPDATE, stages_that_follow(),
          "The protocol has no step from that stage to this."),
    Guard("stage_rests_on_its_rows", INVITATION, UPDATE, f"NEW.stage = OLD.stage OR ({NEEDS})",
          "That stage rests on a decision, a request or an engagement which is not there."),
    Guard("decline_that_left_stands", INVITATION, UPDATE, DECLINE_STANDS,
          "A decline whose letter may have left stands (P3)."),
    never_deleted("invitation", INVITATION, "An invitation is closed, never removed."),
    *append_only("record", ENTRY, RECORD_KEPT),
    *append_only("head_of_the_record", HEAD, HEAD_KEPT),
    never_altered("what_an_entry_says", PARTICULARS, PARTICULARS_KEPT),
    never_deleted("what_an_entry_says", PARTICULARS, PARTICULARS_KEPT, unless=PARTICULARS_ERASED),
    Guard("letter_that_left_is_frozen", LETTER, UPDATE, LETTER_FROZEN, LETTER_KEPT),
    Guard("letter_begins_before_it_leaves", LETTER, INSERT, LETTER_BEGINS,
          "A letter is drafted or queued before it leaves."),
    Guard("letter_goes_on", LETTER, UPDATE, LETTER_GOES_ON, "What became of a letter is not taken back."),
    never_deleted("letter", LETTER, "A letter is withdrawn, never removed."),
    Guard("erasure_is_lawful", ERASURE, INSERT, LAWFUL,
          "Only what was approved is erased: a closed case, over by its day, without a legal hold."),
    *append_only("erasure", ERASURE, CERTIFICATE_KEPT),
    never_altered("certificate", RUN, CERTIFICATE_KEPT, unless=RUN_GOES_ON),
    never_deleted("certificate", RUN, CERTIFICATE_KEPT),
    Guard("hold_is_only_lifted", HOLD, UPDATE, ONLY_LIFTED, HOLD_KEPT),
    never_deleted("hold", HOLD, HOLD_KEPT),
    Guard("question_stays_what_it_was", QUESTION, UPDATE, SAME_QUESTION,
          "A question for advice stays as it was asked."),
    Guard("question_moves_by_an_answer", QUESTION, UPDATE, MOVES_BY_A_ROW,
          "A question moves only by an answer, and only up; what is answered stays answered (P20)."),
    never_deleted("question", QUESTION, "A question for advice is never removed."),
    Guard("question_is_answered_where_it_is", ANSWER, INSERT, ANSWERED_WHERE_IT_IS,
          "A question is answered at the level where it is, while it is open (P20)."),
    *append_only("answer", ANSWER, ANSWERS_KEPT),
    Guard("task_stays_what_it_was", TASK, UPDATE, SAME_TASK,
          "What a member asked of the office stays as it was asked."),
    Guard("task_closed_stays_closed", TASK, UPDATE, equal("OLD.state", MemberTask.State.OPEN),
          "A task that is closed stays closed."),
    never_deleted("task", TASK, "What a member asked of the office is never removed."),
    *append_only("history", TASK_EVENT, HISTORY_KEPT),
)  # fmt: skip
