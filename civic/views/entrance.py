"""The start page, where people go after signing in, and what machines ask for."""

from datetime import date

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import condition, require_POST, require_safe

from civic import queries
from civic.access import ANYBODY_WITH_A_PART, allow, capacities_of, council_now, person_of
from civic.forms.away import AwayForm
from civic.menu import OFFICE_HOLDERS, first_page
from civic.models import Council
from civic.queries import Capacity
from civic.services import accounts
from civic.views.service_call import carried_out

# Of whom answers are expected.
MEMBERS = OFFICE_HOLDERS - {Capacity.DEPUTY_DESIGNATE}


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """For everybody: how to invite, what the council promises, and the way in for staff."""
    return render(request, "civic/home.html")


@allow(*ANYBODY_WITH_A_PART)
@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """Sends each to their own page."""
    page = first_page(capacities_of(request))
    if page:
        return redirect(page.url)
    at = council_now(request)
    mayor = queries.mayor_at(at.now, tenure=at.tenure)
    return render(request, "civic/landing.html", {"civic_year": at.civic_year, "mayor": mayor})


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
    return HttpResponse(
        f":root {{ --civic-brand: {_brand(request)}; }}\n", content_type="text/css; charset=utf-8"
    )


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
    """For load balancers: this process answers. Asks nobody, not even the database; /readyz does that."""
    return JsonResponse({"alive": True})


@allow(*ANYBODY_WITH_A_PART)
@require_safe
def own_account(request: HttpRequest) -> HttpResponse:
    """Password, second factor, and the address, which is the civic manager's to
    change and not one's own (P16).
    """
    page = {
        "is_member": bool(capacities_of(request) & MEMBERS),
        "away": person_of(request).away_by(date.max),
    }
    return render(request, "civic/own_account.html", page)


@allow(*MEMBERS)
def own_absence(request: HttpRequest) -> HttpResponse:
    """When this member is away: officers see it beside the cases that wait for the member."""
    person, back = person_of(request), reverse("civic:own_account")
    form = AwayForm(request.POST if request.method == "POST" else None, person=person, back=back)
    if form.is_valid() and carried_out(form, accounts.be_away, person, **form.cleaned_data):
        messages.success(request, "Saved. The civic office can see when you are away.")
        return redirect(back)
    return render(request, "civic/own_absence.html", {"form": form, "back": back})


@allow(*ANYBODY_WITH_A_PART)
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """On this machine and on every other: a lost telephone, say, or a library's computer."""
    accounts.sign_out_everywhere(person_of(request), by=person_of(request))
    logout(request)
    messages.success(request, "You have been signed out everywhere.")
    return redirect("civic:home")
