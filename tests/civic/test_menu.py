"""What other apps bring to the council's own page and to the pages for everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from civic import menu
from civic.models import Person
from tests.web import Visitor

OFFICES = ["Council details", "Offices and titles", "Our area", "Agreed reasons", "People", "System status"]
YEAR = [
    "Terms of office",
    "The annual meeting",
    "Acting periods",
    "Council meetings",
    "Closed days",
    "Cancel several engagements",
]
REST = [
    "Pre-election periods",
    "Approaches to the Deputy Mayor",
    "What can happen next?",
    "Record of changes",
]


def ways_on(person: Person) -> list[str]:
    page = Client()
    page.force_login(person)
    headings = page.get(reverse("civic:council")).context["headings"]
    return [way["label"] for _, ways in headings for way in ways]


def test_the_manager_finds_every_apps_pages_on_the_councils_own(manager: Person) -> None:
    assert ways_on(manager) == OFFICES + YEAR + REST


def test_what_is_found_there_is_said_in_the_councils_titles(client: Client, manager: Person) -> None:
    client.force_login(manager)
    page = client.get(reverse("civic:council")).content.decode()
    assert "Why the Deputy Mayor can be asked" in page
    assert "{" not in page.partition("<main")[2].partition("</main>")[0]


def test_the_monitoring_officer_finds_those_that_open(monitoring_officer: Person) -> None:
    assert ways_on(monitoring_officer) == ["Terms of office", "Acting periods", *REST]


@pytest.mark.django_db
def test_the_start_page_leads_to_the_form_the_protocol_and_the_privacy_notice(council: object) -> None:
    page = Visitor(None).open("/").page.text
    for words in ("Send an invitation", "Read the protocol", "Privacy"):
        assert words in page


def test_what_no_app_brings_is_led_to_by_nobody() -> None:
    assert (menu.public_page("privacy"), menu.public_page("nowhere")) == (reverse("engagements:privacy"), "")
