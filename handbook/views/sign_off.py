"""The way of a version into force: put for signature, signed on the page or on paper, from a moment."""

from collections.abc import Callable

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.access import allow, capacities_of, person_of
from civic.queries import Capacity
from civic.views.moved_on import lead_back
from handbook.forms import BecauseForm, IntoForceForm, NoteForm, PaperForm, SignForm
from handbook.views.handbook import own_parts
from handbook.views.readers import READERS, SIGNERS
from protocols import service, sign_off
from protocols.models import ProtocolVersion

REFUSALS = (sign_off.CannotSign, service.HandbookClosed)


def undertaken(
    request: HttpRequest, number: int, says: str, undertaking: Callable[[], object]
) -> HttpResponse:
    """One step of the way, and back to the version, with what came of it."""
    try:
        undertaking()
    except REFUSALS as refused:
        return back_to(request, number, str(refused))
    messages.success(request, says)
    return redirect("handbook:version", number=number)


def back_to(request: HttpRequest, number: int, why: str) -> HttpResponse:
    return lead_back(request, why, reverse("handbook:version", args=[number]))


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def put(request: HttpRequest, number: int) -> HttpResponse:
    """Put the draft for signature; its words are frozen from then on."""
    draft = get_object_or_404(service.all_versions(), number=number)
    form = NoteForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        says = f"Version {number} sent for signature. Its wording can no longer be changed."
        return undertaken(
            request,
            number,
            says,
            lambda: sign_off.put_for_signature(draft, note=form.cleaned_data["note"], by=person_of(request)),
        )
    if not draft.is_draft:
        return back_to(request, number, f"Version {number} is no longer a draft.")
    context = {
        "form": form,
        "version": draft,
        "before": service.compared_with(draft),
        "flags": service.flags_of(draft),
    }
    return render(request, "handbook/handbook_put.html", context)


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """Back to draft; what was signed is void."""
    shown = get_object_or_404(service.all_versions(), number=number)
    form = BecauseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        says = f"Version {number} is a draft again. Any signatures are void, and stay on record."
        return undertaken(
            request,
            number,
            says,
            lambda: sign_off.take_back(shown, because=form.cleaned_data["because"], by=person_of(request)),
        )
    if not shown.is_for_signature:
        return back_to(request, number, f"Version {number} has not been sent for signature.")
    return render(
        request,
        "handbook/handbook_take_back.html",
        {"form": form, "version": shown, "sign_offs": sign_off.sign_offs(shown)},
    )


@allow(*SIGNERS)
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, number: int) -> HttpResponse:
    """Sign as oneself."""
    shown = get_object_or_404(service.all_versions(), number=number)
    part = next((part for part in own_parts(capacities_of(request)) if part in sign_off.lacking(shown)), None)
    if part is None or not (shown.is_for_signature or shown.is_in_force):
        return back_to(request, number, "There is nothing for you to sign.")
    says = f"I have read version {number} of the protocol and sign it as {part.label}."
    form = SignForm(request.POST if request.method == "POST" else None, says=says)
    if form.is_valid():
        return undertaken(
            request,
            number,
            f"You have signed version {number}.",
            lambda: sign_off.sign(shown, part=part, by=person_of(request)),
        )
    context = {"form": form, "version": shown, "part": part, "before": service.compared_with(shown)}
    return render(request, "handbook/handbook_sign.html", context)


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, number: int) -> HttpResponse:
    """Record a signature given on paper, with its scan."""
    shown = get_object_or_404(service.all_versions(), number=number)
    lacking = sign_off.lacking(shown)
    if not lacking or not (shown.is_for_signature or shown.is_in_force):
        return back_to(request, number, "There are no signatures to record.")
    form = PaperForm(request.POST or None, request.FILES or None, parts=lacking)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {
            "part": next(part for part in lacking if part.value == form.cleaned_data["part"])
        }
        return undertaken(
            request,
            number,
            "Signature recorded.",
            lambda: sign_off.record_paper(shown, **given, by=person_of(request)),
        )
    return render(request, "handbook/handbook_paper.html", {"form": form, "version": shown})


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Ask once, then put the signed version in force, now or from a later moment."""
    shown = get_object_or_404(service.all_versions(), number=number)
    form = IntoForceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        at = form.moment
        says = (
            f"Version {number} will come into force at the date and time you gave."
            if at
            else f"Version {number} of the protocol is in force."
        )
        return undertaken(
            request, number, says, lambda: sign_off.bring_into_force(shown, at=at, by=person_of(request))
        )
    if not shown.is_for_signature or sign_off.lacking(shown):
        return back_to(request, number, "A version can come into force only when all three have signed.")
    context = {
        "form": form,
        "version": shown,
        "before": service.compared_with(shown),
        "flags": service.flags_of(shown),
    }
    return render(request, "handbook/handbook_publish.html", context)


@allow(Capacity.MANAGER)
@require_POST
def call_off(request: HttpRequest, number: int) -> HttpResponse:
    """Forget the planned moment; the signatures stay."""
    shown: ProtocolVersion = get_object_or_404(service.all_versions(), number=number)
    return undertaken(
        request,
        number,
        "Planned date cancelled.",
        lambda: sign_off.call_off(shown, by=person_of(request)),
    )


@allow(*READERS)
@require_safe
def scan(request: HttpRequest, pk: int) -> FileResponse:
    """The scan of a signed paper, as a download and never shown in a page."""
    kept = get_object_or_404(sign_off.papers(), pk=pk)
    try:
        stored = kept.scan.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(stored, as_attachment=True, filename=kept.scan_name, content_type=kept.scan_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response
