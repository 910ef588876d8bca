"""The Mayor sees what became of the invitations that named the Deputy (P4, P26)."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from civic.models import Person
from civic.queries import read_council
from engagements.models import Invitation, NoInvitation
from engagements.queries import named_the_deputy
from engagements.services.steps import organisers_answers, triage
from protocols.core.vocabulary import Step
from tests import cases, council

pytestmark = pytest.mark.django_db
PAGE = "/mayor/named-the-deputy/"


@pytest.fixture
def page(client: Client, mayor: Person) -> Client:
    client.force_login(mayor)
    return client


def read(page: Client, q: str = "", **more: str) -> str:
    return " ".join(page.get(PAGE, {"q": q, **more}).content.decode().split())


def listed(page: Client, **query: str) -> list[str]:
    return [row.invitation.title for row in page.get(PAGE, query).context["rows"]]


def taken_away(page: Client, **query: str) -> list[list[str]]:
    response = page.get("/mayor/named-the-deputy.csv", query)
    assert response["Content-Disposition"] == 'attachment; filename="named-the-deputy-2026-06-01.csv"'
    return list(csv.reader(StringIO(b"".join(response).decode("utf-8-sig"))))


def explained_and_answered_no(officer: Person) -> Invitation:
    """It ended without ever coming to the Mayor."""
    invitation = cases.make_invitation(addressee="deputy", title="Bowls tea")
    triage.explain_protocol(invitation, by=officer)
    cases.send_letters(invitation)
    return organisers_answers.answer_protocol(invitation, step=Step.NO_THANK_YOU)


def test_what_ended_before_it_came_to_the_mayor_is_there(page: Client, officer: Person) -> None:
    explained_and_answered_no(officer)
    shown = read(page)
    assert "Bowls tea" in shown
    assert "Withdrawn. The organiser did not wish to invite the Mayor" in shown


def test_what_named_the_mayor_alone_and_what_was_no_invitation_is_not(page: Client, officer: Person) -> None:
    cases.make_invitation(title="Choir supper")
    spam = cases.make_invitation(addressee="deputy", title="Win a car")
    triage.set_aside(spam, what=NoInvitation.SPAM, by=officer)
    shown = read(page)
    assert "No invitations have named the Deputy Mayor in this civic year." in shown
    assert "Choir supper" not in shown
    assert "Win a car" not in shown


def test_the_year_before_is_not_shown(page: Client, officer: Person) -> None:
    explained_and_answered_no(officer)
    at = read_council()
    assert named_the_deputy.of_this_year(at).count() == 1
    assert Invitation.objects.filter(received_at__lt=at.civic_year.begins_at).count() == 0
    later = read_council(at.civic_year.ends_at + timedelta(days=1))
    assert named_the_deputy.of_this_year(later).count() == 0


def test_the_list_can_be_searched_and_turned(page: Client, officer: Person) -> None:
    cases.make_invitation(addressee="deputy", title="Harp recital")
    for number in range(26):
        cases.make_invitation(addressee="deputy", title=f"Evening {number}")
    first = read(page)
    assert "Evening 25" in first
    assert 'rel="next"' in first
    assert "Harp recital" not in first
    found = read(page, "harp")
    assert "Harp recital" in found
    assert "Evening" not in found
    assert "No invitations match your search." in read(page, "zeppelin")


def test_a_page_takes_two_statements_however_long_it_is(
    officer: Person, mayor: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        cases.make_invitation(addressee="both", title=f"Evening {number}")
    at = read_council()
    with django_assert_num_queries(2):
        rows = named_the_deputy.what_became(named_the_deputy.of_this_year(at), at.titles)
    assert [row.happened for row in rows] == ["The organiser registered the invitation"] * 5


def test_the_box_leads_there_and_the_acting_deputy_does_not_see_it(
    client: Client, page: Client, officer: Person, deputy: Person, mayor: Person
) -> None:
    assert PAGE in page.get("/mayor/").content.decode()
    council.make_acting(deputy)
    client.force_login(deputy)
    assert client.get(PAGE).status_code == 403


def test_turned_too_far_it_says_so(page: Client, officer: Person) -> None:
    explained_and_answered_no(officer)
    assert "There are no more invitations in this list." in " ".join(
        page.get(PAGE, {"after": "0_0"}).content.decode().split()
    )


def test_the_list_is_filtered_by_outcome_and_by_whom_it_was_addressed_to(
    page: Client, officer: Person
) -> None:
    explained_and_answered_no(officer)
    cases.make_invitation(addressee="both", title="Harp recital")
    assert listed(page, stage="withdrawn") == ["Bowls tea"]
    assert listed(page, stage="received") == ["Harp recital"]
    assert listed(page, addressee="both") == ["Harp recital"]
    shown = read(page, stage="withdrawn")
    assert "Filters in use" in shown
    assert "Clear search" in shown
    assert "No invitations match your search." in read(page, stage="declined")


def test_the_list_is_filtered_by_whether_it_ever_came_to_the_mayor(page: Client, officer: Person) -> None:
    explained_and_answered_no(officer)
    cases.with_mayor(officer=officer, addressee="both", title="Harp recital")
    assert listed(page, reached="yes") == ["Harp recital"]
    assert listed(page, reached="no") == ["Bowls tea"]
    assert listed(page) == ["Harp recital", "Bowls tea"]


def test_the_list_is_filtered_by_the_days_of_the_events(page: Client, officer: Person) -> None:
    for day in (1, 15):
        on = date(2026, 8, day)
        cases.make_invitation(addressee="deputy", title=f"Tea on the {day}", event_on=on, ends_on=on)
    assert listed(page, first_on="2026-08-02") == ["Tea on the 15"]
    assert listed(page, last_on="2026-08-14") == ["Tea on the 1"]
    assert "“Event from” must be a real date" in read(page, first_on="2026-02-31")


def test_the_list_is_taken_away_as_it_was_filtered(page: Client, officer: Person) -> None:
    explained_and_answered_no(officer)
    cases.make_invitation(addressee="both", title="Harp recital")
    headings, row = taken_away(page, stage="withdrawn")
    assert (headings[0], headings[-1], len(headings)) == ("Reference", "On", len(row))
    assert row == [
        "CIV-2026-0001", "Bowls tea", "2026-07-11", "2pm", "5pm", "Scout hut", "Jane Smith",
        "Northgate Scouts", "the Deputy Mayor", "2026-06-01", "withdrawn",
        "The organiser did not wish to invite the Mayor", "2026-06-01",
    ]  # fmt: skip
    assert "/mayor/named-the-deputy.csv?q=&amp;stage=withdrawn" in read(page, stage="withdrawn")
    assert page.get("/mayor/named-the-deputy.xlsx").status_code == 200


def test_a_formula_as_a_title_is_text_in_the_file(page: Client, officer: Person) -> None:
    cases.make_invitation(addressee="deputy", title='=HYPERLINK("http://x.example")')
    assert taken_away(page)[1][1] == '\'=HYPERLINK("http://x.example")'


def test_what_is_confidential_stands_in_the_file_by_its_reference_alone(
    page: Client, officer: Person
) -> None:
    cases.make_invitation(addressee="deputy", title="A quiet visit", confidential=True)
    [_, row] = taken_away(page)
    assert row[:8] == ["CIV-2026-0001", "Confidential", "2026-07-11", "2pm", "5pm", "", "", ""]


def test_the_list_can_be_printed(page: Client, officer: Person) -> None:
    explained_and_answered_no(officer)
    assert "Print this page" in read(page)
