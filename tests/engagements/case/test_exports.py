"""Lists taken away: what was filtered, in full, and never a formula."""

import csv
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.services.steps import triage
from engagements.views.case import exports
from tests import cases


def rows_of(client: Client, **query: str) -> list[list[str]]:
    response = client.get(reverse("engagements:work_list_csv"), query)
    assert response["Content-Disposition"] == 'attachment; filename="invitations-2026-06-01.csv"'
    return list(csv.reader(StringIO(b"".join(response).decode("utf-8-sig"))))


@pytest.fixture
def desk(client: Client, officer: Person, mayor: Person, deputy: Person) -> Client:
    client.force_login(officer)
    return client


def test_a_row_says_what_the_list_says(desk: Client, officer: Person) -> None:
    asked = cases.make_invitation(addressee="deputy", outside_area=True)
    triage.ask_information(asked, question="How many guests?", by=officer)
    headings, row = rows_of(desk, tab="organiser")
    assert tuple(headings) == exports.HEADINGS
    assert row == [
        "CIV-2026-0001", "awaiting information", "the Deputy Mayor", "Northgate summer fête",
        "fête, fair or festival", "2026-07-11", "2pm", "5pm", "Scout hut", "WX1 2AB", "Jane Smith",
        "Northgate Scouts", "2026-06-01", "2026-06-15", "paused",
        "caution: addressed to the Deputy Mayor; caution: outside the area", "",
    ]  # fmt: skip


def test_only_what_was_filtered_is_taken(desk: Client) -> None:
    cases.make_invitation(title="Concert", kind="concert")
    cases.make_invitation(title="Fair")
    assert [row[3] for row in rows_of(desk, kind="concert")[1:]] == ["Concert"]


def test_a_long_list_is_taken_in_full_and_in_its_order(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "TOGETHER", 4)
    for number in range(11):
        cases.make_invitation(title=f"Fête {number}")
    assert [row[3] for row in rows_of(desk)[1:]] == [f"Fête {number}" for number in range(11)]


def test_no_more_than_the_limit_is_taken(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "TOGETHER", 2)
    monkeypatch.setattr(exports, "LIMIT", 4)
    for number in range(6):
        cases.make_invitation(title=f"Fête {number}")
    assert len(rows_of(desk)) == 1 + 4


def test_a_formula_as_a_title_is_text_in_both_files(desk: Client) -> None:
    cases.make_invitation(title='=HYPERLINK("http://x.example")')
    assert rows_of(desk)[1][3] == '\'=HYPERLINK("http://x.example")'
    with ZipFile(BytesIO(desk.get(reverse("engagements:work_list_xlsx")).content)) as book:
        words, sheet = (
            book.read("xl/sharedStrings.xml").decode(),
            book.read("xl/worksheets/sheet1.xml").decode(),
        )
    assert "'=HYPERLINK(" in words
    assert "<f>" not in sheet
