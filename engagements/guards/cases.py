"""Where an invitation stands."""

from engagements.guards.sql import (
    CONSENT,
    DECISION,
    DELEGATION,
    ENGAGEMENT,
    ENTRY,
    INSERT,
    INVITATION,
    LETTER,
    TO_REPRESENT,
    UPDATE,
    columns_of,
    declined,
    equal,
    last_entry,
    of_invitation,
    underway,
)
from engagements.models import (
    LEFT,
    LIVING,
    Delegation,
    Engagement,
    EntryKind,
    Keeping,
    Letter,
    Organiser,
    Outcome,
)
from guards import (
    Guard,
    never_deleted,
    one_of,
    same,
)
from protocols.core import vocabulary
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import ATTENDING_STAGES, Explained, Stage, Step

# An approach that is passed on begins with the protocol's question (P6).
IS_ASKED = equal("NEW.stage", Stage.PROTOCOL_EXPLAINED)
BEGINS = f"""NEW.promise_renewed_on IS NULL AND NOT NEW.taken_up AND NOT NEW.set_aside_unsaid
    AND NEW.consent_id IS NULL
    AND ({equal("NEW.stage", Stage.WITH_MAYOR)}) = (NEW.entered_late)
    AND (NOT NEW.entered_late OR NEW.ends_at <= NEW.received_at)
    AND ({IS_ASKED}) = ({equal("NEW.explained", Explained.ASKED)})
    AND {one_of("NEW.stage", {row.becomes for row in PROTOCOL if row.stage is None})}"""
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
LIVING_ONE = one_of("r.state", LIVING)
LEAVES_NOBODY = "NEW.stage = OLD.stage OR " + " AND ".join(
    (
        f"({one_of('NEW.stage', ATTENDING_STAGES)} OR NOT {of_invitation(ENGAGEMENT, LIVE)})",
        f"({one_of('NEW.stage', (Stage.WITH_DEPUTY, *ATTENDING_STAGES))}"
        f" OR NOT {of_invitation(DELEGATION, LIVING_ONE)})",
    )
)
IS_DECLINE = f"{equal('kind', vocabulary.LetterKind.DECLINE)} AND copy_of_id IS NULL"
# The same decline, however often its letter was sent anew.
LAST_DECLINE = f"(SELECT max(entry_id) FROM {LETTER} WHERE invitation_id = NEW.id AND {IS_DECLINE})"
KNOWN = f"({one_of('r.state', LEFT)} OR r.told_at IS NOT NULL)"
TAKEN_UP = f"NEW.taken_up AND NOT OLD.taken_up AND {equal('NEW.stage', Stage.WITH_MAYOR)}"
DECLINE_STANDS = f"""({TAKEN_UP})
    OR NOT ({equal("OLD.stage", Stage.DECLINED)}) OR {equal("NEW.stage", Stage.DECLINED)}
    OR NOT {of_invitation(LETTER, f"{KNOWN} AND {IS_DECLINE} AND r.entry_id = {LAST_DECLINE}")}"""

# The Deputy stays barred for good from what the Mayor declined.
STAYS_TAKEN_UP = f"NEW.taken_up = OLD.taken_up OR ({equal('OLD.stage', Stage.DECLINED)} AND {TAKEN_UP})"


# A later day is promised by a holding letter, once.
WRITTEN = f"r.made_version = NEW.version AND {equal('r.kind', Step.SEND_HOLDING)}"
HOLDS = f"{equal('r.kind', vocabulary.LetterKind.HOLDING)} AND NOT {equal('r.state', Letter.State.CANCELLED)}"
RENEWED = f"OLD.promise_renewed_on IS NULL AND {last_entry('NEW.id', WRITTEN)}"
# Unless it never left: then nobody was told, and it may be written again.
NEVER_LEFT = f"NEW.promise_renewed_on IS NULL AND NOT {of_invitation(LETTER, HOLDS)}"
RENEWED_ONCE = f"{same('promise_renewed_on')} OR ({RENEWED}) OR ({NEVER_LEFT})"

AS_IT_CAME = f"""{
    same(
        *("id", "reference", "organiser_id", "channel", "received_at", "received_by_id"),
        *("protocol_version_id", "entered_late"),
    )
} AND (OLD.submission IS NULL OR {same("submission")})
    AND ({same("callers_words")} OR {underway(Keeping.CONTACT, "NEW.id")})"""
# What is joined to a case that was declined stays joined to it.
STAYS_JOINED = f"OLD.joined_to_id IS NULL OR {same('joined_to_id')} OR NOT {declined('OLD.joined_to_id')}"
# What it was joined to it names, and nothing else.
NAMES_WHAT_IT_LEFT = f"""{same("was_joined_to_id")} OR NEW.was_joined_to_id = OLD.joined_to_id
    OR (NEW.was_joined_to_id IS NULL AND NEW.joined_to_id IS NOT NULL)"""
# What the protocol asks of an invitation, and when and where it is.
FACTS = same(
    *("addressee", "named_deputy", "wish", "explained", "joined_to_id", "stage_since", "provenance", "kind"),
    *("title", "starts_at", "ends_at", "event_on", "ends_on", "starts_wall", "ends_wall", "venue", "purpose"),
    *("taken_up", "set_aside_unsaid", "was_joined_to_id"),
    *("received_on", "affects_election", "confidential", "date_can_move", "outside_area"),
)
FACTS_STAY = f"""NEW.version = OLD.version + 1 OR ({FACTS})
    OR {underway(Keeping.ENGAGEMENT, "NEW.id")} OR {underway(Keeping.CONTACT, "NEW.id")}"""

# What counts of the consent is the last recorded; of another day or place nothing counts until somebody asks.
JUST_RECORDED = last_entry(
    "NEW.id", f"r.id = (SELECT c.entry_id FROM {CONSENT} c WHERE c.id = NEW.consent_id)"
)
CONSENT_COUNTS = f"""{same("consent_id")} OR ({JUST_RECORDED})
    OR (NEW.consent_id IS NULL AND NEW.version = OLD.version + 1)"""
CONSENT_OF_DAY_AND_PLACE = f"""NEW.consent_id IS NULL OR ({same("event_on", "postcode")})
    OR {underway(Keeping.CONTACT, "NEW.id")}"""

# Corrected with an entry of its case, or erased.
ORGANISER_STAYS = f"""({same(*columns_of(Organiser))}) OR EXISTS (SELECT 1 FROM {INVITATION} i
    WHERE i.organiser_id = NEW.id AND (
        {last_entry("i.id", f"r.made_version = i.version + 1 AND {equal('r.kind', EntryKind.CORRECTED)}")}
        OR {underway(Keeping.CONTACT, "i.id")} OR {underway(Keeping.ENGAGEMENT, "i.id")}))"""

GUARDS = (
    Guard("invitation_begins_undecided", INVITATION, INSERT, BEGINS,
          "An invitation begins where the protocol has one begin."),
    Guard("change_stands_in_the_record", INVITATION, UPDATE, IN_THE_RECORD,
          "A change of an invitation stands in the record before it is made."),
    Guard("stage_follows_the_protocol", INVITATION, UPDATE, stages_that_follow(),
          "The protocol has no step from that stage to this."),
    Guard("stage_rests_on_its_rows", INVITATION, UPDATE, f"NEW.stage = OLD.stage OR ({NEEDS})",
          "That stage rests on a decision, a request or an engagement which is not there."),
    Guard("stage_leaves_nobody_in_the_diary", INVITATION, UPDATE, LEAVES_NOBODY,
          "Nobody stays asked or in the diary for a case that has left them."),
    Guard("decline_that_left_stands", INVITATION, UPDATE, DECLINE_STANDS,
          "A decline whose letter may have left stands (P3)."),
    Guard("taken_up_by_the_mayor_alone", INVITATION, UPDATE, STAYS_TAKEN_UP,
          "What was declined is taken up by the Mayor alone, and stays barred for the Deputy (P3)."),
    Guard("later_day_is_promised_once", INVITATION, UPDATE, RENEWED_ONCE,
          "A later day is promised once, by a holding letter that stands in the record (P21)."),
    Guard("inherited_decline_stands", INVITATION, UPDATE, STAYS_JOINED,
          "The case it was joined to was declined; the decline holds here too (P3)."),
    Guard("what_it_was_joined_to_is_known", INVITATION, UPDATE, NAMES_WHAT_IT_LEFT,
          "A case that stands alone again names the case it was joined to."),
    never_deleted("invitation", INVITATION, "An invitation is closed, never removed."),
    Guard("invitation_stays_as_it_came", INVITATION, UPDATE, AS_IT_CAME,
          "How and when an invitation came, and from whom, is never changed."),
    Guard("facts_change_with_an_entry", INVITATION, UPDATE, FACTS_STAY,
          "What an invitation asks, and when and where it is, changes only with an entry in the record."),
    Guard("consent_that_counts_is_recorded", INVITATION, UPDATE, CONSENT_COUNTS,
          "What counts of the consent to the chain is what was recorded of it last (P1)."),
    Guard("consent_is_of_its_day_and_place", INVITATION, UPDATE, CONSENT_OF_DAY_AND_PLACE,
          "Consent to the chain was given for another day or another place (P1)."),
    Guard("organiser_is_corrected_with_an_entry", Organiser._meta.db_table, UPDATE, ORGANISER_STAYS,
          "Who the organiser is changes only with an entry in the record."),
)  # fmt: skip
