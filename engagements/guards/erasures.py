"""Erasures: exactly what was approved, and of that only people’s words."""

from engagements.guards.sql import (
    ERASURE,
    HOLD,
    INSERT,
    INVITATION,
    RUN,
    UPDATE,
    words_stay,
)
from engagements.models import Keeping
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
ONLY_LIFTED = f"""OLD.lifted_at IS NULL AND NEW.lifted_at IS NOT NULL AND NEW.lifted_by_id IS NOT NULL
    AND {same("id", "invitation_id", "reason", "placed_at", "placed_by_id")}"""
ONLY_ERASED = f"""OLD.lifted_at IS NOT NULL AND {words_stay("reason", "lifted_why", kind=Keeping.LETTERS)}
    AND {same("id", "invitation_id", "placed_at", "placed_by_id", "lifted_at", "lifted_by_id")}"""
RUN_GOES_ON = f"""OLD.finished_at IS NULL AND {same_json("listed")}
    AND {same("id", "number", "kind", "cut_off_on", "approved_at", "approved_by_id")}"""

CERTIFICATE_KEPT = "The certificate of an erasure is never changed or removed."
HOLD_KEPT = "A legal hold can be lifted once, and neither removed nor rewritten."

GUARDS = (
    Guard("erasure_is_lawful", ERASURE, INSERT, LAWFUL,
          "Only what was approved is erased: a closed case, over by its day, without a legal hold."),
    *append_only("erasure", ERASURE, CERTIFICATE_KEPT),
    Guard("run_begins_unfinished", RUN, INSERT, "NEW.finished_at IS NULL",
          "An erasure is approved before it is done."),
    never_altered("certificate", RUN, CERTIFICATE_KEPT, unless=RUN_GOES_ON),
    never_deleted("certificate", RUN, CERTIFICATE_KEPT),
    Guard("hold_begins_standing", HOLD, INSERT, "NEW.lifted_at IS NULL AND NEW.lifted_by_id IS NULL",
          "A legal hold stands until it is lifted."),
    Guard("hold_is_only_lifted", HOLD, UPDATE, f"({ONLY_LIFTED}) OR ({ONLY_ERASED})", HOLD_KEPT),
    never_deleted("hold", HOLD, HOLD_KEPT),
)  # fmt: skip
