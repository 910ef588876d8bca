"""The council's area and those around it (P1): the civic manager's pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from civic.access import allow, council_now, person_of
from civic.forms.areas import DistrictsForm, NeighbourForm
from civic.models import NeighbouringArea
from civic.queries import Capacity
from civic.services import areas
from civic.views.service_call import carried_out, form_page

STAYS = (
    "Invitations that have arrived keep what was worked out for them. An officer can correct it on the case."
)


@allow(Capacity.MANAGER)
@require_safe
def area(request: HttpRequest) -> HttpResponse:
    """The council's own districts, and its neighbours."""
    at = council_now(request)
    return render(request, "civic/area.html", {"districts": at.council.districts, "areas": at.neighbours})


@allow(Capacity.MANAGER)
def districts(request: HttpRequest) -> HttpResponse:
    kept = council_now(request).council.districts
    form = DistrictsForm(request.POST or None, initial={"districts": kept})
    if form.is_valid() and carried_out(
        form, areas.keep_districts, **form.cleaned_data, by=person_of(request)
    ):
        messages.success(request, "Postcode districts saved.")
        return redirect("civic:area")
    return form_page(request, form, title="Our postcode districts", hint=STAYS, back="civic:area")


@allow(Capacity.MANAGER)
def neighbour_add(request: HttpRequest) -> HttpResponse:
    form = NeighbourForm(request.POST or None)
    if form.is_valid() and carried_out(
        form, areas.keep_neighbour, NeighbouringArea(), values=form.cleaned_data, by=person_of(request)
    ):
        messages.success(request, "Neighbouring area added.")
        return redirect("civic:area")
    return form_page(request, form, title="Add a neighbouring area", hint=STAYS, back="civic:area")


@allow(Capacity.MANAGER)
def neighbour_change(request: HttpRequest, pk: int) -> HttpResponse:
    kept = get_object_or_404(NeighbouringArea, pk=pk)
    form = NeighbourForm(request.POST or None, initial=NeighbourForm.initial_for(kept))
    if form.is_valid() and carried_out(
        form, areas.keep_neighbour, kept, values=form.cleaned_data, by=person_of(request)
    ):
        messages.success(request, "Neighbouring area saved.")
        return redirect("civic:area")
    return form_page(request, form, title="Change a neighbouring area", hint=STAYS, back="civic:area")


@allow(Capacity.MANAGER)
@require_POST
def neighbour_remove(request: HttpRequest, pk: int) -> HttpResponse:
    areas.remove_neighbour(get_object_or_404(NeighbouringArea, pk=pk), by=person_of(request))
    messages.success(request, "Neighbouring area removed.")
    return redirect("civic:area")
