"""Mayor and Deputy acknowledge the protocol."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from civic.access import allow, capacities_of, person_of
from handbook.forms import SignForm
from handbook.views.readers import IN_OFFICE, OFFICE_HOLDERS, own_terms
from protocols import acknowledgements, meetings, service, sign_off


@allow(*OFFICE_HOLDERS)
@require_http_methods(["GET", "HEAD", "POST"])
def acknowledge(request: HttpRequest) -> HttpResponse:
    """Acknowledge the version in force for one's own terms, in office or to come."""
    version, terms = service.version_in_force(), own_terms(request)
    waiting = acknowledgements.not_acknowledged(terms)
    says = f"I have read version {version.number} of the protocol and will follow it."
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
        "meetings": meetings.attended_by(person_of(request)),
        # Whoever is to come does not see it before being in office.
        "report": meetings.open_report() if capacities_of(request) & IN_OFFICE else None,
        "earlier": service.published_versions().exclude(pk=version.pk).order_by("-number").first(),
    }
    return render(request, "handbook/acknowledge.html", context)
