"""The reports through the web: pages, the list behind each figure, files to take away,
and names only when asked for.
"""

import csv
import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from time_machine import Traveller

import printing
from civic.models import CivicChange, Person
from engagements.models import Invitation, Outcome
from engagements.services.steps import triage
from tests import cases, council
from tests.printing.test_printing import parts_of
from tests.reports.test_figures import counted_from_the_record, history
from tests.web import Visitor

pytestmark = pytest.mark.django_db
EVERYTHING = {"period": "dates", "first_on": "2020-01-01", "last_on": "2040-12-31"}


def figures_in(text: str) -> dict[tuple[str, str, str], str]:
    """The exported numbers by table, line and column."""
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    return {(table, line, column): number for table, line, column, number in rows[1:]}


@pytest.fixture
def year(officer: Person, manager: Person, mayor: Person, deputy: Person, civic_year: None) -> Person:
    """A small year: one declined, one accepted, one confidential and open; gives the officer."""
    cases.mayor_attends(officer=officer, mayor=mayor, title="Market day", venue="Market")
    cases.declined(officer=officer, mayor=mayor, title="Winter ball", venue="Castle")
    cases.make_invitation(title="Visit of a guest", venue="Park", confidential=True)
    return officer


@pytest.mark.parametrize("seed", range(3))
def test_page_list_and_files_show_the_records_own_numbers_on_any_history(
    seed: int,
    client: Client,
    officer: Person,
    manager: Person,
    mayor: Person,
    deputy: Person,
    civic_year: None,
    office_day: Traveller,
) -> None:
    history(seed, officer, manager, office_day)
    client.force_login(officer)
    counted = counted_from_the_record()
    shown = client.get(reverse("reports:overview"), EVERYTHING).context["tables"]
    every = [(table, line, number) for table in shown for line in table.lines for number in line.numbers]
    lines = {
        number.opens["figure"]: (table, line, number.says)
        for table, line, number in every
        if number.opens.keys() == {"figure"}
    }
    exported = figures_in(b"".join(client.get(reverse("reports:figures_csv"), EVERYTHING)).decode())
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("reports:figures_xlsx"), EVERYTHING).content)
    ).active
    in_sheet = {row[:3]: row[3] for row in sheet.iter_rows(min_row=2, values_only=True)}
    for code in set(counted) & set(lines):
        table, line, says = lines[code]
        behind = client.get(reverse("reports:list"), EVERYTHING | {"figure": code})
        key = (table.title, line.label, "Number")
        assert {says, behind.context["count"], int(exported[key]), in_sheet[key]} == {counted[code]}, code
        taken = list(
            csv.reader(
                io.StringIO(
                    b"".join(client.get(reverse("reports:list_csv"), EVERYTHING | {"figure": code})).decode()
                )
            )
        )
        assert len(taken) - 1 == counted[code], code
    assert set(counted) - set(lines) == {"private", "set_aside"}


def test_every_number_of_the_page_opens_as_many_invitations_as_it_says(client: Client, year: Person) -> None:
    visitor = Visitor(year).open(reverse("reports:overview"))
    addresses = [
        (int(says.split()[0]), href)
        for href, says in visitor.page.links
        if "figure=" in href and says.split()[0].isdigit()
    ]
    assert len(addresses) > 30
    for says, href in addresses:
        visitor.open(href)
        assert visitor.sees(f"{says} invitation{'' if says == 1 else 's'}."), href


def test_the_year_in_a_page(client: Client, year: Person) -> None:
    visitor = Visitor(year).open(reverse("reports:overview"))
    assert visitor.sees("Civic year 2026/27", "July 2026", "Refused, by clause", "None in this period.")
    visitor.press("Show", period="dates", first_on="2026-07-11", last_on="2026-07-11", basis="event")
    assert visitor.sees("Saturday 11 July 2026 to Saturday 11 July 2026")
    visitor.press("Show", first_on="", last_on="2026-07-11")
    assert visitor.sees("Enter both dates, from and until", "Civic year 2026/27")


def test_a_term_can_be_reported_on(client: Client, year: Person) -> None:
    visitor = Visitor(year).open(reverse("reports:overview"))
    [term] = [
        value
        for form in visitor.page.forms
        for value in form.choices.get("period", [])
        if value.startswith("term-")
    ]
    assert visitor.press("Show", period=term).sees("Councillor Jane Smith, the Mayor, Wednesday 13 May 2026")


def test_an_empty_report_says_so_in_each_part(client: Client, officer: Person) -> None:
    visitor = Visitor(officer).open(reverse("reports:overview"))
    assert visitor.status == 200
    assert visitor.sees("None in this period.")


def test_the_report_says_in_which_days_answers_are_counted(client: Client, officer: Person) -> None:
    visitor = Visitor(officer).open(reverse("reports:overview"))
    assert visitor.sees("the letter with the answer was sent, in working days.")


def test_each_chart_has_a_title_and_a_description_and_its_table(client: Client, year: Person) -> None:
    client.force_login(year)
    page = client.get(reverse("reports:overview")).content.decode()
    assert page.count('<svg xmlns="http://www.w3.org/2000/svg" role="img"') == 2
    assert "By month: received and attended" in page
    assert "Most received: July 2026, with 3." in page
    assert " style=" not in page


def test_a_confidential_invitation_is_named_to_whoever_opens_cases_and_to_nobody_else(
    client: Client, year: Person
) -> None:
    chief = council.make_chief_executive()
    query = {"figure": "open"}
    for person, named in ((year, True), (council.make_monitoring_officer(), True), (chief, False)):
        client.force_login(person)
        assert ("Visit of a guest" in client.get(reverse("reports:list"), query).content.decode()) is named
    client.force_login(year)
    taken = b"".join(client.get(reverse("reports:list_csv"), query)).decode()
    assert ("Confidential invitation" in taken, "Visit of a guest" in taken, "Jane" in taken) == (
        True,
        False,
        False,
    )
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(reverse("reports:list_xlsx"), query).content)).active
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == ["Confidential invitation"]


@pytest.mark.parametrize("query", [{"figure": "wealth"}, {"figure": "received", "by": "mood"}])
def test_a_figure_nobody_counts_is_not_found(client: Client, year: Person, query: dict[str, str]) -> None:
    client.force_login(year)
    for page in ("list", "list_csv", "list_xlsx"):
        assert client.get(reverse(f"reports:{page}"), query).status_code == 404


def test_an_organisations_name_is_never_a_formula(client: Client, officer: Person, civic_year: None) -> None:
    cases.make_invitation(organised_by=cases.organiser(organisation="=SUM(A1:A9)"))
    client.force_login(officer)
    assert ",'=SUM(A1:A9)," in b"".join(client.get(reverse("reports:figures_csv"))).decode()


def test_a_long_list_comes_in_pages(client: Client, officer: Person, civic_year: None) -> None:
    for number in range(51):
        cases.make_invitation(venue=f"Hall {number}")
    visitor = Visitor(officer).open(reverse("reports:list") + "?figure=received")
    assert visitor.sees("51 invitations.", "Page 1 of 2")
    assert visitor.follow("Next").sees("Page 2 of 2", "CIV-2026-0051")
    assert visitor.follow("Previous").sees("Page 1 of 2")


def test_the_whole_report_is_a_tagged_pdf_and_names_nothing_confidential(
    client: Client, year: Person
) -> None:
    if not printing.is_available():
        pytest.skip(printing.HOW_TO_INSTALL)
    client.force_login(year)
    answer = client.get(reverse("reports:report_pdf"))
    assert (answer["Content-Type"], answer.content[:8]) == ("application/pdf", b"%PDF-1.7")
    inside = parts_of(answer.content)
    assert b"/StructTreeRoot" in inside
    assert b"By month: received and attended" in inside
    assert b"Visit of a guest" not in inside


def test_the_whole_report_can_be_printed_from_the_browser(client: Client, year: Person) -> None:
    visitor = Visitor(year).open(reverse("reports:overview")).follow("Full report to print")
    assert visitor.sees(
        "Civic invitations, Civic year 2026/27",
        "Days are counted from the date",
        "Nine in ten were answered within",
    )
    assert [href for href, _ in visitor.page.links if "figure=" in href] == []


def test_the_annual_report_speaks_the_councils_words_and_gives_no_personal_reason(
    client: Client, officer: Person, mayor: Person, deputy: Person, civic_year: None, office_day: Traveller
) -> None:
    council.make_office("mayor", "Lord Mayor")
    council.make_office("deputy", "Deputy Lord Mayor")
    gone = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    ill = cases.with_mayor(officer=officer, venue="Castle", confidential=True, title="Visit of a guest")
    cases.decide(ill, mayor=mayor, outcome=Outcome.DELEGATE, agreed_reason="illness")
    office_day.move_to(council.london(2026, 8, 1, 10))
    triage.record_outcome(Invitation.objects.get(pk=gone.pk), attended=True, by=officer)
    client.force_login(officer)
    document = Document(io.BytesIO(client.get(reverse("reports:annual_report")).content))
    said = [paragraph.text for paragraph in document.paragraphs]
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    assert said[0] == "Invitations and civic engagements: Civic year 2026/27"
    assert "The Lord Mayor asked the Deputy Lord Mayor to attend on the Lord Mayor’s behalf twice." in said
    assert ["The Deputy Lord Mayor on the Lord Mayor's behalf, Councillor David Okoro", "1"] in cells
    assert ["There is another engagement at that time.", "1"] in cells
    assert ["Other agreed reasons", "1"] in cells
    words = " ".join([*said, *(cell for row in cells for cell in row)]).lower()
    assert [name for name in ("illness", "guest", "jane@", "scouts", "olive") if name in words] == []


def test_names_are_shown_only_when_the_manager_says_why_and_that_is_recorded(
    year: Person, manager: Person
) -> None:
    assert "Olive Officer" not in Visitor(manager).open(reverse("reports:overview")).page.text
    visitor = Visitor(manager).open(reverse("reports:overview")).follow("by name")
    assert not visitor.sees("Olive Officer")
    assert visitor.press("Show the names", why="").sees("Enter why you need the names")
    assert CivicChange.objects.filter(what__contains="by name").count() == 0
    assert visitor.press("Show the names", why="Leave in August is to be covered.").sees("Olive Officer")
    [entry] = CivicChange.objects.filter(what="Workload of officers shown by name")
    assert (entry.changed_by, entry.after["why"]) == (manager, "Leave in August is to be covered.")
