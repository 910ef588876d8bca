"""How the machine is, in a real browser: on a good day, on a bad one, and as a banner; at both widths,
without JavaScript on the small one.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from civic.models import Person
from engagements.models import Invitation, LinkRequest, Notification, SweepRun
from engagements.services import sweeps
from engagements.services.mail import lost_link_mails
from tests import cases
from tests.browser.signing_in import sign_in
from tests.engagements.test_machine import broker, broker_at
from tests.real_parts.processes import Broker

__all__ = ["broker", "broker_at"]
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_read_well_and_axe_finds_nothing(
    width: int,
    broker: Broker,
    broker_at: Callable[[str], None],
    officer: Person,
    manager: Person,
    mayor: Person,
    live_server: LiveServer,
    at_width: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    screenshot: Callable[[Page, str], Any],
) -> None:
    page = at_width(width, javascript=width != 390)
    found: dict[str, list[str]] = {}
    sign_in(page, manager, live_server)
    broker_at(broker.url)
    for name in SweepRun.Name:
        with sweeps.noted(name) as run:
            run.taken = 3
    look(page, live_server, "machine-good", "/council/machine/", width, found, axe, screenshot)
    assert "Everything is working." in page.inner_text("main")
    case = cases.with_mayor(officer=officer, organised_by=cases.organiser(name="Priya Nair"))
    undelivered(case, mayor)
    look(page, live_server, "machine-undelivered", "/council/machine/", width, found, axe, screenshot)
    assert "1 notification could not be delivered" in page.inner_text("main")
    SweepRun.objects.update(
        started_at=None, finished_at=timezone.now() - timedelta(hours=5), trouble="OperationalError"
    )
    for picture, address in {
        "bad": "/council/machine/",
        "work-list": "/office/",
        "desk": "/office/letters/?tab=queued",
    }.items():
        look(page, live_server, f"machine-{picture}", address, width, found, axe, screenshot)
        assert "The part of the system that sends letters has not been running since" in page.inner_text(
            "main"
        )
    if width == 1280:
        page.goto(f"{live_server.url}/council/machine/")
        page.emulate_media(media="print")
        screenshot(page, "machine-printed")
        assert not page.is_visible("text=Look again")
    assert found == {}


def undelivered(case: Invitation, mayor: Person) -> None:
    """A notification to a dead address, and an organiser's link that is put off again and again."""
    refused = (
        "The mail server did not accept the address "
        "councillor.jane.smith@wexcombe.example: 550 No such mailbox"
    )
    Notification.objects.filter(invitation=case, person=mayor).update(
        state="failed", attempts=1, trouble=refused
    )
    long = "the.organiser.of.a.very.long.address@summer-fete-committee-of-wexcombe-and-the-dales.example"
    lost_link_mails.ask(long)
    LinkRequest.objects.update(
        attempts=6, next_attempt_at=timezone.now() + timedelta(hours=3), trouble="450 Try again later"
    )


def look(
    page: Page,
    server: LiveServer,
    name: str,
    address: str,
    width: int,
    found: dict[str, list[str]],
    axe: Any,
    screenshot: Any,
) -> None:
    page.goto(f"{server.url}{address}")
    screenshot(page, f"{name}-{width}")
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1")
    wrong = [*axe_of(page, width, axe), *(["wider than the window"] if wide else [])]
    if wrong:
        found[name] = wrong


def axe_of(page: Page, width: int, axe: Callable[[Page], list[str]]) -> list[str]:
    """Without JavaScript axe cannot run either."""
    return axe(page) if width == 1280 else []
