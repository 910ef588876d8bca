"""Several invitations that an officer selected in the work list: assigned, or printed, together."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from civic.access import allow, council_now, person_of
from civic.models import Person
from civic.queries import Capacity
from engagements.forms.case.selected import AssignSeveralForm
from engagements.models import Interest, Invitation
from engagements.queries import worklist
from engagements.services import case_notes
from engagements.views.case.case_page import asked_rows, event_rows, organiser_rows
from engagements.views.case.look import ticked


@allow(Capacity.OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest) -> HttpResponse:
    """Give all of them to one officer, in one step; each case's record says so."""
    cases = _selected(request)
    if not cases:
        return _none_selected(request)
    person = person_of(request)
    declared = Person.objects.filter(pk__in=Interest.objects.filter(invitation__in=cases).values("person"))
    mine = None if person in declared else person.pk
    given = {"data": request.POST} if request.method == "POST" else {}
    form = AssignSeveralForm(**given, initial={"to": mine}, with_an_interest=declared)
    if form.is_valid():
        to = form.cleaned_data["to"]
        with transaction.atomic():
            for case in cases:
                case_notes.assign(case, to=to, by=person)
        several = "" if len(cases) == 1 else "s"
        messages.success(request, f"{len(cases)} invitation{several} assigned to {to or 'nobody'}.")
        return redirect("engagements:work_list")
    return render(request, "engagements/worklist/assign.html", {"cases": cases, "form": form})


@allow(Capacity.OFFICER, Capacity.MONITORING_OFFICER)
@require_safe
def on_paper(request: HttpRequest) -> HttpResponse:
    """Each with its details, to take to a meeting."""
    cases, at = _selected(request), council_now(request)
    if not cases:
        return _none_selected(request)
    shown = [
        {
            "row": row,
            "groups": [
                ("The event", _filled(event_rows(row.invitation))),
                ("The organiser", _filled(organiser_rows(row.invitation))),
                ("The request", _filled(asked_rows(row.invitation, at.titles))),
            ],
        }
        for row in worklist.listed(cases, at)
    ]
    return render(request, "engagements/worklist/on_paper.html", {"shown": shown})


def _selected(request: HttpRequest) -> list[Invitation]:
    """The cases of the address, in the order in which they were listed; what there is not is left out."""
    references = ticked(request.GET)
    found = Invitation.objects.for_situations().select_related("assigned_to").filter(reference__in=references)
    return sorted(found, key=lambda case: references.index(case.reference))


def _none_selected(request: HttpRequest) -> HttpResponse:
    messages.info(request, "Select one or more invitations first.")
    return redirect("engagements:work_list")


def _filled(rows: list[tuple[str, object]]) -> list[tuple[str, object]]:
    return [(label, value) for label, value in rows if value not in ("", None)]
