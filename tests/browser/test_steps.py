"""The small forms of an officer's steps with their errors shown, at a desk's width and a telephone's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from civic.models import Person
from tests import cases
from tests.browser.signing_in import sign_in
from tests.browser.test_every_page import looked_at, send_empty

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Each asks for something, so that an empty form is refused and changes nothing.
STEPS = (
    "ask_information",
    "ask_monitoring_officer",
    "refuse_p10",
    "link_duplicate",
    "change_wish",
    "change_details",
)


def test_steps_sent_empty_show_their_errors_to_everybody(
    live_server: LiveServer,
    at_width: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    officer: Person,
    mayor: Person,
    deputy: Person,
    civic_year: None,
) -> None:
    invitation = cases.make_invitation()
    page = at_width(1280)
    sign_in(page, officer, live_server)
    found: dict[str, list[str]] = {}
    for step in STEPS:
        page.goto(f"{live_server.url}/office/invitations/{invitation.reference}/steps/{step}/")
        assert send_empty(page)
        assert page.locator(".govuk-error-summary").count() == 1, step
        found |= looked_at(page, step, axe)
    invitation.refresh_from_db()
    assert (found, invitation.version) == ({}, 1)
