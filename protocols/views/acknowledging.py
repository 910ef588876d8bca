"""Mayor and Deputy acknowledge the protocol; the civic manager records the meeting that introduced them to it."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from protocols import acknowledging, service, signing
from protocols.forms import InductionForm, SignForm
from protocols.views.access import MANAGER, OFFICE_HOLDERS, open_to, own_terms


@open_to(*OFFICE_HOLDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest) -> HttpResponse:
    """Acknowledge the version in force for one's own terms, in office or to come."""
    version, terms = service.version_in_force(), own_terms(request)
    waiting = acknowledging.not_acknowledged(terms)
    says = f"I have read version {version.number} of the protocol and will keep to it."
    form = SignForm(request.POST if request.method == "POST" else None, says=says)
    if form.is_valid():
        acknowledging.acknowledge(terms=waiting, by=request.user)
        messages.success(request, "Thank you. The civic office can see that you have acknowledged the protocol.")
        return redirect("handbook_acknowledge")
    context = {
        "form": form if waiting else None,
        "version": version,
        "terms": terms,
        "lacking": signing.lacking(version),
        "acknowledged": acknowledging.acknowledgements(version).filter(person=cast(Any, request.user)),
        "earlier": service.published_versions().exclude(pk=version.pk).order_by("-number").first(),
    }
    return render(request, "protocols/acknowledge.html", context)


@open_to(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def induction(request: HttpRequest) -> HttpResponse:
    """Record the induction meeting."""
    form = InductionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        acknowledging.record_induction(**form.cleaned_data, by=request.user)
        messages.success(request, "The induction meeting is recorded.")
        return redirect("handbook")
    return render(request, "protocols/induction.html", {"form": form, "version": service.version_in_force()})
