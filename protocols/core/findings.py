"""What a finding says: a clause, a plain sentence, a severity and what the office can do about it.

Findings inform. Only a stop prevents a step, and it is the table that prevents it: a stop names that step,
and the facts it is held up by. The core says the Mayor and the Deputy; whoever shows a finding puts the
council's own titles in.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import unique

from protocols.core.facts import Fact
from protocols.core.facts_of import facts_of
from protocols.core.rulings import rows_at
from protocols.core.situation import Situation
from protocols.core.vocabulary import Severity, Step
from protocols.core.words import Word

Prevented = tuple[Step, frozenset[Fact]]


@unique
class FindingCode(Word):
    """What may be noticed; the label is its tag in lists."""

    PAST_DATE = "past_date", "the event is over"
    OUTCOME_DUE = "outcome_due", "outcome not recorded"
    DECLINED_BEFORE = "declined_before", "may already have been declined"
    ADVICE_NEEDED = "advice_needed", "advice needed first"
    ADVISED_AGAINST = "advised_against", "advised against"
    ADDRESSED_TO_DEPUTY = "addressed_to_deputy", "addressed to the Deputy"
    ADDRESSEE_UNCLEAR = "addressee_unclear", "addressee unclear"
    ADDRESSED_TO_COUNCILLOR = "addressed_to_councillor", "addressed to a councillor"
    ADDRESSED_TO_BOTH = "addressed_to_both", "addressed to both"
    MAYOR_VACANT = "mayor_vacant", "Mayor’s office vacant"
    MAYOR_ACTING = "mayor_acting", "Deputy acting as Mayor"
    AFTER_TERM = "after_term", "after the Mayor’s term"
    ANNUAL_MEETING = "annual_meeting", "day of the annual meeting"
    NO_DEPUTY = "no_deputy", "no Deputy"
    DEPUTY_SAID_NO = "deputy_said_no", "the Deputy cannot attend"
    MAYOR_ONLY = "mayor_only", "only the Mayor is invited"
    CLASH_MAYOR = "clash_mayor", "clash in the Mayor’s diary"
    CLASH_DEPUTY = "clash_deputy", "clash in the Deputy’s diary"
    COUNCIL_EVENING = "council_evening", "full council that evening"
    SHARED_RESOURCE = "shared_resource", "two engagements at the same time"
    SHORT_NOTICE = "short_notice", "short notice"
    PURPOSE_POLITICAL = "purpose_political", "party-political"
    PURPOSE_COMMERCIAL = "purpose_commercial", "for a business"
    PURPOSE_PRIVATE = "purpose_private", "a private occasion"
    PRE_ELECTION = "pre_election", "pre-election period"
    CANDIDATE = "candidate", "office-holder is a candidate"
    LIKELY_DUPLICATE = "likely_duplicate", "likely duplicate"
    WAS_JOINED = "was_joined", "previously joined to another"
    TOLD_BEFORE = "told_before", "protocol already explained"
    PROVENANCE_DEPUTY = "provenance_deputy", "after a conversation with the Deputy"
    EXCEPTIONS_GRANTED = "exceptions_granted", "earlier goodwill exceptions"
    INTEREST_DECLARED = "interest_declared", "interest declared"
    DEALINGS = "dealings", "dealings with the council"
    OUTSIDE_AREA = "outside_area", "outside the area"
    MISSING_FACTS = "missing_facts", "details missing"
    CONFIDENTIAL = "confidential", "confidential"


@unique
class Consent(Word):
    """How it stands with a neighbouring civic head's consent that the chain is worn in that area (P1)."""

    NOT_ASKED = "not_asked", "not asked yet"
    ASKED = "asked", "asked"
    GIVEN = "given", "agreed"
    REFUSED = "refused", "did not agree"
    STANDING = "standing", "standing agreement"

    @property
    def lets_chain_be_worn(self) -> bool:
        """Anything else means the badge, and not the chain."""
        return self in (Consent.GIVEN, Consent.STANDING)


@dataclass(frozen=True)
class Remedy:
    """What can be done about a finding, and the step that does it where the stage knows it."""

    says: str
    step: Step | None = None


@dataclass(frozen=True)
class Finding:
    """One thing noticed.

    `sentence` has {names} for `particulars`, which are other people's words and are put in last.
    """

    code: FindingCode
    clause: str
    severity: Severity
    sentence: str
    particulars: Mapping[str, str] = field(default_factory=dict)
    remedies: tuple[Remedy, ...] = ()
    # For a stop: the step that the table holds closed for this reason.
    prevents: Step | None = None

    @property
    def label(self) -> str:
        return self.code.label

    @property
    def says(self) -> str:
        """The sentence in the core's own words."""
        return self.sentence.format_map(dict(self.particulars))


@dataclass(frozen=True)
class Period:
    """A pre-election period the event falls in."""

    name: str
    until: str
    candidate: str = ""


@dataclass(frozen=True)
class TriageParticulars:
    """Plain values around an invitation that the protocol's facts do not hold.

    Gathered by engagements.findings.
    """

    follows_word_with_deputy: bool = False
    told_before: int = 0
    told_last_on: str = ""
    annual_meeting: str = ""
    mayors_clashes: tuple[str, ...] = ()
    deputys_clashes: tuple[str, ...] = ()
    council_meetings: tuple[str, ...] = ()
    shared_with: tuple[str, ...] = ()
    notice_given: int = 0
    notice_asked: int = 0
    notice_unit: str = "days"
    purpose: str = ""
    periods: tuple[Period, ...] = ()
    outside_area: bool = False
    duplicates: tuple[str, ...] = ()
    declined_lookalikes: tuple[str, ...] = ()
    council_has_deputy: bool = True
    civic_year: str = ""
    exceptions: int = 0
    exceptions_of_deputy: int = 0
    exceptions_for_organiser: int = 0
    interests: tuple[str, ...] = ()
    dealings: bool = False
    missing: tuple[str, ...] = ()
    confidential: bool = False
    # From how many exceptions in a civic year on they are rare no more, as the case's own
    # version of the protocol says.
    rare_exceptions: int = 3
    taken_up: bool = False
    # The case that carried it on and has ended.
    was_joined_to: str = ""
    # A funeral, a memorial, a remembrance: nobody is asked whether its date can move.
    solemn: bool = False
    # Outside the area: who is asked there, what came of it, and on which day.
    neighbour: str = "the neighbouring civic head"
    consent: Consent = Consent.NOT_ASKED
    consent_on: str = ""
    # That case goes on, on another day.
    carrier_lives: bool = False
    # In the words of whoever said that it is.
    confidential_why: str = ""
    # Of the duplicates the first that came before this one: it would carry on (P21).
    earlier_duplicate: str = ""


def prevented(situation: Situation, step: Step, by: frozenset[Fact]) -> bool:
    """Whether the stage knows the step and every row of it lacks one of these facts."""
    lacking = by - facts_of(situation)
    here = (row for row in rows_at(situation.stage) if row.step is step)
    # What is not entered late is not told of the rows for what is.
    rows = [row for row in here if situation.late or Fact.ENTERED_LATE not in row.provided]
    return bool(rows) and all(row.provided & lacking for row in rows)


def noticed(
    code: FindingCode,
    clause: str,
    severity: Severity,
    sentence: str,
    *remedies: Remedy,
    situation: Situation | None = None,
    stops: tuple[Prevented, ...] = (),
    **particulars: str,
) -> Finding:
    """The finding; a stop instead of its own severity where the table really holds one
    of these steps closed by it.
    """
    held = next(
        (step for step, by in stops if situation is not None and prevented(situation, step, by)), None
    )
    return Finding(code, clause, Severity.STOP if held else severity, sentence, particulars, remedies, held)


def held_by(by: Fact | frozenset[Fact], *steps: Step) -> tuple[Prevented, ...]:
    facts = by if isinstance(by, frozenset) else frozenset({by})
    return tuple((step, facts) for step in steps)


def listed(words: tuple[str, ...]) -> str:
    """Such as "one, two and three"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
