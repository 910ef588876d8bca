"""The pages of errors. None reads what was sent, for that may be what cannot be read: what was read already
is given back to whoever typed it.

Django's own ask for the form's token first, and fail with a request whose body is unreadable.
"""

import logging
import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.html import format_html

from civic import typed_words
from civic.database import Trouble, trouble_of
from civic.machine import runs

logger = logging.getLogger(__name__)
PAGES = {Trouble.BUSY: "503_busy.html", Trouble.AWAY: "503_away.html", None: "500.html"}
# Seconds, for programs that come again by themselves.
RETRY_AFTER = {Trouble.BUSY: "5", Trouble.AWAY: "60"}
# For when the templates themselves cannot be shown.
PLAIN = """<!DOCTYPE html>
<html lang="en-gb"><head><meta charset="utf-8">
<title>Sorry, there is a problem with the service</title></head>
<body><main><h1>Sorry, there is a problem with the service</h1>
<p>We cannot show the page. Everything saved before now is safe. Please try again in a few minutes.</p>
<p>If you contact us, please give this number: <strong>{}</strong></p></main></body></html>
"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read, or is more than is taken."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        page = loader.render_to_string("413.html")
        return HttpResponse(page, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return HttpResponseBadRequest(loader.render_to_string("400.html"))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is open to others."""
    return _in_the_office(request, "403.html", HTTPStatus.FORBIDDEN)


def _in_the_office(request: HttpRequest, template: str, status: HTTPStatus) -> HttpResponse:
    """With the menu of whoever asks; without it, where the session or the council cannot be read just now."""
    words = {"words": typed_words.of(request)}
    try:
        return render(request, template, words, status=status)
    except DatabaseError:
        return HttpResponse(loader.render_to_string(template, words), status=status)


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is not, or no longer, the browser's own.

    What was typed is given back, to be sent with a token of today: but not what another site had sent.
    """
    words = typed_words.of(request) if _comes_from_here(request) else None
    page = loader.render_to_string("403_csrf.html", {"words": words})
    return HttpResponse(page, status=HTTPStatus.FORBIDDEN)


def _comes_from_here(request: HttpRequest) -> bool:
    """As the browser says. One that says neither is too old for anybody to vouch for."""
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    own = f"{request.scheme}://{request.get_host()}"
    return origin in (own, None) and (site == "same-origin" or (site is None and origin == own))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or none that this person may know of."""
    return _in_the_office(request, "404.html", HTTPStatus.NOT_FOUND)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Somebody signs in, or asks for a new password, more often than people do."""
    page = loader.render_to_string("429.html", {"words": typed_words.of(request)})
    return HttpResponse(page, status=HTTPStatus.TOO_MANY_REQUESTS)


def server_error(request: HttpRequest) -> HttpResponse:
    """Somebody else is at the case, or the database is away, or an error nobody foresaw.

    The number on the last finds the traceback in the log. Asks neither the database nor the session nor the
    body: each may be what broke.
    """
    trouble = trouble_of(sys.exc_info()[1])
    try:
        page = loader.render_to_string(
            PAGES[trouble], {"request_number": runs.number(), "words": typed_words.of(request)}
        )
    except Exception:
        logger.exception("The page of an error could not be shown either.")
        page = format_html(PLAIN, runs.number())
    if trouble is None:
        return HttpResponseServerError(page)
    again = {"Retry-After": RETRY_AFTER[trouble]}
    return HttpResponse(page, status=HTTPStatus.SERVICE_UNAVAILABLE, headers=again)
