from typing import Any

import pytest

from tests.browser.following import follow

pytestmark = [pytest.mark.browser, pytest.mark.real_clock, pytest.mark.urls("tests.civic.pattern_urls")]
PAGES = ["form", "formset", "parts", "mayor", "letter"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", PAGES)
def test_every_pattern_is_open_to_everybody(
    live_server: Any, at_width: Any, axe: Any, screenshot: Any, name: str, width: int
) -> None:
    page = at_width(width)
    page.goto(f"{live_server}/patterns/{name}/")
    screenshot(page, f"pattern-{name}-{width}")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["form", "formset"])
def test_every_pattern_with_errors_is_open_to_everybody(
    live_server: Any, at_width: Any, axe: Any, screenshot: Any, name: str, width: int
) -> None:
    page = at_width(width)
    page.goto(f"{live_server}/patterns/{name}/")
    follow(page.get_by_role("button", name="Save", exact=True))
    page.get_by_text("There is a problem").wait_for()
    screenshot(page, f"pattern-{name}-errors-{width}")
    assert axe(page) == []


def test_a_link_of_the_summary_puts_the_cursor_where_the_error_is(live_server: Any, at_width: Any) -> None:
    page = at_width(1280)
    page.goto(f"{live_server}/patterns/form/")
    follow(page.get_by_role("button", name="Save", exact=True))
    page.get_by_role("link", name="Enter the date of the event").click()
    assert page.evaluate("document.activeElement.id") == "id_held_on_0"


def test_forms_work_without_scripts(live_server: Any, at_width: Any) -> None:
    page = at_width(390, javascript=False)
    page.goto(f"{live_server}/patterns/form/")
    page.get_by_label("Your name").fill("Ada")
    follow(page.get_by_role("button", name="Save", exact=True))
    assert page.get_by_label("Your name").input_value() == "Ada"
    assert page.get_by_role("link", name="Enter the date of the event").is_visible()


def test_the_page_keeps_to_its_own_policy(live_server: Any, at_width: Any) -> None:
    page = at_width(1280)
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"{live_server}/patterns/form/")
    page.goto(f"{live_server}/patterns/parts/")
    assert said == []
    assert page.get_by_role("button", name="Print this page").is_visible()


def test_a_printed_letter_has_no_site_around_it(live_server: Any, at_width: Any) -> None:
    page = at_width(1280)
    page.goto(f"{live_server}/patterns/letter/")
    page.emulate_media(media="print")
    assert not page.locator(".civic-header").is_visible()
    assert page.locator(".civic-letter").is_visible()


def test_axe_looks_again_at_a_page_that_is_built_another_way(at_width: Any, axe: Any) -> None:
    page = at_width(1280)
    whole = "<html lang=en><title>Fêtes</title><main><h1>Fêtes</h1><img src='data:,' alt='{}'></main></html>"
    page.set_content(whole.format("A marquee"))
    assert axe(page) == []
    page.set_content(whole.format("A marquee").replace("alt='A marquee'", ""))
    assert [line.split(":")[0] for line in axe(page)] == ["image-alt"]
