"""Being somebody in a browser, without typing a password each time."""

from django.conf import settings
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from civic.models import Person


def sign_in(page: Page, person: Person, server: LiveServer) -> None:
    """With the session that signing in would have made, and nobody else's."""
    client = Client()
    client.force_login(person, settings.AUTHENTICATION_BACKENDS[0])
    page.context.clear_cookies()
    take_over(page, client, server)


def take_over(page: Page, client: Client, server: LiveServer) -> None:
    """The browser goes on with the cookies of a client."""
    page.context.add_cookies(
        [{"name": name, "value": cookie.value, "url": server.url} for name, cookie in client.cookies.items()]
    )
