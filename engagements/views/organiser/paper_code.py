"""The code of a letter on paper: typed in by hand, or read by a camera with the address around it."""

from http import HTTPStatus

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from civic.client_address import client_address
from engagements.forms.organiser.organisers_page import CodeForm
from engagements.models import OrganiserLink
from engagements.services.case_record import organiser_links
from engagements.services.intake import rate_limits
from engagements.views.organiser.organiser_access import open_door, quiet

CODE = rate_limits.Kind.CODE


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str = "") -> HttpResponse:
    """One field for the code; or the code in the address, as it stands on paper.

    Opening it changes nothing of the invitation.
    """
    form = CodeForm(request.POST or ({"code": code} if code else None))
    if not form.is_valid():
        return _page(request, form, HTTPStatus.NOT_FOUND if code else HTTPStatus.OK)
    try:
        link = _found(request, form.cleaned_data["code"])
    except rate_limits.TooMany:
        form.add_error("code", form.TOO_MANY)
        return _page(request, form, HTTPStatus.TOO_MANY_REQUESTS)
    if link is None:
        form.add_error("code", form.UNKNOWN)
        return _page(request, form, HTTPStatus.NOT_FOUND)
    return open_door(request, link)


def _found(request: HttpRequest, code: str) -> OrganiserLink | None:
    """The link of this code. A wrong one is counted. Raises TooMany, for right ones too: no answer tells."""
    address = client_address(request)
    rate_limits.refuse_if_used_up(CODE, address=address)
    link = organiser_links.find_by_code(code)
    if link is None:
        rate_limits.count(CODE, address=address)
    return link


def _page(request: HttpRequest, form: CodeForm, status: int) -> HttpResponse:
    page = render(request, "engagements/organiser/code.html", {"form": form}, status=status)
    return quiet(page, referrer="same-origin")
