"""Every page of every role in a real browser, at both widths, as it opens and with its errors shown:
axe finds nothing.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.mail import EmailMessage, get_connection
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.browser.signing_in import sign_in, take_over
from tests.matrix import LINES, Line
from tests.matrix_scene import Scene, Who, make_scene
from tests.test_matrix import ADDRESSES, address_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1280, 390)
# These look different to each who may open them. Any other is built alike for all its readers, and visited
# by one of them.
FILES = (".pdf", ".csv", ".xlsx", ".docx", ".zip", ".ics")
DIFFERS = {
    "civic:home",
    "engagements:advice",
    "engagements:case",
    "engagements:case_assign",
    "engagements:diary",
    "engagements:officers_entry",
    "engagements:late_entry",
    "engagements:pre_election",
    "engagements:protocol_explorer",
    "engagements:work_list",
    "mfa_authenticate",
    "reports:list",
    "reports:overview",
}
REPORT_FILES = (
    "reports:figures_csv",
    "reports:figures_xlsx",
    "reports:list_",
    "reports:report_pdf",
    "reports:annual_report",
    "engagements:case_summary_pdf",
    "reports:approaches_pdf",
    "reports:approaches_csv",
)
NOT_PAGES = (
    "civic:brand_", "civic:healthz", "civic:landing", "mfa_download", "engagements:work_list_csv",
    "engagements:work_list_xlsx", "engagements:diary_csv", "engagements:named_the_deputy_csv",
    "engagements:named_the_deputy_xlsx", "account_logout", *REPORT_FILES,
)  # fmt: skip
ROLES = [who for who in Who if who is not Who.FORMER]


@pytest.fixture
def scene(transactional_db: None, settings: Settings, tmp_path: Path) -> Scene:
    """With a mail to an address as long as they come in the demo's mailbox."""
    settings.MAIL_FOLDER = tmp_path / "outbox"
    post = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=settings.MAIL_FOLDER)
    address = "the.honorary.secretary.of.the.society@wexcombe-and-district-bird-watchers.example"
    EmailMessage(
        "Your invitation", "Thank you.", "office@wexcombe.example", [address], connection=post
    ).send()
    return make_scene()


def pages_of(who: Who) -> Iterator[Line]:
    """The pages this role visits: each line of the matrix is visited by somebody."""
    for line in LINES:
        readers = [reader for reader in ROLES if reader in line.get]
        visitors = readers if line.name in DIFFERS else readers[-1:]
        if who in visitors and line.name in ADDRESSES and not line.name.startswith(NOT_PAGES):
            yield line


def enter(page: Page, scene: Scene, who: Who, server: LiveServer) -> None:
    """Be this person, with the session a sign-in would have made."""
    if who is Who.ORGANISER:
        client = Client()
        client.get(reverse("engagements:organiser_link", kwargs={"token": scene.token}))
        take_over(page, client, server)
    elif who in scene.people:
        sign_in(page, scene.people[who], server)


@pytest.mark.parametrize("who", ROLES, ids=str)
def test_axe_finds_nothing_on_any_page(
    who: Who,
    scene: Scene,
    live_server: LiveServer,
    at_width: Callable[..., Page],
    axe: Callable[[Page], list[str]],
) -> None:
    page = at_width(1280)
    enter(page, scene, who, live_server)
    found: dict[str, list[str]] = {}
    addresses = {
        name: address
        for line in pages_of(who)
        if not (address := address_of(line, scene)).endswith(FILES)
        for name in [str(line)]
    }
    assert addresses
    for name, address in addresses.items():
        answer = page.goto(f"{live_server.url}{address}")
        if answer is None or "html" not in answer.headers.get("content-type", ""):
            continue
        found |= looked_at(page, name, axe)
        if name not in LAST and send_empty(page):
            found |= looked_at(page, f"{name}, sent empty", axe)
    assert found == {}


# Sending these empty is an answer in itself, and the scene would be another afterwards.
LAST = {
    line.name
    for line in LINES
    if line.name.startswith(
        (
            "engagements:mayor_answer",
            "engagements:deputy_answer",
            "engagements:case_step",
            "civic:account_",
            "engagements:organiser_leave",
        )
    )
}


def looked_at(page: Page, name: str, axe: Callable[[Page], list[str]]) -> dict[str, list[str]]:
    """What axe finds at both widths, and whether the page has to be moved sideways to be read."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        wrong = axe(page)
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
            wrong.append("the page is wider than the window")
        wrong += [f"the error summary leads nowhere: {link}" for link in page.evaluate(DEAD_LINKS)]
        wrong += [f"squeezed above its table: {caption}" for caption in page.evaluate(SQUEEZED)]
        if wrong:
            found[f"{name} at {width}"] = wrong
    return found


SQUEEZED = """[...document.querySelectorAll('caption:not(.govuk-visually-hidden)')]
    .filter(caption => caption.offsetWidth < caption.parentElement.offsetWidth - 1)
    .map(caption => caption.textContent)"""
DEAD_LINKS = """[...document.querySelectorAll('.govuk-error-summary a[href^="#"]')]
    .map(link => link.getAttribute('href')).filter(href => !document.getElementById(href.slice(1)))"""
FORM = (
    "[...document.querySelectorAll('main form[method=post]')].find(each => "
    "each.querySelector('input:not([type=hidden]), textarea, select'))"
)


def send_empty(page: Page) -> bool:
    """Empty the page's own form and send it past the browser's own checks;
    False when there is nothing to fill in.
    """
    if not page.evaluate(f"Boolean({FORM})"):
        return False
    with page.expect_navigation():
        page.evaluate(
            f"""() => {{
                const form = {FORM};
                const all = kinds => form.querySelectorAll(kinds);
                all('input[type=text], input[type=email], input[type=password], textarea')
                    .forEach(box => {{ box.value = ''; }});
                all('input[type=radio], input[type=checkbox]').forEach(box => {{ box.checked = false; }});
                HTMLFormElement.prototype.submit.call(form);
            }}"""
        )
    return True
