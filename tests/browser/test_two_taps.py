"""The Mayor on a telephone: an answer takes two taps, and the next invitation waits behind it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from engagements.models import Decision
from tests import cases
from tests.browser.signing_in import sign_in
from tests.browser.test_worklist import Scene

pytestmark = [pytest.mark.browser, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
LONG = (
    "Annual General Meeting, Prize-giving and Unveiling of the Plaque of the Friends of the Old Observatory"
)


@pytest.fixture
def telephone(
    transactional_db: None, live_server: LiveServer, at_width: Callable[..., Page]
) -> Callable[[], Page]:
    """The Mayor's page on a telephone, with five invitations to decide."""
    scene = Scene()
    for number in range(5):
        day = timezone.localdate() + timedelta(days=30 + number)
        cases.with_mayor(officer=scene.officer, event_on=day, ends_on=day, title=f"{number} {LONG}")

    def opened() -> Page:
        page = at_width(390)
        sign_in(page, scene.mayor, live_server)
        page.goto(f"{live_server}{reverse('engagements:mayor')}")
        return page

    return opened


def in_sight(page: Page, button: Any) -> bool:
    box = button.bounding_box()
    return bool(box and box["y"] + box["height"] <= 844 and page.evaluate("scrollY") == 0)


def test_five_invitations_are_decided_in_ten_taps(telephone: Callable[[], Page], axe: Any) -> None:
    page = telephone()
    for number in range(5):
        page.get_by_role("button", name="Accept").first.click()
        confirm = page.get_by_role("button", name="Accept this invitation")
        assert in_sight(page, confirm)
        confirm.click()
        page.get_by_role("heading", name="Recorded").wait_for()
        assert Decision.objects.count() == number + 1
    assert axe(page) == []
    assert page.get_by_text("You have no other invitations to decide.").is_visible()


def test_the_letter_is_at_hand_before_the_answer_is_given(telephone: Callable[[], Page], axe: Any) -> None:
    page = telephone()
    page.get_by_role("button", name="Accept").first.click()
    page.get_by_text("The letter, and what will be recorded").click()
    assert page.get_by_label("Preview of the letter").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert axe(page) == []
