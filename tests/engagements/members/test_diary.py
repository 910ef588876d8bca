"""The diary as a list: for each reader what that reader may see."""

from datetime import date, time
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import Traveller

from civic.models import Person
from engagements.models import Engagement, Invitation, Outcome
from engagements.services.steps import deputys_answer, triage
from tests import cases, council

Team = tuple[Person, Person, Person]


def on(day: date, **particulars: object) -> dict[str, Any]:
    return {"event_on": day, "ends_on": day, **particulars}


@pytest.fixture
def team(officer: Person, mayor: Person, deputy: Person, civic_year: None) -> Team:
    return officer, mayor, deputy


@pytest.fixture
def two(team: Team) -> tuple[Invitation, Invitation]:
    """The Mayor opens a fête; the Deputy goes to a lunch for the Mayor."""
    officer, mayor, deputy = team
    fete = cases.mayor_attends(officer=officer, mayor=mayor)
    rotary = cases.organiser(organisation="Rotary", email="ali@rotary.example")
    lunch = on(date(2026, 8, 5), title="Rotary lunch", venue="Town Hall", organised_by=rotary)
    return fete, cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy, **lunch)


def shown(client: Client, person: Person, **query: str) -> list[str]:
    client.force_login(person)
    response = client.get(reverse("engagements:diary"), query)
    assert response.status_code == 200
    return [
        entry["invitation"].title if entry["invitation"] else "Private engagement"
        for entry in response.context["entries"]
    ]


FETE, LUNCH = "Northgate summer fête", "Rotary lunch"


def test_the_office_and_the_mayor_see_every_engagement_and_the_deputy_the_own(
    client: Client, team: Team, two: object
) -> None:
    officer, mayor, deputy = team
    seen = {person.name: shown(client, person) for person in team}
    assert seen == {officer.name: [FETE, LUNCH], mayor.name: [FETE, LUNCH], deputy.name: [LUNCH]}


def test_the_deputys_diary_shows_no_clash_with_what_is_not_the_deputys(client: Client, team: Team) -> None:
    officer, mayor, deputy = team
    cases.deputy_attends(
        officer=officer, mayor=mayor, deputy=deputy, title=LUNCH, venue="Town Hall", **on(cases.FETE_ON)
    )
    other = cases.organiser(organisation="Choir", email="a@choir.example")
    cases.mayor_attends(
        officer=officer,
        mayor=mayor,
        title="Secret concert",
        venue="Elsewhere",
        postcode="WX9 9ZZ",
        organised_by=other,
    )
    client.force_login(deputy)
    assert "Secret" not in client.get(reverse("engagements:diary")).content.decode()
    assert "Secret" not in b"".join(client.get(reverse("engagements:diary_csv"))).decode()


def test_an_engagement_the_deputy_accompanies_is_in_the_deputys_diary_once_accepted(
    client: Client, team: Team
) -> None:
    officer, mayor, deputy = team
    joint = cases.with_mayor(officer=officer, addressee="both")
    cases.decide(joint, mayor=mayor, outcome=Outcome.ACCEPT_TOGETHER)
    assert shown(client, deputy) == []
    deputys_answer.accept(joint, deputy=deputy, by=deputy)
    assert shown(client, deputy) == [FETE]
    says = client.get(reverse("engagements:diary")).content.decode()
    assert "The Mayor, Councillor Jane Smith, accompanied by the Deputy Mayor, Councillor David Okoro" in says


def test_the_attendant_sees_the_run_and_nothing_of_organisers_or_of_what_is_confidential(
    client: Client, team: Team, two: object
) -> None:
    officer, mayor, _ = team
    royal = on(date(2026, 9, 1), title="Royal visit", venue="The Castle", confidential=True)
    household = cases.organiser(name="Sir Somebody", organisation="The Household")
    cases.mayor_attends(officer=officer, mayor=mayor, organised_by=household, **royal)
    attendant = council.make_attendant()
    assert shown(client, attendant) == [FETE, LUNCH, "Private engagement"]
    page = client.get(reverse("engagements:diary")).content.decode()
    for hidden in (
        "Royal",
        "Castle",
        "Household",
        "Sir Somebody",
        "Jane Smith,",
        "Rotary<",
        "CIV-2026",
        "northgate-scouts",
    ):
        assert hidden not in page.replace("the Mayor, Councillor Jane Smith", "").replace(
            "The Mayor, Councillor Jane Smith", ""
        )
    assert client.get(reverse("engagements:diary_csv")).status_code == 403


def test_a_former_mayors_diary_is_closed_and_the_new_mayors_begins(
    client: Client, team: Team, two: object, office_day: Traveller
) -> None:
    _, mayor, _ = team
    office_day.move_to(council.YEAR_ENDS_AT)
    client.force_login(mayor)
    assert client.get(reverse("engagements:diary")).status_code == 403


def test_past_engagements_say_whether_somebody_went(
    client: Client, team: Team, two: tuple[Invitation, Invitation], office_day: Traveller
) -> None:
    officer = team[0]
    office_day.move_to(council.london(2026, 7, 12))
    triage.record_outcome(two[0], attended=True, by=officer)
    assert (shown(client, officer), shown(client, officer, when="past")) == ([LUNCH], [FETE])
    assert "Attended" in client.get(reverse("engagements:diary"), {"when": "past"}).content.decode()


def test_one_month_is_shown_with_its_last_evening(client: Client, team: Team, two: object) -> None:
    officer, mayor, _ = team
    late = on(
        date(2026, 7, 31),
        title="Late supper",
        venue="The Inn",
        starts_wall=time(23, 30),
        ends_wall=time(23, 59),
    )
    cases.mayor_attends(officer=officer, mayor=mayor, **late)
    assert shown(client, officer, month="2026-07-01") == [FETE, "Late supper"]
    assert shown(client, officer, month="2026-08-01") == [LUNCH]
    assert shown(client, officer, month="rubbish") == [FETE, "Late supper", LUNCH]


def test_a_clash_is_shown_beside_both(client: Client, team: Team, two: object) -> None:
    officer, mayor, _ = team
    other = cases.organiser(organisation="Choir", email="a@choir.example")
    concert = {"title": "Concert", "venue": "Hall", "starts_wall": time(16), "ends_wall": time(18)}
    cases.mayor_attends(officer=officer, mayor=mayor, organised_by=other, **concert)
    client.force_login(officer)
    entries = client.get(reverse("engagements:diary")).context["entries"]
    clashing = {
        entry["invitation"].title: [other.invitation.title for other in entry["clashes"]] for entry in entries
    }
    assert clashing == {FETE: ["Concert"], "Concert": [FETE], LUNCH: []}


def test_an_engagement_with_nothing_to_check_says_so(client: Client, team: Team, two: object) -> None:
    officer, mayor, _ = team
    client.force_login(officer)
    assert client.get(reverse("engagements:diary")).content.count(b"No concerns") == 2
    concert = {"title": "Concert", "venue": "Hall", "starts_wall": time(16), "ends_wall": time(18)}
    cases.mayor_attends(officer=officer, mayor=mayor, **concert)
    royal = on(date(2026, 9, 1), title="Royal visit", venue="The Castle", confidential=True)
    cases.mayor_attends(officer=officer, mayor=mayor, **royal)
    assert client.get(reverse("engagements:diary")).content.count(b"No concerns") == 1


def test_what_was_given_up_is_in_no_diary(
    client: Client, team: Team, two: tuple[Invitation, Invitation]
) -> None:
    officer, mayor, _ = team
    cases.decide(two[1], mayor=mayor, outcome=Outcome.TAKE_BACK)
    assert Engagement.objects.count() == 2
    assert shown(client, officer) == [FETE]


def test_the_export_has_the_month_and_no_formula(client: Client, team: Team, two: object) -> None:
    officer, mayor, _ = team
    cases.mayor_attends(
        officer=officer, mayor=mayor, title="=HYPERLINK(1)", venue="@home", **on(date(2026, 9, 1))
    )
    client.force_login(officer)
    lines = (
        b"".join(client.get(reverse("engagements:diary_csv"), {"month": "2026-09-01"}))
        .decode("utf-8-sig")
        .splitlines()
    )
    assert lines == [
        "Date,Begins,Ends,Event,Venue,Postcode,Who attends,Chain or badge,Reference",
        "2026-09-01,2pm,5pm,'=HYPERLINK(1),'@home,WX1 2AB,"
        '"the Mayor, Councillor Jane Smith",,CIV-2026-0003',
    ]


def test_the_page_costs_the_same_with_one_engagement_and_with_thirty(client: Client, team: Team) -> None:
    officer, mayor, _ = team
    client.force_login(officer)
    counts = []
    for numbers in (range(1), range(1, 30)):
        for number in numbers:
            event = on(date(2026, 7, 1 + number), title=f"Fête {number}", venue=f"Hall {number}")
            cases.mayor_attends(officer=officer, mayor=mayor, **event)
        client.get(reverse("engagements:diary"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("engagements:diary"))
        counts.append(len(queries))
    assert counts == [6, 6]
