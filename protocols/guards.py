"""What the database refuses of the handbook.

Words changed after they were put for signature, a version in force without its signatures, and signatures,
acknowledgements, notes or wordings of letters taken away.
"""

from guards import (
    Guard,
    Moment,
    append_only,
    known_words,
    literal,
    never_altered,
    never_deleted,
    one_of,
    pointed_at,
    same,
)
from protocols.core.vocabulary import Party
from protocols.models import (
    Acknowledgement,
    Clause,
    ClauseNote,
    LetterTemplate,
    LetterTemplateVersion,
    Meeting,
    Part,
    Presence,
    ProtocolVersion,
    ReportOpening,
    SigningRound,
    SignOff,
)

CLAUSE, VERSION = Clause._meta.db_table, ProtocolVersion._meta.db_table
WORDING = LetterTemplateVersion._meta.db_table
MEETING, OPENING = Meeting._meta.db_table, ReportOpening._meta.db_table
ROUND, SIGN_OFF = SigningRound._meta.db_table, SignOff._meta.db_table
DRAFT, FOR_SIGNATURE, IN_FORCE, SUPERSEDED = (
    literal(state)
    for state in (
        ProtocolVersion.State.DRAFT,
        ProtocolVersion.State.FOR_SIGNATURE,
        ProtocolVersion.State.IN_FORCE,
        ProtocolVersion.State.SUPERSEDED,
    )
)

PUBLISHED = "A published version of the protocol cannot be changed."
UNSIGNED = "A version of the protocol can come into force only when all three have signed (P22)."
KEPT = "Signatures, acknowledgements and meetings are never changed or removed (P22, P26)."
MANAGERS = "The civic manager records the meetings, and opens the report for the talk (P26)."
OPENINGS_KEPT = "That the report was opened is never changed or removed; it is closed once (P26)."
NOT_TO_SIGN = "This version has not been sent for signature."
NOTES_KEPT = "Notes on clauses cannot be changed or removed."
LETTERS_KEPT = "The wording of a letter cannot be changed or removed. Save a new one."


def of_a_draft(which: str) -> str:
    """The version, or each of the two, is a draft."""
    return f"NOT EXISTS (SELECT 1 FROM {VERSION} v WHERE v.id {which} AND v.state <> {DRAFT})"


SAME_WORDS = same(
    "id",
    "number",
    "created_at",
    "created_by_id",
    "answer_days",
    "after_reminder_days",
    "rare_exceptions",
    "offer_deputy",
    "ask_wish",
)
SIGNED = f"""(SELECT COUNT(DISTINCT s.part) FROM {SIGN_OFF} s JOIN {ROUND} r ON r.id = s.round_id
    WHERE r.version_id = OLD.id AND r.voided_at IS NULL AND {one_of("s.part", Part)}) = {len(Part)}"""
# A version is superseded by another that all three have signed.
SUCCESSOR_SIGNED = f"""EXISTS (SELECT 1 FROM {VERSION} n WHERE n.state = {FOR_SIGNATURE}
    AND (SELECT COUNT(DISTINCT s.part) FROM {SIGN_OFF} s JOIN {ROUND} r ON r.id = s.round_id
        WHERE r.version_id = n.id AND r.voided_at IS NULL AND {one_of("s.part", Part)}) = {len(Part)})"""
# From which state to which, with nothing but what belongs to that move.
MOVES = f"""({SAME_WORDS}) AND (
    (OLD.state = {FOR_SIGNATURE} AND NEW.state = {FOR_SIGNATURE} AND NEW.note = OLD.note)
    OR (OLD.state = {FOR_SIGNATURE} AND NEW.state IN ({DRAFT}, {IN_FORCE}))
    OR (OLD.state = {IN_FORCE} AND NEW.state = {SUPERSEDED} AND {SUCCESSOR_SIGNED}
        AND {same("note", "in_force_from", "published_by_id")}))"""
SIGNED_FIRST = f"""(NEW.state <> {IN_FORCE} OR OLD.state IN ({IN_FORCE}, {SUPERSEDED})
        OR (OLD.state = {FOR_SIGNATURE} AND {SIGNED}))
    AND NOT (OLD.state = {DRAFT} AND NEW.state = {SUPERSEDED})"""
OPEN_ROUND = f"""EXISTS (SELECT 1 FROM {ROUND} r JOIN {VERSION} v ON v.id = r.version_id
    WHERE r.id = NEW.round_id AND r.voided_at IS NULL AND v.state IN ({FOR_SIGNATURE}, {IN_FORCE}))"""
ONLY_VOIDED = f"""{same("id", "version_id", "words_digest", "opened_at", "opened_by_id")}
    AND OLD.voided_at IS NULL AND NEW.voided_at IS NOT NULL
    AND EXISTS (SELECT 1 FROM {VERSION} v
        WHERE v.id = OLD.version_id AND v.state IN ({DRAFT}, {FOR_SIGNATURE}))"""

# A post that signs is the role of its account, by the same code; a signature on paper is recorded by the
# civic manager. Of the council's people and terms this app knows what its own rows point at.
PERSON, TERM = pointed_at(SignOff, "person"), pointed_at(Acknowledgement, "term")
OWN_POST = f"""EXISTS (SELECT 1 FROM {PERSON} p
    WHERE (p.id = NEW.person_id AND p.role = NEW.part AND NEW.by_id = NEW.person_id)
    OR (NEW.person_id IS NULL AND NEW.scan <> {literal("")}
        AND p.id = NEW.by_id AND p.role = {literal(Party.CIVIC_MANAGER)}))"""
OWN_TERM = f"""NEW.by_id = NEW.person_id AND EXISTS (SELECT 1 FROM {TERM} t
    WHERE t.id = NEW.term_id AND t.person_id = NEW.person_id)"""


def manager(column: str) -> str:
    """Whoever the new row names there is the civic manager."""
    who = f"p.id = NEW.{column} AND p.role = {literal(Party.CIVIC_MANAGER)}"
    return f"EXISTS (SELECT 1 FROM {PERSON} p WHERE {who})"


ONLY_CLOSED = f"""{same("id", "opened_on", "opened_by_id", "open_until")} AND OLD.is_open AND NOT NEW.is_open
    AND (NEW.talk_id IS NULL OR EXISTS (SELECT 1 FROM {MEETING} m
        WHERE m.id = NEW.talk_id AND m.kind = {literal(Meeting.Kind.TALK)}))"""

GUARDS = (
    *known_words("protocols"),
    Guard("clause_is_added_to_a_draft", CLAUSE, Moment.INSERT, of_a_draft("= NEW.version_id"), PUBLISHED),
    Guard(
        "clause_changes_in_a_draft",
        CLAUSE,
        Moment.UPDATE,
        of_a_draft("IN (OLD.version_id, NEW.version_id)"),
        PUBLISHED,
    ),
    Guard("clause_is_removed_from_a_draft", CLAUSE, Moment.DELETE, of_a_draft("= OLD.version_id"), PUBLISHED),
    Guard("version_begins_as_a_draft", VERSION, Moment.INSERT, f"NEW.state = {DRAFT}", UNSIGNED),
    Guard("version_is_signed_first", VERSION, Moment.UPDATE, SIGNED_FIRST, UNSIGNED),
    Guard(
        "version_stays_what_it_was", VERSION, Moment.UPDATE, f"OLD.state = {DRAFT} OR ({MOVES})", PUBLISHED
    ),
    never_deleted("version", VERSION, PUBLISHED, unless=f"OLD.state = {DRAFT}"),
    never_altered("signing_round", ROUND, KEPT, unless=ONLY_VOIDED),
    never_deleted("signing_round", ROUND, KEPT),
    Guard("signature_is_given_in_an_open_round", SIGN_OFF, Moment.INSERT, OPEN_ROUND, NOT_TO_SIGN),
    Guard(
        "signature_is_of_the_post",
        SIGN_OFF,
        Moment.INSERT,
        OWN_POST,
        "The protocol must be signed by the person who holds the post, or on paper and "
        "recorded by the civic manager.",
    ),
    *append_only("signature", SIGN_OFF, KEPT),
    Guard(
        "acknowledgement_is_the_holders",
        Acknowledgement._meta.db_table,
        Moment.INSERT,
        OWN_TERM,
        "You can only acknowledge the protocol for yourself (P22).",
    ),
    *append_only("acknowledgement", Acknowledgement._meta.db_table, KEPT),
    Guard("meeting_is_recorded_by_the_manager", MEETING, Moment.INSERT, manager("recorded_by_id"), MANAGERS),
    *append_only("meeting", MEETING, KEPT),
    *append_only("presence", Presence._meta.db_table, KEPT),
    Guard(
        "report_is_opened_by_the_manager",
        OPENING,
        Moment.INSERT,
        f"NEW.is_open AND {manager('opened_by_id')}",
        MANAGERS,
    ),
    never_altered("report_opening", OPENING, OPENINGS_KEPT, unless=ONLY_CLOSED),
    never_deleted("report_opening", OPENING, OPENINGS_KEPT),
    *append_only("clause_note", ClauseNote._meta.db_table, NOTES_KEPT),
    Guard(
        "letter_wording_comes_next",
        WORDING,
        Moment.INSERT,
        f"NEW.number = 1 + COALESCE((SELECT max(w.number) FROM {WORDING} w"
        " WHERE w.template_id = NEW.template_id), 0)",
        LETTERS_KEPT,
    ),
    Guard(
        "letter_is_switched_by_somebody",
        LetterTemplate._meta.db_table,
        Moment.UPDATE,
        f"{same('id', 'letter', 'manner', 'language')} AND ({same('may_go_by_itself')}"
        " OR (NEW.switched_at IS NOT NULL AND NEW.switched_by_id IS NOT NULL))",
        "The person who chooses that a letter is sent automatically must be named, and "
        "it must stay the same letter.",
    ),
    *append_only("letter_wording", WORDING, LETTERS_KEPT),
)
