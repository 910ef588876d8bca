"""The Mayor's and the Deputy's pages on a telephone and on a desk, in a real browser,
with a thumb and with keys alone.
"""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from civic.models import CouncilMeeting, Person
from engagements.models import Invitation, Outcome
from engagements.services import case_notes
from engagements.services.steps import deputys_answer, mayors_decision, triage
from protocols.core.vocabulary import Addressee, Party, Step, Wish
from tests import cases, council
from tests.browser.following import follow
from tests.browser.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
LONG = (
    "The Worshipful Company of Bellringers, Campanologists and Handbell Makers "
    "of Upper and Lower Wexcombe-under-Edge"
)
Opened = Callable[..., Page]


class Scene:
    """A year around today, with a Mayor, a Deputy, an officer,
    and invitations in every state a member meets.
    """

    # Those of `full`.
    plain: Invitation
    clashing: Invitation
    joint: Invitation
    special: Invitation
    only: Invitation
    asked: Invitation
    deputys: Invitation
    declined: Invitation
    accepted: Invitation

    def __init__(self) -> None:
        council.make_council()
        self.officer = council.make_officer()
        now = timezone.now()
        span: dict[str, Any] = {"begins_at": now - timedelta(days=60), "ends_at": now + timedelta(days=300)}
        self.mayor = council.make_mayor(**span)
        self.deputy = council.make_deputy(**span)
        self.today = timezone.localdate()

    def on(
        self, days: int, starts: time = time(14), ends: time = time(17), **particulars: Any
    ) -> dict[str, Any]:
        day: date = self.today + timedelta(days=days)
        return {"event_on": day, "ends_on": day, "starts_wall": starts, "ends_wall": ends} | particulars

    def with_mayor(self, days: int, **particulars: Any) -> Invitation:
        return cases.with_mayor(officer=self.officer, **self.on(days, **particulars))

    def decide(self, invitation: Invitation, outcome: Outcome, **said: Any) -> None:
        mayors_decision.record_decision(
            invitation, outcome=outcome, made_by=self.mayor, by=self.mayor, **said
        )

    def ask_deputy(self, days: int, **particulars: Any) -> Invitation:
        invitation = self.with_mayor(days, **particulars)
        self.decide(invitation, Outcome.DELEGATE, agreed_reason="away")
        return invitation


@pytest.fixture
def scene(transactional_db: None) -> Scene:
    return Scene()


@pytest.fixture
def full(scene: Scene) -> Scene:
    """Everything at once, with names as long as they come."""
    accepted = scene.with_mayor(20, title="Chamber of Trade dinner", starts=time(18), ends=time(22))
    scene.decide(accepted, Outcome.ACCEPT)
    scene.plain = scene.with_mayor(40, title="Northgate summer fête")
    case_notes.advise_mayor(
        scene.plain,
        advice="A good occasion; the Mayor has not been to Northgate this year.",
        by=scene.officer,
    )
    organiser = cases.organiser(organisation=LONG, name="Alexandra Featherstonehaugh-Cholmondeley")
    scene.clashing = scene.with_mayor(
        20, starts=time(19), ends=time(21), title=f"Annual meeting of {LONG}", organised_by=organiser
    )
    case_notes.declare_interest(
        scene.clashing,
        person=scene.mayor,
        nature="I am the company's honorary president.",
        party=Party.MAYOR,
        by=scene.mayor,
    )
    CouncilMeeting.objects.create(at=scene.clashing.starts_at)
    scene.joint = scene.with_mayor(
        50, addressee=Addressee.BOTH.value, title="Remembrance service", kind="service"
    )
    special = cases.make_invitation(
        **scene.on(60, addressee=Addressee.DEPUTY.value, title="School named after the family")
    )
    scene.special = triage.tell_special_case(
        special, why="The school bears the family's name.", by=scene.officer
    )
    scene.only = scene.with_mayor(
        70, wish=Wish.MAYOR_ONLY.value, title="Opening of the new library", confidential=True
    )
    refused = cases.make_invitation(**scene.on(80, title="Party rally"))
    triage.refuse(refused, step=Step.REFUSE_P10, reason="It is a party's rally.", by=scene.officer)
    scene.asked = scene.ask_deputy(30, title="Hospice open day")
    scene.deputys = scene.ask_deputy(33, title="Youth orchestra concert", starts=time(19), ends=time(21))
    deputys_answer.accept(scene.deputys, deputy=scene.deputy, by=scene.deputy)
    scene.declined = scene.with_mayor(90, title="Car showroom evening")
    scene.decide(scene.declined, Outcome.DECLINE, decline_kind="diary")
    scene.accepted = accepted
    return scene


@pytest.fixture
def as_person(at_width: Opened, live_server: LiveServer) -> Callable[..., Page]:
    """A page of somebody who is signed in."""

    def opened(person: Person, width: int, **options: Any) -> Page:
        page = at_width(width, **options)
        sign_in(page, person, live_server)
        return page

    return opened


def shown(page: Page, live_server: LiveServer, name: str, *arguments: str) -> Page:
    page.goto(f"{live_server.url}{reverse(name, args=arguments)}")
    return page


MAYORS: dict[str, Callable[[Any], Any]] = {
    "box": lambda scene: ("engagements:mayor",),
    "named-the-deputy": lambda scene: ("engagements:named_the_deputy",),
    "case": lambda scene: ("engagements:mayor_case", scene.plain.reference),
    "case-clash": lambda scene: ("engagements:mayor_case", scene.clashing.reference),
    "case-joint": lambda scene: ("engagements:mayor_case", scene.joint.reference),
    "case-special": lambda scene: ("engagements:mayor_case", scene.special.reference),
    "case-only": lambda scene: ("engagements:mayor_case", scene.only.reference),
    "case-asked": lambda scene: ("engagements:mayor_case", scene.asked.reference),
    "case-accepted": lambda scene: ("engagements:mayor_case", scene.accepted.reference),
    "case-declined": lambda scene: ("engagements:mayor_case", scene.declined.reference),
    "accept": lambda scene: ("engagements:mayor_answer", scene.plain.reference, "accept"),
    "ask-deputy": lambda scene: ("engagements:mayor_answer", scene.plain.reference, "ask-deputy"),
    "decline": lambda scene: ("engagements:mayor_answer", scene.plain.reference, "decline"),
    "exception": lambda scene: ("engagements:mayor_answer", scene.special.reference, "exception"),
    "ask": lambda scene: ("engagements:mayor_answer", scene.plain.reference, "ask"),
    "closed": lambda scene: ("engagements:mayor_answer", scene.only.reference, "ask-deputy"),
    "done": lambda scene: ("engagements:mayor_done", scene.declined.reference),
    "interest": lambda scene: ("engagements:mayor_interest", scene.plain.reference),
}
DEPUTYS: dict[str, Callable[[Any], Any]] = {
    "box": lambda scene: ("engagements:deputy",),
    "case": lambda scene: ("engagements:deputy_case", scene.asked.reference),
    "case-accepted": lambda scene: ("engagements:deputy_case", scene.deputys.reference),
    "accept": lambda scene: ("engagements:deputy_answer", scene.asked.reference, "accept"),
    "decline": lambda scene: ("engagements:deputy_answer", scene.asked.reference, "decline"),
    "interest": lambda scene: ("engagements:deputy_interest", scene.asked.reference),
}
# Words of a sentence that is a link may be lower than a thumb; everything that stands alone may not
# (WCAG 2.5.8, and then some).
SMALL_TARGETS = """() => [
    ...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main textarea')
  ]
  .filter(e => !e.closest('p, .civic-lines__small, .govuk-error-summary') && e.offsetParent !== null)
  .map(e => [(e.type === 'radio' ? e.parentElement : e).getBoundingClientRect(), e])
  .filter(([box]) => box.height < 44 || box.width < 44)
  .map(([box, e]) => [e.tagName, e.textContent.trim() || e.name,
                      `${Math.round(box.width)}x${Math.round(box.height)}`].join(' '))"""


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_of_the_mayor_is_open_to_everybody(
    full: Any, as_person: Any, live_server: Any, axe: Any, screenshot: Any, width: int
) -> None:
    page = as_person(full.mayor, width)
    found = {}
    for name, where in MAYORS.items():
        shown(page, live_server, *where(full))
        screenshot(page, f"mayor-{name}-{width}")
        found[name] = axe(page) + (page.evaluate(SMALL_TARGETS) if width < 640 else [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert found == dict.fromkeys(MAYORS, [])


@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_of_the_deputy_is_open_to_everybody(
    full: Any, as_person: Any, live_server: Any, axe: Any, screenshot: Any, width: int
) -> None:
    page = as_person(full.deputy, width)
    found = {}
    for name, where in DEPUTYS.items():
        shown(page, live_server, *where(full))
        screenshot(page, f"deputy-{name}-{width}")
        found[name] = axe(page) + (page.evaluate(SMALL_TARGETS) if width < 640 else [])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, name
    assert found == dict.fromkeys(DEPUTYS, [])


def test_pages_with_errors_shown_are_open_to_everybody(
    full: Any, as_person: Any, live_server: Any, axe: Any, screenshot: Any
) -> None:
    page = as_person(full.mayor, 390)
    shown(page, live_server, "engagements:mayor_answer", full.plain.reference, "ask-deputy")
    follow(page.get_by_role("button", name="Ask the Deputy Mayor to attend on your behalf"))
    page.get_by_role("link", name="Choose the reason why you cannot attend").wait_for()
    screenshot(page, "mayor-ask-deputy-errors-390")
    assert axe(page) == []
    page = as_person(full.deputy, 390)
    shown(page, live_server, "engagements:deputy_answer", full.asked.reference, "decline")
    follow(page.get_by_role("button", name="Decline", exact=True))
    page.get_by_role("link", name="Enter your reason").wait_for()
    screenshot(page, "deputy-decline-errors-390")
    assert axe(page) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_the_mayor_accepts_with_two_presses_from_the_invitation(
    full: Any, as_person: Any, live_server: Any, javascript: bool
) -> None:
    page = as_person(full.mayor, 390, javascript=javascript)
    shown(page, live_server, "engagements:mayor_case", full.plain.reference)
    follow(page.get_by_role("button", name="Accept", exact=True))
    follow(page.get_by_role("button", name="Accept this invitation"))
    page.get_by_role("heading", name="Recorded").wait_for()
    assert page.get_by_role("link", name="Read the next one").is_visible()
    full.plain.refresh_from_db()
    assert full.plain.stage == "mayor_attends"
    # Back to the confirmation: what was recorded is told again.
    page.go_back()
    page.get_by_role("heading", name="Recorded").wait_for()
    assert full.plain.decisions.count() == 1


def test_the_mayor_asks_the_deputy_with_keys_alone(full: Any, as_person: Any, live_server: Any) -> None:
    page = as_person(full.mayor, 1280)
    shown(page, live_server, "engagements:mayor_case", full.plain.reference)
    press_to(page, "Cannot attend, ask the Deputy Mayor")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Ask the Deputy Mayor to attend on your behalf?").wait_for()
    assert page.locator("input:checked").count() == 0
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.type") == "radio":
            break
    page.keyboard.press("Space")
    press_to(page, "Ask the Deputy Mayor to attend on your behalf")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Recorded").wait_for()
    full.plain.refresh_from_db()
    assert full.plain.stage == "with_deputy"


def test_the_deputy_answers_without_scripts(full: Any, as_person: Any, live_server: Any) -> None:
    page = as_person(full.deputy, 390, javascript=False)
    shown(page, live_server, "engagements:deputy")
    follow(page.get_by_role("button", name="Read and answer"))
    follow(page.get_by_role("button", name="Decline", exact=True))
    page.get_by_label("Your reason").fill("My daughter's wedding.")
    follow(page.get_by_role("button", name="Decline", exact=True))
    page.get_by_text("You have declined.").wait_for()
    full.asked.refresh_from_db()
    assert full.asked.stage == "with_mayor"


def press_to(page: Page, words: str) -> None:
    """Tab until the thing with these words has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == words:
            return
    raise AssertionError(f"“{words}” cannot be reached with keys")
