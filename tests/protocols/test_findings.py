"""What triage notices, and that a stop is the table's own."""

from itertools import combinations
from typing import Any

import pytest

from protocols.core.findings import Consent, FindingCode, Period, TriageParticulars
from protocols.core.rulings import open_rows, rows_at
from protocols.core.situation import Situation
from protocols.core.triage import findings_of
from protocols.core.vocabulary import (
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
)

PLAIN = TriageParticulars(notice_given=40, notice_asked=28, notice_unit="calendar days", civic_year="2026/27")
RECEIVED = Situation(Stage.RECEIVED)


def seen(situation: Situation, **particulars: object) -> dict[FindingCode, tuple[Severity, str, Step | None]]:
    around = TriageParticulars(**{**PLAIN.__dict__, **particulars})
    return {
        finding.code: (finding.severity, finding.clause, finding.prevents)
        for finding in findings_of(situation, around)
    }


def test_a_plain_invitation_to_the_mayor_has_no_finding() -> None:
    assert findings_of(RECEIVED, PLAIN) == []


def test_a_finding_says_its_sentence_in_the_cores_own_words() -> None:
    [finding] = findings_of(RECEIVED, TriageParticulars(**{**PLAIN.__dict__, "notice_given": 5}))
    assert (finding.code, finding.label) == (FindingCode.SHORT_NOTICE, "short notice")
    assert finding.says == (
        "The invitation came 5 calendar days before the event; the office asks for 28. "
        "It can still be accepted."
    )


def test_what_the_mayor_took_up_again_is_told_apart_from_another_case_that_was_declined() -> None:
    again = Situation(Stage.WITH_MAYOR, same_event=SameEvent.SAME)
    [finding] = findings_of(again, TriageParticulars(**{**PLAIN.__dict__, "taken_up": True}))
    assert finding.code is FindingCode.DECLINED_BEFORE
    assert finding.says == (
        "The Mayor declined this invitation and then reopened it. It is never passed to the Deputy."
    )
    assert finding.remedies == ()


# Code, severity, clause, the step it stops; and the situation or the particulars that show it.
S, C, W = Severity, FindingCode, Stage.WITH_MAYOR
EXPECTED = [
    (C.ADDRESSED_TO_DEPUTY, S.STOP, "P4", Step.PUT_TO_MAYOR,
     {"addressee": Addressee.DEPUTY, "named_deputy": True}, {}),
    (C.ADDRESSEE_UNCLEAR, S.STOP, "P1", Step.PUT_TO_MAYOR, {"addressee": Addressee.UNCLEAR}, {}),
    (C.ADDRESSED_TO_COUNCILLOR, S.STOP, "P7", Step.PUT_TO_MAYOR, {"addressee": Addressee.COUNCILLOR}, {}),
    (C.ADDRESSED_TO_BOTH, S.NOTE, "P2", None, {"addressee": Addressee.BOTH}, {}),
    (C.PROVENANCE_DEPUTY, S.NOTE, "P6", None, {}, {"follows_word_with_deputy": True}),
    (C.TOLD_BEFORE, S.CAUTION, "P4", None, {}, {"told_before": 2, "told_last_on": "Monday 4 May 2026"}),
    (C.AFTER_TERM, S.CAUTION, "P8", None, {"mayor": MayorOfEvent.UNKNOWN_SUCCESSOR}, {}),
    (C.AFTER_TERM, S.NOTE, "P8", None, {"mayor": MayorOfEvent.DESIGNATE}, {}),
    (C.AFTER_TERM, S.STOP, "P8", Step.DELEGATE, {"stage": W, "mayor": MayorOfEvent.DESIGNATE}, {}),
    (
        C.AFTER_TERM, S.STOP, "P8", Step.TELL_SPECIAL_CASE,
        {"mayor": MayorOfEvent.UNKNOWN_SUCCESSOR, "addressee": Addressee.DEPUTY}, {},
    ),
    (C.ANNUAL_MEETING, S.CAUTION, "P8", None, {}, {"annual_meeting": "Wednesday 12 May 2027, 6.30pm"}),
    (C.MAYOR_VACANT, S.CAUTION, "P9", None, {"mayor": MayorOfEvent.VACANT}, {}),
    (C.MAYOR_VACANT, S.STOP, "P9", Step.ACCEPT, {"stage": W, "mayor": MayorOfEvent.VACANT}, {}),
    (C.MAYOR_ACTING, S.NOTE, "P9", None, {"mayor": MayorOfEvent.ACTING}, {}),
    (C.MAYOR_ACTING, S.STOP, "P9", Step.DELEGATE, {"stage": W, "mayor": MayorOfEvent.ACTING}, {}),
    (C.NO_DEPUTY, S.NOTE, "P9", None, {"deputy_in_office": False}, {}),
    (C.NO_DEPUTY, S.STOP, "P9", Step.DELEGATE, {"stage": W, "deputy_in_office": False}, {}),
    (C.NO_DEPUTY, S.STOP, "P9", Step.GRANT_EXCEPTION,
     {"stage": Stage.SPECIAL_CASE, "deputy_in_office": False}, {}),
    (C.DEPUTY_SAID_NO, S.STOP, "P2", Step.DELEGATE, {"stage": W, "deputy_said_no": True}, {}),
    (C.MAYOR_ONLY, S.STOP, "P2", Step.DELEGATE, {"stage": W, "wish": Wish.MAYOR_ONLY}, {}),
    (C.MAYOR_ONLY, S.STOP, "P2", Step.MAYOR_CANNOT, {"stage": Stage.MAYOR_ATTENDS, "wish": Wish.MAYOR_ONLY},
     {}),
    (C.CLASH_MAYOR, S.CAUTION, "P2", None, {}, {"mayors_clashes": ("a dinner",)}),
    (C.CLASH_DEPUTY, S.NOTE, "P2", None, {}, {"deputys_clashes": ("a dinner",)}),
    (
        C.CLASH_DEPUTY, S.CAUTION, "P2", None,
        {"stage": Stage.WITH_DEPUTY, "choice": Choice.DELEGATION}, {"deputys_clashes": ("a dinner",)},
    ),
    (C.COUNCIL_EVENING, S.CAUTION, "P2", None, {}, {"council_meetings": ("Monday 6 July 2026, 7pm",)}),
    (C.SHARED_RESOURCE, S.CAUTION, "P2", None, {}, {"shared_with": ("a dinner",)}),
    (C.SHORT_NOTICE, S.CAUTION, "P21", None, {}, {"notice_given": 9}),
    (C.PURPOSE_POLITICAL, S.CAUTION, "P10", None, {}, {"purpose": "political"}),
    (C.PURPOSE_COMMERCIAL, S.CAUTION, "P10", None, {}, {"purpose": "commercial"}),
    (C.PURPOSE_PRIVATE, S.NOTE, "P10", None, {}, {"purpose": "private"}),
    (C.PRE_ELECTION, S.CAUTION, "P11", None, {},
     {"periods": (Period("local elections", "Thursday 6 May 2027"),)}),
    (C.CANDIDATE, S.CAUTION, "P11", None, {},
     {"periods": (Period("a by-election", "Thursday 6 May 2027", "Councillor Jane Smith"),)}),
    (C.ADVICE_NEEDED, S.STOP, "P11", Step.PUT_TO_MAYOR, {"advice": Advice.NEEDED}, {}),
    (C.ADVISED_AGAINST, S.CAUTION, "P11", None, {"advice": Advice.AGAINST}, {}),
    (C.OUTSIDE_AREA, S.CAUTION, "P1", None, {}, {"outside_area": True}),
    *(
        (C.OUTSIDE_AREA, severity, "P1", None, {}, {"outside_area": True, "consent": consent})
        for consent, severity in (
            (Consent.ASKED, S.CAUTION), (Consent.REFUSED, S.CAUTION),
            (Consent.GIVEN, S.NOTE), (Consent.STANDING, S.NOTE),
        )
    ),
    (C.LIKELY_DUPLICATE, S.CAUTION, "P21", None, {}, {"duplicates": ("CIV-2026-0001",)}),
    (C.WAS_JOINED, S.NOTE, "P21", None, {}, {"was_joined_to": "CIV-2026-0001"}),
    (C.WAS_JOINED, S.NOTE, "P21", None, {}, {"was_joined_to": "CIV-2026-0001", "carrier_lives": True}),
    (C.WAS_JOINED, S.CAUTION, "P21", None, {"announced": Announced.MAYOR},
     {"was_joined_to": "CIV-2026-0001"}),
    (C.DECLINED_BEFORE, S.STOP, "P3", Step.PUT_TO_MAYOR, {"same_event": SameEvent.OPEN}, {}),
    (C.DECLINED_BEFORE, S.STOP, "P3", Step.DELEGATE, {"stage": W, "same_event": SameEvent.SAME}, {}),
    (C.DECLINED_BEFORE, S.NOTE, "P3", None, {"same_event": SameEvent.DIFFERENT}, {}),
    (C.EXCEPTIONS_GRANTED, S.NOTE, "P5", None, {"named_deputy": True},
     {"exceptions": 2, "exceptions_of_deputy": 1}),
    (C.EXCEPTIONS_GRANTED, S.CAUTION, "P5", None, {"named_deputy": True},
     {"exceptions": 2, "exceptions_for_organiser": 1}),
    (C.EXCEPTIONS_GRANTED, S.NOTE, "P5", None, {"named_deputy": True},
     {"exceptions": 3, "rare_exceptions": 4}),
    (C.EXCEPTIONS_GRANTED, S.CAUTION, "P5", None, {"named_deputy": True},
     {"exceptions": 4, "rare_exceptions": 4}),
    (C.INTEREST_DECLARED, S.CAUTION, "P18", None, {}, {"interests": ("Councillor Jane "
    "Smith (a trustee)",)}),
    (C.DEALINGS, S.CAUTION, "P10", None, {}, {"dealings": True}),
    (C.MISSING_FACTS, S.CAUTION, "P21", None, {}, {"missing": ("the address of the venue",)}),
    (C.CONFIDENTIAL, S.CAUTION, "P14", None, {}, {"confidential": True}),
    (C.CONFIDENTIAL, S.CAUTION, "P14", None, {"stage": Stage.DECLINED}, {"confidential": True}),
    (C.PAST_DATE, S.STOP, "P21", Step.PUT_TO_MAYOR, {"event_over": True}, {}),
    (C.PAST_DATE, S.STOP, "P21", Step.ACCEPT, {"stage": W, "event_over": True}, {}),
    (C.PAST_DATE, S.STOP, "P21", Step.CHANGE_DETAILS,
     {"stage": Stage.AWAITING_INFORMATION, "event_over": True}, {}),
    (C.OUTCOME_DUE, S.CAUTION, "P18", None, {"stage": Stage.MAYOR_ATTENDS, "event_over": True}, {}),
    (C.OUTCOME_DUE, S.CAUTION, "P18", None, {"announced": Announced.MAYOR, "event_over": True}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "severity", "clause", "prevents", "facts", "particulars"), EXPECTED)
def test_each_finding_has_its_severity_its_clause_and_the_step_it_stops(
    code: FindingCode,
    severity: Severity,
    clause: str,
    prevents: Step | None,
    facts: dict[str, Any],
    particulars: dict[str, str],
) -> None:
    situation = RECEIVED._replace(**facts)
    found = seen(situation, **particulars)
    assert found[code] == (severity, clause, prevents)
    if prevents is not None:
        assert any(row.step is prevents for row in rows_at(situation.stage))
        assert not any(row.step is prevents for row in open_rows(situation))


def test_every_finding_is_tried_above() -> None:
    assert {row[0] for row in EXPECTED} == set(FindingCode)


def situations() -> list[Situation]:
    """All stages, with each fact that a finding reads turned both ways, two facts at a time."""
    turns: list[dict[str, Any]] = [
        *({"addressee": addressee} for addressee in Addressee),
        *({"mayor": mayor} for mayor in MayorOfEvent),
        *({"same_event": same} for same in SameEvent),
        *({"advice": advice} for advice in Advice),
        *({"explained": explained} for explained in Explained),
        *({"announced": announced} for announced in Announced),
        {"event_over": True}, {"deputy_in_office": False}, {"deputy_said_no": True},
        {"wish": Wish.MAYOR_ONLY},
        {"choice": Choice.DELEGATION, "chooser_is_mayor": True, "asked_is_deputy": True}, {},
    ]  # fmt: skip
    return [
        Situation(stage)._replace(**{**one, **other})
        for stage in Stage
        for one, other in combinations(turns, 2)
    ]


@pytest.mark.parametrize(
    ("consent", "says", "then"),
    [
        (
            Consent.NOT_ASKED,
            "The chain is worn there only with the consent of the Mayor of Marlhaven, "
            "and nobody has asked yet.",
            ["Ask that office for consent, and record it. Until there is consent: badge, not chain."],
        ),
        (
            Consent.ASKED,
            "We asked the Mayor of Marlhaven on Monday 1 June 2026 whether the chain can be worn there. "
            "There is no answer yet.",
            ["Record the answer when it comes. Until there is consent: badge, not chain."],
        ),
        (
            Consent.REFUSED,
            "On Monday 1 June 2026 we heard from the Mayor of Marlhaven that the chain cannot be worn there.",
            ["Tell the person who attends: badge, not chain."],
        ),
        (
            Consent.GIVEN,
            "On Monday 1 June 2026 we heard from the Mayor of Marlhaven that the chain can be worn there.",
            [],
        ),
        (
            Consent.STANDING,
            "There is a standing agreement with the Mayor of Marlhaven that the chain can be worn there.",
            [],
        ),
    ],
)
def test_outside_the_area_it_says_what_to_do_now(consent: Consent, says: str, then: list[str]) -> None:
    told = {"neighbour": "the Mayor of Marlhaven", "consent": consent, "consent_on": "Monday 1 June 2026"}
    around = TriageParticulars(**{**PLAIN.__dict__, "outside_area": True, **told})
    [finding] = findings_of(RECEIVED, around)
    assert finding.says == f"The event is outside the council’s area. {says}"
    assert [remedy.says for remedy in finding.remedies] == then


FULL = TriageParticulars(
    True, 1, "Monday 4 May 2026", "Wednesday 12 May 2027", ("a",), ("b",), ("c",), ("d",), 1, 28, "days",
    "political", (Period("one", "then"), Period("two", "then", "somebody")), True, ("CIV-1",), ("CIV-2",),
    True, "2026/27", 1, 1, 1, ("an interest",), True, ("facts",), True,
)  # fmt: skip


@pytest.mark.exploration
def test_in_every_situation_a_stop_is_a_closed_step_and_a_remedy_an_open_one() -> None:
    stops = 0
    for situation in situations():
        openly = {row.step for row in open_rows(situation)}
        closed = {row.step for row in rows_at(situation.stage)} - openly
        for finding in findings_of(situation, FULL):
            assert (finding.severity is Severity.STOP) == (finding.prevents is not None), (situation, finding)
            assert finding.prevents is None or finding.prevents in closed, (situation, finding)
            assert {remedy.step for remedy in finding.remedies if remedy.step} <= openly, (situation, finding)
            stops += finding.severity is Severity.STOP
    assert stops > 1000


def test_an_organisers_words_in_a_sentence_are_never_read_as_a_template() -> None:
    findings = findings_of(RECEIVED, TriageParticulars(mayors_clashes=("{clashes.__class__} {0} 100%",)))
    assert findings[0].says == "At that time the Mayor’s diary already has {clashes.__class__} {0} 100%."


def test_stops_come_first_then_cautions_then_notes() -> None:
    severities = [
        finding.severity
        for finding in findings_of(RECEIVED._replace(addressee=Addressee.DEPUTY, event_over=True), FULL)
    ]
    assert severities == sorted(severities, key=(Severity.STOP, Severity.CAUTION, Severity.NOTE).index)
    assert severities[0] is Severity.STOP


def test_an_explanation_that_was_given_is_not_proposed_again() -> None:
    asked = RECEIVED._replace(addressee=Addressee.DEPUTY, explained=Explained.ASKED)
    (finding,) = findings_of(asked, PLAIN)
    assert [remedy.step for remedy in finding.remedies] == [Step.WAIT_AGAIN, Step.TELL_SPECIAL_CASE]
