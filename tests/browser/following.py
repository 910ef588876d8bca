"""Going from page to page as a person does: press, and look only when the next page is there."""

from playwright.sync_api import Locator


def follow(pressed: Locator) -> None:
    """Presses a link or a button that leads to a page, and waits until that page has loaded.

    A click alone returns before the browser has begun to leave,
    so that what is looked at next may be the page before, or none.
    """
    with pressed.page.expect_event("load"):
        pressed.click()
