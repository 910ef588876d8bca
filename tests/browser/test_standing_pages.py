"""The summary, the pattern report, the table tried out, the annual meeting, calling off, in a real browser:
full, empty and with long names.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from civic.models import Person
from engagements.models import Invitation
from protocols.core.vocabulary import Step
from tests import cases, council
from tests.browser.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch and District Horticultural Association"


def days(month: int) -> str:
    """The whole month, as the page asks for it."""
    return f"?first_day=1&first_month={month}&first_year=2026&last_day=31&last_month={month}&last_year=2026"


@pytest.fixture
def full(officer: Person, manager: Person, mayor: Person, deputy: Person) -> Invitation:
    """A declined case, and a hundred approaches to the Deputy, one of each ten explained."""
    council.make_meeting(council.YEAR_ENDS_AT)
    council.make_person("Councillor Priya Shah")
    for number in range(100):
        by = cases.organiser(
            organisation=f"{LONG} {number % 12}", email=f"somebody{number % 12}@societies.example"
        )
        one = cases.make_invitation(
            addressee="deputy", wish="not_said", title=f"{LONG}, evening {number}", organised_by=by
        )
        if number % 10 == 0:
            cases.take(one, Step.EXPLAIN_PROTOCOL, by=officer)
            cases.send_letters(one)
    return cases.declined(officer=officer, mayor=mayor, title=LONG)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_read_well_and_axe_finds_nothing(
    width: int,
    full: Invitation,
    manager: Person,
    live_server: LiveServer,
    at_width: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    screenshot: Callable[[Page, str], Any],
) -> None:
    page = at_width(width, javascript=width != 390)
    sign_in(page, manager, live_server)
    found = {}
    for name, address in {
        "summary": f"/office/invitations/{full.reference}/summary/",
        "pattern": "/reports/approaches/",
        "pattern-empty": "/reports/approaches/?period=dates&first_on=2020-01-01&last_on=2020-01-02",
        "pattern-errors": "/reports/approaches/?period=dates",
        "explore": "/protocol/explore/",
        "explore-case": f"/protocol/explore/?case={full.reference}",
        "explore-with-mayor": "/protocol/explore/?stage=with_mayor&addressee=both",
        "mayor-making": "/council/mayor-making/?meeting=2027-05-12",
        "call-off": f"/office/call-off/{days(7)}",
        "call-off-empty": f"/office/call-off/{days(8)}",
    }.items():
        page.goto(f"{live_server.url}{address}")
        screenshot(page, f"standing-{name}-{width}")
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
        wrong = [*(axe(page) if width == 1280 else []), *(["wider than the window"] if wide else [])]
        if wrong:
            found[name] = wrong
    assert found == {}


@pytest.fixture
def announced(officer: Person, manager: Person, mayor: Person, deputy: Person) -> list[Invitation]:
    """Three engagements of July of which the organisers were told."""
    on_that_day = [
        cases.mayor_attends(officer=officer, mayor=mayor, title=f"Fair {number}") for number in range(3)
    ]
    for invitation in on_that_day:
        cases.send_letters(invitation)
    return on_that_day


@pytest.mark.parametrize("javascript", [True, False])
def test_all_or_none_are_chosen_with_a_script_and_without(
    javascript: bool,
    announced: list[Invitation],
    manager: Person,
    live_server: LiveServer,
    at_width: Callable[..., Page],
) -> None:
    """What was typed stays. With a script the page never leaves, and counts what is ticked by hand."""
    page = at_width(1280, javascript=javascript)
    sign_in(page, manager, live_server)
    page.goto(f"{live_server.url}/office/call-off/{days(7)}")
    count = page.locator(".civic-choose__count")
    expect(count).to_have_text("3 of 3 selected")
    page.fill("textarea[name=why]", "The field is flooded.")
    page.click("button:has-text('Select none')")
    expect(count).to_have_text("0 of 3 selected")
    page.check("input[name=announced] >> nth=1")
    if not javascript:
        page.click("button:has-text('Count again')")
    expect(count).to_have_text("1 of 3 selected")
    expect(page.locator("textarea[name=why]")).to_have_value("The field is flooded.")
    page.click("button:has-text('Select all')")
    expect(count).to_have_text("3 of 3 selected")
    assert page.locator("button:has-text('Count again')").count() == (0 if javascript else 1)
