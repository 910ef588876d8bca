"""The pages of the records in a real browser: empty, full, with errors; at a desk and on a telephone;
axe finds nothing.
"""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer
from time_machine import Traveller

from civic.models import Person
from civic.queries import read_council
from engagements.models import (
    Decision,
    DisclosureItem,
    DisclosureRequest,
    Invitation,
    Keeping,
    Note,
    RetentionRun,
)
from engagements.queries import retention as retention_due
from engagements.services import case_notes
from engagements.services.records import disclosure, retention
from tests import cases, council
from tests.browser.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = (
    "The Worshipful Company of Bellringers, Campanologists and Handbell Makers "
    "of Upper and Lower Wexcombe-under-Edge"
)


@pytest.fixture
def manager(transactional_db: None, office_day: Traveller) -> Person:
    """The manager of an office with cases long over, a hold, a certificate and a request half decided."""
    council.make_council()
    officer, mayor, manager = council.make_officer(), council.make_mayor(), council.make_manager()
    for number in range(12):
        day = date(2026, 7, 1 + number * 2)
        by = cases.organiser(
            name=f"Person {number}",
            organisation=LONG if number == 3 else f"Club {number}",
            email=f"p{number}@c.example",
        )
        where = {
            "title": f"{number} {LONG}" if number == 3 else f"Event {number}",
            "venue": f"Hall {number}",
            "address": f"Lane {number}",
        }
        case = cases.declined(
            officer=officer, mayor=mayor, organised_by=by, event_on=day, ends_on=day, **where
        )
        case_notes.write_note(
            case,
            text=f"Petra Novak of {LONG} rang: petra@n.example.",
            audience=Note.Audience.OFFICE,
            by=officer,
        )
    retention.place_hold(case, reason="A claim was announced.", by=manager)
    asked = {
        "kind": "sar",
        "asked_by_name": f"Person 3 of {LONG}"[:110],
        "asked_for": LONG,
        "terms": "Person 3\nPetra",
    }
    request = disclosure.enter(
        **asked, received_on=date(2026, 5, 29), owner=officer, at=read_council(), by=officer
    )
    fourth = Invitation.objects.order_by("pk")[3]
    note, decision = Note.objects.get(invitation=fourth), Decision.objects.get(invitation=fourth)
    chosen = {f"note-{note.pk}", f"organiser-{fourth.organiser_id}", f"decision-{decision.pk}"}
    disclosure.choose(request, keys=chosen, by=officer)
    office_day.move_to(council.london(2029, 1, 10, 10))
    listed = [
        one.reference
        for one in retention_due.next_list(Keeping.NOTES, retention_due.cut_off(2, timezone.localdate()))
    ]
    retention.carry_out(
        retention.approve(kind=Keeping.NOTES, seal=retention_due.seal(Keeping.NOTES, listed), by=manager)
    )
    return manager


def test_every_page_of_the_records_can_be_read_at_a_desk_and_on_a_telephone(
    manager: Person,
    live_server: LiveServer,
    at_width: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    screenshot: Callable[[Page, str], object],
) -> None:
    request, item = DisclosureRequest.objects.get(), DisclosureItem.objects.get(source="note")
    pages = {
        "retention": "/records/retention/",
        "times": "/records/retention/times/",
        "due": "/records/retention/due/attachments/",
        "empty": "/records/retention/due/letters/",
        "certificate": f"/records/retention/certificates/{RetentionRun.objects.get().number}/",
        "hold": f"/office/invitations/{item.invitation.reference}/hold/",
        "requests": "/records/requests/",
        "new": "/records/requests/new/",
        "request": f"/records/requests/{request.number}/",
        "choose": f"/records/requests/{request.number}/choose/",
        "item": f"/records/requests/{request.number}/items/{item.pk}/",
        "close": f"/records/requests/{request.number}/close/",
    }
    found: dict[str, list[str]] = {}
    for width in (1280, 390):
        page = at_width(width, javascript=width == 1280)
        sign_in(page, manager, live_server)
        for name, address in pages.items():
            page.goto(f"{live_server.url}{address}")
            assert page.locator("h1").count() == 1, f"{name}: {page.inner_text('body')[:300]}"
            screenshot(page, f"records-{name}-{width}")
            # Without JavaScript axe cannot run; the desk's window is made as narrow instead.
            wrong = axe(page) if width == 1280 else []
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
                wrong.append("wider than the window")
            if wrong:
                found[f"{name} at {width}"] = wrong
    assert found == {}


def test_words_for_a_request_that_was_closed_meanwhile_stay_in_sight_with_why(
    manager: Person,
    live_server: LiveServer,
    at_width: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    screenshot: Callable[[Page, str], object],
) -> None:
    item = DisclosureItem.objects.get(source="note")
    opened = {width: at_width(width, javascript=width == 1280) for width in (1280, 390)}
    for page in opened.values():
        sign_in(page, manager, live_server)
        page.goto(f"{live_server.url}/records/requests/{item.request.number}/items/{item.pk}/")
        page.get_by_label("Which words?").fill("Petra Novak")
        page.locator("input[name=code]").first.check()
    disclosure.close(item.request, words="Withdrawn.", by=manager)
    for width, page in opened.items():
        page.get_by_role("button", name="Leave out these words").click()
        assert "This request is closed." in page.inner_text(".govuk-error-summary")
        assert page.get_by_label("Which words?").input_value() == "Petra Novak"
        screenshot(page, f"records-closed-meanwhile-{width}")
        assert width == 390 or axe(page) == []
