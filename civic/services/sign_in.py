"""How people sign in: nobody registers; the civic manager adds people (civic/services/accounts.py)."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from civic import known_browser
from civic.client_address import client_address
from civic.models import Person


class CouncilAccountAdapter(DefaultAccountAdapter):
    """allauth's door to the office."""

    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": (
            "Your e-mail address or password is not right. Please try again, or choose a new password."
        ),
        "too_many_login_attempts": (
            "There were too many wrong passwords. Wait 5 minutes and try again, or choose a "
            "new password to sign in straight away."
        ),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: accounts are made by the civic manager."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """The same address as every other limit counts by."""
        return client_address(request)

    def post_login(self, request: HttpRequest, user: Person, **login: Any) -> HttpResponse:
        """Whoever is in is known by this browser from now on."""
        response: HttpResponse = super().post_login(request, user, **login)
        known_browser.remember(response, user.email)
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """By what the attempts at an account are counted: apart in a browser that it knows.

        Not by the host that the request names, as allauth has it: whoever asks may name another each time.
        """
        login: str = credentials.get("email", "").strip().lower()
        return f"{login} {known_browser.mark_of(request, login)}"
