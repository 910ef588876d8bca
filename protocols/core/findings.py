"""What triage notices about an invitation: a clause, a plain sentence, a severity and what the office can do.

Findings inform. Only a stop prevents a step, and it is the table that prevents it: a stop names that
step, and the facts it is held up by. The core says the Mayor and the Deputy; whoever shows a finding puts
the council's own titles in.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import unique
from typing import Any

from protocols.core.facts import Fact, facts_of
from protocols.core.rulings import open_rows, rows_at
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    CLOSED_STAGES,
    Addressee,
    Advice,
    Announced,
    Choice,
    Explained,
    MayorOfEvent,
    SameEvent,
    Severity,
    Stage,
    Step,
    Wish,
    Word,
)


@unique
class FindingCode(Word):
    """What may be noticed; the label is its tag in lists."""

    PAST_DATE = "past_date", "the event is over"
    OUTCOME_DUE = "outcome_due", "outcome not recorded"
    DECLINED_BEFORE = "declined_before", "same event declined before"
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
    DEPUTY_SAID_NO = "deputy_said_no", "the Deputy cannot go"
    MAYOR_ONLY = "mayor_only", "only the Mayor is wished"
    CLASH_MAYOR = "clash_mayor", "clash in the Mayor’s diary"
    CLASH_DEPUTY = "clash_deputy", "clash in the Deputy’s diary"
    COUNCIL_EVENING = "council_evening", "full council that evening"
    SHARED_RESOURCE = "shared_resource", "two engagements at once"
    SHORT_NOTICE = "short_notice", "short notice"
    PURPOSE_POLITICAL = "purpose_political", "party-political"
    PURPOSE_COMMERCIAL = "purpose_commercial", "for a business"
    PURPOSE_PRIVATE = "purpose_private", "a private occasion"
    PRE_ELECTION = "pre_election", "pre-election period"
    CANDIDATE = "candidate", "office-holder is a candidate"
    LIKELY_DUPLICATE = "likely_duplicate", "likely duplicate"
    TOLD_BEFORE = "told_before", "told the protocol before"
    PROVENANCE_DEPUTY = "provenance_deputy", "follows a word with the Deputy"
    EXCEPTIONS_GRANTED = "exceptions_granted", "exceptions this civic year"
    INTEREST_DECLARED = "interest_declared", "interest declared"
    DEALINGS = "dealings", "dealings with the council"
    OUTSIDE_AREA = "outside_area", "outside the area"
    MISSING_FACTS = "missing_facts", "facts missing"
    CONFIDENTIAL = "confidential", "confidential"


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


Prevented = tuple[Step, frozenset[Fact]]
S, C = Severity, FindingCode


def findings_of(situation: Situation, around: TriageParticulars) -> list[Finding]:
    """Everything worth noticing, stops first, then cautions, then notes."""
    if situation.stage in CLOSED_STAGES:
        return list(_confidence(situation, around))
    found = [
        _with_steps_of_now(finding, situation) for notice in NOTICED for finding in notice(situation, around)
    ]
    return sorted(found, key=lambda finding: (S.STOP, S.CAUTION, S.NOTE).index(finding.severity))


def prevented(situation: Situation, step: Step, by: frozenset[Fact]) -> bool:
    """Whether the stage knows the step and every row of it lacks one of these facts."""
    lacking = by - facts_of(situation)
    rows = [row for row in rows_at(situation.stage) if row.step is step]
    return bool(rows) and all(row.provided & lacking for row in rows)


def _with_steps_of_now(finding: Finding, situation: Situation) -> Finding:
    """A remedy keeps its sentence always and its step only while somebody may take it."""
    openly = {row.step for row in open_rows(situation)}
    remedies = tuple(
        Remedy(remedy.says, remedy.step if remedy.step in openly else None) for remedy in finding.remedies
    )
    return Finding(
        finding.code,
        finding.clause,
        finding.severity,
        finding.sentence,
        finding.particulars,
        remedies,
        finding.prevents,
    )


def _found(
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
    return Finding(code, clause, S.STOP if held else severity, sentence, particulars, remedies, held)


def _stops(by: Fact | frozenset[Fact], *steps: Step) -> tuple[Prevented, ...]:
    facts = by if isinstance(by, frozenset) else frozenset({by})
    return tuple((step, facts) for step in steps)


def listed(words: tuple[str, ...]) -> str:
    """Such as "one, two and three"."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def _the_date(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    if s.event_over and (s.stage in ATTENDING_STAGES or s.announced is not Announced.NOTHING):
        remedy = Remedy("Record whether somebody attended.", Step.OUTCOME_ATTENDED)
        yield _found(
            C.OUTCOME_DUE, "P18", S.CAUTION, "The event is over and its outcome is not recorded yet.", remedy
        )
    elif s.event_over:
        stops = _stops(
            Fact.EVENT_AHEAD,
            Step.PUT_TO_MAYOR,
            Step.ACCEPT,
            Step.GRANT_EXCEPTION,
            Step.DEPUTY_ACCEPTS,
            Step.CHANGE_DETAILS,
        )
        remedy = Remedy(
            "If the date is wrong, ask the organiser; otherwise the case closes with the office’s apology."
        )
        yield _found(
            C.PAST_DATE,
            "P21",
            S.CAUTION,
            "The date of the event has passed.",
            remedy,
            situation=s,
            stops=stops,
        )
    if a.annual_meeting:
        remedy = Remedy(
            "Make sure of the hour: who holds the office at that moment decides.", Step.ASK_INFORMATION
        )
        sentence = "The event is on the day of the annual meeting ({meeting}), when the Mayor may change."
        yield _found(C.ANNUAL_MEETING, "P8", S.CAUTION, sentence, remedy, meeting=a.annual_meeting)
    if s.stage not in ATTENDING_STAGES and not s.event_over and a.notice_given < a.notice_asked:
        sentence = (
            "The invitation came {given} {unit} before the event; the office asks for {asked}. "
            "It may go forward all the same."
        )
        remedy = Remedy("Answer it before its turn, or ask whether the date can move.", Step.ASK_INFORMATION)
        given = {"given": str(max(a.notice_given, 0)), "unit": a.notice_unit, "asked": str(a.notice_asked)}
        yield _found(
            C.SHORT_NOTICE,
            "P21",
            S.CAUTION,
            sentence,
            remedy,
            given=given["given"],
            unit=given["unit"],
            asked=given["asked"],
        )


def _the_address(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    stops = _stops(Fact.ADDRESSED_TO_MAYOR, Step.PUT_TO_MAYOR)
    if s.addressee is Addressee.DEPUTY:
        remedies: tuple[Remedy, ...] = (
            Remedy(
                "Explain the protocol and ask whether they would like to invite the Mayor.",
                Step.EXPLAIN_PROTOCOL,
            ),
            Remedy("Wait for their answer.", Step.WAIT_AGAIN),
            Remedy(
                "If it is a special case, tell the Mayor, who alone may grant an exception.",
                Step.TELL_SPECIAL_CASE,
            ),
        )
        sentence = "The invitation is addressed to the Deputy. Every invitation is to the Mayor first."
        yield _found(
            C.ADDRESSED_TO_DEPUTY, "P4", S.CAUTION, sentence, *_for_now(remedies, s), situation=s, stops=stops
        )
    elif s.addressee is Addressee.UNCLEAR:
        remedies = (
            Remedy("Settle the addressee.", Step.SETTLE_ADDRESSEE),
            Remedy("Ask the organiser.", Step.ASK_INFORMATION),
        )
        yield _found(
            C.ADDRESSEE_UNCLEAR,
            "P1",
            S.CAUTION,
            "It is not clear who is invited.",
            *remedies,
            situation=s,
            stops=stops,
        )
    elif s.addressee is Addressee.COUNCILLOR:
        remedies = (
            Remedy("Record it as a councillor’s private matter.", Step.RECORD_NOT_CIVIC),
            Remedy("If the Mayor is meant, settle the addressee.", Step.SETTLE_ADDRESSEE),
        )
        sentence = "A councillor is invited by name, not a holder of a civic office."
        yield _found(
            C.ADDRESSED_TO_COUNCILLOR, "P7", S.CAUTION, sentence, *remedies, situation=s, stops=stops
        )
    elif s.addressee is Addressee.BOTH:
        sentence = "The invitation is a joint one to the Mayor and the Deputy. The Mayor decides for each."
        yield _found(C.ADDRESSED_TO_BOTH, "P2", S.NOTE, sentence)
    if a.follows_word_with_deputy and s.stage not in ATTENDING_STAGES:
        remedy = Remedy("Keep it recorded in neutral words. It is no ground for refusing.")
        yield _found(
            C.PROVENANCE_DEPUTY,
            "P6",
            S.NOTE,
            "The invitation follows a conversation with the Deputy.",
            remedy,
        )
    if a.told_before and s.stage not in ATTENDING_STAGES:
        times = "once" if a.told_before == 1 else f"{a.told_before} times"
        remedy = Remedy("Do not write that they may not have been aware of the protocol.")
        sentence = "The office has explained the protocol to this organiser {times} before, last on {on}."
        yield _found(C.TOLD_BEFORE, "P4", S.CAUTION, sentence, remedy, times=times, on=a.told_last_on)


def _for_now(remedies: tuple[Remedy, ...], s: Situation) -> tuple[Remedy, ...]:
    """Of alternatives, those that are not done already."""
    done = Step.EXPLAIN_PROTOCOL if s.explained in (Explained.ASKED, Explained.ANSWERED) else Step.WAIT_AGAIN
    return tuple(remedy for remedy in remedies if remedy.step is not done)


def _the_offices(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    in_office = _stops(Fact.MAYOR_IN_OFFICE, Step.DELEGATE, Step.MAYOR_CANNOT, Step.GRANT_EXCEPTION)
    within = _stops(Fact.WITHIN_TERM, Step.TELL_SPECIAL_CASE) if s.addressee is Addressee.DEPUTY else ()
    if s.mayor is MayorOfEvent.UNKNOWN_SUCCESSOR:
        sentence = (
            "The event falls after the present Mayor’s term and the successor is not known yet. "
            "It is held for the successor."
        )
        remedy = Remedy("Put it forward; it is held, and the organiser told.", Step.PUT_TO_MAYOR)
        yield _found(C.AFTER_TERM, "P8", S.CAUTION, sentence, remedy, situation=s, stops=within)
    elif s.mayor is MayorOfEvent.DESIGNATE:
        sentence = (
            "The event falls after the present Mayor’s term. "
            "The successor decides, and cannot ask the Deputy before taking office."
        )
        yield _found(C.AFTER_TERM, "P8", S.NOTE, sentence, situation=s, stops=in_office + within)
    elif s.mayor is MayorOfEvent.VACANT:
        deciding = _stops(frozenset({Fact.MAYOR_NOT_ACTING, Fact.MAYOR_ACTING}), Step.ACCEPT)
        leaving = _stops(Fact.MAYOR_OF_EVENT, Step.LEAVE_TO_PROTOCOL)
        remedy = Remedy(
            "Ask the Monitoring Officer to record who acts, and from when.", Step.ASK_MONITORING_OFFICER
        )
        sentence = (
            "The Mayor’s office is vacant on the day of the event and nobody is acting, so nobody can decide."
        )
        yield _found(C.MAYOR_VACANT, "P9", S.CAUTION, sentence, remedy, situation=s, stops=deciding + leaving)
    elif s.mayor is MayorOfEvent.ACTING:
        sentence = (
            "The Deputy acts as Mayor on the day of the event, "
            "and cannot ask himself or herself to go as Deputy."
        )
        yield _found(C.MAYOR_ACTING, "P9", S.NOTE, sentence, situation=s, stops=in_office)
    deputys_turn = _stops(
        Fact.DEPUTY_IN_OFFICE, Step.DELEGATE, Step.MAYOR_CANNOT, Step.GRANT_EXCEPTION, Step.DEPUTY_ACCEPTS
    )
    if not s.deputy_in_office and (a.council_has_deputy or s.named_deputy):
        sentence = "There is no Deputy in office for the event, so the Deputy cannot be asked."
        yield _found(C.NO_DEPUTY, "P9", S.NOTE, sentence, situation=s, stops=deputys_turn)
    if s.deputy_said_no:
        not_again = _stops(
            Fact.DEPUTY_NOT_SAID_NO,
            Step.DELEGATE,
            Step.MAYOR_CANNOT,
            Step.GRANT_EXCEPTION,
            Step.DEPUTY_ACCEPTS,
        )
        sentence = "The Deputy cannot attend this event and is not asked again."
        yield _found(C.DEPUTY_SAID_NO, "P2", S.NOTE, sentence, situation=s, stops=not_again)
    if s.wish is Wish.MAYOR_ONLY:
        stops = _stops(Fact.NOT_MAYOR_ONLY, Step.DELEGATE, Step.MAYOR_CANNOT)
        remedy = Remedy(
            "Ask the organiser whether the Deputy would be welcome, and record the answer.", Step.CHANGE_WISH
        )
        sentence = (
            "The organiser said that only the Mayor is invited, "
            "so the Deputy cannot be asked unless they say otherwise."
        )
        yield _found(C.MAYOR_ONLY, "P2", S.NOTE, sentence, remedy, situation=s, stops=stops)


def _the_diary(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    if a.mayors_clashes:
        remedy = Remedy(
            "Tell the Mayor of both; another engagement is an agreed reason for asking the Deputy."
        )
        sentence = "At that time the Mayor’s diary already has {clashes}."
        yield _found(C.CLASH_MAYOR, "P2", S.CAUTION, sentence, remedy, clashes=listed(a.mayors_clashes))
    if a.deputys_clashes:
        asked = s.choice in (Choice.DELEGATION, Choice.EXCEPTION) or s.addressee is Addressee.BOTH
        sentence = "At that time the Deputy’s diary already has {clashes}."
        yield _found(
            C.CLASH_DEPUTY, "P2", S.CAUTION if asked else S.NOTE, sentence, clashes=listed(a.deputys_clashes)
        )
    if a.council_meetings:
        sentence = "The council meets on the same day: {meetings}."
        remedy = Remedy("Ask when the part begins that needs the Mayor.", Step.ASK_INFORMATION)
        yield _found(
            C.COUNCIL_EVENING, "P2", S.CAUTION, sentence, remedy, meetings=listed(a.council_meetings)
        )
    if a.shared_with:
        sentence = (
            "Two engagements at once share the one chain, car or attendant: "
            "at that time there is also {others}."
        )
        yield _found(
            C.SHARED_RESOURCE,
            "P2",
            S.CAUTION,
            sentence,
            Remedy("Settle who has which."),
            others=listed(a.shared_with),
        )


def _the_purpose(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    refuse = Remedy("Refuse it under P10, if it is so; the Mayor can see the refusal.", Step.REFUSE_P10)
    purposes = {
        "political": (
            C.PURPOSE_POLITICAL,
            "The event serves a political party or campaign, which officers do not support.",
        ),
        "commercial": (C.PURPOSE_COMMERCIAL, "The event serves a business, which officers do not support."),
        "private": (
            C.PURPOSE_PRIVATE,
            "The event is a private or family occasion, which officers do not support.",
        ),
    }
    if a.purpose in purposes:
        code, sentence = purposes[a.purpose]
        yield _found(code, "P10", S.CAUTION, sentence, refuse)
    yield from _elections(s, a)
    if a.interests:
        sentence = "An interest in the organiser is declared: {interests}."
        yield _found(C.INTEREST_DECLARED, "P10", S.CAUTION, sentence, interests=listed(a.interests))
    if a.dealings:
        remedy = Remedy("Say so in your advice to the Mayor.")
        sentence = "The organiser has dealings with the council, such as a grant, a licence or an inspection."
        yield _found(C.DEALINGS, "P10", S.CAUTION, sentence, remedy)


def _elections(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    ask = Remedy("Ask the Monitoring Officer.", Step.ASK_MONITORING_OFFICER)
    if s.advice is Advice.NEEDED:
        sentence = "The Monitoring Officer’s advice is needed before it goes to the Mayor."
        stops = _stops(Fact.NO_ADVICE_OUTSTANDING, Step.PUT_TO_MAYOR)
        yield _found(C.ADVICE_NEEDED, "P11", S.CAUTION, sentence, ask, situation=s, stops=stops)
    elif s.advice is Advice.AGAINST:
        remedy = Remedy("Refuse it under P11, or put it to the Mayor with the advice.", Step.REFUSE_P11)
        yield _found(
            C.ADVISED_AGAINST, "P11", S.CAUTION, "The Monitoring Officer advised against it.", remedy
        )
    for period in a.periods:
        particulars: dict[str, Any] = {"period": period.name, "until": period.until}
        if period.candidate:
            sentence = "{candidate} is a candidate in {period}, until {until}."
            yield _found(
                C.CANDIDATE, "P11", S.CAUTION, sentence, ask, candidate=period.candidate, **particulars
            )
        else:
            severity = S.NOTE if s.advice is Advice.GIVEN else S.CAUTION
            sentence = "The event falls in a pre-election period: {period}, until {until}."
            yield _found(C.PRE_ELECTION, "P11", severity, sentence, ask, **particulars)


def _other_cases(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    alike: dict[str, Any] = {"references": listed(a.declined_lookalikes) or "another case"}
    asking = (
        Step.TELL_SPECIAL_CASE,
        Step.DELEGATE,
        Step.GRANT_EXCEPTION,
        Step.MAYOR_CANNOT,
        Step.DEPUTY_ACCEPTS,
        Step.ACCEPT_TOGETHER,
    )
    no_decline = _stops(Fact.NO_DECLINE_STANDS, *asking)
    if s.same_event is SameEvent.OPEN:
        remedy = Remedy("Say whether it is the same event.", Step.SETTLE_SAME_EVENT)
        sentence = "The Mayor declined what looks like the same event: {references}."
        stops = _stops(Fact.SAME_EVENT_SETTLED, Step.PUT_TO_MAYOR) + no_decline
        yield _found(C.DECLINED_BEFORE, "P3", S.CAUTION, sentence, remedy, situation=s, stops=stops, **alike)
    elif s.same_event is SameEvent.SAME:
        sentence = "The Mayor declined this event: {references}. It is never passed to the Deputy."
        remedy = Remedy("Join it to that case.", Step.LINK_DUPLICATE)
        yield _found(
            C.DECLINED_BEFORE, "P3", S.CAUTION, sentence, remedy, situation=s, stops=no_decline, **alike
        )
    elif s.same_event is SameEvent.DIFFERENT:
        sentence = (
            "The Mayor declined an event that looked like this one: {references}. "
            "An officer said that this is another."
        )
        yield _found(C.DECLINED_BEFORE, "P3", S.NOTE, sentence, **alike)
    if a.duplicates:
        remedy = Remedy("Join the two, so that they get one answer.", Step.LINK_DUPLICATE)
        sentence = "Another invitation looks like the same event: {references}."
        yield _found(C.LIKELY_DUPLICATE, "P21", S.CAUTION, sentence, remedy, references=listed(a.duplicates))
    if s.named_deputy and a.exceptions and s.choice is Choice.NONE:
        sentence = (
            "Goodwill exceptions granted in {year}: {total}; for this Deputy {deputy}; "
            "for this organiser {organiser}."
        )
        counts: dict[str, Any] = {
            "total": str(a.exceptions),
            "deputy": str(a.exceptions_of_deputy),
            "organiser": str(a.exceptions_for_organiser),
        }
        severity = S.CAUTION if a.exceptions_for_organiser or a.exceptions >= a.rare_exceptions else S.NOTE
        yield _found(C.EXCEPTIONS_GRANTED, "P5", severity, sentence, year=a.civic_year, **counts)


def _the_facts(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    if a.missing and s.stage in (Stage.RECEIVED, Stage.AWAITING_INFORMATION):
        remedy = Remedy("Ask the organiser.", Step.ASK_INFORMATION)
        yield _found(
            C.MISSING_FACTS, "P21", S.CAUTION, "Not known yet: {missing}.", remedy, missing=listed(a.missing)
        )
    if a.outside_area:
        remedy = Remedy("Ask the neighbouring civic head’s office before the chain is worn there.")
        sentence = (
            "The event is outside the council’s area; wearing the chain there needs the "
            "neighbouring civic head’s consent."
        )
        yield _found(C.OUTSIDE_AREA, "P1", S.CAUTION, sentence, remedy)


def _confidence(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    if a.confidential:
        remedy = Remedy("Speak of it only to those who need to know.")
        yield _found(C.CONFIDENTIAL, "P14", S.CAUTION, "The case is confidential.", remedy)


NOTICED: tuple[Callable[[Situation, TriageParticulars], Iterator[Finding]], ...] = (
    _the_date, _other_cases, _the_address, _the_offices, _the_purpose, _the_diary, _the_facts, _confidence,
)  # fmt: skip
