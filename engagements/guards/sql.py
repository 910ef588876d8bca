"""The tables that guards are put on, and the conditions that recur in them."""

from civic.models import ActingPeriod, Office, OfficeKind, Term
from engagements.models import (
    GONE,
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
    MemberTask,
    MemberTaskEvent,
    RecordEntry,
    RecordHead,
    RetentionRun,
)
from guards import (
    Moment,
    literal,
    same,
)

TERM, OFFICE, ACTING = (model._meta.db_table for model in (Term, Office, ActingPeriod))
INVITATION, DECISION, DELEGATION = (model._meta.db_table for model in (Invitation, Decision, Delegation))
ENGAGEMENT, ENTRY, PARTICULARS, HEAD = (
    model._meta.db_table for model in (Engagement, RecordEntry, EntryParticulars, RecordHead)
)
LETTER, QUESTION, ANSWER = (model._meta.db_table for model in (Letter, Consultation, ConsultationAnswer))
TASK, TASK_EVENT = (model._meta.db_table for model in (MemberTask, MemberTaskEvent))
ERASURE, RUN, HOLD = (model._meta.db_table for model in (Erasure, RetentionRun, LegalHold))
INSERT, UPDATE = Moment.INSERT, Moment.UPDATE
TO_REPRESENT = (Delegation.Kind.DELEGATION, Delegation.Kind.EXCEPTION)
VERSION = f"(SELECT i.version FROM {INVITATION} i WHERE i.id = NEW.invitation_id)"


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


def underway(kind: Keeping, invitation: str, more: str = "") -> str:
    """An erasure of this case and this kind is entered, and its run is not finished."""
    return f"""EXISTS (SELECT 1 FROM {ERASURE} x JOIN {RUN} n ON n.id = x.run_id
        WHERE {equal("x.kind", kind)} AND x.invitation_id = {invitation} AND n.finished_at IS NULL{more})"""


def words_stay(*columns: str, of: str = "NEW.invitation_id", kind: Keeping = Keeping.NOTES) -> str:
    """The words are what they were, or an approved erasure of the case puts its own in their place."""
    return f"(({same(*columns)}) OR {underway(kind, of, blanked(*columns))})"


def gone(*columns: str) -> str:
    """Of what hangs on no case: the words are over, each where there were any."""
    return " AND ".join(
        f"(NEW.{name} = OLD.{name} OR (OLD.{name} <> '' AND NEW.{name} = {literal(GONE)}))"
        for name in columns
    )


def blanked(*columns: str) -> str:
    """Each column is what it was, or names the certificate where there were words."""
    return "".join(
        f" AND (NEW.{name} = OLD.{name} OR (OLD.{name} <> '' AND NEW.{name} = x.words))" for name in columns
    )
