"""The record of what was done: added to, and nothing else."""

from engagements.guards.sql import (
    DECISION,
    ENTRY,
    HEAD,
    INSERT,
    PARTICULARS,
    UPDATE,
    VERSION,
    beside,
    equal,
    underway,
)
from engagements.models import (
    STEPS_OF,
    Counter,
    Keeping,
    kinds_kept_with,
)
from guards import (
    Guard,
    append_only,
    never_altered,
    never_deleted,
    one_of,
    same,
)

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
MAKES_THE_NEXT_VERSION = f"""NEW.made_version IS NULL
    OR NEW.made_version = {VERSION} + 1 OR (NEW.made_version = {VERSION}
        AND NOT {beside(ENTRY, "r", "1 = 1")})"""


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
COUNTER = Counter._meta.db_table
RECORD_KEPT = "The record is only ever added to."
HEAD_KEPT = "A day's head of the record stays as it was made."
PARTICULARS_KEPT = (
    "What an entry of the record says goes only by an approved erasure, and is never rewritten."
)

GUARDS = (
    Guard("entry_of_a_decision_is_its_own", ENTRY, INSERT, DECISION_OF_ENTRY,
          "The record says that the Mayor decided where there is the decision, and only there."),
    Guard("entry_comes_next_in_its_chain", ENTRY, INSERT, NEXT_IN_ITS_CHAIN,
          "An entry of the record follows the last one of its case."),
    Guard("entry_makes_the_next_version", ENTRY, INSERT, MAKES_THE_NEXT_VERSION,
          "An entry of the record makes the next version of its case, or none."),
    *append_only("record", ENTRY, RECORD_KEPT),
    *append_only("head_of_the_record", HEAD, HEAD_KEPT),
    never_altered("what_an_entry_says", PARTICULARS, PARTICULARS_KEPT),
    never_deleted("what_an_entry_says", PARTICULARS, PARTICULARS_KEPT, unless=PARTICULARS_ERASED),
    Guard("count_only_grows", COUNTER, UPDATE, f"{same('id', 'kind', 'year')} AND NEW.last >= OLD.last",
          "A number that was given is given to nothing else."),
    never_deleted("count", COUNTER, "A number that was given is given to nothing else."),
)  # fmt: skip
