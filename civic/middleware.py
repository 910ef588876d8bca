"""What stands before every page: its line in the log, a part in the office, a second factor, or refusal."""

import logging
import time
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from civic import form_ticket, typed_words
from civic.access import capacities_of
from civic.machine import metrics, runs, statements
from civic.services import sent_forms

logger = logging.getLogger("civic.requests")
SAYS = "%(method)s %(view)s: %(status)s in %(ms)s ms, statements: %(statements)s"
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"})
UTF_8 = frozenset({"utf-8", "utf8", "us-ascii"})
LEAVING = frozenset({"account_logout"})
SETTING_UP = LEAVING | {"account_reauthenticate", "mfa_reauthenticate"}


class RequestLineMiddleware:
    """Gives each request its number, and each answer a line in the log and a place in the counts.

    The files of the pages' looks have none.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path.startswith(settings.STATIC_URL):
            return self.get_response(request)
        began = time.perf_counter()
        with runs.running(request.headers.get("X-Request-ID", "")) as number, statements.counted() as count:
            response = self.get_response(request)
            seconds = time.perf_counter() - began
            view = request.resolver_match.view_name if request.resolver_match else "none"
            status, asked = response.status_code, count.statements
            metrics.request(view=view, status=status, seconds=seconds, statements=asked)
            facts = {"view": view, "status": status, "ms": round(seconds * 1000), "statements": asked}
            facts |= {"method": method_of(request)} | who_asked(request)
            logger.info(SAYS, facts, extra={"facts": facts})
        response["X-Request-ID"] = number
        return response


class OneAlphabetMiddleware:
    """Reads requests in UTF-8 alone, which our pages are in: no browser names another alphabet."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if (request.content_params or {}).get("charset", "utf-8").lower() not in UTF_8:
            raise BadRequest("The request is not in UTF-8.")
        return self.get_response(request)


def method_of(request: HttpRequest) -> str:
    """One of the usual methods; whatever else somebody sends is not repeated in the log."""
    return request.method if request.method in METHODS else "other"


def who_asked(request: HttpRequest) -> dict[str, object]:
    """The person's number and capacities, when the request read them anyway: a line costs no statement."""
    person = getattr(request, "_cached_user", None)
    if person is None or not person.is_authenticated:
        return {"person": None, "capacities": []}
    known = capacities_of(request) if hasattr(request, "council_now") else frozenset()
    return {"person": person.pk, "capacities": sorted(known)}


ViewFunction = Callable[..., HttpResponseBase]


class SignInFirstMiddleware(LoginRequiredMiddleware):
    """Who is signed out is sent to sign in. What they had typed is given back on a page that says so."""

    def process_view(
        self, request: HttpRequest, view: ViewFunction, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        refused = super().process_view(request, view, args, kwargs)
        words = typed_words.of(request) if refused else None
        return render(request, "civic/signed_out.html", {"words": words}, status=403) if words else refused


class CivicMiddleware:
    """The common shape: decides once the view is known; public views pass."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: ViewFunction, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated or not getattr(view, "login_required", True):
            return None
        return self.before_view(request, view)

    def before_view(self, request: HttpRequest, view: ViewFunction) -> HttpResponseBase | None:
        raise NotImplementedError


class DefaultRefusalMiddleware(CivicMiddleware):
    """Refuses people who have no part in the office now, such as a former Mayor, and views that name nobody.

    What signed-in people read is kept by no browser, so that nobody turns back to it after signing out.
    """

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = super().__call__(request)
        if not response.has_header("Cache-Control") and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    def before_view(self, request: HttpRequest, view: ViewFunction) -> HttpResponseBase | None:
        name = request.resolver_match.url_name if request.resolver_match else ""
        if name in LEAVING:
            return None
        if not capacities_of(request):
            return render(request, "civic/no_part.html", {"words": typed_words.of(request)}, status=403)
        if view.__module__.partition(".")[0] in settings.OUR_APPS and not getattr(view, "allowed", None):
            raise PermissionDenied
        return None


class SecondFactorMiddleware(CivicMiddleware):
    """Sends officers and office-holders to set up their second factor before anything else,
    where it is required.
    """

    def before_view(self, request: HttpRequest, view: ViewFunction) -> HttpResponseBase | None:
        if not settings.SECOND_FACTOR_REQUIRED:
            return None
        name = (request.resolver_match.url_name if request.resolver_match else "") or ""
        if name in SETTING_UP or name.startswith("mfa_") or is_mfa_enabled(request.user):
            return None
        return redirect("mfa_index")


class OnceMiddleware(CivicMiddleware):
    """A form of ours that is sent twice has one effect: the second sending is led where the first was."""

    def process_view(
        self, request: HttpRequest, view: ViewFunction, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        ours = view.__module__.partition(".")[0] in settings.OUR_APPS
        ticket = form_ticket.of(request) if request.method == "POST" and ours else ""
        if not ticket:
            return None

        def take() -> tuple[HttpResponseBase, str]:
            answer = view(request, *args, **kwargs)
            return answer, answer["Location"] if answer.has_header("Location") else ""

        answer, leads_to = sent_forms.once(ticket, take)
        if answer is not None:
            return answer
        messages.info(request, "You have already sent this form. We have recorded it once.")
        return redirect(leads_to)
