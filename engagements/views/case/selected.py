"""Several invitations that an officer selected in the work list: assigned, or printed, together."""

from collections.abc import Mapping

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from civic.access import allow, council_now, person_of
from civic.models import Person
from civic.queries import Capacity
from engagements.forms.case.case_notes import AssignSeveralForm
from engagements.models import Interest, Invitation
from engagements.queries import worklist
from engagements.services import case_notes
from engagements.views.case import came_from
from engagements.views.case.case_page import asked_rows, event_rows, filled, organiser_rows
from engagements.views.case.look import ticked


@allow(Capacity.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    """Give all of them to one officer, in one step; each case's record says so."""
    cases = _selected(request)
    if not cases:
        return none_selected(request)
    person = person_of(request)
    declared = Person.objects.filter(pk__in=Interest.objects.filter(invitation__in=cases).values("person"))
    mine = None if person in declared else person.pk
    given = {"data": request.POST} if request.method == "POST" else {}
    form = AssignSeveralForm(**given, initial={"to": mine}, with_an_interest=declared)
    if form.is_valid():
        to = form.cleaned_data["to"]
        with transaction.atomic():
            # In one order, whatever the list's: two officers never wait for one another.
            for case in sorted(cases, key=lambda one: one.pk):
                case_notes.assign(case, to=to, by=person)
        several = "" if len(cases) == 1 else "s"
        messages.success(request, f"{len(cases)} invitation{several} assigned to {to or 'nobody'}.")
        return redirect(came_from.address(request))
    page = {"cases": cases, "form": form, "back": came_from.address(request)}
    return render(request, "engagements/worklist/assign.html", page)


@allow(Capacity.OFFICER, Capacity.MONITORING_OFFICER)
@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """Each with its details, to take to a meeting; of a confidential one what any sheet says (P14)."""
    cases, at = _selected(request), council_now(request)
    if not cases:
        return none_selected(request)
    shown = [
        {
            "row": row,
            "groups": [] if row.invitation.confidential else _groups(row.invitation, at.titles),
        }
        for row in worklist.listed(cases, at)
    ]
    page = {"shown": shown, "back": came_from.address(request)}
    return render(request, "engagements/worklist/on_paper.html", page)


def _groups(invitation: Invitation, names: Mapping[str, str]) -> list[tuple[str, list[tuple[str, object]]]]:
    groups = {
        "The event": event_rows(invitation),
        "The organiser": organiser_rows(invitation),
        "The request": asked_rows(invitation, names),
    }
    return [(title, filled(rows)) for title, rows in groups.items()]


def _selected(request: HttpRequest) -> list[Invitation]:
    """The cases of the address, in the order in which they were listed; what there is not is left out."""
    references = ticked(request.GET)
    found = Invitation.objects.for_situations().select_related("assigned_to").filter(reference__in=references)
    return sorted(found, key=lambda case: references.index(case.reference))


def none_selected(request: HttpRequest) -> HttpResponse:
    """Back to the list, which says what was missing."""
    messages.info(request, "Select one or more invitations first.")
    return redirect(came_from.address(request))
