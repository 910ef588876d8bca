"""The handbook: the protocol's versions, and the draft that the civic manager works on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import printing
from civic.access import allow, capacities_of, person_of
from civic.forms import sent
from civic.forms.moved_on import say_so
from civic.queries import Capacity
from civic.views.moved_on import lead_back
from handbook.forms import ClauseForm, LimitsForm
from handbook.views.readers import KEEPERS, READERS, reasons_printed_with, terms_to_come
from protocols import acknowledgements, meetings, service, sign_off
from protocols.core.rendering import HEADINGS, as_lines
from protocols.core.table import PROTOCOL
from protocols.models import Part, ProtocolVersion
from protocols.wording import CLAUSE_PLACEHOLDERS


@allow(*READERS)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All versions, the newest first; whose signatures and acknowledgements are still to come."""
    versions, in_force = list(service.all_versions()), service.version_in_force()
    context = {
        "versions": versions,
        "in_force": in_force,
        "lacking": sign_off.lacking(in_force),
        "flags": service.flags_of(in_force),
        "draft": next((version for version in versions if version.is_draft), None),
        "waiting": next((version for version in versions if version.is_for_signature), None),
        "acknowledgements": acknowledgements.acknowledgements(in_force),
        "not_acknowledged": acknowledgements.not_acknowledged(terms_to_come(request)),
        "meetings": meetings.meetings()[:3],
        "may_edit": Capacity.MANAGER in capacities_of(request),
        "reads_letters": not capacities_of(request).isdisjoint(KEEPERS),
    }
    return render(request, "handbook/handbook.html", context)


@allow(Capacity.MANAGER)
@require_POST
def draft_begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft, or go on with the one that is open."""
    try:
        draft = service.new_draft(by=person_of(request))
    except service.HandbookClosed as closed:
        messages.error(request, str(closed))
        return redirect("handbook:overview")
    return redirect("handbook:version", number=draft.number)


@allow(*READERS)
@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version, clause by clause, beside what the software does;
    with whatever its state lets this person do.
    """
    shown = get_object_or_404(service.all_versions(), number=number)
    held = capacities_of(request)
    context = {
        "version": shown,
        "in_force": service.version_in_force(),
        "others": service.all_versions().exclude(pk=shown.pk),
        "clauses": with_the_software(shown),
        "agreed_reasons": reasons_printed_with(shown),
        "headings": HEADINGS[:-1],
        "may_manage": Capacity.MANAGER in held,
        "may_edit": Capacity.MANAGER in held and shown.is_draft,
        "sign_offs": sign_off.sign_offs(shown),
        "lacking": sign_off.lacking(shown),
        "to_sign": [part for part in own_parts(held) if part in sign_off.lacking(shown)],
        "voided": sign_off.voided_rounds(shown),
        "can_print": printing.is_available(),
        "how_to_install": printing.HOW_TO_INSTALL,
    }
    return render(request, "handbook/handbook_version.html", context)


def own_parts(held: frozenset[Capacity]) -> list[Part]:
    """The signatures somebody with these capacities gives."""
    return [part for part in Part if part.value in held]


def with_the_software(shown: ProtocolVersion) -> list[dict[str, object]]:
    """Each clause with the notes on it, the rows of the table that rest on it,
    and what no longer fits between the two.
    """
    flags, notes = service.flags_of(shown), service.notes_on(shown)
    return [
        {
            "clause": clause,
            "notes": notes.get(clause.code, []),
            "lines": [
                line[:-1] for line in as_lines(tuple(row for row in PROTOCOL if row.clause == clause.code))
            ],
            "flags": [flag for flag in flags if flag.code == clause.code],
        }
        for clause in shown.clauses.select_related("changed_by")
    ]


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Word one clause of the draft anew."""
    shown = get_object_or_404(service.all_versions(), number=number)
    worded = get_object_or_404(shown.clauses, code=code)
    form = ClauseForm(request.POST if request.method == "POST" else None, clause=worded)
    try:
        if form.is_valid():
            service.change_clause(version=shown, code=code, **form.cleaned_data, by=person_of(request))
            messages.success(request, f"Clause {code} saved in the draft.")
            return redirect("handbook:version", number=number)
        service.refuse_unless_draft(shown)
    except service.HandbookClosed as closed:
        return lead_back(request, str(closed), reverse("handbook:version", args=[number]))
    except service.ClauseMovedOn as moved:
        worded = moved.clause
        say_so(form, f"{moved} It now reads: {worded.text}", seen=service.wording_of(worded))
    context = {
        "form": form,
        "version": shown,
        "clause": worded,
        "flags": [flag for flag in service.flags_of(shown) if flag.code == code],
        "placeholders": sorted(CLAUSE_PLACEHOLDERS),
    }
    status = 409 if form.non_field_errors() else 200
    return render(request, "handbook/handbook_clause.html", context, status=status)


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def limits(request: HttpRequest, number: int) -> HttpResponse:
    """Set the limits and the council's choices of the draft."""
    shown = get_object_or_404(service.all_versions(), number=number)
    form = LimitsForm(
        request.POST if request.method == "POST" else None, instance=service.all_versions().get(pk=shown.pk)
    )
    try:
        if form.is_valid():
            service.change_limits(version=shown, **form.cleaned_data, by=person_of(request))
            messages.success(request, "Limits and choices saved in the draft.")
            return redirect("handbook:version", number=number)
        service.refuse_unless_draft(shown)
    except service.HandbookClosed as closed:
        return lead_back(request, str(closed), reverse("handbook:version", args=[number]))
    return render(request, "handbook/handbook_limits.html", {"form": form, "version": shown})


@allow(*READERS)
@require_safe
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """What reads otherwise than in the version in force, or than in the one the address names."""
    after = get_object_or_404(service.all_versions(), number=number)
    named = sent.number(request.GET, "before")
    earlier = service.all_versions().exclude(pk=after.pk)
    before = service.compared_with(after) if named is None else get_object_or_404(earlier, number=named)
    context = {"after": after, "before": before, "others": earlier, "flags": service.flags_of(after)}
    return render(request, "handbook/handbook_changes.html", context)
