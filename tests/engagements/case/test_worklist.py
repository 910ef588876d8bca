"""The work list through the web: what stands in it, for whom, and at what cost."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from time_machine import Traveller

from civic.models import Council, Person
from civic.queries import read_council
from engagements.models import Interest, Invitation, Letter
from engagements.queries import findings_filter, worklist
from engagements.services.steps import triage
from protocols.core.findings import FindingCode
from protocols.core.vocabulary import Stage, Step
from tests import cases
from tests.council import OFFICE_DAY, london, make_attendant, make_chief_executive, make_office


def listed(client: Client, person: Person, **query: str) -> list[str]:
    """The names of the events in the list, in its order."""
    client.force_login(person)
    response = client.get(reverse("engagements:work_list"), query)
    assert response.status_code == 200
    return [row.invitation.title for row in response.context["rows"]]


def on(day: date, **particulars: object) -> dict[str, Any]:
    return {"event_on": day, "ends_on": day, **particulars}


@pytest.fixture
def year(council: Council, civic_year: None, mayor: Person, deputy: Person, officer: Person) -> Person:
    """Everybody is in office; gives the officer."""
    return officer


def test_an_empty_office_says_so(client: Client, officer: Person) -> None:
    client.force_login(officer)
    assert (
        "There is nothing for the office to do."
        in client.get(reverse("engagements:work_list")).content.decode()
    )


def test_the_oldest_promise_stands_first_and_what_is_with_the_mayor_is_elsewhere(
    client: Client, year: Person
) -> None:
    for number, received_on in enumerate((date(2026, 5, 29), date(2026, 5, 20), date(2026, 5, 26))):
        invitation = cases.make_invitation(title=f"Fête {number}")
        Invitation.objects.filter(pk=invitation.pk).update(promise_due_on=received_on + timedelta(days=14))
    cases.with_mayor(officer=year, title="Opening", venue="Elsewhere", **on(date(2026, 8, 1)))
    assert listed(client, year) == ["Fête 1", "Fête 2", "Fête 0"]
    assert listed(client, year, tab="members") == ["Opening"]
    assert listed(client, year, tab="all") == ["Opening", "Fête 2", "Fête 1", "Fête 0"]


def test_days_left_are_working_days_and_the_clock_stops_while_the_organiser_is_asked(
    client: Client, year: Person
) -> None:
    asked, waiting = cases.make_invitation(), cases.make_invitation(title="Camp")
    triage.ask_information(asked, question="How many guests?", by=year)
    client.force_login(year)
    [row] = client.get(reverse("engagements:work_list")).context["rows"]
    assert (row.invitation, row.answer) == (waiting, "10 working days left")
    [row] = client.get(reverse("engagements:work_list"), {"tab": "organiser"}).context["rows"]
    assert (row.invitation, row.answer) == (asked, "paused")


@pytest.mark.parametrize(
    ("due_on", "says"),
    [
        (date(2026, 6, 1), "due today"),
        (date(2026, 6, 2), "1 working day left"),
        (date(2026, 5, 29), "1 working day late"),
        (date(2026, 5, 22), "5 working days late"),  # Monday 25 May is a bank holiday
    ],
)
def test_how_the_promise_stands(client: Client, year: Person, due_on: date, says: str) -> None:
    cases.make_invitation()
    Invitation.objects.update(promise_due_on=due_on)
    client.force_login(year)
    [row] = client.get(reverse("engagements:work_list")).context["rows"]
    assert row.answer == says


@pytest.mark.parametrize(
    "words",
    ["FETE", "fête", "northgate hut", "jane", "CIV-2026-0001", "wx1 2ab", "01632 960001", "01632960001"],
)
def test_search_finds_organiser_title_venue_and_reference_whatever_the_accents(
    client: Client, year: Person, words: str
) -> None:
    fete = cases.with_mayor(officer=year)
    assert fete.reference == "CIV-2026-0001"
    choir = cases.organiser(name="Ali", organisation="Choir", email="a@choir.example", telephone="")
    cases.make_invitation(title="Concert", venue="Town Hall", postcode="WX9 9ZZ", organised_by=choir)
    assert listed(client, year, q=words) == ["Northgate summer fête"]


@pytest.mark.parametrize(
    "words",
    ["St Aldhelm's", "st aldhelm’s", "Saint Aldhelms", "the ST. ALDHELM`S", "fun-day", "Smith & Sons"],
)
def test_search_finds_what_another_keyboard_wrote(client: Client, year: Person, words: str) -> None:
    smiths = cases.organiser(organisation="Smith and Sons")
    cases.make_invitation(title="St Aldhelm’s fun day", organised_by=smiths)
    cases.make_invitation(title="Mary’s fund")
    assert listed(client, year, q=words) == ["St Aldhelm’s fun day"]


def test_a_word_of_two_letters_is_not_looked_for_and_the_page_says_so(client: Client, year: Person) -> None:
    cases.make_invitation()
    client.force_login(year)
    response = client.get(reverse("engagements:work_list"), {"q": "zz"})
    assert [row.invitation.title for row in response.context["rows"]] == ["Northgate summer fête"]
    assert "Enter words of 3 letters or more to search." in response.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"addressee": "deputy"}, ["Camp"]),
        ({"kind": "concert"}, ["Concert"]),
        ({"first_on": "2026-08-02"}, ["Concert"]),
        ({"last_on": "2026-07-31"}, ["Fair"]),
        ({"first_on": "2026-07-11", "last_on": "2026-08-01"}, ["Camp", "Fair"]),
        ({"mine": "on"}, ["Fair"]),
        ({"finding": "outside_area"}, ["Concert"]),
        ({"stage": "received", "kind": "fete"}, ["Camp", "Fair"]),
        ({"stage": "declined"}, []),
    ],
)
def test_each_filter(client: Client, year: Person, query: dict[str, str], found: list[str]) -> None:
    fair = cases.make_invitation(title="Fair", kind="fete")
    cases.make_invitation(title="Camp", addressee="deputy", **on(date(2026, 8, 1)))
    cases.make_invitation(title="Concert", kind="concert", outside_area=True, **on(date(2026, 9, 1)))
    Invitation.objects.filter(pk=fair.pk).update(assigned_to=year)
    assert sorted(listed(client, year, tab="all", **query)) == found


def test_an_impossible_date_is_an_error_at_its_field_and_filters_nothing(
    client: Client, year: Person
) -> None:
    cases.make_invitation()
    client.force_login(year)
    page = client.get(
        reverse("engagements:work_list"), {"first_on": "2026-02-31", "stage": "nonsense"}
    ).content.decode()
    assert "“Event from” must be a real date" in page
    assert "Northgate summer fête" in page


@pytest.mark.parametrize(
    "query",
    [
        {"after": "x"},
        {"after": "2026-13-40_1"},
        {"before": "9" * 40},
        {"after": "2026-06-01T10:00_3"},
        {"tab": "\0"},
        {"q": "\0\x07"},
    ],
)
def test_an_address_that_makes_no_sense_gives_the_first_page(
    client: Client, year: Person, query: dict[str, str]
) -> None:
    cases.make_invitation()
    assert listed(client, year, **query) == ["Northgate summer fête"]


def test_sixty_invitations_are_three_pages_forwards_and_backwards(client: Client, year: Person) -> None:
    titles = [f"Fête {number:02}" for number in range(60)]
    for title in titles:
        cases.make_invitation(title=title)
    client.force_login(year)
    seen, url = [], reverse("engagements:work_list")
    while url:
        response = client.get(url)
        seen.append([row.invitation.title for row in response.context["rows"]])
        last, url = response, response.context["next_url"]
    assert seen == [titles[:25], titles[25:50], titles[50:]]
    back = client.get(last.context["previous_url"])
    assert [row.invitation.title for row in back.context["rows"]] == titles[25:50]
    first = client.get(back.context["previous_url"])
    assert [row.invitation.title for row in first.context["rows"]] == titles[:25]
    assert (first.context["previous_url"], bool(first.context["next_url"])) == ("", True)


def test_the_page_costs_the_same_with_one_invitation_and_with_thirty(client: Client, year: Person) -> None:
    client.force_login(year)
    cases.make_invitation()
    counts = []
    for more in (0, 29):
        for number in range(more):
            cases.make_invitation(title=f"Fête {number}", **on(cases.FETE_ON + timedelta(days=number)))
        client.get(reverse("engagements:work_list"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("engagements:work_list"))
        counts.append(len(queries))
    assert counts == [15, 15]


def test_counts_stand_beside_each_stage_and_go_no_further_than_the_limit(
    year: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worklist, "COUNTED_TO", 2)
    for number in range(4):
        cases.make_invitation(title=f"Fête {number}")
    cases.with_mayor(officer=year, title="Opening", venue="Elsewhere", **on(date(2026, 8, 1)))
    with CaptureQueriesContext(connection) as queries:
        counted = worklist.counts(OFFICE_DAY)
    assert (counted["received"], counted["with_mayor"], counted["declined"], len(queries)) == (3, 1, 0, 1)


def test_engagements_are_coming_until_their_outcome_is_due(
    client: Client, year: Person, mayor: Person, office_day: Traveller
) -> None:
    cases.mayor_attends(officer=year, mayor=mayor)
    assert (listed(client, year, tab="coming"), listed(client, year, tab="outcome")) == (
        ["Northgate summer fête"],
        [],
    )
    office_day.move_to(london(2026, 7, 12))
    assert (listed(client, year, tab="coming"), listed(client, year, tab="outcome")) == (
        [],
        ["Northgate summer fête"],
    )


def test_the_monitoring_officer_reads_all_and_finds_what_was_asked(
    client: Client, year: Person, monitoring_officer: Person
) -> None:
    asked = cases.make_invitation(title="Rally")
    cases.make_invitation(title="Fair")
    triage.ask_monitoring_officer(asked, question="May it go to the Mayor?", by=year)
    assert listed(client, monitoring_officer, tab="asked") == ["Rally"]
    assert sorted(listed(client, monitoring_officer, tab="all")) == ["Fair", "Rally"]


def test_the_chief_executive_sees_only_what_was_asked_of_the_monitoring_officer(
    client: Client, year: Person
) -> None:
    chief = make_chief_executive()
    asked = cases.make_invitation(title="Rally")
    cases.make_invitation(title="Fair")
    triage.ask_monitoring_officer(asked, question="May it go to the Mayor?", by=year)
    for tab in ("", "all", "open", "asked"):
        assert listed(client, chief, tab=tab) == ["Rally"]
    assert listed(client, chief, q="Fair") == []


def test_nobody_else_comes_in(client: Client, year: Person, mayor: Person, deputy: Person) -> None:
    for person in (mayor, deputy, make_attendant()):
        client.force_login(person)
        assert {
            client.get(reverse(name)).status_code
            for name in ("engagements:work_list", "engagements:work_list_csv", "engagements:work_list_xlsx")
        } == {403}


def test_the_lists_speak_of_the_councils_own_titles(client: Client, year: Person) -> None:
    make_office("mayor", "Speaker")
    make_office("deputy", "Deputy Speaker")
    cases.make_invitation(addressee="deputy")
    client.force_login(year)
    page = client.get(reverse("engagements:work_list")).content.decode()
    assert "addressed to the Deputy Speaker" in page
    assert "Mayor" not in page.replace("The Mayor&#x27;s Parlour", "")


def test_every_finding_that_can_be_looked_for_finds_what_is_tagged_with_it(
    year: Person, mayor: Person, deputy: Person
) -> None:
    one_of_each(year, mayor, deputy)
    everything = list(Invitation.objects.select_related("organiser", "joined_to"))
    found = cases.noticed(everything)
    looked_for = findings_filter.to_look_for(read_council())
    together = {FindingCode.SHARED_RESOURCE, FindingCode.CLASH_MAYOR, FindingCode.CLASH_DEPUTY}
    seen = set()
    for code in looked_for:
        wanted = together if code is FindingCode.SHARED_RESOURCE else {code}
        tagged = {one.title for one in everything if wanted & {finding.code for finding in found[one.pk]}}
        assert {
            one.title for one in findings_filter.narrow(Invitation.objects.all(), code, read_council())
        } == tagged, code
        seen |= {code} if tagged else set()
    assert set(looked_for) - seen == {
        FindingCode.PAST_DATE,
        FindingCode.OUTCOME_DUE,
        FindingCode.PRE_ELECTION,
        FindingCode.CANDIDATE,
    }


def one_of_each(officer: Person, mayor: Person, deputy: Person) -> None:
    """An invitation for most of the findings, each on a day of its own."""
    told = cases.make_invitation(title="Told", addressee="deputy", provenance="deputy")
    cases.take(told, Step.EXPLAIN_PROTOCOL, by=officer)
    cases.send_letters(told)
    particulars: list[dict[str, Any]] = [
        {"addressee": "both"}, {"addressee": "councillor"}, {"addressee": "unclear"}, {"what_happens": ""},
        {"confidential": True}, {"outside_area": True}, {"dealings": "A grant."}, {"purpose": "political"},
        {"purpose": "commercial"}, {"purpose": "private"}, {"wish": "mayor_only"}, on(date(2027, 5, 12)),
        on(date(2027, 8, 1)), on(date(2026, 6, 10)),
    ]  # fmt: skip
    for number, particular in enumerate(particulars):
        day = on(cases.FETE_ON + timedelta(days=7 * number))
        stranger = cases.organiser(organisation=f"Society {number}", email=f"s{number}@societies.example")
        cases.make_invitation(
            title=f"Event {number}", venue=f"Hall {number}", organised_by=stranger, **{**day, **particular}
        )
    cases.make_invitation(title="Again", **on(date(2026, 9, 30)))
    interested = cases.mayor_attends(
        officer=officer, mayor=mayor, title="Trust", venue="Trust Hall", **on(date(2026, 10, 10))
    )
    Interest.objects.create(
        invitation=interested, person=mayor, nature="a trustee", declared_at=OFFICE_DAY, recorded_by=officer
    )
    cases.make_invitation(title="At once", venue="Other Hall", **on(date(2026, 10, 10)))


def test_a_case_that_is_closed_has_no_finding_to_look_for(
    client: Client, year: Person, mayor: Person
) -> None:
    cases.declined(officer=year, mayor=mayor, outside_area=True)
    assert listed(client, year, tab="all", finding="outside_area") == []
    assert listed(client, year, tab="all", stage=Stage.DECLINED.value) == ["Northgate summer fête"]


def test_officers_are_told_of_letters_that_did_not_go(
    client: Client, officer: Person, monitoring_officer: Person
) -> None:
    failed, doubtful = cases.make_invitation(), cases.make_invitation()
    cases.become(Letter.objects.filter(invitation=failed), Letter.State.FAILED)
    cases.become(Letter.objects.filter(invitation=doubtful), Letter.State.UNCERTAIN)
    shown = {}
    for person in (officer, monitoring_officer):
        client.force_login(person)
        shown[person] = client.get(reverse("engagements:work_list")).content.decode()
    for words in ("1 letter could not be delivered.", "Delivery of 1 letter is uncertain"):
        assert (words in shown[officer], words in shown[monitoring_officer]) == (True, False)


def test_the_list_leads_officers_and_nobody_else_to_what_came_on_paper(
    client: Client, officer: Person, monitoring_officer: Person
) -> None:
    entry = reverse("engagements:officers_entry")
    for person, led in ((officer, True), (monitoring_officer, False)):
        client.force_login(person)
        assert (f'href="{entry}"' in client.get(reverse("engagements:work_list")).content.decode()) is led
        assert (client.get(entry).status_code == 200) is led
