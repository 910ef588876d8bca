"""A lost link can be asked for by anybody, and nobody learns from the answer whether an invitation exists."""

from contextlib import suppress

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from civic.client_address import client_address
from engagements.forms.organiser.organisers_page import LostLinkForm
from engagements.services.intake import rate_limits
from engagements.services.mail import lost_link_mails
from engagements.views.organiser.organiser_access import quiet

LINK = rate_limits.Kind.LINK


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_lost(request: HttpRequest) -> HttpResponse:
    """Asks for the address, and always answers the same."""
    form = LostLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        address = form.cleaned_data["email"]
        with suppress(rate_limits.TooMany):
            rate_limits.count(LINK, address=client_address(request), mailbox=address)
            lost_link_mails.ask(address)
        return quiet(redirect("engagements:lost_link_asked"), referrer="same-origin")
    return quiet(render(request, "engagements/organiser/lost.html", {"form": form}), referrer="same-origin")


@login_not_required
@require_safe
def invitation_lost_asked(request: HttpRequest) -> HttpResponse:
    """The one answer."""
    return quiet(render(request, "engagements/organiser/lost_asked.html"), referrer="same-origin")
