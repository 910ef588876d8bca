"""Retention: the times, what is due, the named approval, the certificate; and legal holds."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

import printing
from civic.access import allow, person_of
from civic.forms import sent
from civic.queries import Capacity
from civic.views.service_call import carried_out
from engagements.forms.records.records import ApproveForm, HoldForm, LiftForm, TimesForm
from engagements.models import Keeping, LegalHold, RetentionRule, RetentionRun
from engagements.queries import retention as waiting
from engagements.services.records import retention as retention_service
from engagements.views.case.steps import the_case
from engagements.views.pdf import as_paper

CERTIFICATE = "engagements/records/certificate_contents.html"
for_the_manager = allow(Capacity.MANAGER)


@for_the_manager
@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """What is due by kind, the holds, and the certificates so far."""
    context = {
        "kinds": waiting.overview(timezone.localdate()),
        "holds": LegalHold.objects.standing().select_related("invitation", "placed_by")[:100],
        "runs": RetentionRun.objects.select_related("approved_by")[:100],
    }
    return render(request, "engagements/records/retention.html", context)


@for_the_manager
@require_http_methods(["GET", "HEAD", "POST"])
def retention_times(request: HttpRequest) -> HttpResponse:
    """How long each kind is kept."""
    data = request.POST if request.method == "POST" else None
    form = TimesForm(data, rules=RetentionRule.objects.all(), back=reverse("engagements:retention"))
    if form.is_valid() and carried_out(
        form, retention_service.set_times, years=form.years(), by=person_of(request)
    ):
        messages.success(request, "Times saved.")
        return redirect("engagements:retention")
    context = {
        "form": form,
        "title": "How long we keep data",
        "back_url": reverse("engagements:retention"),
        "back_label": "Back to retention",
    }
    return render(request, "engagements/records/form.html", context)


@for_the_manager
@require_http_methods(["GET", "HEAD", "POST"])
def retention_list(request: HttpRequest, kind: str) -> HttpResponse:
    """The list of one kind, before anything is done; and its approval."""
    rule = get_object_or_404(RetentionRule, kind=kind, years__isnull=False)
    cut_off_on = waiting.cut_off(rule.years or 0, timezone.localdate())
    cases = waiting.next_list(Keeping(kind), cut_off_on)
    seal = waiting.seal(kind, [case.reference for case in cases])
    data = request.POST if request.method == "POST" else None
    form = ApproveForm(data, seal=seal, name=person_of(request).name, back=reverse("engagements:retention"))
    if form.is_valid() and carried_out(
        form,
        retention_service.approve,
        kind=Keeping(kind),
        seal=form.cleaned_data["seal"],
        by=person_of(request),
    ):
        return _carried_out(RetentionRun.objects.filter(kind=kind)[:1].get())
    context = {
        "rule": rule,
        "cases": cases,
        "cut_off_on": cut_off_on,
        "form": form,
        "together": waiting.TOGETHER,
    }
    return render(request, "engagements/records/retention_list.html", context)


def _carried_out(run: RetentionRun) -> HttpResponse:
    """Does the first cases at once; the worker does the rest."""
    retention_service.carry_out(run)
    return redirect("engagements:certificate", number=run.number)


def _contents(number: str) -> dict[str, object]:
    run = get_object_or_404(RetentionRun.objects.select_related("approved_by"), number=number)
    return {
        "run": run,
        "erasures": run.erasures.select_related("invitation"),
        "left": len(run.listed) - len(run.passed_over),
    }


@for_the_manager
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """The certificate of a run, or how far it has come."""
    context = _contents(number) | {"contents": CERTIFICATE, "can_make_pdf": printing.is_available()}
    return render(request, "engagements/records/certificate.html", context)


@for_the_manager
@require_safe
def certificate_pdf(request: HttpRequest, number: str) -> HttpResponse:
    """The same as a tagged PDF."""
    return as_paper(
        request, CERTIFICATE, _contents(number), title=f"Certificate {number}", name=f"certificate-{number}"
    )


@for_the_manager
@require_POST
def certificate_go_on(request: HttpRequest, number: str) -> HttpResponse:
    """Does the next cases of a run that is not finished."""
    return _carried_out(get_object_or_404(RetentionRun, number=number))


@allow(Capacity.MANAGER, Capacity.MONITORING_OFFICER)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, reference: str) -> HttpResponse:
    """Places a legal hold on a case, or lifts the one there is: whichever the page asked for."""
    invitation = the_case(reference)
    standing = LegalHold.objects.standing().filter(invitation=invitation).exists()
    lifts = sent.line(request.POST, "act") == "lift" if request.method == "POST" else standing
    back = reverse("engagements:case", args=[reference])
    form = (LiftForm if lifts else HoldForm)(request.POST if request.method == "POST" else None, back=back)
    if form.is_valid():
        act = retention_service.lift_hold if lifts else retention_service.place_hold
        said = {"why" if lifts else "reason": form.cleaned_data["reason"]}
        if carried_out(form, act, invitation, by=person_of(request), **said):
            done = "Legal hold lifted." if lifts else "Legal hold placed."
            messages.success(request, done)
            return redirect("engagements:case", reference=reference)
    title = "Lift the legal hold" if lifts else "Place a legal hold"
    context = {"form": form, "invitation": invitation, "title": title}
    return render(request, "engagements/case/form.html", context)
