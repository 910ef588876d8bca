"""Who holds the offices: what somebody attended in office stays so."""

from civic.models import OfficeKind
from engagements.guards.sql import (
    ENGAGEMENT,
    OFFICE,
    TERM,
    UPDATE,
    equal,
)
from engagements.models import Engagement
from guards import Guard, same

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

GUARDS = (
    Guard("term_holds_what_was_attended", TERM, UPDATE, TERM_STAYS,
          "What the holder of an office has attended stays within the term."),
)  # fmt: skip
