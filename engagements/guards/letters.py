"""Letters: what left stays as it was read, and nothing leaves that nobody released."""

from engagements.guards.sql import (
    ENTRY,
    INSERT,
    INVITATION,
    LETTER,
    PARTICULARS,
    UPDATE,
    VERSION,
    beside,
    equal,
    underway,
)
from engagements.models import (
    LEFT,
    WAITING_TO_LEAVE,
    EntryKind,
    Keeping,
    Letter,
)
from guards import (
    Guard,
    literal,
    never_deleted,
    one_of,
    same,
    same_json,
)
from protocols.core.vocabulary import Party

S = Letter.State
LETTER_ERASED = f"""{
    same(
        "state",
        "kind",
        "announces",
        "invitation_id",
        "entry_id",
        "message_id",
        "sent_at",
        "posted_at",
        "clause",
        "copied_under_id",
        "words_under_id",
    )
}
    AND NEW.recipient_email IN (OLD.recipient_email, 'erased-' || NEW.id || '@erased.invalid')
    AND {
    underway(Keeping.LETTERS, "NEW.invitation_id", " AND NEW.subject = x.words AND NEW.body = x.words")
}"""
# What is no draft any more stays as it was read: words, frame, copies, and to whom.
LETTER_WRITTEN = same(
    "invitation_id",
    "entry_id",
    "kind",
    "announces",
    "subject",
    "body",
    "edited",
    "clause",
    "recipient_name",
    "recipient_email",
    "recipient_address",
    "copied_under_id",
    "words_under_id",
    "copy_of_id",
    "told_with_id",
    "resent_of_id",
    "template_version_id",
    "protocol_version_id",
    "message_id",
    "search_text",
)
LETTER_FROZEN = f"""{equal("OLD.state", S.DRAFT)}
    OR ({LETTER_WRITTEN} AND {same_json("values", "copies")})
    OR ({LETTER_ERASED})"""
# What becomes of a letter. One that left stays so; one that may have left can still turn out not to have.
THEN = {
    S.DRAFT: (S.QUEUED, S.CANCELLED),
    S.QUEUED: (S.SENDING, S.DRAFT, S.CANCELLED, S.FAILED, S.POSTED),
    S.SENDING: (S.SENT, S.UNCERTAIN, S.FAILED, S.QUEUED, S.CANCELLED),
    S.UNCERTAIN: (S.SENT, S.FAILED, S.QUEUED, S.CANCELLED),
    S.FAILED: (S.QUEUED, S.POSTED, S.CANCELLED),
}
LETTER_GOES_ON = "NEW.state = OLD.state OR " + " OR ".join(
    f"({equal('OLD.state', before)} AND {one_of('NEW.state', then)})" for before, then in THEN.items()
)
# What has left, or may have, keeps by what way, by whose hand and when.
WENT = (S.SENT, S.POSTED)
LETTER_DAYS = f"""(NOT ({one_of("OLD.state", LEFT)})
        OR ({same("id", "channel", "drafted_at", "released_at", "released_by_id")}))
    AND (NOT ({one_of("OLD.state", WENT)}) OR ({same("sent_at", "posted_at", "posted_by_id")}))"""
# Only the worker that still holds it can know that it did not go after all.
DID_NOT_GO = f"""NOT ({equal("OLD.state", S.UNCERTAIN)} AND {equal("NEW.state", S.CANCELLED)})
    OR OLD.lease <> {literal("")}"""
BY_SOMEBODY = f"""({one_of("NEW.state", (S.DRAFT, S.CANCELLED))} OR NEW.released_at IS NOT NULL)
    AND (NOT ({equal("NEW.state", S.POSTED)})
        OR (NEW.posted_at IS NOT NULL AND NEW.posted_by_id IS NOT NULL))"""
RELEASED = f"""{BY_SOMEBODY} AND (NOT ({equal("OLD.state", S.DRAFT)} AND {equal("NEW.state", S.QUEUED)})
    OR NEW.released_by_id IS NOT NULL)"""
# A copy, and what is sent anew, is the same letter.
SAME_LETTER = """o.invitation_id = NEW.invitation_id AND o.entry_id = NEW.entry_id AND o.kind = NEW.kind
    AND o.subject = NEW.subject AND o.body = NEW.body"""
AS_IT_WAS = f"""(NEW.resent_of_id IS NULL
        OR EXISTS (SELECT 1 FROM {LETTER} o WHERE o.id = NEW.resent_of_id AND {SAME_LETTER}))
    AND (NEW.copy_of_id IS NULL OR EXISTS (SELECT 1 FROM {LETTER} o WHERE o.id = NEW.copy_of_id
        AND {SAME_LETTER} AND (NEW.resent_of_id IS NOT NULL
            OR CAST(o.copies AS text) LIKE '%"' || NEW.recipient_email || '"%')))"""
# Only the civic manager sends what is confidential to another address than the one that was allowed.
TO_ANOTHER_ADDRESS = f"""EXISTS (SELECT 1 FROM {ENTRY} e JOIN {PARTICULARS} p ON p.entry_id = e.id
        WHERE e.invitation_id = NEW.invitation_id AND {equal("e.kind", EntryKind.LETTER_DRAFTED_ANEW)}
        AND {equal("e.party", Party.CIVIC_MANAGER)}
        AND CAST(p.words AS text) LIKE '%"' || NEW.recipient_email || '"%')"""
# Nobody else gets a copy of what is confidential, unless the civic manager recorded why on the same case.
COPY_IS_ALLOWED = f"""NEW.copy_of_id IS NULL
    OR NOT EXISTS (SELECT 1 FROM {INVITATION} i WHERE i.id = NEW.invitation_id AND i.confidential)
    OR (EXISTS (SELECT 1 FROM {LETTER} o JOIN {ENTRY} e ON e.id = o.copied_under_id
        WHERE o.id = NEW.copy_of_id AND e.invitation_id = NEW.invitation_id
        AND {equal("e.kind", EntryKind.LETTER_COPIES_ALLOWED)})
    AND (NEW.resent_of_id IS NULL OR {TO_ANOTHER_ADDRESS}))"""
SAME_ADDRESS = f"NEW.copy_of_id IS NULL OR NEW.recipient_email = OLD.recipient_email OR ({LETTER_ERASED})"
COPY_GOES_ALLOWED = f"""({SAME_ADDRESS})
    AND (NEW.state = OLD.state OR NOT ({one_of("NEW.state", (S.QUEUED, S.SENDING, S.POSTED))})
        OR {COPY_IS_ALLOWED})"""
OF_ITS_CASE = beside(ENTRY, "r", "r.id = NEW.entry_id AND r.made_version IS NOT NULL")
# It goes with a letter of the case that carries its own on.
GOES_WITH = f"""NEW.told_with_id IS NULL OR EXISTS (SELECT 1 FROM {LETTER} o, {INVITATION} i
    WHERE o.id = NEW.told_with_id AND i.id = NEW.invitation_id AND o.invitation_id <> i.id
    AND i.joined_to_id IS NOT NULL)"""
LETTER_BEGINS = f"{one_of('NEW.state', (S.DRAFT, S.QUEUED))} AND NEW.told_at IS NULL"
# Told by telephone while it waits, together with the entry that says so, and once.
TOLD_ONCE = f"""({same("told_at", "told_version", "told_by_id")})
    OR (OLD.told_at IS NULL AND {one_of("OLD.state", WAITING_TO_LEAVE)} AND NEW.told_version = {VERSION} + 1
        AND NOT {beside(ENTRY, "r", "r.made_version = NEW.told_version")})"""
# Once in doubt, it is known to have been for good, and is no draft again.
DOUBT_STAYS = f"""NEW.may_have_gone = (OLD.may_have_gone OR {equal("NEW.state", S.UNCERTAIN)})
    AND NOT (OLD.may_have_gone AND {equal("NEW.state", S.DRAFT)})"""
NO_COPY = "Nobody else gets a copy of a confidential letter unless the civic manager recorded why (P14)."
LEAVES_RELEASED = "A letter leaves when somebody has released it, and is posted by somebody."
LETTER_KEPT = "A letter that was released stays as it was; only an approved erasure takes its words away."

GUARDS = (
    Guard("letter_that_left_is_frozen", LETTER, UPDATE, LETTER_FROZEN, LETTER_KEPT),
    Guard("letter_begins_before_it_leaves", LETTER, INSERT, LETTER_BEGINS,
          "A letter is drafted or queued before it leaves."),
    Guard("letter_that_went_keeps_its_days", LETTER, UPDATE, LETTER_DAYS,
          "By what way, by whose hand and when a letter went is never changed."),
    Guard("letter_rests_on_a_step_of_its_case", LETTER, INSERT, OF_ITS_CASE,
          "A letter is written for a step of its own case."),
    Guard("letter_goes_on", LETTER, UPDATE, LETTER_GOES_ON, "What became of a letter is not taken back."),
    Guard("letter_that_may_have_gone_stands", LETTER, UPDATE, DID_NOT_GO,
          "A letter that may have gone is not withdrawn."),
    Guard("letter_in_doubt_is_no_draft", LETTER, UPDATE, DOUBT_STAYS,
          "A letter that may have gone once is not worded anew."),
    Guard("letter_comes_released", LETTER, INSERT, BY_SOMEBODY, LEAVES_RELEASED),
    Guard("letter_leaves_released", LETTER, UPDATE, RELEASED, LEAVES_RELEASED),
    Guard("letter_is_sent_anew_as_it_was", LETTER, INSERT, AS_IT_WAS,
          "A copy goes to whom its letter names, and a letter that is sent anew says the same."),
    Guard("copy_of_what_is_confidential_is_allowed", LETTER, INSERT, COPY_IS_ALLOWED, NO_COPY),
    Guard("copy_of_what_is_confidential_goes_allowed", LETTER, UPDATE, COPY_GOES_ALLOWED, NO_COPY),
    Guard("letter_goes_with_the_carrying_case", LETTER, INSERT, GOES_WITH,
          "Only who was joined to another case is written to with it."),
    Guard("letter_is_told_with_its_entry", LETTER, UPDATE, TOLD_ONCE,
          "What was told by telephone is told once, together with its entry in the record."),
    never_deleted("letter", LETTER, "A letter is withdrawn, never removed."),
)  # fmt: skip
