"""What an organiser meets, drawn by a real browser: the form, the check, the confirmation,
and the pages behind the link.
"""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from engagements.models import Invitation
from engagements.services.case_record import organiser_links
from engagements.services.steps import triage
from protocols.core.vocabulary import Addressee, Wish
from tests import cases, council, form_answers
from tests.browser.following import follow
from tests.browser.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.real_clock]
WIDTHS = [390, 1280]
LONG = "Wolfeschlegelsteinhausenbergerdorff-" * 3
SOON = date.today() + timedelta(days=30)


@pytest.fixture
def council_at_work(live_server: Any, settings: Settings, tmp_path: Path) -> Any:
    """Offices held around today, and an officer who signs."""
    settings.MEDIA_ROOT = tmp_path / "media"
    council.make_council()
    officer = council.make_officer()
    begins_at, ends_at = timezone.now() - timedelta(days=90), timezone.now() + timedelta(days=200)
    deputy = council.make_deputy(begins_at=begins_at, ends_at=ends_at)
    council.make_mayor(begins_at=begins_at, ends_at=ends_at)
    return officer, deputy


def fill_in(page: Any, **changed: Any) -> None:
    """Type and choose as a person would."""
    soon = form_answers.on("event_on", SOON.day, SOON.month, SOON.year)
    for name, answer in form_answers.answers(**soon | changed).items():
        for one in answer if isinstance(answer, list) else [answer]:
            box = page.locator(f'[name="{name}"]').first
            if box.get_attribute("type") in ("radio", "checkbox"):
                page.locator(f'[name="{name}"][value="{one}"]').check()
            else:
                box.fill(one)


def is_open_to_everybody(page: Any, axe: Any, width: int) -> None:
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", WIDTHS)
def test_the_form_from_its_errors_to_the_reference(
    live_server: Any,
    council_at_work: Any,
    at_width: Any,
    axe: Any,
    screenshot: Any,
    tmp_path: Path,
    width: int,
) -> None:
    page = at_width(width)
    page.goto(f"{live_server}/invite/")
    screenshot(page, f"invite-{width}")
    is_open_to_everybody(page, axe, width)
    programme = tmp_path / "programme.pdf"
    programme.write_bytes(form_answers.PDF)
    page.locator("[name=attachments]").set_input_files(programme)
    follow(page.get_by_role("button", name="Continue"))
    screenshot(page, f"invite-errors-{width}")
    is_open_to_everybody(page, axe, width)
    fill_in(page, organisation=LONG, title=LONG)
    follow(page.get_by_role("button", name="Continue"))
    page.get_by_role("heading", name="Check your answers").wait_for()
    screenshot(page, f"invite-check-{width}")
    is_open_to_everybody(page, axe, width)
    assert page.get_by_text("programme.pdf").is_visible()
    follow(page.get_by_role("button", name="Send invitation"))
    page.get_by_role("heading", name="Invitation received").wait_for()
    screenshot(page, f"invite-received-{width}")
    is_open_to_everybody(page, axe, width)
    assert Invitation.objects.get().attachments.count() == 1


def test_the_form_works_without_scripts(live_server: Any, council_at_work: Any, at_width: Any) -> None:
    page = at_width(390, javascript=False)
    page.goto(f"{live_server}/invite/")
    fill_in(page)
    follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("button", name="Send invitation"))
    assert page.get_by_text(Invitation.objects.get().reference).is_visible()


def test_the_enter_key_never_takes_a_file_out(
    live_server: Any, council_at_work: Any, at_width: Any, tmp_path: Path
) -> None:
    page = at_width(1280)
    page.goto(f"{live_server}/invite/")
    programme = tmp_path / "programme.pdf"
    programme.write_bytes(form_answers.PDF)
    page.locator("[name=attachments]").set_input_files(programme)
    page.get_by_label("Your name").press("Enter")
    page.get_by_text("There is a problem").wait_for()
    page.get_by_label("Your name").press("Enter")
    page.get_by_text("There is a problem").wait_for()
    assert page.get_by_label("Remove “programme.pdf”").count() == 1


@pytest.fixture
def explained(council_at_work: Any) -> Any:
    officer, _ = council_at_work
    soon: dict[str, Any] = {"event_on": SOON, "ends_on": SOON, "title": LONG}
    invitation = cases.make_invitation(addressee=Addressee.DEPUTY.value, wish=Wish.NOT_SAID.value, **soon)
    triage.explain_protocol(invitation, by=officer)
    cases.send_letters(invitation)
    return invitation


@pytest.mark.parametrize("javascript", [True, False])
def test_the_organiser_answers_through_the_link(
    live_server: Any, explained: Any, at_width: Any, javascript: bool
) -> None:
    page = at_width(390, javascript=javascript)
    page.goto(f"{live_server}/invitation/{organiser_links.token_of(organiser_links.live_link(explained))}/")
    assert page.url == f"{live_server}/invitation/"
    follow(page.get_by_role("button", name="Give your answer"))
    page.get_by_label("Yes, I would like to invite the Mayor").check()
    follow(page.get_by_role("button", name="Continue"))
    follow(page.get_by_role("button", name="Send this answer"))
    page.get_by_role("heading", name="Your invitation is being considered").wait_for()
    explained.refresh_from_db()
    assert (explained.stage, explained.addressee) == ("received", "mayor")
    follow(page.get_by_role("button", name="Close this page"))
    page.get_by_role("heading", name="This page is closed").wait_for()
    page.goto(f"{live_server}/invitation/")
    assert page.get_by_role("heading", name="Please open the link in our letter again").is_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_behind_the_link_is_open_to_everybody(
    live_server: Any, explained: Any, at_width: Any, axe: Any, screenshot: Any, width: int
) -> None:
    page = at_width(width)
    page.goto(f"{live_server}/invitation/{organiser_links.token_of(organiser_links.live_link(explained))}/")
    for name in ("", "answer", "change", "withdraw", "lost", "lost/asked", "0" * 64):
        page.goto(f"{live_server}/invitation/{name}{'/' if name else ''}")
        screenshot(page, f"link-{name.replace('/', '-')[:20] or 'home'}-{width}")
        is_open_to_everybody(page, axe, width)
    for name, button in (
        ("answer", "Continue"),
        ("change", "Send the changes"),
        ("lost", "Send link"),
    ):
        page.goto(f"{live_server}/invitation/{name}/")
        follow(page.get_by_role("button", name=button))
        page.get_by_text("There is a problem").wait_for()
        screenshot(page, f"link-{name}-errors-{width}")
        is_open_to_everybody(page, axe, width)
    page.goto(f"{live_server}/invitation/answer/")
    page.get_by_label("No, thank you").check()
    follow(page.get_by_role("button", name="Continue"))
    screenshot(page, f"link-confirm-{width}")
    is_open_to_everybody(page, axe, width)
    follow(page.get_by_role("button", name="Send this answer"))
    page.goto(f"{live_server}/invitation/answer/")
    screenshot(page, f"link-answered-{width}")
    is_open_to_everybody(page, axe, width)


@pytest.mark.parametrize("width", WIDTHS)
def test_what_officers_and_the_deputy_fill_in_is_open_to_everybody(
    live_server: Any,
    council_at_work: Any,
    client: Client,
    at_width: Any,
    axe: Any,
    screenshot: Any,
    width: int,
) -> None:
    pages = (("office/invitations/new", "Register invitation"), ("deputy/refer", "Pass it on"))
    for person, (path, button) in zip(council_at_work, pages, strict=True):
        page = at_width(width)
        sign_in(page, person, live_server)
        page.goto(f"{live_server}/{path}/")
        screenshot(page, f"{path.replace('/', '-')}-{width}")
        is_open_to_everybody(page, axe, width)
        follow(page.get_by_role("button", name=button))
        page.get_by_text("There is a problem").wait_for()
        screenshot(page, f"{path.replace('/', '-')}-errors-{width}")
        is_open_to_everybody(page, axe, width)
