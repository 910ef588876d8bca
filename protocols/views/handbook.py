"""The handbook: the protocol's versions, and the draft that the civic manager works on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from protocols import service
from protocols.forms import ClauseForm, PublishForm
from protocols.views.access import MANAGER, MONITORING_OFFICER, capacities_on, open_to
from protocols.wording import CLAUSE_PLACEHOLDERS


@open_to(MANAGER, MONITORING_OFFICER)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All versions, the newest first."""
    versions = service.all_versions()
    context = {
        "versions": versions,
        "draft": next((version for version in versions if version.is_draft), None),
        "may_edit": MANAGER in capacities_on(request),
    }
    return render(request, "protocols/handbook.html", context)


@open_to(MANAGER)
@require_POST
def draft_begin(request: HttpRequest) -> HttpResponse:
    """Begin a draft, or go on with the one that is open."""
    draft = service.new_draft(by=request.user)
    return redirect("handbook_version", number=draft.number)


@open_to(MANAGER, MONITORING_OFFICER)
@require_safe
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version, clause by clause; a draft with a way to change each."""
    shown = get_object_or_404(service.all_versions(), number=number)
    may_edit = shown.is_draft and MANAGER in capacities_on(request)
    return render(request, "protocols/handbook_version.html", {"version": shown, "clauses": shown.clauses.all(), "may_edit": may_edit})


@open_to(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def clause(request: HttpRequest, number: int, code: str) -> HttpResponse:
    """Word one clause of the draft anew."""
    shown = get_object_or_404(service.all_versions(), number=number)
    worded = get_object_or_404(shown.clauses, code=code)
    form = ClauseForm(request.POST if request.method == "POST" else None, clause=worded)
    try:
        if form.is_valid():
            service.change_clause(version=shown, code=code, **form.cleaned_data, by=request.user)
            messages.success(request, f"Clause {code} is changed in the draft.")
            return redirect("handbook_version", number=number)
        service.refuse_unless_draft(shown)
    except service.HandbookClosed as closed:
        messages.error(request, str(closed))
        return redirect("handbook_version", number=number)
    context = {"form": form, "version": shown, "clause": worded, "placeholders": sorted(CLAUSE_PLACEHOLDERS)}
    return render(request, "protocols/handbook_clause.html", context)


@open_to(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Ask once, then put the draft in force."""
    draft = get_object_or_404(service.all_versions(), number=number)
    form = PublishForm(request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and form.is_valid():
            service.publish(draft, note=form.cleaned_data["note"], by=request.user)
            messages.success(request, f"Version {number} of the protocol is in force.")
            return redirect("handbook")
        service.refuse_unless_draft(draft)
    except service.HandbookClosed as closed:
        messages.error(request, str(closed))
        return redirect("handbook_version", number=number)
    changed = service.clauses_changed(draft)
    return render(request, "protocols/handbook_publish.html", {"form": form, "version": draft, "changed": changed})
