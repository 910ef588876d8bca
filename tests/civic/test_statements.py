"""The public statements: they say what this installation really does, in the council's own words."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from civic.models import Council, Nation, Person
from civic.views.statements import cookies_set, span
from engagements.models import Keeping, RetentionRule
from engagements.services.case_record import organiser_links
from tests import cases
from tests.council import PASSWORD, make_office
from tests.web import Visitor

PAGES = ("civic:accessibility", "engagements:privacy", "civic:cookies")


def said_on(name: str) -> str:
    visitor = Visitor().open(reverse(name))
    assert visitor.status == 200
    return visitor.page.text


@pytest.mark.parametrize("name", PAGES)
def test_every_page_leads_to_the_statements_and_they_name_the_council(name: str, council: Council) -> None:
    links = [href for href, _ in Visitor().open("/").page.links]
    assert reverse(name) in links
    assert "Wexcombe Town Council" in said_on(name)


def test_the_cookie_page_names_every_cookie_the_site_sets_and_no_other(
    officer: Person, manager: Person, mayor: Person, deputy: Person, civic_year: None
) -> None:
    """An organiser opens the form and the link of a letter; an officer signs in and does something."""
    invitation = cases.make_invitation()
    link = organiser_links.live_link(invitation)
    visitor = Visitor().open(reverse("engagements:invite"))
    visitor.press("Continue")
    visitor.open(reverse("engagements:organiser_link", kwargs={"token": organiser_links.token_of(link)}))
    client = Client()
    client.post(reverse("account_login"), {"login": officer.email, "password": PASSWORD})
    client.post(
        reverse("engagements:case_note", args=[invitation.reference]),
        {"text": "A parade.", "audience": "office"},
    )
    met = set(visitor.client.cookies) | set(client.cookies)
    assert met == {cookie.name for cookie in cookies_set()}


def test_the_cookies_last_as_long_as_the_page_says(officer: Person, settings: Settings) -> None:
    assert [
        span(seconds)
        for seconds in (settings.ORGANISER_COOKIE_AGE, settings.SESSION_COOKIE_AGE, settings.CSRF_COOKIE_AGE)
    ] == [
        "2 hours",
        "12 hours",
        "1 year",
    ]
    link = organiser_links.live_link(cases.make_invitation())
    client = Client()
    client.get(reverse("engagements:organiser_link", kwargs={"token": organiser_links.token_of(link)}))
    assert client.cookies[settings.ORGANISER_COOKIE_NAME]["max-age"] == settings.ORGANISER_COOKIE_AGE
    settings.SESSION_COOKIE_AGE = 60 * 60
    assert "1 hour, or until you close your browser" in said_on("civic:cookies")


@pytest.mark.parametrize(
    ("nation", "page", "says"),
    [
        (Nation.ENGLAND_WALES, "civic:accessibility", "Equality and Human Rights Commission"),
        (Nation.NORTHERN_IRELAND, "civic:accessibility", "Equality Commission for Northern Ireland"),
        (Nation.ENGLAND_WALES, "engagements:privacy", "Freedom of Information Act 2000"),
        (Nation.SCOTLAND, "engagements:privacy", "Freedom of Information (Scotland) Act 2002"),
    ],
)
def test_the_law_named_is_that_of_the_councils_nation(
    council: Council, nation: str, page: str, says: str
) -> None:
    Council.objects.update(nation=nation)
    assert says in said_on(page)


def test_statements_speak_the_councils_titles(council: Council) -> None:
    make_office("mayor", "Speaker")
    make_office("deputy", "Deputy Speaker", exists=False)
    assert "when you invite the Speaker, why" in said_on("engagements:privacy")
    assert "Deputy" not in said_on("engagements:privacy")


def test_whom_to_write_to_about_data_and_when_it_was_reviewed_are_settings(
    council: Council, settings: Settings
) -> None:
    assert "civic.office@wexcombe.example" in said_on("engagements:privacy")
    settings.DATA_PROTECTION_EMAIL, settings.STATEMENTS_REVIEWED_ON = "dpo@wexcombe.example", date(2026, 5, 4)
    assert "dpo@wexcombe.example" in said_on("engagements:privacy")
    assert [name for name in PAGES if "Last reviewed on Monday 4 May 2026." not in said_on(name)] == []
    assert "has not recorded a review" not in said_on("civic:accessibility")


def test_how_long_things_are_kept_is_what_the_erasing_rules_say(council: Council) -> None:
    RetentionRule.objects.update_or_create(kind=Keeping.CONTACT, defaults={"years": 5})
    RetentionRule.objects.update_or_create(kind=Keeping.ATTACHMENTS, defaults={"years": 1})
    RetentionRule.objects.update_or_create(kind=Keeping.ENGAGEMENT, defaults={"years": None})
    said = said_on("engagements:privacy")
    shown = ("Contact data 5 years", "Attachments 1 year", "date, place and outcome Permanently")
    assert [words for words in shown if words not in said] == []
