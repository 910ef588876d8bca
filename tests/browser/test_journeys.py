"""Three journeys in a real browser: from the public form to the letter, the Mayor on a telephone,
the organiser's answer.
"""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from civic.models import Person
from engagements.models import Decision, Invitation
from engagements.services.letters import drafts
from engagements.services.mail import outbox
from engagements.services.steps import triage
from tests import cases
from tests.browser.following import follow
from tests.browser.signing_in import sign_in
from tests.there import there

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opened = Callable[..., Page]


def invite(page: Page, server: LiveServer, *, whom: str) -> str:
    """Fill in the public form and send it; gives the reference."""
    page.goto(f"{server.url}/invite/")
    for label, words in {
        "Your name": "Jane Smith",
        "E-mail address": "jane@northgate-scouts.example",
        "Name of the event": "Northgate summer fête",
        "Day": "11",
        "Month": "July",
        "Year": "2026",
        "Venue": "Scout hut",
    }.items():
        page.get_by_label(label).first.fill(words)
    page.fill("[name=what_happens]", "Stalls, races and tea.")
    page.fill("[name=starts_wall]", "2pm")
    page.fill("[name=ends_wall]", "5pm")
    for name, value in {
        "kind": "fete",
        "addressee": whom,
        "wish": "deputy_welcome",
        "purpose": "community",
    }.items():
        box = page.locator(f"[name={name}][value={value}]")
        if box.count():
            box.check()
        else:
            page.locator(f"select[name={name}]").select_option(value)
    page.locator("[name=asked][value=attend]").check()
    follow(page.get_by_role("button", name="Continue"))
    assert page.locator(".govuk-error-summary").count() == 0, page.inner_text(".govuk-error-summary")
    follow(page.get_by_role("button", name="Send invitation"))
    return there(re.search(r"CIV-\d{4}-\d{4}", page.inner_text("main")))[0]


def test_from_the_public_form_to_the_letter(
    live_server: LiveServer,
    at_width: Opened,
    officer: Person,
    mayor: Person,
    deputy: Person,
    civic_year: None,
) -> None:
    page = at_width(1280)
    reference = invite(page, live_server, whom="mayor")
    sign_in(page, officer, live_server)
    page.goto(f"{live_server.url}/office/")
    follow(page.get_by_role("link", name="Northgate summer fête"))
    follow(page.get_by_role("button", name="Send to the Mayor"))
    sign_in(page, mayor, live_server)
    page.goto(f"{live_server.url}/mayor/{reference}/steps/accept/")
    follow(page.locator("main form button").first)
    sign_in(page, officer, live_server)
    page.goto(f"{live_server.url}/office/letters/")
    follow(page.get_by_role("link", name=re.compile("acceptance", re.I)).first)
    follow(page.get_by_role("button", name="Release", exact=True))
    outbox.send_due()
    letter = mail.outbox[-1]
    assert (letter.to, Invitation.objects.get(reference=reference).stage) == (
        ["Jane Smith <jane@northgate-scouts.example>"],
        "mayor_attends",
    )
    assert "Councillor Jane Smith" in str(letter.body)
    assert "Olive Officer" in str(letter.body)


def test_the_mayor_on_a_telephone_decides_in_two_taps(
    live_server: LiveServer,
    at_width: Opened,
    officer: Person,
    mayor: Person,
    deputy: Person,
    civic_year: None,
) -> None:
    invitation = cases.with_mayor(officer=officer)
    page = at_width(390)
    sign_in(page, mayor, live_server)
    page.goto(f"{live_server.url}/mayor/{invitation.reference}/")
    assert page.locator("input:checked").count() == 0
    page.get_by_role("button", name="Accept", exact=True).tap()
    page.get_by_role("button", name="Accept this invitation").tap()
    page.get_by_role("heading", name="Recorded").wait_for()
    assert Decision.objects.get().outcome == "accept"
    invitation.refresh_from_db()
    assert invitation.stage == "mayor_attends"


def test_the_organiser_answers_through_the_link_in_the_letter(
    live_server: LiveServer,
    at_width: Opened,
    officer: Person,
    mayor: Person,
    deputy: Person,
    civic_year: None,
) -> None:
    page = at_width(390)
    reference = invite(page, live_server, whom="deputy")
    triage.explain_protocol(Invitation.objects.get(reference=reference), by=officer)
    draft = Invitation.objects.get(reference=reference).letters.get(state="draft")
    drafts.release(draft, subject=draft.subject, body=draft.body, by=officer)
    outbox.send_due()
    link = re.findall(r"https?://\S+(/invitation/[0-9a-f]{64}/)", str(mail.outbox[-1].body))[0]
    page.goto(f"{live_server.url}{link}")
    assert "/invitation/" in page.url
    assert link not in page.url
    page.goto(f"{live_server.url}/invitation/answer/")
    page.locator("[name=answer][value=invite_mayor]").check()
    follow(page.get_by_role("button", name="Continue"))
    follow(page.locator("main form button").first)
    invitation = Invitation.objects.get(reference=reference)
    assert (invitation.stage, invitation.addressee) == ("received", "mayor")
