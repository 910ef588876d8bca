"""Letters over the Mayor's own name (P12): never an answer, and only in the words that the Mayor approved."""

from civic.models import OfficeKind
from engagements.guards.letters import LETTER_ERASED
from engagements.guards.sql import (
    ENTRY,
    INSERT,
    INVITATION,
    LETTER,
    PARTICULARS,
    UPDATE,
    equal,
    holds_office,
    last_entry,
)
from engagements.models import MAYORS, EntryKind, Letter
from guards import Guard, one_of, same
from protocols.core.letters import ANSWERED_STAGES
from protocols.core.vocabulary import Party, Waiting

S, K = Letter.State, EntryKind
IS_MAYORS = one_of("NEW.kind", MAYORS)
NO_DRAFT = f"NOT ({equal('o.state', S.DRAFT)})"
# What goes to others, once the letter itself has gone.
COPY = f"""EXISTS (SELECT 1 FROM {LETTER} o WHERE o.id = NEW.copy_of_id AND {NO_DRAFT}
    AND o.kind = NEW.kind AND o.subject = NEW.subject AND o.body = NEW.body)"""
ANSWERED = f"""EXISTS (SELECT 1 FROM {INVITATION} i
    WHERE i.id = NEW.invitation_id AND {one_of("i.stage", ANSWERED_STAGES)})"""
BEGINS = f"""NEW.words_under_id IS NULL AND (NOT ({IS_MAYORS})
    OR ({equal("NEW.announces", Waiting.NONE)} AND {ANSWERED}
        AND ({equal("NEW.state", S.DRAFT)} OR {COPY})))"""
STAYS = f"""{same("kind")} OR NOT ({IS_MAYORS} OR {one_of("OLD.kind", MAYORS)})"""
SAME_WORDS = same("subject", "body")
VOIDED = f"NEW.words_under_id IS NULL OR ({SAME_WORDS}) OR ({LETTER_ERASED})"
# By the entry that has just been written: of this letter, by the Mayor where it is the Mayor's answer.
PUT_KINDS = (K.LETTER_WORDS_ASKED, K.LETTER_WORDS_APPROVED, K.LETTER_WORDS_REFUSED)
MAYOR_THEN = f"{equal('r.party', Party.MAYOR)} AND {holds_office(OfficeKind.MAYOR, 'r.by_id', 'r.at')}"
WAS_ASKED = f"""EXISTS (SELECT 1 FROM {ENTRY} q
    WHERE q.id = OLD.words_under_id AND {equal("q.kind", K.LETTER_WORDS_ASKED)})"""
BY_WHOM = f"({equal('r.kind', K.LETTER_WORDS_ASKED)} OR ({MAYOR_THEN} AND {WAS_ASKED}))"
NAMES_IT = f"""EXISTS (SELECT 1 FROM {PARTICULARS} p WHERE p.entry_id = r.id
    AND CAST(p.words AS text) LIKE '%"' || NEW.message_id || '"%')"""
JUST_PUT = last_entry(
    "NEW.invitation_id",
    f"r.id = NEW.words_under_id AND {one_of('r.kind', PUT_KINDS)} AND {BY_WHOM} AND {NAMES_IT}",
)
# Given up together with an entry that tells of it, so that no earlier approval is taken up again.
TOLD_OF = f"""NEW.words_under_id IS NULL AND EXISTS (SELECT 1 FROM {ENTRY} r, {ENTRY} e
    WHERE e.id = OLD.words_under_id AND r.invitation_id = e.invitation_id AND r.sequence > e.sequence)"""
PUT = f"""{same("words_under_id")}
    OR ({TOLD_OF}) OR ({IS_MAYORS} AND {SAME_WORDS} AND {equal("OLD.state", S.DRAFT)} AND {JUST_PUT})"""
APPROVED = f"""EXISTS (SELECT 1 FROM {ENTRY} r WHERE r.id = NEW.words_under_id
    AND r.invitation_id = NEW.invitation_id AND {equal("r.kind", K.LETTER_WORDS_APPROVED)}
    AND {holds_office(OfficeKind.MAYOR, "r.by_id", "NEW.released_at")})"""
LEAVES = f"""NOT ({IS_MAYORS}) OR NOT ({equal("OLD.state", S.DRAFT)} AND {equal("NEW.state", S.QUEUED)})
    OR ({SAME_WORDS} AND ({APPROVED} OR {COPY}))"""

GUARDS = (
    Guard("mayors_letter_is_no_answer", LETTER, INSERT, BEGINS,
          "A letter in the Mayor’s own name begins as a draft, and is never an answer (P12)."),
    Guard("mayors_letter_stays_one", LETTER, UPDATE, STAYS,
          "A letter of the office never becomes one in the Mayor’s own name, nor the reverse (P12)."),
    Guard("other_words_are_not_approved", LETTER, UPDATE, VOIDED,
          "The Mayor approved other words (P12)."),
    Guard("words_are_put_with_their_entry", LETTER, UPDATE, PUT,
          "What the Mayor says of a letter’s words stands in the record, and is said once."),
    Guard("mayors_letter_leaves_approved", LETTER, UPDATE, LEAVES,
          "A letter in the Mayor’s own name leaves in the words that the Mayor in office approved (P12)."),
)  # fmt: skip
