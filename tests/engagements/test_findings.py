"""What is noticed about real invitations, and at what cost."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from civic.models import Council, CouncilMeeting, Person, PreElectionPeriod
from engagements.models import Interest, Invitation, Letter, Outcome
from engagements.services.steps import triage
from protocols.core.findings import Finding
from protocols.core.findings import FindingCode as C
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Severity, Step
from tests import cases
from tests.council import OFFICE_DAY, london, make_meeting


def codes(invitation: Invitation) -> list[C]:
    return [finding.code for finding in cases.noticed([invitation])[invitation.pk]]


def finding(invitation: Invitation, code: C) -> Finding:
    return next(found for found in cases.noticed([invitation])[invitation.pk] if found.code is code)


def elsewhere(**particulars: Any) -> dict[str, Any]:
    """Another organiser's event at another place."""
    organiser = cases.organiser(name="Ali Khan", organisation="Rotary", email="ali@rotary.example")
    return {
        "organised_by": organiser,
        "title": "Rotary lunch",
        "venue": "Town Hall",
        "postcode": "WX1 1AA",
        **particulars,
    }


@pytest.fixture
def offices(council: Council, civic_year: None, officer: Person, mayor: Person, deputy: Person) -> None:
    """The Mayor and the Deputy are in office."""


@pytest.mark.usefixtures("offices")
def test_a_plain_invitation_has_none() -> None:
    assert codes(cases.make_invitation()) == []


@pytest.mark.usefixtures("offices")
def test_an_invitation_to_the_deputy_cannot_go_to_the_mayor() -> None:
    found = finding(cases.make_invitation(addressee="deputy", provenance="deputy"), C.ADDRESSED_TO_DEPUTY)
    assert (found.severity, found.clause, found.prevents) == (Severity.STOP, "P4", Step.PUT_TO_MAYOR)


def test_an_overlapping_engagement_of_the_mayor_is_a_clash(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    accepted = cases.mayor_attends(officer=officer, mayor=mayor, **elsewhere())
    found = finding(cases.make_invitation(starts_wall=time(16, 59), ends_wall=time(18)), C.CLASH_MAYOR)
    assert (
        found.says
        == f"At that time the Mayor’s diary already has Rotary lunch ({accepted.reference}, 2pm to 5pm)."
    )


def test_an_engagement_that_ends_when_the_event_begins_is_none(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    cases.mayor_attends(officer=officer, mayor=mayor, **elsewhere())
    assert codes(cases.make_invitation(starts_wall=time(17), ends_wall=time(18))) == []


def test_an_engagement_of_the_evening_before_that_passes_midnight_clashes(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    ball = elsewhere(
        event_on=cases.FETE_ON - timedelta(days=1),
        starts_wall=time(19),
        ends_on=cases.FETE_ON,
        ends_wall=time(2),
    )
    cases.mayor_attends(officer=officer, mayor=mayor, **ball)
    assert codes(cases.make_invitation(starts_wall=time(1), ends_wall=time(3))) == [C.CLASH_MAYOR]


def test_two_engagements_at_once_share_the_chain(officer: Person, mayor: Person, deputy: Person) -> None:
    cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy, **elsewhere())
    fete = cases.make_invitation()
    assert codes(fete) == [C.SHARED_RESOURCE, C.CLASH_DEPUTY]
    triage.put_to_mayor(fete, by=officer)
    cases.decide(fete, mayor=mayor, outcome=Outcome.ACCEPT)
    assert codes(fete) == [C.SHARED_RESOURCE, C.CLASH_DEPUTY]


@pytest.mark.usefixtures("offices")
def test_a_full_council_that_evening_is_noticed_and_a_lunch_is_not() -> None:
    make_meeting(london(2026, 7, 6, 19), CouncilMeeting.Kind.FULL)
    monday: dict[str, Any] = {"event_on": date(2026, 7, 6), "ends_on": date(2026, 7, 6)}
    assert codes(cases.make_invitation(**monday, starts_wall=time(18), ends_wall=time(20))) == [
        C.COUNCIL_EVENING
    ]
    assert (
        codes(cases.make_invitation(**elsewhere(), **monday, starts_wall=time(12), ends_wall=time(14))) == []
    )


@pytest.mark.usefixtures("offices")
def test_two_open_invitations_to_one_event_are_likely_duplicates() -> None:
    first, second = cases.make_invitation(), cases.make_invitation(title="NORTHGATE  Summer Fete")
    why = "(same organiser, similar title, same place, same time)"
    assert finding(first, C.LIKELY_DUPLICATE).particulars == {
        "references": f"{second.reference} {why}",
        "earlier": "",
    }
    assert finding(second, C.LIKELY_DUPLICATE).particulars["earlier"] == first.reference


def test_a_declined_lookalike_stops_until_an_officer_has_said(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    cases.declined(officer=officer, mayor=mayor)
    assert finding(cases.make_invitation(), C.DECLINED_BEFORE).severity is Severity.STOP


@pytest.mark.parametrize(
    ("declined", "again"),
    [
        ({"title": "Founder's Day"}, {"title": "FOUNDER’S DAY"}),
        ({"title": "Friends & Family Fair"}, {"title": "The friends and family fair"}),
        ({"title": "R.N.L.I. open day"}, {"title": "RNLI Open-Day"}),
        ({"venue": "St. Mary's Hall"}, {"venue": "Saint Marys Hall", "postcode": "wx1  2ab"}),
        (
            {},
            {
                "organised_by": cases.organiser(
                    email="head@school.example", organisation="The NORTHGATE Scouts"
                )
            },
        ),
        ({}, {"organised_by": cases.organiser(email="JANE@northgate-scouts.example", organisation="")}),
    ],
)
def test_a_decline_holds_however_the_event_is_typed_the_second_time(
    officer: Person, mayor: Person, deputy: Person, declined: dict[str, Any], again: dict[str, Any]
) -> None:
    cases.declined(officer=officer, mayor=mayor, **declined)
    stranger = cases.organiser(name="Ali Khan", organisation="Rotary", email="ali@rotary.example")
    differently: dict[str, Any] = {"title": "Prize giving", "organised_by": stranger} | again
    assert finding(cases.make_invitation(**differently), C.DECLINED_BEFORE).severity is Severity.STOP


def test_a_decline_holds_for_the_event_before_its_letter_has_left(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    declined = cases.make_invitation()
    again, joined = cases.make_invitation(), cases.make_invitation(title="Another name")
    triage.link_duplicate(joined, carries_on=declined, why="The same.", by=officer)
    triage.put_to_mayor(declined, by=officer)
    cases.decide(declined, mayor=mayor, outcome=Outcome.DECLINE)
    assert Letter.objects.get(invitation=declined, kind="decline").state == Letter.State.DRAFT
    assert finding(again, C.DECLINED_BEFORE).severity is Severity.STOP
    for step, case in ((Step.PUT_TO_MAYOR, again), (Step.UNLINK, joined)):
        with pytest.raises(BreachOfProtocol):
            cases.take(case, step, by=officer)
    # Until the letter leaves, the Mayor can say that it was a slip, and then it holds no more.
    cases.decide(declined, mayor=mayor, outcome=Outcome.CORRECT)
    assert C.DECLINED_BEFORE not in codes(again)
    cases.take(joined, Step.UNLINK, by=officer)


def test_an_organiser_who_was_told_before_is_known_by_mailbox_and_by_organisation(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    told = cases.make_invitation(addressee="deputy")
    cases.take(told, Step.EXPLAIN_PROTOCOL, by=officer)
    other_day: dict[str, Any] = {"event_on": date(2026, 9, 5), "ends_on": date(2026, 9, 5)}
    again = cases.make_invitation(**other_day)
    colleague = cases.make_invitation(
        **other_day, title="Camp", organised_by=cases.organiser(name="Tom Hill", email="tom@else.example")
    )
    assert (C.TOLD_BEFORE in codes(again), C.TOLD_BEFORE in codes(colleague)) == (False, False)
    cases.send_letters(told)
    assert (
        C.TOLD_BEFORE in codes(again),
        C.TOLD_BEFORE in codes(colleague),
        C.TOLD_BEFORE in codes(told),
    ) == (True, True, False)


@pytest.mark.usefixtures("offices")
def test_short_notice_is_a_caution_on_the_day_it_begins() -> None:
    enough: dict[str, Any] = {"event_on": date(2026, 6, 29), "ends_on": date(2026, 6, 29)}
    short: dict[str, Any] = {"event_on": date(2026, 6, 28), "ends_on": date(2026, 6, 28)}
    assert codes(cases.make_invitation(**enough)) == []
    assert finding(cases.make_invitation(**short), C.SHORT_NOTICE).says.startswith(
        "The invitation came 27 calendar days before the event"
    )


def test_notice_is_counted_in_working_days_where_the_council_does(
    council: Council, officer: Person, mayor: Person, deputy: Person
) -> None:
    council.notice_asked, council.notice_asked_in = 5, "working"
    council.save()
    assert codes(cases.make_invitation(event_on=date(2026, 6, 8), ends_on=date(2026, 6, 8))) == []
    assert codes(cases.make_invitation(event_on=date(2026, 6, 7), ends_on=date(2026, 6, 7))) == [
        C.SHORT_NOTICE
    ]


@pytest.mark.usefixtures("offices")
def test_the_day_of_the_annual_meeting_and_the_time_after_the_term() -> None:
    day = date(2027, 5, 12)
    assert codes(cases.make_invitation(event_on=day, ends_on=day)) == [C.ANNUAL_MEETING]
    after = cases.make_invitation(event_on=day, ends_on=day, starts_wall=time(20), ends_wall=time(21))
    assert {C.ANNUAL_MEETING, C.AFTER_TERM} <= set(codes(after))


def test_a_candidate_and_a_period_of_the_whole_council_are_told_apart(offices: None, mayor: Person) -> None:
    period = {"begins_on": date(2026, 7, 1), "ends_on": date(2026, 7, 31), "policy": "note"}
    PreElectionPeriod.objects.create(name="local elections", **period)
    PreElectionPeriod.objects.create(name="a by-election", scope="candidate", person=mayor, **period)
    assert codes(cases.make_invitation()) == [C.PRE_ELECTION, C.CANDIDATE]


def test_exceptions_are_counted_for_this_civic_year(
    officer: Person, mayor: Person, deputy: Person, civic_year: None
) -> None:
    special = triage.tell_special_case(
        cases.make_invitation(addressee="deputy"), why="An old promise.", by=officer
    )
    cases.decide(special, mayor=mayor, outcome=Outcome.EXCEPTION)
    stranger = cases.make_invitation(**elsewhere(), addressee="deputy")
    same = cases.make_invitation(
        addressee="deputy", title="Camp", event_on=date(2026, 9, 5), ends_on=date(2026, 9, 5)
    )
    counts = {"year": "2026/27", "total": "1", "deputy": "1"}
    assert finding(stranger, C.EXCEPTIONS_GRANTED).particulars == {**counts, "organiser": "0"}
    assert finding(same, C.EXCEPTIONS_GRANTED).particulars == {**counts, "organiser": "1"}


def test_a_declared_interest_is_shown(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.make_invitation()
    Interest.objects.create(
        invitation=invitation, person=mayor, nature="a trustee", declared_at=OFFICE_DAY, recorded_by=officer
    )
    assert finding(invitation, C.INTEREST_DECLARED).particulars == {
        "interests": "Councillor Jane Smith (a trustee)"
    }


@pytest.mark.usefixtures("offices")
def test_what_is_missing_is_named() -> None:
    invitation = cases.make_invitation(what_happens=" ", asked=[])
    assert (
        finding(invitation, C.MISSING_FACTS).says
        == "We still need to know: what happens at the event and what the guest is asked to do."
    )


def test_the_number_of_queries_is_the_same_for_one_and_for_thirty(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy, **elsewhere())
    cases.declined(officer=officer, mayor=mayor)
    for number in range(28):
        day = cases.FETE_ON + timedelta(days=number)
        made = cases.make_invitation(title=f"Fête {number}", event_on=day, ends_on=day)
        if number % 5 == 0:
            triage.link_duplicate(cases.make_invitation(), carries_on=made, why="The same.", by=officer)
    everything = list(Invitation.objects.select_related("organiser", "joined_to", "protocol_version"))
    for invitations in (everything[:1], everything):
        with CaptureQueriesContext(connection) as queries:
            cases.noticed(invitations)
        assert len(queries) == 8, (len(invitations), len(queries))
