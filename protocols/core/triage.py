"""What triage notices about an invitation, looked at from every side."""

from collections.abc import Callable, Iterator

from protocols.core.addressees import the_address, the_offices
from protocols.core.facts import Fact
from protocols.core.findings import (
    Consent,
    Finding,
    FindingCode,
    Remedy,
    TriageParticulars,
    held_by,
    listed,
    noticed,
)
from protocols.core.rulings import open_rows
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    CLOSED_STAGES,
    Addressee,
    Advice,
    Announced,
    Choice,
    SameEvent,
    Severity,
    Stage,
    Step,
)

S, C = Severity, FindingCode


def findings_of(situation: Situation, around: TriageParticulars) -> list[Finding]:
    """Everything worth noticing, stops first, then cautions, then notes."""
    if situation.stage in CLOSED_STAGES:
        return list(_confidence(situation, around))
    found = [
        _with_steps_of_now(finding, situation) for notice in NOTICED for finding in notice(situation, around)
    ]
    return sorted(found, key=lambda finding: (S.STOP, S.CAUTION, S.NOTE).index(finding.severity))


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


def _the_date(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    if s.event_over and (s.stage in ATTENDING_STAGES or s.announced is not Announced.NOTHING):
        remedy = Remedy("Record whether anyone attended.", Step.OUTCOME_ATTENDED)
        yield noticed(
            C.OUTCOME_DUE,
            "P18",
            S.CAUTION,
            "The event is over, and nobody has recorded what happened.",
            remedy,
        )
    elif s.event_over:
        stops = held_by(
            Fact.EVENT_AHEAD,
            Step.PUT_TO_MAYOR,
            Step.ACCEPT,
            Step.GRANT_EXCEPTION,
            Step.DEPUTY_ACCEPTS,
            Step.CHANGE_DETAILS,
        )
        remedy = Remedy(
            "If the date is wrong, ask the organiser. Otherwise the case will be closed with "
            "an apology from the office."
        )
        yield noticed(
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
            "Check the time. The person who holds the office at that time decides.", Step.ASK_INFORMATION
        )
        sentence = "The event is on the day of the annual meeting ({meeting}), when the Mayor may change."
        yield noticed(C.ANNUAL_MEETING, "P8", S.CAUTION, sentence, remedy, meeting=a.annual_meeting)
    if s.stage not in ATTENDING_STAGES and not s.event_over and a.notice_given < a.notice_asked:
        sentence = (
            "The invitation came {given} {unit} before the event; the office asks for {asked}. "
            "It can still be accepted."
        )
        says = "Answer it early"
        remedy = Remedy(
            f"{says}." if a.solemn else f"{says}, or ask whether the date can move.", Step.ASK_INFORMATION
        )
        given = {"given": str(max(a.notice_given, 0)), "unit": a.notice_unit, "asked": str(a.notice_asked)}
        yield noticed(
            C.SHORT_NOTICE,
            "P21",
            S.CAUTION,
            sentence,
            remedy,
            given=given["given"],
            unit=given["unit"],
            asked=given["asked"],
        )


def _the_diary(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    if a.mayors_clashes:
        remedy = Remedy(
            "Tell the Mayor about each of them. Another engagement is an agreed reason for asking the Deputy."
        )
        sentence = "At that time the Mayor’s diary already has {clashes}."
        yield noticed(C.CLASH_MAYOR, "P2", S.CAUTION, sentence, remedy, clashes=listed(a.mayors_clashes))
    if a.deputys_clashes:
        asked = s.choice in (Choice.DELEGATION, Choice.EXCEPTION) or s.addressee is Addressee.BOTH
        sentence = "At that time the Deputy’s diary already has {clashes}."
        yield noticed(
            C.CLASH_DEPUTY, "P2", S.CAUTION if asked else S.NOTE, sentence, clashes=listed(a.deputys_clashes)
        )
    if a.council_meetings:
        sentence = "The council meets on the same day: {meetings}."
        remedy = Remedy("Ask when the Mayor is needed.", Step.ASK_INFORMATION)
        yield noticed(
            C.COUNCIL_EVENING, "P2", S.CAUTION, sentence, remedy, meetings=listed(a.council_meetings)
        )
    if a.shared_with:
        sentence = (
            "There is one chain, one car and one attendant, and another engagement at the "
            "same time: {others}."
        )
        yield noticed(
            C.SHARED_RESOURCE,
            "P2",
            S.CAUTION,
            sentence,
            Remedy("Decide who has the chain, the car and the attendant."),
            others=listed(a.shared_with),
        )


def _the_purpose(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    refuse = Remedy("If this is right, refuse it under P10. The Mayor can see the refusal.", Step.REFUSE_P10)
    purposes = {
        "political": (
            C.PURPOSE_POLITICAL,
            "The event is for a political party or campaign. Officers cannot support it.",
        ),
        "commercial": (C.PURPOSE_COMMERCIAL, "The event is for a business. Officers cannot support it."),
    }
    if a.purpose in purposes:
        code, sentence = purposes[a.purpose]
        yield noticed(code, "P10", S.CAUTION, sentence, refuse)
    if a.purpose == "private":
        sentence = (
            "The event is a private or family occasion. It goes to the Mayor like any other invitation."
        )
        remedy = Remedy("Refuse it under P10 only if it is a member’s own matter.", Step.REFUSE_P10)
        yield noticed(C.PURPOSE_PRIVATE, "P10", S.NOTE, sentence, remedy)
    yield from _elections(s, a)
    if a.interests:
        sentence = "An interest in the organiser has been declared: {interests}."
        yield noticed(C.INTEREST_DECLARED, "P18", S.CAUTION, sentence, interests=listed(a.interests))
    if a.dealings:
        remedy = Remedy("Mention it in your advice to the Mayor.")
        sentence = "The organiser has dealings with the council, such as a grant, a licence or an inspection."
        yield noticed(C.DEALINGS, "P10", S.CAUTION, sentence, remedy)


def _elections(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    ask = Remedy("Ask the Monitoring Officer.", Step.ASK_MONITORING_OFFICER)
    if s.advice is Advice.NEEDED:
        sentence = "The Monitoring Officer’s advice is needed before it goes to the Mayor."
        stops = held_by(Fact.NO_ADVICE_OUTSTANDING, Step.PUT_TO_MAYOR)
        yield noticed(C.ADVICE_NEEDED, "P11", S.CAUTION, sentence, ask, situation=s, stops=stops)
    elif s.advice is Advice.AGAINST:
        remedy = Remedy("Refuse it under P11, or send it to the Mayor with the advice.", Step.REFUSE_P11)
        yield noticed(
            C.ADVISED_AGAINST, "P11", S.CAUTION, "The Monitoring Officer advised against it.", remedy
        )
    for period in a.periods:
        if period.candidate:
            sentence = "{candidate} is a candidate in {period}, until {until}."
            yield noticed(
                C.CANDIDATE,
                "P11",
                S.CAUTION,
                sentence,
                ask,
                candidate=period.candidate,
                period=period.name,
                until=period.until,
            )
        else:
            severity = S.NOTE if s.advice is Advice.GIVEN else S.CAUTION
            sentence = "The event is in a pre-election period: {period}, until {until}."
            yield noticed(
                C.PRE_ELECTION, "P11", severity, sentence, ask, period=period.name, until=period.until
            )


def _declined_before(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    alike = listed(a.declined_lookalikes) or "another case"
    asking = (
        Step.TELL_SPECIAL_CASE,
        Step.DELEGATE,
        Step.GRANT_EXCEPTION,
        Step.MAYOR_CANNOT,
        Step.DEPUTY_ACCEPTS,
        Step.ACCEPT_TOGETHER,
    )
    severity, stops = S.CAUTION, held_by(Fact.NO_DECLINE_STANDS, *asking)
    remedies: tuple[Remedy, ...] = ()
    if s.same_event is SameEvent.OPEN:
        remedies = (Remedy("Confirm whether it is the same event.", Step.SETTLE_SAME_EVENT),)
        sentence = "The Mayor declined what looks like the same event: {references}."
        stops = held_by(Fact.SAME_EVENT_SETTLED, Step.PUT_TO_MAYOR) + stops
    elif s.same_event is SameEvent.SAME and a.taken_up:
        sentence = (
            "The Mayor declined this invitation and then reopened it. It is never passed to the Deputy."
        )
    elif s.same_event is SameEvent.SAME:
        remedies = (Remedy("Join it to that case.", Step.LINK_DUPLICATE),)
        sentence = "The Mayor declined this event: {references}. It is never passed to the Deputy."
    elif s.same_event is SameEvent.DIFFERENT:
        severity, stops = S.NOTE, ()
        sentence = (
            "The Mayor declined an event that looked like this one: {references}. "
            "An officer confirmed that this is a different event."
        )
    else:
        return
    yield noticed(
        C.DECLINED_BEFORE, "P3", severity, sentence, *remedies, situation=s, stops=stops, references=alike
    )


def _other_cases(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    yield from _declined_before(s, a)
    if a.duplicates:
        sentence = "There is another invitation that looks like the same event: {references}."
        yield noticed(
            C.LIKELY_DUPLICATE,
            "P21",
            S.CAUTION,
            sentence,
            Remedy("Join this one to it, so that they are answered together.", Step.LINK_DUPLICATE)
            if a.earlier_duplicate
            else Remedy("Open the later one and join it to this one, so that they are answered together."),
            references=listed(a.duplicates),
            earlier=a.earlier_duplicate,
        )
    if a.was_joined_to and s.stage is Stage.RECEIVED:
        told = s.announced is not Announced.NOTHING
        remedy = Remedy("Ask the organiser whether the event still takes place.", Step.ASK_INFORMATION)
        sentence = "It was joined to {reference}, which has ended."
        if a.carrier_lives:
            remedy = Remedy("Ask the organiser whether this event has moved, too.", Step.ASK_INFORMATION)
            sentence = "It was joined to {reference}, which is on another day now."
        sentence += (
            " Its organiser was told who would attend."
            if told
            else " Its organiser is waiting for an answer."
        )
        severity = S.CAUTION if told else S.NOTE
        yield noticed(C.WAS_JOINED, "P21", severity, sentence, remedy, reference=a.was_joined_to)
    if s.named_deputy and a.exceptions and s.choice is Choice.NONE:
        sentence = (
            "Goodwill exceptions so far in {year}: {total} in all, {deputy} for this Deputy, "
            "{organiser} for this organiser."
        )
        severity = S.CAUTION if a.exceptions_for_organiser or a.exceptions >= a.rare_exceptions else S.NOTE
        yield noticed(
            C.EXCEPTIONS_GRANTED,
            "P5",
            severity,
            sentence,
            year=a.civic_year,
            total=str(a.exceptions),
            deputy=str(a.exceptions_of_deputy),
            organiser=str(a.exceptions_for_organiser),
        )


def _the_facts(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    if a.missing and s.stage in (Stage.RECEIVED, Stage.AWAITING_INFORMATION):
        remedy = Remedy("Ask the organiser.", Step.ASK_INFORMATION)
        yield noticed(
            C.MISSING_FACTS,
            "P21",
            S.CAUTION,
            "We still need to know: {missing}.",
            remedy,
            missing=listed(a.missing),
        )
    if a.outside_area:
        severity = S.NOTE if a.consent.lets_chain_be_worn else S.CAUTION
        says, *remedies = OUTSIDE[a.consent]
        sentence = f"The event is outside the council’s area. {says}"
        steps = map(Remedy, remedies)
        yield noticed(
            C.OUTSIDE_AREA, "P1", severity, sentence, *steps, neighbour=a.neighbour, on=a.consent_on
        )


# By what came of asking there: how it stands, and what to do about it.
OUTSIDE: dict[Consent, tuple[str, ...]] = {
    Consent.NOT_ASKED: (
        "The chain is worn there only with the consent of {neighbour}, and nobody has asked yet.",
        "Ask that office for consent, and record it. Until there is consent: badge, not chain.",
    ),
    Consent.ASKED: (
        "We asked {neighbour} on {on} whether the chain can be worn there. There is no answer yet.",
        "Record the answer when it comes. Until there is consent: badge, not chain.",
    ),
    Consent.REFUSED: (
        "On {on} we heard from {neighbour} that the chain cannot be worn there.",
        "Tell the person who attends: badge, not chain.",
    ),
    Consent.GIVEN: ("On {on} we heard from {neighbour} that the chain can be worn there.",),
    Consent.STANDING: ("There is a standing agreement with {neighbour} that the chain can be worn there.",),
}


def _confidence(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    if a.confidential:
        remedy = Remedy("Only discuss it with people who need to know.")
        sentence = "The case is confidential: {why}" if a.confidential_why else "The case is confidential."
        yield noticed(C.CONFIDENTIAL, "P14", S.CAUTION, sentence, remedy, why=a.confidential_why)


NOTICED: tuple[Callable[[Situation, TriageParticulars], Iterator[Finding]], ...] = (
    _the_date, _other_cases, the_address, the_offices, _the_purpose, _the_diary, _the_facts, _confidence,
)  # fmt: skip
