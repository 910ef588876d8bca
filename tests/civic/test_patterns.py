import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from tests.civic.pattern_urls import GuestForms, PatternForm, engine

pytestmark = pytest.mark.urls("tests.civic.pattern_urls")
GUESTS = {
    "form-TOTAL_FORMS": "2",
    "form-INITIAL_FORMS": "0",
    "form-0-guest": "Ada",
    "form-1-seen_on_day": "3",
}


def drawn(form: Any) -> Any:
    template = engine().from_string("{% load crispy_forms_tags %}{% crispy form %}")
    return template.render({"form": form}, RequestFactory().get("/"))


def ids(page: Any) -> Any:
    return re.findall(r'\bid="([^"]+)"', page)


def test_every_link_of_the_error_summary_reaches_an_input_on_the_page(client: Client) -> None:
    page = client.post("/patterns/form/", {"organiser": "", "held_on_day": "31"}).content.decode()
    links = re.findall(r'<li><a href="#([^"]+)">', page)
    assert links == [
        "id_organiser",
        "id_secret",
        "id_held_on_0",
        "id_begins",
        "id_ward",
        "id_answer_0",
        "id_press_0",
        "id_asked_0",
        "id_papers",
        "id_agreed",
    ]
    for link in links:
        assert re.search(rf'<(input|select|textarea)\b[^>]*\bid="{link}"', page), link


def test_every_link_of_a_set_of_forms_reaches_its_own_form(client: Client) -> None:
    page = client.post("/patterns/formset/", GUESTS).content.decode()
    links = re.findall(r'<li><a href="#([^"]+)">', page)
    assert links == ["id_form-0-seen_on_0", "id_form-1-guest", "id_form-1-seen_on_0"]
    assert set(links) <= set(ids(page))


@pytest.mark.parametrize("address", ["/patterns/form/", "/patterns/formset/"])
def test_the_summary_is_shown_once_and_before_the_heading(client: Client, address: Any) -> None:
    page = client.post(address, GUESTS).content.decode()
    assert page.count("There is a problem") == 1
    assert page.index("There is a problem") < page.index("<h1")


def test_a_form_drawn_without_the_frame_shows_its_own_summary() -> None:
    assert drawn(PatternForm({"organiser": ""})).count("There is a problem") == 1


@pytest.mark.parametrize("data", [None, {"organiser": ""}])
def test_no_id_is_given_twice(client: Client, data: Any) -> None:
    page = (client.post("/patterns/form/", data) if data else client.get("/patterns/form/")).content.decode()
    assert len(ids(page)) == len(set(ids(page)))


def test_whatever_describes_an_input_is_on_the_page(client: Client) -> None:
    page = client.post("/patterns/form/", {"organiser": ""}).content.decode()
    described = {name for names in re.findall(r'aria-describedby="([^"]+)"', page) for name in names.split()}
    assert described <= set(ids(page))
    assert "id_organiser_error" in described


def test_what_was_typed_stays_through_errors() -> None:
    page = drawn(
        PatternForm(
            {
                "organiser": "Ada <b>",
                "held_on_day": "31",
                "held_on_month": "febuary",
                "asked": ["speak"],
                "answer": "decline",
            }
        )
    )
    assert 'value="Ada &lt;b&gt;"' in page
    assert 'value="febuary"' in page
    assert page.count(" checked") == 2


def test_an_error_is_said_at_the_field_with_a_word_for_those_who_cannot_see_red() -> None:
    page = drawn(PatternForm({"organiser": ""}))
    assert '<span class="govuk-visually-hidden">Error:</span> Enter your name' in page
    assert "govuk-input govuk-input--error" in page


def test_the_title_says_that_there_is_an_error(client: Client) -> None:
    assert "<title>Every field" in client.get("/patterns/form/").content.decode()
    assert "<title>Error: Every field" in client.post("/patterns/form/", {"organiser": ""}).content.decode()


def test_a_form_leaves_checking_to_the_office_and_none_to_the_browser() -> None:
    page = drawn(PatternForm())
    assert " novalidate" in page
    assert " required" not in page
    assert " style=" not in page


def test_a_set_of_forms_names_each_error_once() -> None:
    page = drawn(GuestForms(GUESTS))
    assert page.count("There is a problem") == 1


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "413", "500", "503_away", "503_busy"])
def test_the_pages_of_trouble_need_nothing_to_be_drawn(name: str) -> None:
    page = render_to_string(f"{name}.html")
    assert page.count("<h1") == 1
    assert "Civic office" in page


@pytest.mark.parametrize("severity", ["note", "caution", "stop"])
def test_a_severity_is_said_in_words(severity: Any) -> None:
    assert f"{severity.capitalize()}: </span>Short notice" in render_to_string(
        "parts/severity.html", {"severity": severity, "label": "Short notice"}
    )
