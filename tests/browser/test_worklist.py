"""The work list and the diary in a browser: open to everybody, nothing off the page, with nothing,
one and very much to show.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from civic.models import Person
from tests import cases, council, many_invitations
from tests.browser.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
WIDTHS = [390, 1280]
WORD = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
LONG = f"Annual General Meeting, Prize-giving and Unveiling of the {WORD} and District"


class Scene:
    """A year around today, with everybody who may read the lists."""

    def __init__(self) -> None:
        council.make_council()
        now = timezone.now()
        span: dict[str, Any] = {"begins_at": now - timedelta(days=60), "ends_at": now + timedelta(days=300)}
        self.mayor, self.deputy = council.make_mayor(**span), council.make_deputy(**span)
        self.officer, self.attendant = council.make_officer(), council.make_attendant()
        self.chief, self.adviser = council.make_chief_executive(), council.make_monitoring_officer()

    def on(self, days: int, **particulars: Any) -> dict[str, Any]:
        day = timezone.localdate() + timedelta(days=days)
        return {"event_on": day, "ends_on": day, **particulars}

    def one_of_everything(self) -> None:
        """A list with every severity, long names, a clash and something confidential."""
        long: dict[str, Any] = {
            "title": LONG,
            "venue": WORD,
            "organised_by": cases.organiser(name=f"Dr {WORD}", organisation=LONG),
        }
        many: dict[str, Any] = {
            "addressee": "deputy",
            "outside_area": True,
            "purpose": "political",
            "dealings": "A grant.",
            "confidential": True,
        }
        cases.make_invitation(**self.on(9), **long, **many)
        cases.make_invitation(**self.on(60))
        cases.mayor_attends(
            officer=self.officer,
            mayor=self.mayor,
            **self.on(40, title="Concert", venue="Hall", confidential=True),
        )
        lunch = self.on(40, organised_by=cases.organiser(organisation="Rotary", email="r@rotary.example"))
        cases.mayor_attends(officer=self.officer, mayor=self.mayor, **lunch)
        dinner = self.on(50, title=LONG, venue=WORD)
        cases.deputy_attends(officer=self.officer, mayor=self.mayor, deputy=self.deputy, **dinner)


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return Scene()


@pytest.fixture
def opened(live_server: LiveServer, at_width: Callable[..., Page]) -> Callable[..., Page]:
    """A page as this person sees it."""

    def show(person: Person, address: str, width: int, **how: Any) -> Page:
        page = at_width(width, **how)
        sign_in(page, person, live_server)
        page.goto(f"{live_server}{address}")
        return page

    return show


def is_well(page: Page, axe: Callable[[Page], list[str]], width: int) -> None:
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_lists_with_nothing_in_them(
    scene: Scene, opened: Any, axe: Any, screenshot: Any, width: int
) -> None:
    for name in ("engagements:work_list", "engagements:diary"):
        page = opened(scene.officer, reverse(name), width)
        screenshot(page, f"{name}-empty-{width}")
        is_well(page, axe, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_lists_with_one_of_everything(
    scene: Scene, opened: Any, axe: Any, screenshot: Any, width: int
) -> None:
    scene.one_of_everything()
    readers = {"officer": scene.officer, "adviser": scene.adviser, "chief": scene.chief}
    for says, reader in readers.items():
        page = opened(reader, reverse("engagements:work_list"), width)
        screenshot(page, f"office-{says}-{width}")
        is_well(page, axe, width)
    for says, reader in {
        **readers,
        "mayor": scene.mayor,
        "deputy": scene.deputy,
        "attendant": scene.attendant,
    }.items():
        page = opened(reader, reverse("engagements:diary"), width)
        screenshot(page, f"diary-{says}-{width}")
        is_well(page, axe, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_a_list_of_a_hundred_and_one_that_was_filtered_wrongly(
    scene: Scene, opened: Any, axe: Any, screenshot: Any, width: int
) -> None:
    many_invitations.make_crowd(2500, mayor=scene.mayor, today=timezone.localdate())
    for says, query in {
        "crowd": "?tab=open",
        "errors": "?tab=all&first_on=2026-02-31&stage=declined&q=fete",
    }.items():
        page = opened(scene.officer, reverse("engagements:work_list") + query, width)
        screenshot(page, f"office-{says}-{width}")
        is_well(page, axe, width)


def test_an_officer_finds_a_case_with_keys_alone_and_without_scripts(scene: Scene, opened: Any) -> None:
    scene.one_of_everything()
    page = opened(scene.officer, reverse("engagements:work_list"), 1280, javascript=False)
    page.get_by_role("textbox", name="Search").focus()
    page.keyboard.type("concert")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=concert*")
    assert page.get_by_role("link", name="Concert", exact=True).is_visible()
    page.get_by_role("link", name="Remove “concert”").click()
    page.wait_for_url("**/office/?tab=all*")
    assert page.get_by_role("row").count() == 6
