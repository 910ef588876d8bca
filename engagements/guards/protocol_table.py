"""The table of the protocol, as the database asks it of each entry that tells of a step.

Asked are the party, the stages and, of a row's provisos, those that the case's own rows tell. What letters
have announced, who holds which office and what looks like the same event, the application works out.
"""

from collections import defaultdict

from civic.models import OfficeKind
from engagements.guards.sql import (
    DELEGATION,
    ENTRY,
    INSERT,
    INVITATION,
    beside,
    declined,
    equal,
    holds_office,
)
from engagements.models import SAID_NO, EntryKind, LegalAdvice, Letter
from guards import Guard, literal, one_of
from protocols.core.facts import Fact
from protocols.core.letters import IN_THE_MAYORS_NAME
from protocols.core.rows import Row
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import Addressee, Explained, LetterKind, Step, Wish

ADVICE = LegalAdvice._meta.db_table


def of_case(condition: str) -> str:
    """The condition is true of the case, as it was before the step."""
    return f"EXISTS (SELECT 1 FROM {INVITATION} i WHERE i.id = NEW.invitation_id AND {condition})"


TO_DEPUTY = of_case(equal("i.addressee", Addressee.DEPUTY))
AWAITED = of_case(equal("i.explained", Explained.ASKED))
GIVEN = "a.given_at IS NOT NULL AND NOT a.void"
LAST_ADVICE = f"(SELECT max(a.id) FROM {ADVICE} a WHERE a.invitation_id = NEW.invitation_id AND {GIVEN})"
SAID_NO_TO_THIS = of_case(
    f"""EXISTS (SELECT 1 FROM {DELEGATION} g WHERE g.invitation_id = i.id AND g.event_at = i.starts_at
    AND {one_of("g.state", SAID_NO)} AND {holds_office(OfficeKind.DEPUTY, "g.deputy_id", "i.starts_at")})"""
)
INHERITS = of_case(declined("i.joined_to_id"))
# A moment that is over once is over for good, so that asking it a little later asks no more.
IN_THE_ROWS = {
    Fact.EVENT_OVER: of_case("i.ends_at <= NEW.at"),
    Fact.ENTERED_LATE: of_case("i.entered_late"),
    Fact.ADDRESSED_TO_MAYOR: of_case(
        one_of("i.addressee", (Addressee.MAYOR, Addressee.BOTH, Addressee.EITHER))
    ),
    Fact.ADDRESSED_TO_DEPUTY: TO_DEPUTY,
    Fact.NOT_ADDRESSED_TO_DEPUTY: f"NOT {TO_DEPUTY}",
    Fact.ADDRESSED_TO_COUNCILLOR: of_case(equal("i.addressee", Addressee.COUNCILLOR)),
    Fact.ADDRESSED_TO_BOTH: of_case(equal("i.addressee", Addressee.BOTH)),
    Fact.DEPUTY_NAMED: of_case("i.named_deputy"),
    Fact.NOT_MAYOR_ONLY: of_case(f"NOT ({equal('i.wish', Wish.MAYOR_ONLY)})"),
    Fact.NOT_EXPLAINED: of_case(equal("i.explained", Explained.NEVER)),
    Fact.ANSWER_AWAITED: AWAITED,
    Fact.NO_ANSWER_AWAITED: f"NOT {AWAITED}",
    Fact.REMINDER_DUE: of_case("i.answer_due_on IS NOT NULL AND i.reminded_on IS NULL"),
    Fact.ANSWER_OVERDUE: of_case("i.answer_due_on IS NOT NULL AND i.reminded_on IS NOT NULL"),
    Fact.DEPUTY_NOT_SAID_NO: f"NOT {SAID_NO_TO_THIS}",
    Fact.NO_DECLINE_INHERITED: f"NOT {INHERITS}",
    Fact.ADVISED_AGAINST: f"EXISTS (SELECT 1 FROM {ADVICE} a WHERE a.id = {LAST_ADVICE} AND a.against)",
}
WAY = "NEW.kind || ' ' || NEW.party || ' ' || NEW.from_stage || '>' || NEW.to_stage"
IS_STEP = one_of("NEW.kind", Step)
STARTS = one_of("NEW.kind", {row.step for row in PROTOCOL if row.stage is None})


def way(row: Row) -> str:
    """The row's step, party and stages as one text."""
    return f"{row.step} {row.party} {row.stage or ''}>{row.becomes}"


def a_row_of_the_table() -> str:
    """Some row has this step, this party and these stages, and the provisos that can be asked hold."""
    ways: dict[tuple[Fact, ...], set[str]] = defaultdict(set)
    for row in PROTOCOL:
        asked = tuple(fact for fact in IN_THE_ROWS if fact in row.provided)
        ways[asked].add(way(row))
    by_provisos = (
        " AND ".join((one_of(WAY, ways[asked]), *(IN_THE_ROWS[fact] for fact in asked))) for asked in ways
    )
    return " OR ".join(f"({condition})" for condition in by_provisos)


def letter_of_the_step() -> str:
    """The table has this letter written on the step that the letter's entry tells of.

    One over the Mayor's own name is no step's, and stands on its own entry (P12).
    """
    letters: dict[LetterKind, set[Step | EntryKind]] = defaultdict(set)
    letters |= {letter: {EntryKind.LETTER_IN_MAYORS_NAME} for letter in IN_THE_MAYORS_NAME}
    for row in PROTOCOL:
        if row.letter:
            letters[row.letter].add(row.step)
    return " OR ".join(
        f"({equal('NEW.kind', letter)} AND {one_of('r.kind', letters[letter])})" for letter in sorted(letters)
    )


TELLS_OF_A_ROW = f"""({IS_STEP} AND NEW.made_version IS NOT NULL AND ({a_row_of_the_table()}))
    OR (NOT ({IS_STEP}) AND NEW.from_stage = {literal("")} AND NEW.to_stage = {literal("")})"""

GUARDS = (
    Guard("entry_tells_of_a_row_of_the_protocol", ENTRY, INSERT, TELLS_OF_A_ROW,
          "The protocol has no such step here, or not by them."),
    Guard("chain_begins_with_the_case", ENTRY, INSERT, f"(NEW.sequence = 1) = ({STARTS})",
          "The record of a case begins with how it came, and tells of that once."),
    Guard("letter_is_the_steps", Letter._meta.db_table, INSERT,
          beside(ENTRY, "r", f"r.id = NEW.entry_id AND ({letter_of_the_step()})"),
          "A letter says what its step says, and nothing else."),
)  # fmt: skip
