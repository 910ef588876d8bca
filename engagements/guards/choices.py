"""What the Mayor decided, what was asked of the Deputy, and who goes."""

from civic.models import OfficeKind
from engagements.guards.sql import (
    ACTING,
    AGREED_REASON,
    DECISION,
    DELEGATION,
    ENGAGEMENT,
    ENTRY,
    INSERT,
    INVITATION,
    TO_REPRESENT,
    UPDATE,
    VERSION,
    beside,
    blanked,
    declined,
    equal,
    holds_office,
    underway,
)
from engagements.models import (
    IN_DIARY,
    LIVING,
    SAID_NO,
    Capacity,
    Delegation,
    Engagement,
    EntryKind,
    Keeping,
    Outcome,
)
from guards import (
    Guard,
    never_altered,
    never_deleted,
    one_of,
    same,
)
from protocols.core.consequences import MAKES_ANEW
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, OUTCOMES, Stage, Step

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
BEGINS_ASKED = f"""{equal("NEW.state", Delegation.State.ASKED)} AND NEW.answered_version IS NULL
    AND NEW.answered_at IS NULL AND NEW.answered_by_id IS NULL"""
ASKED_BY_DECISION = beside(
    DECISION, "d", f"d.id = NEW.decision_id AND {equal('d.capacity', Capacity.IN_OFFICE)} AND ({CHOSEN})"
)
CARRYING = f"(SELECT i.joined_to_id FROM {INVITATION} i WHERE i.id = NEW.invitation_id)"
NOT_DECLINED = f"NOT {declined('NEW.invitation_id')} AND NOT {declined(CARRYING)}"
ENDINGS = (
    Delegation.State.CANNOT,
    Delegation.State.TAKEN_BACK,
    Delegation.State.FALLEN,
    Delegation.State.ENDED,
)
# A no said by mistake is taken back until the Mayor acts.
CORRECTED = f"""{equal("NEW.state", Delegation.State.MISTAKEN)} AND {one_of("OLD.state", SAID_NO)}
    AND NOT EXISTS (SELECT 1 FROM {DECISION} d WHERE d.invitation_id = NEW.invitation_id
        AND d.made_version > NEW.answered_version)"""
ANSWERED_ONCE = f"""NEW.state = OLD.state OR ({equal("OLD.state", Delegation.State.ASKED)}
        AND NOT ({equal("NEW.state", Delegation.State.MISTAKEN)}))
    OR ({equal("OLD.state", Delegation.State.ACCEPTED)} AND {one_of("NEW.state", ENDINGS)})
    OR ({CORRECTED})"""

OF_THE_NEXT_VERSION = f"""NEW.made_version = {VERSION} + 1
    AND NOT {beside(ENTRY, "r", "r.made_version = NEW.made_version")}"""
DECISION_ONLY_ERASED = f"""{
    same(
        "invitation_id",
        "made_version",
        "outcome",
        "made_by_id",
        "capacity",
        "made_at",
        "event_starts_at",
        "event_ends_at",
        "recorded_at",
        "recorded_by_id",
        "instruction",
        "agreed_reason",
        "agreed_reason_words",
        "decline_kind",
    )
} AND {underway(Keeping.LETTERS, "NEW.invitation_id", blanked("reason", "reason_for_release", "question"))}"""
ON_THE_LIST = f"""NEW.agreed_reason IS NULL OR EXISTS (SELECT 1 FROM {AGREED_REASON} a
    WHERE a.code = NEW.agreed_reason AND a.in_use AND a.wording = NEW.agreed_reason_words)"""
SAME_DELEGATION = same("id", "asked_at", "invitation_id", "decision_id", "deputy_id", "kind", "event_at")

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
IS_TOLD = equal("r.kind", EntryKind.COMMUNICATIONS_TOLD)
BEGINS_LIVE = equal("NEW.state", Engagement.State.LIVE)
SAME_ENGAGEMENT = same(
    "id", "invitation_id", "attendee", "person_id", "decision_id", "delegation_id", "made_at"
)
# Told once, with an entry of its own case that says whom; what comes into the diary nobody was told of yet.
TOLD_WITH_ITS_ENTRY = f"""({same("communications_told_id")}) OR (OLD.communications_told_id IS NULL
    AND {beside(ENTRY, "r", f"r.id = NEW.communications_told_id AND {IS_TOLD}")})"""
NEXT_ENTRY = f"r.invitation_id = NEW.invitation_id AND r.made_version = {VERSION} + 1"
# Where the step leads that is being taken: its entry is written, and the case has not gone on yet.
GOES_TO = f"(SELECT r.to_stage FROM {ENTRY} r WHERE {NEXT_ENTRY})"
WAS_TENTATIVE = equal("OLD.state", Engagement.State.TENTATIVE)
IS_OVER = f"{equal('NEW.state', Engagement.State.DONE)} AND {equal(GOES_TO, Stage.COMPLETED)}"
# Given up or over when the case leaves the stages of attendance, and once; or to be confirmed again when the
# event itself was changed, until it is decided or called off.
ENDS_WITH_ITS_CASE = f"""NEW.state = OLD.state OR ({equal("OLD.state", Engagement.State.LIVE)} AND (
    ({IS_OVER}) OR ({equal("NEW.state", Engagement.State.ENDED)}
        AND NOT ({one_of(GOES_TO, (*ATTENDING_STAGES, Stage.COMPLETED))}))
    OR ({equal("NEW.state", Engagement.State.TENTATIVE)} AND {one_of(GOES_TO, OPEN_STAGES)}
        AND EXISTS (SELECT 1 FROM {ENTRY} r WHERE {NEXT_ENTRY} AND {one_of("r.kind", MAKES_ANEW)}))))
    OR ({WAS_TENTATIVE} AND (({IS_OVER})
        OR ({equal("NEW.state", Engagement.State.ENDED)} AND {GOES_TO} IS NOT NULL)))
    OR ({equal("OLD.state", Engagement.State.DONE)} AND {equal("NEW.state", Engagement.State.ENDED)}
        AND {equal(GOES_TO, Stage.SET_ASIDE)})"""
AS_THE_CASE = f"""EXISTS (SELECT 1 FROM {INVITATION} i WHERE i.id = NEW.invitation_id
    AND i.starts_at = NEW.starts_at AND i.ends_at = NEW.ends_at)"""
# What is in the diary follows its case; what is over stays as it was, and so does its outcome.
WAS_LIVE = equal("OLD.state", Engagement.State.LIVE)
WAS_IN_DIARY = one_of("OLD.state", IN_DIARY)
IS_DONE = equal("NEW.state", Engagement.State.DONE)
# An outcome recorded wrongly is corrected with an entry that says so.
IS_CORRECTED = f"""{IS_DONE} AND EXISTS (SELECT 1 FROM {ENTRY} r WHERE {NEXT_ENTRY}
    AND {one_of("r.kind", OUTCOMES)} AND {equal("r.from_stage", Stage.COMPLETED)})"""
NOTE_STAYS = f"""({same("outcome_note")})
    OR {underway(Keeping.NOTES, "NEW.invitation_id", blanked("outcome_note"))}"""
OUTCOME_STAYS = f"""(({same("starts_at", "ends_at")}) OR ({WAS_IN_DIARY} AND {AS_THE_CASE}))
    AND (({WAS_IN_DIARY} AND {IS_DONE}) OR ({IS_CORRECTED}) OR ({same("attended")} AND ({NOTE_STAYS})))"""
# The Deputy answers with an entry of the record, which the transaction must end with.
ANSWER = ("answered_version", "answered_at", "answered_by_id")
REASON_STAYS = f"""(({same("private_reason")})
    OR {underway(Keeping.NOTES, "NEW.invitation_id", blanked("private_reason"))})"""
ANSWER_STAYS = f"""(({same(*ANSWER)}) AND {REASON_STAYS})
    OR ({one_of("OLD.state", LIVING)} AND NEW.answered_at IS NOT NULL AND NEW.answered_by_id IS NOT NULL
        AND NEW.answered_version = {VERSION} + 1
        AND NOT {beside(ENTRY, "r", "r.made_version = NEW.answered_version")})"""
NOT_THE_DEPUTYS = (Delegation.State.TAKEN_BACK, Delegation.State.FALLEN, Delegation.State.ENDED)
# A yes comes before its entry, a no takes effect behind it.
ANSWERED_WITH_ITS_ENTRY = f"""NEW.state = OLD.state
    OR ({equal("NEW.state", Delegation.State.ACCEPTED)} AND NEW.answered_version = {VERSION} + 1
        AND NOT {beside(ENTRY, "r", "r.made_version = NEW.answered_version")})
    OR ({one_of("NEW.state", SAID_NO)} AND NEW.answered_version = {VERSION} + 1
        AND {beside(ENTRY, "r", "r.made_version = NEW.answered_version")})
    OR ({equal("NEW.state", Delegation.State.MISTAKEN)} AND EXISTS (SELECT 1 FROM {ENTRY} r
        WHERE {NEXT_ENTRY} AND {equal("r.kind", Step.CORRECT_NO)}))
    OR {one_of("NEW.state", NOT_THE_DEPUTYS)}"""
LIVE_ON_IT = f"""EXISTS (SELECT 1 FROM {ENGAGEMENT} e WHERE {equal("e.state", Engagement.State.LIVE)}
    AND (e.delegation_id = NEW.id OR e.accompanied_by_id = NEW.id))"""
# What the Deputy accepted stands while an engagement rests on it, and unless a step leads away from where the
# Deputy goes or is asked.
STANDS_WITH_ITS_CASE = f"""NEW.state = OLD.state OR {equal("NEW.state", Delegation.State.ACCEPTED)}
    OR (NOT {LIVE_ON_IT} AND {GOES_TO} IS NOT NULL AND (NOT ({one_of("NEW.kind", TO_REPRESENT)})
        OR NOT ({one_of(GOES_TO, (Stage.WITH_DEPUTY, Stage.DEPUTY_ATTENDS))})))"""
RESTS_ON_A_CHOICE = f"""NOT ({equal("NEW.state", Engagement.State.LIVE)}) OR (
    (NEW.accompanied_by_id IS NULL OR {COMPANION})
    AND (({BY_DEPUTY} AND {RESTS_ON_DELEGATION}) OR (NOT ({BY_DEPUTY}) AND {RESTS_ON_DECISION})))"""
# The steps that end the Deputy's part beside the Mayor, of which the entry tells one.
PART_ENDS = {
    row.step
    for row in PROTOCOL
    if row.stage is Stage.MAYOR_ATTENDS
    and row.step not in (Step.ACCOMPANY_ACCEPTS, Step.OUTCOME_ATTENDED, Step.OUTCOME_NOT_ATTENDED)
}
COMPANION_STAYS = f"""({same("accompanied_by_id")})
    OR ({WAS_LIVE} AND OLD.accompanied_by_id IS NULL AND {BEGINS_LIVE})
    OR (NEW.accompanied_by_id IS NULL
        AND EXISTS (SELECT 1 FROM {ENTRY} r WHERE {NEXT_ENTRY} AND {one_of("r.kind", PART_ENDS)}))"""
TOLD_ONCE = "Communications are told of an engagement once, with an entry in the record (P24)."
NO_CHOICE = (
    "An engagement rests on the Mayor's decision, or on a request that the Deputy has accepted (P1, P2)."
)

DECISION_KEPT = "A decision stays as it was made; only an approved erasure takes its reasons away."

GUARDS = (
    Guard("decision_is_the_mayors", DECISION, INSERT, DECIDED_BY_MAYOR,
          "Only the Mayor of the event's day decides, or whoever acts as Mayor then (P1, P8, P9)."),
    never_altered("decision", DECISION, DECISION_KEPT, unless=DECISION_ONLY_ERASED),
    never_deleted("decision", DECISION, DECISION_KEPT),
    Guard("decision_makes_the_next_version", DECISION, INSERT, OF_THE_NEXT_VERSION,
          "A decision is made together with its entry in the record."),
    Guard("agreed_reason_is_on_the_list", DECISION, INSERT, ON_THE_LIST,
          "The Deputy is asked for a reason that is on the agreed list, in the words it has there (P2)."),
    Guard("delegation_rests_on_the_mayors_choice", DELEGATION, INSERT, ASKED_BY_DECISION,
          "The Deputy is asked only by a decision of the Mayor on this invitation (P2)."),
    Guard("delegation_begins_as_asked", DELEGATION, INSERT, BEGINS_ASKED,
          "The Deputy is asked first, and answers then (P2)."),
    Guard("delegation_is_to_the_deputy", DELEGATION, INSERT, TO_THE_DEPUTY,
          "Nobody is asked to represent the Mayor but the Deputy of the event's day (P2)."),
    Guard("declined_is_never_passed_on", DELEGATION, INSERT, NOT_DECLINED,
          "An invitation that the Mayor declined is passed on to nobody (P3)."),
    Guard("delegation_stays_what_it_was", DELEGATION, UPDATE, SAME_DELEGATION,
          "What the Deputy was asked is never changed."),
    Guard("delegation_is_answered_once", DELEGATION, UPDATE, ANSWERED_ONCE,
          "The Deputy's answer stands; ask anew (P2)."),
    Guard("answer_of_the_deputy_stays", DELEGATION, UPDATE, ANSWER_STAYS,
          "What the Deputy answered stays as it was given."),
    Guard("answer_makes_the_next_version", DELEGATION, UPDATE, ANSWERED_WITH_ITS_ENTRY,
          "The Deputy's answer is given together with its entry in the record."),
    Guard("delegation_stands_with_its_case", DELEGATION, UPDATE, STANDS_WITH_ITS_CASE,
          "What the Deputy was asked ends with a step of its case, and not before (P2)."),
    never_deleted("delegation", DELEGATION, "What the Deputy was asked is never removed."),
    Guard("engagement_rests_on_a_choice_made", ENGAGEMENT, INSERT, RESTS_ON_A_CHOICE, NO_CHOICE),
    Guard("engagement_rests_on_a_choice_still", ENGAGEMENT, UPDATE, RESTS_ON_A_CHOICE, NO_CHOICE),
    Guard("engagement_begins_live", ENGAGEMENT, INSERT, BEGINS_LIVE,
          "What is over was in the diary before."),
    Guard("engagement_begins_untold", ENGAGEMENT, INSERT, "NEW.communications_told_id IS NULL", TOLD_ONCE),
    Guard("communications_are_told_with_an_entry", ENGAGEMENT, UPDATE, TOLD_WITH_ITS_ENTRY, TOLD_ONCE),
    Guard("engagement_stays_what_it_was", ENGAGEMENT, UPDATE, SAME_ENGAGEMENT,
          "Whose engagement it is, and on what it rests, is never changed."),
    Guard("companion_stays_with_the_mayor", ENGAGEMENT, UPDATE, COMPANION_STAYS,
          "Who accompanies the Mayor changes only with the Deputy's part (P2)."),
    Guard("engagement_that_is_over_stays", ENGAGEMENT, UPDATE, OUTCOME_STAYS,
          "An engagement has the times of its case, and what came of it stays as it was recorded."),
    Guard("engagement_ends_with_its_case", ENGAGEMENT, UPDATE, ENDS_WITH_ITS_CASE,
          "An engagement is over or given up when its case is, and stays so."),
    never_deleted("engagement", ENGAGEMENT, "An engagement is given up, never removed from the diary."),
)  # fmt: skip
