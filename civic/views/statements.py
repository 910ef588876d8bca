"""What the law asks every public site to say of access and cookies.

Facts come from the settings and the council's own data.
"""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from civic import known_browser
from civic.access import council_now
from civic.models import Nation

HOUR, DAY, YEAR = 60 * 60, 60 * 60 * 24, 60 * 60 * 24 * 364
UNTIL_CLOSED = "until you close your browser"


@dataclass(frozen=True)
class Cookie:
    """A cookie this site sets: what for, when, and for how long."""

    name: str
    purpose: str
    set_when: str
    lasts: str


def cookies_set() -> list[Cookie]:
    """Every cookie of this site. There is none besides these, and none of anybody else's."""
    return [
        Cookie(
            settings.CSRF_COOKIE_NAME, "Makes sure that you opened the form you send us on this site.",
            "When you open a page with a form.", span(settings.CSRF_COOKIE_AGE),
        ),
        Cookie(
            settings.SESSION_COOKIE_NAME,
            "Keeps you signed in, and keeps your answers while you write an invitation.",
            "When you send the invitation form, or sign in as an officer or office-holder.",
            f"{span(settings.SESSION_COOKIE_AGE)}, or {UNTIL_CLOSED} if you signed in and that is earlier",
        ),
        Cookie(
            known_browser.COOKIE,
            "Recognises your browser, so that nobody who tries passwords elsewhere can lock you out.",
            "When you sign in as an officer or office-holder.", span(known_browser.LASTS.total_seconds()),
        ),
        Cookie(
            settings.ORGANISER_COOKIE_NAME,
            "Opens your own invitation, so that the private part of the link is not shown in "
            "the web address.",
            "When you open the link in one of our letters.", span(settings.ORGANISER_COOKIE_AGE),
        ),
        Cookie(
            CookieStorage.cookie_name, "Carries a message such as “Note saved” to the next page.",
            "When an officer or office-holder has done something. It is deleted once it has "
            "been shown.", UNTIL_CLOSED,
        ),
    ]  # fmt: skip


def span(seconds: float) -> str:
    """Such as "2 hours" or "1 year"."""
    size, unit = next(
        (size, unit)
        for size, unit in ((YEAR, "year"), (DAY, "day"), (HOUR, "hour"), (1, "second"))
        if seconds >= size
    )
    number = round(seconds / size)
    return f"{number} {unit}{'' if number == 1 else 's'}"


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement the accessibility regulations for public sector bodies ask for."""
    northern_ireland = council_now(request).council.nation == Nation.NORTHERN_IRELAND
    return statement(request, "civic/statements/accessibility.html", northern_ireland=northern_ireland)


@login_not_required
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """The cookies of this site: those without which it could not work, and no others."""
    return statement(request, "civic/statements/cookies.html", cookies=cookies_set())


def statement(request: HttpRequest, template: str, **facts: object) -> HttpResponse:
    """A statement with its facts, and the day on which somebody last went through it."""
    reviewed_on: date | None = settings.STATEMENTS_REVIEWED_ON
    return render(
        request, template, {"reviewed_on": reviewed_on, "site_address": settings.SITE_ADDRESS, **facts}
    )
