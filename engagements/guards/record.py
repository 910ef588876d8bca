"""The record of what was done: added to, and nothing else."""

from civic.models import OfficeKind, Role
from engagements.guards.sql import (
    ACTING,
    DECISION,
    DELEGATION,
    ENTRY,
    ERASURE,
    HEAD,
    HOLD,
    INSERT,
    INVITATION,
    OFFICE,
    PARTICULARS,
    PERSON,
    PROTOCOL_VERSION,
    RUN,
    TERM,
    UPDATE,
    VERSION,
    beside,
    equal,
    underway,
)
from engagements.models import (
    LIVING,
    STEPS_OF,
    Counter,
    Delegation,
    EntryKind,
    Keeping,
    kinds_kept_with,
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
from protocols.core.vocabulary import Party, Step

DECIDES = one_of("NEW.kind", {step.value for steps in STEPS_OF.values() for step in steps})
# A decision comes before its entry, by the same hand; and no entry that is there already is made into one.
ITS_DECISION = " OR ".join(
    f"({equal('d.outcome', outcome)} AND {one_of('NEW.kind', steps)})" for outcome, steps in STEPS_OF.items()
)
DECISION_OF_ENTRY = f"""({DECIDES}) = EXISTS (SELECT 1 FROM {DECISION} d
    WHERE d.invitation_id = NEW.invitation_id AND d.made_version = NEW.made_version)
    AND (NOT ({DECIDES}) OR EXISTS (SELECT 1 FROM {DECISION} d
    WHERE d.invitation_id = NEW.invitation_id AND d.made_version = NEW.made_version
    AND d.recorded_by_id = NEW.by_id AND ({ITS_DECISION})))"""
# So the Deputy's answer: a yes is there when its entry is written, a no before it takes effect.
SAYS_YES = one_of("NEW.kind", (Step.DEPUTY_ACCEPTS, Step.ACCOMPANY_ACCEPTS))
SAYS_NO = one_of(
    "NEW.kind",
    (Step.DEPUTY_DECLINES, Step.DEPUTY_CANNOT, Step.ACCOMPANY_DECLINES, Step.ACCOMPANY_CANNOT),
)
ITS_ANSWER = f"""SELECT 1 FROM {DELEGATION} g WHERE g.invitation_id = NEW.invitation_id
    AND g.answered_version = NEW.made_version"""
ANSWER_OF_ENTRY = f"""({SAYS_YES} OR {SAYS_NO}) = EXISTS ({ITS_ANSWER})
    AND (NOT ({SAYS_YES} OR {SAYS_NO}) OR EXISTS ({ITS_ANSWER} AND g.answered_by_id = NEW.by_id
        AND {one_of("g.state", LIVING)}
        AND (NOT {SAYS_YES} OR {equal("g.state", Delegation.State.ACCEPTED)})))"""
MAKES_THE_NEXT_VERSION = f"""NEW.made_version IS NULL
    OR NEW.made_version = {VERSION} + 1 OR (NEW.made_version = {VERSION}
        AND NOT {beside(ENTRY, "r", "1 = 1")})"""


def number_follows(last: str) -> str:
    """The row's number is behind that one. Before the insert, SQLite shows -1 where it will give the next."""
    return f"(NEW.id IS NULL OR NEW.id = -1 OR NEW.id > {last})"


def held(kind: OfficeKind) -> str:
    """Whoever wrote the entry holds the office, held it or is to hold it."""
    return f"""EXISTS (SELECT 1 FROM {TERM} t JOIN {OFFICE} o ON o.id = t.office_id
        WHERE {equal("o.kind", kind)} AND t.person_id = NEW.by_id)"""


def its_case(condition: str) -> str:
    """The case of the entry whose particulars these are, when the condition is true of the entry."""
    return f"(SELECT e.invitation_id FROM {ENTRY} e WHERE e.id = OLD.entry_id AND {condition})"


PARTICULARS_ERASED = " OR ".join(
    underway(keeping, its_case(one_of("e.kind", kinds_kept_with(keeping))))
    for keeping in (Keeping.LETTERS, Keeping.NOTES, Keeping.CONTACT)
)
# Each entry comes next in its case's chain.
LAST = f"(SELECT max(r.sequence) FROM {ENTRY} r WHERE r.invitation_id = NEW.invitation_id)"
NEXT_IN_ITS_CHAIN = f"""(NEW.sequence = 1 AND NEW.previous_hash = '' AND {LAST} IS NULL)
    OR EXISTS (SELECT 1 FROM {ENTRY} r WHERE r.invitation_id = NEW.invitation_id
        AND r.sequence = {LAST} AND NEW.sequence = r.sequence + 1 AND NEW.previous_hash = r.hash)"""
# As it can have been signed, under a protocol that was in force, by somebody who could say so.
SIGNED = "length(NEW.hash) = 64 AND length(NEW.particulars_digest) = 64"
UNDER_A_PROTOCOL = f"""EXISTS (SELECT 1 FROM {PROTOCOL_VERSION} v
    WHERE v.id = NEW.protocol_version_id AND v.in_force_from IS NOT NULL)"""
EVER_HELD = {
    Party.MAYOR: f"""({held(OfficeKind.MAYOR)}
        OR EXISTS (SELECT 1 FROM {ACTING} a WHERE a.person_id = NEW.by_id))""",
    Party.DEPUTY: held(OfficeKind.DEPUTY),
}
IN_ONES_OWN_NAME = " AND ".join(
    f"(NOT ({equal('NEW.party', party)}) OR NEW.on_instruction_of <> {literal('')} OR {holds})"
    for party, holds in EVER_HELD.items()
)
SAID_BY_SOMEBODY = f"""NEW.by_id IS NOT NULL OR {one_of("NEW.party", (Party.SYSTEM, Party.ORGANISER))}"""
BY_AN_OFFICER = f"""NOT ({equal("NEW.party", Party.OFFICER)}) OR EXISTS (SELECT 1 FROM {PERSON} p
    WHERE p.id = NEW.by_id AND p.role <> {literal("")})"""
COPIES_BY_THE_MANAGER = f"""NOT ({equal("NEW.kind", EntryKind.LETTER_COPIES_ALLOWED)})
    OR ({equal("NEW.party", Party.CIVIC_MANAGER)} AND EXISTS (SELECT 1 FROM {PERSON} p
    WHERE p.id = NEW.by_id AND {equal("p.role", Role.CIVIC_MANAGER)}))"""
NOTHING_CONFIDENTIAL = f"""NOT ({equal("NEW.kind", EntryKind.COMMUNICATIONS_TOLD)})
    OR NOT EXISTS (SELECT 1 FROM {INVITATION} i WHERE i.id = NEW.invitation_id AND i.confidential)"""
AFTER_THE_LAST_HEAD = number_follows(f"COALESCE((SELECT max(h.upto) FROM {HEAD} h), 0)")
STANDING_HOLD = beside(HOLD, "h", "h.lifted_at IS NULL")
ITS_ERASURE = f"""EXISTS (SELECT 1 FROM {ERASURE} x JOIN {RUN} n ON n.id = x.run_id
    WHERE x.invitation_id = NEW.invitation_id AND n.finished_at IS NULL)"""
HOLDING = (EntryKind.LEGAL_HOLD, EntryKind.LEGAL_HOLD_LIFTED)
TELLS_OF_KEEPING = f"""(NOT ({equal("NEW.kind", EntryKind.ERASED)}) OR {ITS_ERASURE})
    AND (NOT ({one_of("NEW.kind", HOLDING)}) OR {STANDING_HOLD})"""
WITH_ITS_ENTRY = f"""EXISTS (SELECT 1 FROM {ENTRY} e WHERE e.id = NEW.entry_id AND e.sequence =
    (SELECT max(r.sequence) FROM {ENTRY} r WHERE r.invitation_id = e.invitation_id))"""
LAST_HEAD = f"(SELECT max(h.id) FROM {HEAD} h)"
FOLLOWS_FROM_THE_LAST_HEAD = f"""length(NEW.hash) = 64
    AND NEW.upto <= COALESCE((SELECT max(e.id) FROM {ENTRY} e), 0)
    AND ((NEW.previous_hash = {literal("")} AND {LAST_HEAD} IS NULL)
        OR EXISTS (SELECT 1 FROM {HEAD} l WHERE l.id = {LAST_HEAD} AND NEW.previous_hash = l.hash
            AND NEW.upto >= l.upto AND NEW.entries >= l.entries AND NEW.cases >= l.cases
            AND {number_follows("l.id")}))"""
COUNTER = Counter._meta.db_table
RECORD_KEPT = "The record is only ever added to."
HEAD_KEPT = "A day's head of the record stays as it was made."
PARTICULARS_KEPT = (
    "What an entry of the record says goes only by an approved erasure, and is never rewritten."
)

GUARDS = (
    Guard("entry_of_a_decision_is_its_own", ENTRY, INSERT, DECISION_OF_ENTRY,
          "The record says that the Mayor decided where there is the decision, and only there."),
    Guard("entry_of_an_answer_is_its_own", ENTRY, INSERT, ANSWER_OF_ENTRY,
          "The record says that the Deputy answered where there is the answer, and only there."),
    Guard("entry_comes_next_in_its_chain", ENTRY, INSERT, NEXT_IN_ITS_CHAIN,
          "An entry of the record follows the last one of its case."),
    Guard("entry_makes_the_next_version", ENTRY, INSERT, MAKES_THE_NEXT_VERSION,
          "An entry of the record makes the next version of its case, or none."),
    Guard("entry_is_signed", ENTRY, INSERT, SIGNED, "An entry of the record is signed."),
    Guard("entry_stands_under_a_protocol", ENTRY, INSERT, UNDER_A_PROTOCOL,
          "An entry of the record stands under a protocol that was in force."),
    Guard("entry_is_written_by_somebody", ENTRY, INSERT, SAID_BY_SOMEBODY,
          "An entry of the record names who wrote it."),
    Guard("entry_is_written_in_ones_own_name", ENTRY, INSERT, IN_ONES_OWN_NAME,
          "Only whoever holds the office says something as the Mayor or the Deputy."),
    Guard("entry_of_the_office_is_an_officers", ENTRY, INSERT, BY_AN_OFFICER,
          "Only an officer says something as the civic office."),
    Guard("entry_of_copies_is_the_managers", ENTRY, INSERT, COPIES_BY_THE_MANAGER,
          "Only the civic manager records why others get a copy of a confidential letter (P14)."),
    Guard("communications_hear_of_nothing_confidential", ENTRY, INSERT, NOTHING_CONFIDENTIAL,
          "Communications are told of nothing that is confidential (P14)."),
    Guard("entry_follows_the_heads", ENTRY, INSERT, AFTER_THE_LAST_HEAD,
          "An entry of the record is numbered after those that a day's head covers."),
    Guard("entry_of_keeping_is_true", ENTRY, INSERT, TELLS_OF_KEEPING,
          "The record tells of an erasure or a legal hold where there is one."),
    *append_only("record", ENTRY, RECORD_KEPT),
    Guard("head_follows_from_the_last", HEAD, INSERT, FOLLOWS_FROM_THE_LAST_HEAD,
          "A day's head follows from the one before it and covers what is there."),
    Guard("entry_says_it_when_it_is_written", PARTICULARS, INSERT, WITH_ITS_ENTRY,
          "What an entry says is written with it, and does not come back."),
    *append_only("head_of_the_record", HEAD, HEAD_KEPT),
    never_altered("what_an_entry_says", PARTICULARS, PARTICULARS_KEPT),
    never_deleted("what_an_entry_says", PARTICULARS, PARTICULARS_KEPT, unless=PARTICULARS_ERASED),
    Guard("count_only_grows", COUNTER, UPDATE, f"{same('id', 'kind', 'year')} AND NEW.last >= OLD.last",
          "A number that was given is given to nothing else."),
    never_deleted("count", COUNTER, "A number that was given is given to nothing else."),
)  # fmt: skip
