"""Mayor and Deputy acknowledge the protocol;
the civic manager records the meeting that introduced them to it.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from civic.access import allow, person_of
from civic.queries import Capacity
from handbook.forms import InductionForm, SignForm
from handbook.views.readers import OFFICE_HOLDERS, own_terms
from protocols import acknowledgements, service, sign_off


@allow(*OFFICE_HOLDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest) -> HttpResponse:
    """Acknowledge the version in force for one's own terms, in office or to come."""
    version, terms = service.version_in_force(), own_terms(request)
    waiting = acknowledgements.not_acknowledged(terms)
    says = f"I have read version {version.number} of the protocol and will keep to it."
    form = SignForm(request.POST if request.method == "POST" else None, says=says)
    if form.is_valid():
        acknowledgements.acknowledge(terms=waiting, by=person_of(request))
        messages.success(
            request, "Thank you. The civic office can see that you have acknowledged the protocol."
        )
        return redirect("handbook:acknowledge")
    context = {
        "form": form if waiting else None,
        "version": version,
        "terms": terms,
        "lacking": sign_off.lacking(version),
        "acknowledged": acknowledgements.acknowledgements(version).filter(person=person_of(request)),
        "earlier": service.published_versions().exclude(pk=version.pk).order_by("-number").first(),
    }
    return render(request, "handbook/acknowledge.html", context)


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def induction(request: HttpRequest) -> HttpResponse:
    """Record the induction meeting."""
    form = InductionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        acknowledgements.record_induction(**form.cleaned_data, by=person_of(request))
        messages.success(request, "The induction meeting is recorded.")
        return redirect("handbook:overview")
    return render(request, "handbook/induction.html", {"form": form, "version": service.version_in_force()})
