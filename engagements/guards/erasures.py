"""Erasures: exactly what was approved, and of that only people’s words."""

from civic.models import Role
from engagements.guards.sql import (
    ERASURE,
    HOLD,
    INSERT,
    INVITATION,
    PERSON,
    RUN,
    UPDATE,
    equal,
    last_entry,
    words_stay,
)
from engagements.models import EntryKind, Keeping, RetentionRule
from guards import (
    Guard,
    append_only,
    never_altered,
    never_deleted,
    one_of,
    same,
    same_json,
)
from protocols.core.vocabulary import CLOSED_STAGES

LAWFUL = f"""EXISTS (SELECT 1 FROM {RUN} n, {INVITATION} i
    WHERE n.id = NEW.run_id AND n.kind = NEW.kind AND n.finished_at IS NULL AND i.id = NEW.invitation_id
    AND {one_of("i.stage", CLOSED_STAGES)} AND i.ends_on <= n.cut_off_on
    AND CAST(n.listed AS text) LIKE '%"' || i.reference || '"%'
    AND NOT EXISTS (SELECT 1 FROM {HOLD} h WHERE h.invitation_id = i.id AND h.lifted_at IS NULL))"""
LIFTED = f"{equal('r.kind', EntryKind.LEGAL_HOLD_LIFTED)} AND r.by_id = NEW.lifted_by_id"
ONLY_LIFTED = f"""OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL
    AND {last_entry("NEW.invitation_id", LIFTED)}
    AND {same("id", "invitation_id", "reason", "placed_at", "placed_by_id")}"""
ONLY_ERASED = f"""OLD.lifted_at IS NOT NULL AND {words_stay("reason", "lifted_why", kind=Keeping.LETTERS)}
    AND {same("id", "invitation_id", "placed_at", "placed_by_id", "lifted_at", "lifted_by_id")}"""
BEGINS = f"""NEW.finished_at IS NULL AND EXISTS (SELECT 1 FROM {PERSON} p
    WHERE p.id = NEW.approved_by_id AND {equal("p.role", Role.CIVIC_MANAGER)})"""
RUN_GOES_ON = f"""OLD.finished_at IS NULL AND (NEW.finished_at IS NULL OR length(NEW.hash) = 64)
    AND {same_json("listed")}
    AND {same("id", "number", "kind", "cut_off_on", "approved_at", "approved_by_id")}"""

CERTIFICATE_KEPT = "The certificate of an erasure is never changed or removed."
HOLD_KEPT = "A legal hold can be lifted once, and neither removed nor rewritten."

GUARDS = (
    Guard("erasure_is_lawful", ERASURE, INSERT, LAWFUL,
          "Only what was approved is erased: a closed case, over by its day, without a legal hold."),
    *append_only("erasure", ERASURE, CERTIFICATE_KEPT),
    Guard("run_begins_unfinished", RUN, INSERT, BEGINS,
          "An erasure is approved by the civic manager before it is done."),
    never_altered("certificate", RUN, CERTIFICATE_KEPT, unless=RUN_GOES_ON),
    never_deleted("certificate", RUN, CERTIFICATE_KEPT),
    Guard("hold_begins_standing", HOLD, INSERT, "NEW.lifted_at IS NULL AND NEW.lifted_by_id IS NULL",
          "A legal hold stands until it is lifted."),
    Guard("hold_is_only_lifted", HOLD, UPDATE, f"({ONLY_LIFTED}) OR ({ONLY_ERASED})", HOLD_KEPT),
    never_deleted("hold", HOLD, HOLD_KEPT),
    never_deleted("rule_of_keeping", RetentionRule._meta.db_table, "How long a kind is kept is always said."),
)  # fmt: skip
