"""Requests for what the council holds: found, chosen, decided passage by passage,
and made into files that wait to be sent.
"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from civic.access import allow, council_now, person_of
from civic.forms import sent
from civic.queries import Capacity
from civic.views.service_call import carried_out, say_what_came_of
from engagements.forms.records.records import CloseForm, MorePassagesForm, PassagesForm, RequestForm
from engagements.models import DisclosureFile, DisclosureItem, DisclosureRequest, Redaction
from engagements.queries import disclosure as holdings
from engagements.services.records import disclosure

for_the_office = allow(Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER)
FORM = "engagements/records/form.html"


def _posted(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


@for_the_office
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Every request, the open ones first by their day."""
    rows = DisclosureRequest.objects.select_related("owner")
    context = {
        "open": rows.filter(closed_at__isnull=True),
        "closed": rows.filter(closed_at__isnull=False).order_by("-closed_at")[:100],
        "today": timezone.localdate(),
    }
    return render(request, "engagements/records/requests.html", context)


@for_the_office
@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    """A request that came in."""
    today = {"received_on": timezone.localdate(), "owner": person_of(request)}
    form = RequestForm(_posted(request), back=reverse("engagements:disclosure_requests"), initial=today)
    if form.is_valid():
        kept = disclosure.enter(**form.cleaned_data, at=council_now(request), by=person_of(request))
        return redirect("engagements:disclosure_choose", number=kept.number)
    context = {
        "form": form,
        "title": "Request for information",
        "back_url": reverse("engagements:disclosure_requests"),
        "back_label": "Back to requests",
    }
    return render(request, FORM, context)


@for_the_office
@require_safe
def request_page(request: HttpRequest, number: str) -> HttpResponse:
    """One request: what was chosen, what is still to decide, and its files."""
    asked = get_object_or_404(DisclosureRequest.objects.select_related("owner", "closed_by"), number=number)
    items = list(asked.items.select_related("invitation").prefetch_related("redactions"))
    context = {
        "asked": asked,
        "items": items,
        "undecided": sum(item.undecided for item in items),
        "files": asked.files.select_related("made_by"),
        "overdue": asked.closed_at is None and asked.due_on < timezone.localdate(),
    }
    return render(request, "engagements/records/request.html", context)


@for_the_office
@require_http_methods(["GET", "HEAD", "POST"])
def request_choose(request: HttpRequest, number: str) -> HttpResponse:
    """What the search found, case by case; the officer ticks what belongs to the request."""
    if request.method == "POST":
        return _chosen(request, get_object_or_404(DisclosureRequest, number=number))
    asked = get_object_or_404(DisclosureRequest, number=number, closed_at__isnull=True)
    found = holdings.search(holdings.terms_of(asked.terms))
    before = {f"{item.source}-{item.source_pk}" for item in asked.items.all()}
    context = {
        "asked": asked,
        "cases": [_to_choose(case, before) for case in found.cases],
        "cut_short": found.cut_short,
    }
    return render(request, "engagements/records/choose.html", context)


def _chosen(request: HttpRequest, asked: DisclosureRequest) -> HttpResponse:
    """Keeps the ticks, and says on the request's own page what came of it."""
    try:
        new = disclosure.choose(asked, keys=sent.several(request.POST, "thing"), by=person_of(request))
        messages.success(request, f"{new} more selected." if new else "Selection saved.")
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    return redirect("engagements:disclosure_request", number=asked.number)


def _to_choose(case: holdings.FoundCase, before: set[str]) -> dict[str, object]:
    """A case with its things, those ticked that were chosen before, or that the search means."""
    rows = [(one, one.key in before if before else one.matches or case.of_the_person) for one in case.things]
    return {"invitation": case.invitation, "things": rows}


@for_the_office
@require_http_methods(["GET", "HEAD", "POST"])
def request_item(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """One thing: its passages, decided one by one."""
    item = get_object_or_404(
        DisclosureItem.objects.select_related("request", "invitation"), pk=pk, request__number=number
    )
    back = reverse("engagements:disclosure_request", args=[number])
    more = MorePassagesForm(_posted(request) if sent.says(request.POST, "passage") else None, back=back)
    form = PassagesForm(
        _posted(request) if not sent.says(request.POST, "passage") else None,
        back=back,
        redactions=item.redactions.all(),
    )
    if more.is_bound and more.is_valid() and _left_out(request, item, more):
        return redirect("engagements:disclosure_item", number=number, pk=pk)
    if form.is_bound and form.is_valid() and _decided(request, form):
        return _on_to_the_next(request, item)
    context = {"item": item, "form": form, "more": more, "for_release": disclosure.for_release(item)}
    return render(request, "engagements/records/item.html", context)


def _left_out(request: HttpRequest, item: DisclosureItem, form: MorePassagesForm) -> bool:
    given = form.cleaned_data
    return carried_out(
        form, disclosure.leave_out, item, words=given["passage"], code=given["code"], by=person_of(request)
    )


def _decided(request: HttpRequest, form: PassagesForm) -> bool:
    return carried_out(form, disclosure.decide_each, form.decisions(), by=person_of(request))


def _on_to_the_next(request: HttpRequest, item: DisclosureItem) -> HttpResponse:
    """The next thing that has something to decide; without one, the request."""
    waiting = DisclosureItem.objects.filter(request=item.request, redactions__state=Redaction.State.PROPOSED)
    following = (
        waiting.filter(invitation__gte=item.invitation_id).exclude(pk=item.pk).first() or waiting.first()
    )
    if following is None:
        messages.success(request, "You have decided on every passage.")
        return redirect("engagements:disclosure_request", number=item.request.number)
    return redirect("engagements:disclosure_item", number=item.request.number, pk=following.pk)


@for_the_office
@require_POST
def request_files(request: HttpRequest, number: str) -> HttpResponse:
    """Makes both versions as they stand now."""
    asked = get_object_or_404(DisclosureRequest, number=number)
    done = "Both versions have been created. Nothing has been sent."
    say_what_came_of(
        request, done, disclosure.make_files, asked, at=council_now(request), by=person_of(request)
    )
    return redirect("engagements:disclosure_request", number=number)


@for_the_office
@require_http_methods(["GET", "HEAD", "POST"])
def request_close(request: HttpRequest, number: str) -> HttpResponse:
    """The request was answered, or ended."""
    asked = get_object_or_404(DisclosureRequest, number=number)
    form = CloseForm(_posted(request), back=reverse("engagements:disclosure_request", args=[number]))
    if form.is_valid() and carried_out(
        form, disclosure.close, asked, words=form.cleaned_data["answered"], by=person_of(request)
    ):
        messages.success(request, "Request closed.")
        return redirect("engagements:disclosure_request", number=number)
    context = {
        "form": form,
        "title": f"Close {number}",
        "back_url": reverse("engagements:disclosure_request", args=[number]),
        "back_label": f"Back to {number}",
    }
    return render(request, FORM, context)


@for_the_office
@require_safe
def request_file(request: HttpRequest, number: str, pk: int) -> FileResponse:
    """One of the files made; a download and nothing else."""
    kept = get_object_or_404(DisclosureFile, pk=pk, request__number=number)
    try:
        stored = kept.file.open("rb")
    except (FileNotFoundError, ValueError):
        raise Http404 from None
    name = (
        f"{number}-{'for-release' if kept.version == DisclosureFile.Version.RELEASE else 'office-only'}.zip"
    )
    response = FileResponse(stored, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response
