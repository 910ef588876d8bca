"""The handbook in a browser: open to everybody, nothing off the page, at every state of a version."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from civic.models import Person, Term
from protocols import meetings, service, sign_off
from protocols.models import Part
from tests import council
from tests.browser.signing_in import sign_in
from tests.protocols.sign_off import sign_on_paper

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_work(transactional_db: None, tmp_path: Path, settings: Settings) -> dict[str, Person]:
    """A version put for signature, one signature given, an earlier round void."""
    settings.MEDIA_ROOT = tmp_path
    council.make_council()
    people = {
        "manager": council.make_manager(),
        "monitoring": council.make_monitoring_officer(),
        "leader": council.make_leader(),
        "mayor": council.make_mayor(),
    }
    manager = people["manager"]
    draft = service.new_draft(by=manager)
    service.change_limits(version=draft, answer_days=21, offer_deputy="with_leave", by=manager)
    service.change_clause(
        version=draft, code="P3", title="No", text="{Mayor_title} says no within three weeks.", by=manager
    )
    meetings.record(
        kind=meetings.Meeting.Kind.INDUCTION,
        held_on=council.OFFICE_DAY.date(),
        terms=list(Term.objects.select_related("person", "office")),
        others="The Leader\nThe Chief Executive",
        note="All clauses, and the letters.",
        by=manager,
    )
    version = sign_off.put_for_signature(draft, note="Three weeks to answer", by=manager)
    sign_on_paper(version, Part.LEADER, by=manager)
    sign_off.take_back(version, because="A word was missing", by=manager)
    return people


@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_of_the_handbook_is_open_to_everybody(
    width: int,
    at_work: dict[str, Person],
    live_server: LiveServer,
    at_width: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    screenshot: Callable[[Page, str], None],
) -> None:
    page, found = at_width(width), {}

    def look(person: str, address: str, name: str) -> None:
        sign_in(page, at_work[person], live_server)
        page.goto(f"{live_server.url}{address}")
        for details in page.locator("details").all()[:3]:
            details.locator("summary").click()
        screenshot(page, f"handbook-{name}-{width}")
        if violations := axe(page):
            found[name] = violations
        wide = page.evaluate("document.documentElement.scrollWidth")
        if wide > width:
            found[f"{name} is {wide} wide"] = []

    look("manager", "/handbook/", "overview")
    look("manager", "/handbook/versions/2/", "draft")
    look("manager", "/handbook/versions/2/limits/", "limits")
    look("manager", "/handbook/versions/2/clauses/P3/", "clause")
    look("manager", "/handbook/versions/2/changes/", "changes")
    look("manager", "/handbook/versions/2/for-signature/", "put")
    version = sign_off.put_for_signature(service.all_versions().get(number=2), by=at_work["manager"])
    sign_on_paper(version, Part.LEADER, by=at_work["manager"])
    look("monitoring", "/handbook/versions/2/", "for-signature")
    look("monitoring", "/handbook/versions/2/sign/", "sign")
    look("manager", "/handbook/versions/2/paper/", "paper")
    look("manager", "/handbook/versions/2/take-back/", "take-back")
    sign_on_paper(version, Part.CHIEF_EXECUTIVE, Part.MONITORING_OFFICER, by=at_work["manager"])
    look("manager", "/handbook/versions/2/publish/", "publish")
    look("leader", "/handbook/", "leader")
    look("manager", "/handbook/meetings/", "meetings")
    look("manager", "/handbook/meetings/record/", "meeting-record")
    look("mayor", "/handbook/acknowledge/", "acknowledge")
    look("mayor", "/handbook/roles/officers/", "role")
    look("mayor", "/protocol/", "public")
    assert found == {}
