"""The start page, where people go after signing in, and what machines ask for."""

from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_safe

from civic import queries
from civic.access import ANYBODY_WITH_A_PART, allow, capacities_of, page_exists, tenure_of
from civic.models import Council
from civic.queries import Capacity

C = Capacity
OWN_PAGES = (
    (frozenset({C.OFFICER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE}), "/office/"),
    (frozenset({C.MAYOR, C.ACTING_MAYOR, C.MAYOR_DESIGNATE}), "/mayor/"),
    (frozenset({C.DEPUTY}), "/deputy/"),
    (frozenset({C.ATTENDANT, C.MAYOR_NOT_ACTING}), "/diary/"),
    (frozenset({C.LEADER}), "/handbook/"),
    (frozenset({C.DEPUTY_DESIGNATE}), "/handbook/acknowledge/"),
)


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """For everybody: how to invite, what the council promises, and the way in for staff."""
    return render(request, "civic/home.html", {"can_invite": page_exists("/invite/"), "has_protocol": page_exists("/protocol/")})


@allow(*ANYBODY_WITH_A_PART)
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Sends each to their own page."""
    held = capacities_of(request)
    for capacities, url in OWN_PAGES:
        if capacities & held and page_exists(url):
            return redirect(url)
    now, tenure = timezone.now(), tenure_of(request)
    shown = {"civic_year": queries.civic_year_of(now, tenure=tenure), "mayor": queries.mayor_at(now, tenure=tenure)}
    return render(request, "civic/landing.html", shown)


def _brand(request: HttpRequest) -> str:
    return Council.objects.values_list("colour", flat=True).get()


def _brand_tag(request: HttpRequest) -> str:
    return f'"{_brand(request).lstrip("#")}"'


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
@condition(etag_func=_brand_tag)
def brand_css(request: HttpRequest) -> HttpResponse:
    """The council's colour. The value was checked when it was saved; white reads well on it."""
    return HttpResponse(f":root {{ --civic-brand: {_brand(request)}; }}\n", content_type="text/css; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=300)
def brand_logo(request: HttpRequest) -> HttpResponse:
    """The council's logo, checked to be a PNG when it was saved."""
    logo = bytes(Council.objects.values_list("logo", flat=True).get())
    if not logo:
        raise Http404
    return HttpResponse(logo, content_type="image/png")


@login_not_required
@require_safe
@cache_control(no_store=True)
def healthz(request: HttpRequest) -> HttpResponse:
    """For load balancers: answers when the database does."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@allow(*ANYBODY_WITH_A_PART)
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """Password, second factor, and the address, which is the civic manager's to change and not one's own (P16)."""
    return render(request, "civic/own_account.html")
