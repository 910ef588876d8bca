"""Advice, members' tasks and the pre-election list in a real browser: a telephone and a desk, empty and full;
axe finds nothing.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from civic.models import Person, PreElectionPeriod
from engagements.models import Asker, Consultation, Level, MemberTask
from engagements.services.advice import consultations, member_tasks
from tests import cases, council
from tests.browser.following import follow
from tests.browser.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.real_clock, pytest.mark.django_db(transaction=True)]
LONG = (
    "Would the Worshipful Company of Bellringers of Upper-and-Lower-Wexcombe-under-Edge-by-the-Water "
    "be told before the letter leaves? "
)
Opened = Callable[..., Page]


@pytest.fixture
def people(transactional_db: None) -> dict[str, Person]:
    council.make_council()
    now = timezone.now()
    term: dict[str, Any] = {"begins_at": now - timedelta(days=60), "ends_at": now + timedelta(days=300)}
    return {
        "officer": council.make_officer(),
        "manager": council.make_manager(),
        "monitoring": council.make_monitoring_officer(),
        "chief": council.make_chief_executive(),
        "mayor": council.make_mayor(**term),
    }


@pytest.fixture
def full(people: dict[str, Person]) -> dict[str, Person]:
    """A hundred questions and tasks, one of each through its whole life, and an election."""
    officer, manager, mayor = people["officer"], people["manager"], people["mayor"]
    day = timezone.localdate() + timedelta(days=20)
    case = cases.with_mayor(
        officer=officer, event_on=day, ends_on=day, title="A very long title of an event that goes on and on"
    )
    cases.make_invitation(event_on=day, ends_on=day, title="Without a postcode", venue="Barn", postcode="")
    days = {"begins_on": day - timedelta(days=5), "ends_on": day + timedelta(days=5)}
    ward = {"scope": "ward", "ward": "Market", "postcodes": ["WX1", "WX2 4"]}
    PreElectionPeriod.objects.create(name="Market by-election", policy="hold", **ward, **days)
    for number in range(100):
        consultations.ask(question=f"{number}: {LONG}", invitation=None, asked_as=Asker.OFFICER, by=officer)
        member_tasks.ask(wanted=f"{number}: {LONG}", invitation=None, asked_as=Asker.MAYOR, by=mayor)
    question = consultations.ask(question=LONG * 5, invitation=case, asked_as=Asker.MAYOR, by=mayor)
    consultations.pass_up(question, level=Level.CIVIC_MANAGER, words=LONG * 3, by=manager)
    consultations.answer(question, level=Level.MONITORING_OFFICER, words="Yes.", by=people["monitoring"])
    consultations.note_on_clause(question, code="P5", text="Rarely, and said so.", by=people["monitoring"])
    task = member_tasks.ask(wanted=LONG * 5, invitation=case, asked_as=Asker.MAYOR, by=mayor)
    member_tasks.take(task, by=officer)
    member_tasks.give(task, to=manager, by=officer)
    member_tasks.cannot(task, answer="The letter leaves first.", clause="P13", by=manager)
    return people


@pytest.fixture
def opened(at_width: Opened, live_server: LiveServer) -> Opened:
    """A page of the site at a width, for a person."""

    def of(address: str, width: int, person: Person, *, javascript: bool = True) -> Page:
        page = at_width(width, javascript=javascript)
        sign_in(page, person, live_server)
        page.goto(live_server.url + address)
        return page

    return of


def fits(page: Page) -> bool:
    """Whether nothing makes the page scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_read_well_with_a_hundred_rows(
    full: dict[str, Person], opened: Opened, axe: Any, screenshot: Any, width: int
) -> None:
    question, task = Consultation.objects.latest("id"), MemberTask.objects.latest("id")
    looked_at = [
        ("advice", "manager", reverse("engagements:advice")),
        ("advice-own", "mayor", reverse("engagements:advice")),
        ("advice-new", "mayor", reverse("engagements:advice_new")),
        ("advice-question", "monitoring", reverse("engagements:advice_question", args=[question.reference])),
        ("advice-take-up", "mayor", reverse("engagements:advice_say", args=[question.reference, "take-up"])),
        ("advice-note", "monitoring", reverse("engagements:advice_note", args=[question.reference])),
        ("conduct", "officer", reverse("engagements:conduct")),
        ("tasks-own", "mayor", reverse("engagements:own_tasks")),
        ("tasks-new", "mayor", reverse("engagements:task_new")),
        ("tasks-office", "officer", reverse("engagements:office_tasks")),
        ("task", "officer", reverse("engagements:office_task", args=[task.pk])),
        ("task-open", "officer", reverse("engagements:office_task", args=[task.pk - 1])),
        ("task-cannot", "officer", reverse("engagements:task_way", args=[task.pk - 1, "cannot"])),
        ("pre-election", "monitoring", reverse("engagements:pre_election")),
        ("handbook-note", "manager", reverse("handbook:version", args=[1])),
    ]
    found = {}
    for name, person, address in looked_at:
        page = opened(address, width, full[person])
        screenshot(page, f"{name}-{width}")
        found[name] = (axe(page), fits(page))
        page.context.close()
    assert found == {name: ([], True) for name, _, _ in looked_at}


@pytest.mark.parametrize("width", [390, 1280])
def test_the_empty_pages_read_well_without_javascript(
    people: dict[str, Person], opened: Opened, screenshot: Any, width: int
) -> None:
    empty = [
        ("engagements:advice", "chief"),
        ("engagements:own_tasks", "mayor"),
        ("engagements:office_tasks", "officer"),
        ("engagements:pre_election", "monitoring"),
    ]
    for name, person in empty:
        page = opened(reverse(name), width, people[person], javascript=False)
        screenshot(page, f"{name}-empty-{width}")
        assert (fits(page), page.locator(".civic-empty").count() > 0) == (True, True)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_route_for_conduct_reads_well(
    people: dict[str, Person], opened: Opened, axe: Any, screenshot: Any, width: int
) -> None:
    page = opened(reverse("engagements:conduct"), width, people["officer"])
    follow(page.get_by_role("button", name="Show who to contact"))
    screenshot(page, f"conduct-shown-{width}")
    assert (axe(page), fits(page)) == ([], True)
