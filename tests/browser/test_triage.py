"""An officer works down the list: a dozen cases on a screen, the next one a key away."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from civic.models import Person
from engagements.models import Invitation
from engagements.queries import machine
from tests import many_invitations
from tests.browser.signing_in import sign_in
from tests.browser.test_worklist import Scene

pytestmark = [pytest.mark.browser, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
ROWS = "document.querySelectorAll('.civic-list tbody tr')"


@pytest.fixture
def officer(transactional_db: None) -> Person:
    """One of an office with a hundred and twenty open cases."""
    scene = Scene()
    many_invitations.make_crowd(2500, mayor=scene.mayor, today=timezone.localdate())
    return scene.officer


@pytest.fixture(autouse=True)
def good_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is wrong with the machine, which would stand above the list."""
    monkeypatch.setattr(machine, "troubles", lambda now: [])


@pytest.fixture
def opened(officer: Person, live_server: LiveServer, at_width: Callable[..., Page]) -> Callable[..., Page]:
    """The list as the officer sees it, on a screen of this size."""

    def show(width: int, height: int = 900, query: str = "?tab=open") -> Page:
        page = at_width(width)
        page.set_viewport_size({"width": width, "height": height})
        sign_in(page, officer, live_server)
        page.goto(f"{live_server}{reverse('engagements:work_list')}{query}")
        return page

    return show


@pytest.mark.parametrize(("width", "height", "cases"), [(1280, 900, 12), (1920, 1080, 18)])
def test_so_many_cases_stand_on_a_screen(opened: Any, width: int, height: int, cases: int) -> None:
    page = opened(width, height)
    whole = page.evaluate(
        f"[...{ROWS}].filter(row => row.getBoundingClientRect().bottom <= innerHeight).length"
    )
    assert whole >= cases
    assert page.evaluate(f"Math.max(...[...{ROWS}].map(row => row.getBoundingClientRect().height))") <= 52


def test_on_a_telephone_the_first_case_is_on_the_first_screen(opened: Any) -> None:
    page = opened(390, 844)
    assert page.evaluate(f"{ROWS}[0].getBoundingClientRect().bottom") <= 844


def test_tabs_and_search_stay_in_sight(opened: Any) -> None:
    page = opened(1280)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    assert page.evaluate("document.querySelector('.civic-bar').getBoundingClientRect().top") == 0


def test_the_list_is_worked_down_with_keys(opened: Any) -> None:
    page = opened(1280)
    names = page.locator(".civic-list a.civic-list__name").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.locator(".civic-list__box:checked").count() == 1
    assert page.locator(".civic-selected").evaluate("one => getComputedStyle(one).position") == "sticky"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_selector("h1")
    assert page.locator("h1").inner_text() == names[0]
    following = page.locator("[data-civic-next]").get_attribute("title")
    page.keyboard.press("n")
    page.wait_for_url(lambda url: True)
    page.wait_for_function("title => document.querySelector('h1').innerText === title", arg=following)
    page.get_by_role("link", name="Invitations", exact=True).last.click()
    page.wait_for_url("**tab=open*")


def test_no_key_works_while_somebody_types_or_once_they_are_turned_off(opened: Any) -> None:
    page = opened(1280)
    page.keyboard.press("/")
    page.keyboard.type("jkx?n/")
    assert page.locator("#id_q").input_value() == "jkx?n/"
    page.locator("h1").click()
    page.locator("#id_q").evaluate("one => one.blur()")
    page.keyboard.press("?")
    page.get_by_label("Use these keys on this computer").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.className").find("civic-list__name") == -1


def test_several_are_selected_and_assigned_in_four_clicks(opened: Any, officer: Person, axe: Any) -> None:
    page = opened(1280)
    for box in (0, 2):
        page.locator(".civic-list__box").nth(box).check()
    page.get_by_role("button", name="Assign").click()
    assert axe(page) == []
    page.get_by_role("button", name="Assign").click()
    page.wait_for_url("**/office/?tab=open")
    assert page.get_by_text("2 invitations assigned").is_visible()
    assert Invitation.objects.filter(assigned_to=officer).count() >= 2


def test_the_keys_are_shown_and_nothing_is_wrong_with_them(opened: Any, axe: Any) -> None:
    page = opened(1280)
    page.keyboard.press("?")
    assert page.get_by_role("heading", name="Keyboard shortcuts").is_visible()
    assert axe(page) == []
