"""The tables that guards are put on, and the conditions that recur in them."""

from django.db.models import Model

from civic.models import ActingPeriod, AgreedReason, NeighbouringArea, Office, OfficeKind, Person, Term
from engagements.models import (
    GONE,
    ChainConsent,
    Consultation,
    ConsultationAnswer,
    Decision,
    Delegation,
    Engagement,
    EntryKind,
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
from protocols.core.vocabulary import Stage

TERM, OFFICE, ACTING, PERSON = (model._meta.db_table for model in (Term, Office, ActingPeriod, Person))
AGREED_REASON, NEIGHBOUR = AgreedReason._meta.db_table, NeighbouringArea._meta.db_table
PROTOCOL_VERSION = Invitation._meta.get_field("protocol_version").related_model._meta.db_table
INVITATION, DECISION, DELEGATION = (model._meta.db_table for model in (Invitation, Decision, Delegation))
ENGAGEMENT, ENTRY, PARTICULARS, HEAD = (
    model._meta.db_table for model in (Engagement, RecordEntry, EntryParticulars, RecordHead)
)
LETTER, QUESTION, ANSWER = (model._meta.db_table for model in (Letter, Consultation, ConsultationAnswer))
CONSENT = ChainConsent._meta.db_table
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


def columns_of(model: type[Model]) -> tuple[str, ...]:
    return tuple(str(field.column) for field in model._meta.concrete_fields)


def equal(column: str, code: str) -> str:
    return f"{column} = {literal(code)}"


def holds_office(kind: OfficeKind, person: str, moment: str) -> str:
    return f"""EXISTS (SELECT 1 FROM {TERM} t JOIN {OFFICE} o ON o.id = t.office_id
        WHERE {equal("o.kind", kind)} AND t.person_id = {person}
        AND t.begins_at <= {moment} AND t.ends_at > {moment})"""


def declined(case: str) -> str:
    """That case was declined, though the Mayor may have taken it up again."""
    standing = f"({equal('j.stage', Stage.DECLINED)} OR j.taken_up)"
    return f"EXISTS (SELECT 1 FROM {INVITATION} j WHERE j.id = {case} AND {standing})"


def last_entry(invitation: str, condition: str) -> str:
    """The last entry of the case, under the name r, is such a one."""
    return f"""EXISTS (SELECT 1 FROM {ENTRY} r WHERE r.invitation_id = {invitation} AND {condition}
        AND r.sequence = (SELECT max(s.sequence) FROM {ENTRY} s WHERE s.invitation_id = {invitation}))"""


def underway(kind: Keeping, invitation: str, more: str = "") -> str:
    """An erasure of this case and this kind is entered, its run is not finished, and the record has just told
    of it, as of each before it.
    """
    return f"""(EXISTS (SELECT 1 FROM {ERASURE} x JOIN {RUN} n ON n.id = x.run_id
        WHERE {equal("x.kind", kind)} AND x.invitation_id = {invitation} AND n.finished_at IS NULL{more})
        AND {last_entry(invitation, equal("r.kind", EntryKind.ERASED))}
        AND (SELECT count(*) FROM {ERASURE} y WHERE y.invitation_id = {invitation})
            = (SELECT count(*) FROM {ENTRY} s WHERE s.invitation_id = {invitation}
                AND {equal("s.kind", EntryKind.ERASED)}))"""


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


CONTACT_ERASED = underway(Keeping.CONTACT, "OLD.invitation_id")
