"""The way of a version into force: put for signature, signed on the page or on paper, from a moment."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from protocols import service, signing
from protocols.forms import BecauseForm, IntoForceForm, NoteForm, PaperForm, SignForm
from protocols.models import ProtocolVersion
from protocols.views.access import MANAGER, READERS, SIGNERS, capacities_on, open_to
from protocols.views.handbook import own_parts

REFUSALS = (signing.CannotSign, service.HandbookClosed)


def undertaken(request: HttpRequest, number: int, says: str, undertaking: Callable[[], Any]) -> HttpResponse:
    """One step of the way, and back to the version, with what came of it."""
    try:
        undertaking()
    except REFUSALS as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, says)
    return redirect("handbook_version", number=number)


def back_to(request: HttpRequest, number: int, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("handbook_version", number=number)


@open_to(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def put(request: HttpRequest, number: int) -> HttpResponse:
    """Put the draft for signature; its words are frozen from then on."""
    draft = get_object_or_404(service.all_versions(), number=number)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        says = f"Version {number} is put for signature. Its words stay as they are now."
        return undertaken(request, number, says, lambda: signing.put_for_signature(draft, note=form.cleaned_data["note"], by=request.user))
    if not draft.is_draft:
        return back_to(request, number, f"Version {number} is no draft any more.")
    context = {"form": form, "version": draft, "before": service.compared_with(draft), "flags": service.flags_of(draft)}
    return render(request, "protocols/handbook_put.html", context)


@open_to(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Back to draft; what was signed is void."""
    shown = get_object_or_404(service.all_versions(), number=number)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        says = f"Version {number} is a draft again. What was signed is void and stays on record."
        return undertaken(request, number, says, lambda: signing.take_back(shown, because=form.cleaned_data["because"], by=request.user))
    if not shown.is_for_signature:
        return back_to(request, number, f"Version {number} is not put for signature.")
    return render(request, "protocols/handbook_take_back.html", {"form": form, "version": shown, "sign_offs": signing.sign_offs(shown)})


@open_to(*SIGNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Sign as oneself."""
    shown = get_object_or_404(service.all_versions(), number=number)
    part = next((part for part in own_parts(capacities_on(request)) if part in signing.lacking(shown)), None)
    if part is None or not (shown.is_for_signature or shown.is_in_force):
        return back_to(request, number, "There is nothing for you to sign here.")
    says = f"I have read version {number} of the protocol and sign it as {part.label}."
    form = SignForm(request.POST if request.method == "POST" else None, says=says)
    if form.is_valid():
        return undertaken(request, number, f"You have signed version {number}.", lambda: signing.sign(shown, part=part, by=request.user))
    context = {"form": form, "version": shown, "part": part, "before": service.compared_with(shown)}
    return render(request, "protocols/handbook_sign.html", context)


@open_to(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """Record a signature given on paper, with its scan."""
    shown = get_object_or_404(service.all_versions(), number=number)
    lacking = signing.lacking(shown)
    if not lacking or not (shown.is_for_signature or shown.is_in_force):
        return back_to(request, number, "No signature is awaited here.")
    form = PaperForm(request.POST or None, request.FILES or None, parts=lacking)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"part": next(part for part in lacking if part.value == form.cleaned_data["part"])}
        return undertaken(request, number, "The signature is recorded.", lambda: signing.record_paper(shown, **given, by=request.user))
    return render(request, "protocols/handbook_paper.html", {"form": form, "version": shown})


@open_to(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Ask once, then put the signed version in force, now or from a later moment."""
    shown = get_object_or_404(service.all_versions(), number=number)
    form = IntoForceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        at = form.moment
        says = f"Version {number} comes into force at the moment you gave." if at else f"Version {number} of the protocol is in force."
        return undertaken(request, number, says, lambda: signing.bring_into_force(shown, at=at, by=request.user))
    if not shown.is_for_signature or signing.lacking(shown):
        return back_to(request, number, "A version comes into force only when all three have signed.")
    context = {"form": form, "version": shown, "before": service.compared_with(shown), "flags": service.flags_of(shown)}
    return render(request, "protocols/handbook_publish.html", context)


@open_to(MANAGER)
@require_POST
def call_off(request: HttpRequest, number: int) -> HttpResponse:
    """Forget the planned moment; the signatures stay."""
    shown: ProtocolVersion = get_object_or_404(service.all_versions(), number=number)
    return undertaken(request, number, "The planned moment is forgotten.", lambda: signing.call_off(shown, by=request.user))


@open_to(*READERS)
@require_safe
def scan(request: HttpRequest, pk: int) -> FileResponse:
    """The scan of a signed paper, as a download and never shown in a page."""
    kept = get_object_or_404(signing.papers(), pk=pk)
    try:
        stored = kept.scan.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stored, as_attachment=True, filename=kept.scan_name, content_type=kept.scan_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
