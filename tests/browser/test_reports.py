"""The reports and the public statements in a real browser: a telephone, a desk, paper; empty and full;
axe finds nothing.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from civic.models import Person
from engagements.models import EventKind
from tests import cases, council
from tests.browser.following import follow
from tests.browser.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
LONG = (
    "The Worshipful Company of Bellringers, Campanologists and Handbell Makers "
    "of Upper and Lower Wexcombe-under-Edge"
)
Opened = Callable[..., Page]


@pytest.fixture
def officer(transactional_db: None) -> Person:
    council.make_council()
    return council.make_officer()


@pytest.fixture
def full(officer: Person) -> Person:
    """Invitations of many kinds, months and organisations, some decided; gives the officer."""
    now = timezone.now()
    mayor = council.make_mayor(begins_at=now - timedelta(days=60), ends_at=now + timedelta(days=300))
    for number in range(24):
        day: date = timezone.localdate() + timedelta(days=10 + 9 * number)
        organiser = cases.organiser(organisation=LONG if number == 3 else f"Club {number}")
        kind = list(EventKind)[number % len(EventKind)].value
        event: dict[str, Any] = {
            "event_on": day,
            "ends_on": day,
            "title": f"Event {number}",
            "venue": f"Hall {number}",
            "kind": kind,
        }
        event["organised_by"] = organiser
        if number % 3:
            cases.mayor_attends(officer=officer, mayor=mayor, **event)
        else:
            cases.make_invitation(**event)
    cases.make_invitation(
        confidential=True,
        title="Private visit",
        venue="Park",
        **{name: event[name] for name in ("event_on", "ends_on")},
    )
    return officer


@pytest.fixture
def opened(at_width: Opened, live_server: LiveServer) -> Opened:
    """A page of the site at a width, for a person."""

    def of(address: str, width: int, person: Person | None = None, *, javascript: bool = True) -> Page:
        page = at_width(width, javascript=javascript)
        if person is not None:
            sign_in(page, person, live_server)
        page.goto(live_server.url + address)
        return page

    return of


def fits(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


def everything() -> str:
    today = timezone.localdate()
    return f"?period=dates&first_on={today}&last_on={today + timedelta(days=400)}"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_reads_well(full: Person, opened: Opened, axe: Any, screenshot: Any, width: int) -> None:
    page = opened(reverse("reports:overview") + everything(), width, full)
    screenshot(page, f"reports-{width}")
    assert (axe(page), fits(page)) == ([], True)
    page = opened(reverse("reports:list") + everything() + "&figure=received", width, full)
    screenshot(page, f"reports-list-{width}")
    assert (axe(page), fits(page), page.get_by_text("25 invitations.").count()) == ([], True, 1)


@pytest.mark.parametrize("width", [390, 1280])
def test_an_empty_report_reads_well_without_javascript(
    officer: Person, opened: Opened, screenshot: Any, width: int
) -> None:
    page = opened(reverse("reports:overview"), width, officer, javascript=False)
    screenshot(page, f"reports-empty-{width}")
    assert (fits(page), page.get_by_text("None in this period.").count() > 5) == (True, True)


def test_a_number_leads_to_its_list_and_the_list_back(full: Person, opened: Opened) -> None:
    page = opened(reverse("reports:overview") + everything(), 1280, full)
    follow(page.get_by_role("link", name="in the list behind “In the diary”"))
    assert page.get_by_role("heading", level=1).inner_text() == "In the diary"
    assert page.get_by_text("16 invitations.").count() == 1
    follow(page.get_by_role("link", name="Back to the reports"))
    assert "first_on=" in page.url


def test_the_report_is_readable_on_paper(full: Person, opened: Opened, screenshot: Any) -> None:
    page = opened(reverse("reports:report_print") + everything(), 794, full)
    page.emulate_media(media="print")
    screenshot(page, "reports-paper")
    assert page.locator("svg[role=img]").count() == 2


@pytest.mark.parametrize("width", [390, 1280])
def test_names_are_asked_for_in_words(
    full: Person, opened: Opened, axe: Any, screenshot: Any, width: int
) -> None:
    page = opened(reverse("reports:names"), width, council.make_manager())
    page.get_by_label("Why do you need the names?").fill("To share out August.")
    follow(page.get_by_role("button", name="Show the names"))
    screenshot(page, f"reports-names-{width}")
    assert (axe(page), fits(page), page.get_by_text("Olive Officer").count()) == ([], True, 1)


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["civic:accessibility", "engagements:privacy", "civic:cookies"])
def test_the_statements_read_well(
    officer: Person, opened: Opened, axe: Any, screenshot: Any, name: str, width: int
) -> None:
    page = opened(reverse(name), width)
    screenshot(page, f"{name}-{width}")
    assert (axe(page), fits(page)) == ([], True)
