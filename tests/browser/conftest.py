"""A real Chromium for the tests: the system's own, one for the session, a fresh profile for each test."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser import chromium as installed

VENDOR = Path(__file__).parent / "vendor"
PICTURES = settings.VAR_DIR / "pictures"
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium (CHROMIUM names another).

    Without one the tests are skipped, and in CI they fail.
    """
    path = installed.path()
    if not path:
        reason = f"no Chromium here: install one of {', '.join(installed.NAMES)}, or set CHROMIUM to its path"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    # Playwright's loop makes Django believe that the test itself were asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, headless=True, args=installed.FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture
def at_width(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """A page of a window so wide: at_width(390), at_width(1280), at_width(390, javascript=False)."""
    contexts: list[BrowserContext] = []

    def opened(width: int, *, javascript: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 844 if width < 640 else 900},
            java_script_enabled=javascript,
            locale="en-GB",
            timezone_id="Europe/London",
            has_touch=width < 640,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], list[str]]:
    """Runs axe-core on the page as it stands; gives each violation as a line a person can read.

    What a page is built of is looked at once at each width, in whatever words and however many rows: axe
    takes most of the time that the browser's tests take, and officers and managers see nearly the same pages.
    """
    script = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
    skeleton = (Path(__file__).parent / "skeleton.js").read_text(encoding="utf-8")
    clean: set[tuple[int, str]] = set()

    def violations(page: Page) -> list[str]:
        width = page.evaluate("window.innerWidth")
        parts = {(width, part) for part in page.evaluate(skeleton)}
        if parts <= clean:
            return []
        # Evaluated by the debugger, not added as a tag, so that the page's own policy stays as strict
        # as it is.
        if not page.evaluate("Boolean(window.axe)"):
            page.evaluate(script)
        # Without asking for the style sheets once more, which none of these rules reads.
        ask = "tags => axe.run(document, {runOnly: tags, resultTypes: ['violations'], preload: false})"
        found = page.evaluate(ask, WCAG)
        if not found["violations"]:
            clean.update(parts)
        return [
            (
                f"{violation['id']}: {violation['help']}: "
                f"{', '.join(' '.join(map(str, node['target'])) for node in violation['nodes'])}"
            )
            for violation in found["violations"]
        ]

    return violations


@pytest.fixture(scope="session")
def screenshot() -> Callable[[Page, str], None]:
    """Where PICTURES is set, writes a picture of the whole page to var/pictures/, for people to look at."""

    def taken(page: Page, name: str) -> None:
        if os.environ.get("PICTURES"):
            PICTURES.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=PICTURES / f"{name}.png", full_page=True)

    return taken
