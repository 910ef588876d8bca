"""A browser in which somebody has signed in before: strangers who try passwords elsewhere do not shut it out.

A stranger's wrong passwords use up the attempts at an account. Those from a browser that the account knows
are counted by themselves, and are as few.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string

COOKIE = "known-browser"
LASTS = timedelta(days=365)


def remember(response: HttpResponse, address: str) -> None:
    """Let the browser be known by whoever signs in with this address, for a year from now."""
    response.set_signed_cookie(
        COOKIE,
        get_random_string(22),
        salt=_salt(address),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def mark_of(request: HttpRequest, address: str) -> str:
    """What the browser is known by to the account of this address; empty for a stranger's."""
    return request.get_signed_cookie(COOKIE, default="", salt=_salt(address), max_age=LASTS) or ""


def _salt(address: str) -> str:
    """One for each account: a cookie is worth nothing for another."""
    return f"known-browser {address.strip().lower()}"
