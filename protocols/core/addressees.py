"""What triage notices about whom an invitation is for, and about the two offices on the day of the event."""

from collections.abc import Iterator

from protocols.core.facts import Fact
from protocols.core.findings import Finding, FindingCode, Remedy, TriageParticulars, held_by, noticed
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    Addressee,
    Explained,
    MayorOfEvent,
    Severity,
    Step,
    Wish,
)

S, C = Severity, FindingCode


def the_address(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    stops = held_by(Fact.ADDRESSED_TO_MAYOR, Step.PUT_TO_MAYOR)
    if s.addressee is Addressee.DEPUTY:
        remedies: tuple[Remedy, ...] = (
            Remedy(
                "Explain the protocol and ask whether they would like to invite the Mayor.",
                Step.EXPLAIN_PROTOCOL,
            ),
            Remedy("Wait for their answer.", Step.WAIT_AGAIN),
            Remedy(
                "If it is a special case, tell the Mayor. Only the Mayor can grant an exception.",
                Step.TELL_SPECIAL_CASE,
            ),
        )
        sentence = "The invitation is addressed to the Deputy. Every invitation goes to the Mayor first."
        yield noticed(
            C.ADDRESSED_TO_DEPUTY, "P4", S.CAUTION, sentence, *_for_now(remedies, s), situation=s, stops=stops
        )
    elif s.addressee is Addressee.UNCLEAR:
        remedies = (
            Remedy("Confirm who is invited.", Step.SETTLE_ADDRESSEE),
            Remedy("Ask the organiser.", Step.ASK_INFORMATION),
        )
        yield noticed(
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
            Remedy("If the organiser means the Mayor, confirm who is invited.", Step.SETTLE_ADDRESSEE),
        )
        sentence = "A councillor is invited by name, not as the holder of a civic office."
        yield noticed(
            C.ADDRESSED_TO_COUNCILLOR, "P7", S.CAUTION, sentence, *remedies, situation=s, stops=stops
        )
    elif s.addressee is Addressee.BOTH:
        sentence = "The invitation is to the Mayor and the Deputy together. The Mayor decides for both."
        yield noticed(C.ADDRESSED_TO_BOTH, "P2", S.NOTE, sentence)
    if a.follows_word_with_deputy and s.stage not in ATTENDING_STAGES:
        remedy = Remedy("Record it in neutral words. It is not a reason to refuse.")
        yield noticed(
            C.PROVENANCE_DEPUTY,
            "P6",
            S.NOTE,
            "The invitation follows a conversation with the Deputy.",
            remedy,
        )
    if a.told_before and s.stage not in ATTENDING_STAGES:
        times = "once" if a.told_before == 1 else f"{a.told_before} times"
        remedy = Remedy("Do not write that they may not have known about the protocol.")
        sentence = "The office has explained the protocol to this organiser {times} before, last on {on}."
        yield noticed(C.TOLD_BEFORE, "P4", S.CAUTION, sentence, remedy, times=times, on=a.told_last_on)


def _for_now(remedies: tuple[Remedy, ...], s: Situation) -> tuple[Remedy, ...]:
    """Of alternatives, those that are not done already."""
    done = Step.EXPLAIN_PROTOCOL if s.explained in (Explained.ASKED, Explained.ANSWERED) else Step.WAIT_AGAIN
    return tuple(remedy for remedy in remedies if remedy.step is not done)


_ANYBODY = frozenset({Fact.MAYOR_IN_OFFICE, Fact.MAYOR_DESIGNATE, Fact.MAYOR_NOT_ACTING, Fact.MAYOR_ACTING})


def the_offices(s: Situation, a: TriageParticulars) -> Iterator[Finding]:
    in_office = held_by(Fact.MAYOR_IN_OFFICE, Step.DELEGATE, Step.MAYOR_CANNOT, Step.GRANT_EXCEPTION)
    within = held_by(Fact.WITHIN_TERM, Step.TELL_SPECIAL_CASE) if s.addressee is Addressee.DEPUTY else ()
    if s.mayor is MayorOfEvent.UNKNOWN_SUCCESSOR:
        sentence = (
            "The event is after the present Mayor’s term, and the next Mayor is not known "
            "yet. It is held for the next Mayor."
        )
        remedy = Remedy("Send it to the Mayor. It will be held, and the organiser told.", Step.PUT_TO_MAYOR)
        yield noticed(C.AFTER_TERM, "P8", S.CAUTION, sentence, remedy, situation=s, stops=within)
    elif s.mayor is MayorOfEvent.DESIGNATE:
        sentence = (
            "The event is after the present Mayor’s term. The next Mayor decides, and cannot "
            "ask the Deputy before taking office."
        )
        yield noticed(C.AFTER_TERM, "P8", S.NOTE, sentence, situation=s, stops=in_office + within)
    elif s.mayor is MayorOfEvent.VACANT:
        deciding = held_by(_ANYBODY, Step.ACCEPT)
        leaving = held_by(Fact.MAYOR_OF_EVENT, Step.LEAVE_TO_PROTOCOL)
        remedy = Remedy(
            "Ask the Monitoring Officer to record who is acting, and from when.", Step.ASK_MONITORING_OFFICER
        )
        sentence = (
            "The Mayor’s office is vacant on the day of the event and nobody is acting, so nobody can decide."
        )
        yield noticed(
            C.MAYOR_VACANT, "P9", S.CAUTION, sentence, remedy, situation=s, stops=deciding + leaving
        )
    elif s.mayor is MayorOfEvent.ACTING:
        sentence = (
            "The Deputy is acting as Mayor on the day of the event, and cannot ask "
            "themselves to attend as Deputy."
        )
        yield noticed(C.MAYOR_ACTING, "P9", S.NOTE, sentence, situation=s, stops=in_office)
    deputys_turn = held_by(
        Fact.DEPUTY_IN_OFFICE, Step.DELEGATE, Step.MAYOR_CANNOT, Step.GRANT_EXCEPTION, Step.DEPUTY_ACCEPTS
    )
    if not s.deputy_in_office and (a.council_has_deputy or s.named_deputy):
        sentence = "There is no Deputy in office for the event, so the Deputy cannot be asked."
        yield noticed(C.NO_DEPUTY, "P9", S.NOTE, sentence, situation=s, stops=deputys_turn)
    if s.deputy_said_no:
        not_again = held_by(
            Fact.DEPUTY_NOT_SAID_NO,
            Step.DELEGATE,
            Step.MAYOR_CANNOT,
            Step.GRANT_EXCEPTION,
            Step.DEPUTY_ACCEPTS,
        )
        sentence = "The Deputy cannot attend this event and will not be asked again."
        yield noticed(C.DEPUTY_SAID_NO, "P2", S.NOTE, sentence, situation=s, stops=not_again)
    if s.wish is Wish.MAYOR_ONLY:
        stops = held_by(Fact.NOT_MAYOR_ONLY, Step.DELEGATE, Step.MAYOR_CANNOT)
        remedy = Remedy(
            "Ask the organiser whether the Deputy would be welcome, and record the answer.", Step.CHANGE_WISH
        )
        sentence = (
            "The organiser said that only the Mayor is invited, so the Deputy cannot be "
            "asked unless they change their mind."
        )
        yield noticed(C.MAYOR_ONLY, "P2", S.NOTE, sentence, remedy, situation=s, stops=stops)
