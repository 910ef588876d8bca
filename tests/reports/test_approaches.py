"""The pattern report: neutral words, numbers that agree, and only for the meeting."""

import csv
import re
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.test import Client

from civic.models import Person
from civic.queries import read_council
from engagements.models import Invitation, Outcome
from engagements.services.steps import organisers_answers, triage
from protocols.core.vocabulary import Step
from reports import figures
from tests import cases
from tests.council import make_council
from tests.guarding import guards_down
from tests.web import Visitor

pytestmark = pytest.mark.django_db
# Words that say more than what happened.
BLAME = (
    "blame", "fault", "offend", "breach", "violat", "improper", "wrong", "misconduct", "bypass", "circumvent",
    "guilt", "complain", "persist", "ignor", "despite", "although", "fail", "warn", "abuse", "undermin",
    "solicit", "poach", "suspic", "alleg", "infring", "again", "problem", "concern", "unfortunately",
    "should have", "so far", "still", "repeat",
)  # fmt: skip


def approach(officer: Person, **particulars: Any) -> Invitation:
    return cases.make_invitation(addressee="deputy", wish="not_said", **particulars)


@pytest.fixture
def approaches(officer: Person, manager: Person, mayor: Person, deputy: Person) -> list[Invitation]:
    """One answered, one explained and waiting, one by an exception,
    one that follows a word with the Deputy.
    """
    answered = approach(officer, title="Tea dance")
    cases.take(answered, Step.EXPLAIN_PROTOCOL, by=officer)
    cases.send_letters(answered)
    organisers_answers.answer_protocol(answered, step=Step.INVITE_MAYOR)
    choir = cases.organiser(organisation="Wexcombe Choir", email="choir@choir.example")
    waiting = approach(officer, title="Choir evening", provenance="deputy", organised_by=choir)
    cases.take(waiting, Step.EXPLAIN_PROTOCOL, by=officer)
    cases.send_letters(waiting)
    special = approach(
        officer,
        title="Naming of a gig",
        organised_by=cases.organiser(organisation="Rowers", email="r@rowers.example"),
    )
    triage.tell_special_case(special, why="Named after his father.", by=officer)
    cases.decide(special, mayor=mayor, outcome=Outcome.EXCEPTION)
    cases.make_invitation(title="For the Mayor")
    return [answered, waiting, special]


def test_the_report_counts_approaches_by_organiser_and_by_how_they_came_about(
    approaches: list[Invitation], manager: Person
) -> None:
    page = Visitor(manager).open("/reports/approaches/")
    assert page.status == 200
    text = page.page.text
    assert "Northgate Scouts 1 1 1 0 0 0 0" in text
    assert "Wexcombe Choir 1 1 0 0 0 1 0" in text
    assert "Rowers 1 0 0 0 0 0 1" in text
    assert "It follows a conversation with the Deputy Mayor 1 1 0 0 0 1 0" in text
    assert "All 3 2 1 0 0 1 1" in text
    assert not page.sees("For the Mayor")


def test_an_exception_that_the_mayor_took_back_counts_nowhere(
    approaches: list[Invitation], manager: Person, mayor: Person
) -> None:
    cases.decide(approaches[2], mayor=mayor, outcome=Outcome.TAKE_BACK)
    assert "All 3 2 1 0 0 1 0" in Visitor(manager).open("/reports/approaches/").page.text
    everything = figures.between(date(2020, 1, 1), date(2040, 12, 31))
    assert figures.read(everything, figures.Basis.RECEIVED, read_council()).count("exceptions") == 0


def test_the_report_has_no_word_of_blame(
    approaches: list[Invitation], manager: Person, client: Client
) -> None:
    client.force_login(manager)
    html = client.get("/reports/approaches/").content.decode()
    words = re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main")]).casefold()
    assert [word for word in BLAME if re.search(rf"\b{word}", words)] == []


def test_the_list_the_table_and_the_csv_agree(
    approaches: list[Invitation], manager: Person, client: Client
) -> None:
    client.force_login(manager)
    answer = client.get("/reports/approaches/approaches.csv")
    rows = list(csv.DictReader(StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert [row["Reference"] for row in rows] == [one.reference for one in approaches]
    assert [row["What came back"] for row in rows] == ["invited the Mayor", "no answer recorded", "not asked"]
    assert [bool(row["Goodwill exception granted"]) for row in rows] == [False, False, True]


def test_a_confidential_approach_is_counted_without_its_name(
    officer: Person, manager: Person, council: object
) -> None:
    hidden = approach(officer, title="Visit of a princess")
    with guards_down():
        Invitation.objects.filter(pk=hidden.pk).update(confidential=True)
    page = Visitor(manager).open("/reports/approaches/")
    assert page.sees("Confidential invitation 1")
    assert not page.sees("princess")
    assert not page.sees("Northgate")


def test_dates_of_ones_own_choose_what_was_received_in_them(
    approaches: list[Invitation], manager: Person
) -> None:
    page = Visitor(manager).open("/reports/approaches/?period=dates&first_on=2026-05-01&last_on=2026-05-31")
    assert page.sees("No invitations received in this period asked for the Deputy Mayor")
    wrong = Visitor(manager).open("/reports/approaches/?period=dates&first_on=2026-05-01")
    assert wrong.sees("Enter both dates, from and until")


def test_the_pattern_report_prints(approaches: list[Invitation], manager: Person, client: Client) -> None:
    client.force_login(manager)
    answer = client.get("/reports/approaches/approaches.pdf")
    assert (answer.status_code, answer.content[:5]) in ((200, b"%PDF-"), (200, b"<!DOC"))


def test_a_council_without_a_deputy_has_nothing_to_report(manager: Person, council: object) -> None:
    make_council(with_deputy=False)
    page = Visitor(manager).open("/reports/approaches/")
    assert page.sees("No invitations received in this period asked for the Deputy.")
    assert Visitor(manager).open("/council/mayor-making/").status == 200


@pytest.mark.parametrize("address", ["/reports/", "/reports/approaches/"])
def test_the_form_shows_the_period_the_page_tells_of(
    address: str, manager: Person, client: Client, council: object
) -> None:
    client.force_login(manager)
    page = client.get(address).content.decode()
    chosen = re.search(r'<option value="[^"]*" selected[^>]*>\s*([^<]+?)\s*<', page)
    title = re.search(r"<title>\s*([^<]+?)\s*</title>", page)
    assert chosen
    assert title
    assert chosen[1] in title[1]
