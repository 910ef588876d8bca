"""Who holds the offices and posts: what somebody attended, signed or acknowledged is nobody else's."""

from civic.models import OfficeKind, Role
from engagements.guards.sql import (
    ENGAGEMENT,
    INSERT,
    OFFICE,
    PERSON,
    TERM,
    UPDATE,
    equal,
)
from engagements.models import Engagement
from guards import Guard, literal, same
from protocols.models import Acknowledgement, SignOff

IN_OFFICE_OF = {
    OfficeKind.MAYOR: Engagement.Attendee.MAYOR,
    OfficeKind.DEPUTY: Engagement.Attendee.DEPUTY,
}
ATTENDED_IN_IT = " OR ".join(
    f"({equal('o.kind', kind)} AND {equal('e.attendee', attendee)})"
    for kind, attendee in IN_OFFICE_OF.items()
)
# What the holder has been to in the term stays within it; a term may end early for what is still to come.
TERM_STAYS = f"""({same("begins_at", "ends_at")})
    OR NOT EXISTS (SELECT 1 FROM {ENGAGEMENT} e, {OFFICE} o WHERE o.id = OLD.office_id
        AND e.person_id = OLD.person_id AND {equal("e.state", Engagement.State.DONE)} AND ({ATTENDED_IN_IT})
        AND e.starts_at >= OLD.begins_at AND e.starts_at < OLD.ends_at
        AND NOT (e.starts_at >= NEW.begins_at AND e.starts_at < NEW.ends_at))"""
# A post that signs is the role of its account; a signature on paper is recorded by the civic manager.
OWN_POST = f"""EXISTS (SELECT 1 FROM {PERSON} p
    WHERE (p.id = NEW.person_id AND p.role = NEW.part AND NEW.by_id = NEW.person_id)
    OR (NEW.person_id IS NULL AND NEW.scan <> {literal("")}
        AND p.id = NEW.by_id AND {equal("p.role", Role.CIVIC_MANAGER)}))"""
OWN_TERM = f"""NEW.by_id = NEW.person_id AND EXISTS (SELECT 1 FROM {TERM} t
    WHERE t.id = NEW.term_id AND t.person_id = NEW.person_id)"""

GUARDS = (
    Guard("term_holds_what_was_attended", TERM, UPDATE, TERM_STAYS,
          "What the holder of an office has attended stays within the term."),
    Guard("signature_is_of_the_post", SignOff._meta.db_table, INSERT, OWN_POST,
          "The protocol is signed by whoever holds the post, or on a paper that the civic manager records."),
    Guard("acknowledgement_is_the_holders", Acknowledgement._meta.db_table, INSERT, OWN_TERM,
          "Everybody acknowledges the protocol in person (P22)."),
)  # fmt: skip
