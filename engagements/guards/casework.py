"""Notes, calls, questions, advice, interests, attachments: as they were written, until they are erased."""

from engagements.guards.sql import (
    CONSENT,
    CONTACT_ERASED,
    INSERT,
    INVITATION,
    NEIGHBOUR,
    UPDATE,
    equal,
    last_entry,
    underway,
    words_stay,
)
from engagements.models import (
    Attachment,
    Interest,
    Keeping,
    LegalAdvice,
    Note,
    OrganiserLink,
    Question,
    SameEventAnswer,
    TelephoneCall,
)
from guards import Guard, literal, never_altered, never_deleted, same

NOTE, CALL, INTEREST, QUESTION = (model._meta.db_table for model in (Note, TelephoneCall, Interest, Question))
ADVICE, SAME_EVENT, ATTACHMENT, LINK = (
    model._meta.db_table for model in (LegalAdvice, SameEventAnswer, Attachment, OrganiserLink)
)
NOTES_ERASED = underway(Keeping.NOTES, "OLD.invitation_id")
FILES_ERASED = underway(Keeping.ATTACHMENTS, "OLD.invitation_id")


def once(given: str, *columns: str) -> str:
    """What was given at a moment stays; before that it may be given."""
    return f"(OLD.{given} IS NULL OR {same(given, *columns)})"


INTEREST_STAYS = (
    f"{same('id', 'invitation_id', 'person_id', 'declared_at', 'recorded_by_id')} AND {words_stay('nature')}"
)
BY_THE_ORGANISER = equal('NEW."to"', Question.To.ORGANISER)
QUESTION_STAYS = f"""{same("id", "invitation_id", "to", "asked_at", "asked_by_id")}
    AND {once("answered_at", "answered_by_id")} AND {once("given_up_at")}
    AND (NEW.answered_at IS NULL OR NEW.answered_by_id IS NOT NULL OR {BY_THE_ORGANISER})
    AND {words_stay("text")} AND (OLD.answered_at IS NULL OR {words_stay("answer")})"""
ADVICE_STAYS = f"""{same("id", "invitation_id", "asked_at", "asked_by_id")}
    AND {once("given_at", "given_by_id", "against")} AND {once("recalled_at")}
    AND {words_stay("question")} AND (OLD.given_at IS NULL OR {words_stay("answer")})"""
COMPARISON_STAYS = f"""{same("id", "invitation_id", "declined_id", "same", "said_at", "said_by_id")}
    AND {words_stay("why")}"""
SAME_LINK = ("id", "invitation_id", "nonce", "key", "token_hash", "code_hash", "made_at", "expires_at")
LINK_STAYS = f"{same(*SAME_LINK)} AND {once('revoked_at')}"
CONSENT_OF_ITS_ENTRY = last_entry(
    "NEW.invitation_id",
    f"r.id = NEW.entry_id AND r.kind = {literal('consent_')} || NEW.state"
    " AND (r.by_id = NEW.recorded_by_id OR (r.by_id IS NULL AND NEW.recorded_by_id IS NULL))",
)
CONSENT_OUTSIDE = f"EXISTS (SELECT 1 FROM {INVITATION} i WHERE i.id = NEW.invitation_id AND i.outside_area)"
AGREEMENT_IS_KNOWN = f"""NEW.recorded_by_id IS NOT NULL OR EXISTS (SELECT 1 FROM {NEIGHBOUR} n
    WHERE n.standing_agreement AND n.civic_head = NEW.civic_head)"""
CONSENT_STAYS = f"""{
    same("id", "invitation_id", "entry_id", "state", "heard_on", "way", "recorded_at", "recorded_by_id")
} AND {words_stay("civic_head")}"""
NOTE_KEPT = "A note stays as it was written, until an approved erasure takes it away."
CALL_KEPT = "A telephone note stays as it was written, until an approved erasure takes it away."
FILE_KEPT = "An attachment stays as it came, until an approved erasure takes it away."

GUARDS = (
    never_altered("note", NOTE, NOTE_KEPT),
    never_deleted("note", NOTE, NOTE_KEPT, unless=NOTES_ERASED),
    never_altered("call", CALL, CALL_KEPT),
    never_deleted("call", CALL, CALL_KEPT, unless=NOTES_ERASED),
    never_altered("attachment", ATTACHMENT, FILE_KEPT),
    never_deleted("attachment", ATTACHMENT, FILE_KEPT, unless=FILES_ERASED),
    Guard("interest_stays_as_declared", INTEREST, UPDATE, INTEREST_STAYS,
          "An interest stays as it was declared."),
    never_deleted("interest", INTEREST, "An interest that was declared is never removed."),
    Guard("question_on_a_case_stays", QUESTION, UPDATE, QUESTION_STAYS,
          "What was asked and answered on a case stays as it was."),
    never_deleted("question_on_a_case", QUESTION, "What was asked on a case is never removed."),
    Guard("legal_advice_is_asked_first", ADVICE, INSERT, "NEW.given_at IS NULL AND NEW.given_by_id IS NULL",
          "The Monitoring Officer's advice is asked for before it is given (P20)."),
    Guard("legal_advice_stays", ADVICE, UPDATE, ADVICE_STAYS,
          "The Monitoring Officer's advice stays as it was given."),
    never_deleted("legal_advice", ADVICE, "The Monitoring Officer's advice is never removed."),
    Guard("comparison_stays", SAME_EVENT, UPDATE, COMPARISON_STAYS,
          "What was said of two invitations to one event stays as it was said."),
    never_deleted("comparison", SAME_EVENT,
                  "What was said of two invitations to one event is never removed."),
    Guard("consent_is_recorded_with_its_entry", CONSENT, INSERT, CONSENT_OF_ITS_ENTRY,
          "What was heard about the chain is recorded together with its entry in the record (P1)."),
    Guard("consent_is_of_a_place_outside", CONSENT, INSERT, CONSENT_OUTSIDE,
          "Consent to the chain is recorded where an event is outside the council's area (P1)."),
    Guard("consent_without_anybody_is_an_agreement", CONSENT, INSERT, AGREEMENT_IS_KNOWN,
          "A standing agreement that nobody records stands on the council's list of its neighbours (P1)."),
    Guard("consent_stays", CONSENT, UPDATE, CONSENT_STAYS,
          "What was heard about the chain stays as it was recorded."),
    never_deleted("consent", CONSENT, "What was heard about the chain is never removed."),
    Guard("link_is_only_revoked", LINK, UPDATE, LINK_STAYS,
          "An organiser's link can be revoked once, and opens no other case."),
    never_deleted("link", LINK, "An organiser's link goes only by an approved erasure.",
                  unless=CONTACT_ERASED),
)  # fmt: skip
