"""Takes the README's pictures anew, of the demo that `make run` has open at the moment.

Usage:
    .venv/bin/python tools/pictures.py [http://127.0.0.1:8000]
"""

import os
import sys
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, sync_playwright

# Run from tools/, the project is a folder above.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ |= {"DEMO": "1", "DJANGO_SETTINGS_MODULE": "civic.settings"}
django.setup()

from demo.cast import PASSWORD  # noqa: E402 - needs both
from tests.browser import chromium  # noqa: E402

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"


def main(site: str) -> None:
    """The work list at a desk, and an invitation on the Mayor's telephone."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.FLAGS)
        desk = signed_in(browser, site, "officer", width=1280, height=860)
        desk.goto(f"{site}/office/")
        desk.screenshot(path=PICTURES / "work-list.png")
        telephone = signed_in(browser, site, "mayor", width=390, height=844)
        telephone.goto(f"{site}/mayor/")
        telephone.locator("a", has_text="Read in full").first.click()
        telephone.wait_for_url("**/mayor/CIV-*/")
        telephone.screenshot(path=PICTURES / "mayor.png")
        browser.close()


def signed_in(browser: Browser, site: str, who: str, *, width: int, height: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": height}, locale="en-GB")
    page.goto(f"{site}/account/login/")
    page.fill("[name=login]", f"{who}@council.example")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
    return page


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000")
