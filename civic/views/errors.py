"""The pages of errors. None reads what was sent: that may be what cannot be read.

Django's own ask for the form's token first, and fail with a request whose body is unreadable.
"""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseServerError
from django.shortcuts import render
from django.template import loader
from django.utils.html import format_html

from civic.machine import runs

logger = logging.getLogger(__name__)
# For when the templates themselves cannot be shown.
PLAIN = """<!DOCTYPE html>
<html lang="en-gb"><head><meta charset="utf-8"><title>Something went wrong on our side</title></head>
<body><main><h1>Something went wrong on our side</h1>
<p>The page could not be shown. What was saved before is safe. Please try again in a few minutes.</p>
<p>If you write to us, give this number: <strong>{}</strong></p></main></body></html>
"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be read, or is more than is taken."""
    return HttpResponseBadRequest(loader.render_to_string("400.html"))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is open to others."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """There is no such page, or none that this person may know of."""
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    """Somebody signs in, or asks for a new password, more often than people do."""
    return HttpResponse(loader.render_to_string("429.html"), status=HTTPStatus.TOO_MANY_REQUESTS)


def server_error(request: HttpRequest) -> HttpResponseServerError:
    """The page of an error nobody foresaw. Its number finds the traceback in the log.

    Asks neither the database nor anything of the request: either may be what broke.
    """
    try:
        page = loader.render_to_string("500.html", {"request_number": runs.number()})
    except Exception:
        logger.exception("The page of an error could not be shown either.")
        page = format_html(PLAIN, runs.number())
    return HttpResponseServerError(page)
