"""The letters' wordings: read, changed, looked at as they will arrive."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from protocols import replies
from protocols.core.vocabulary import Letter
from protocols.forms import ByItselfForm, WordingForm
from protocols.views.access import MANAGER, MONITORING_OFFICER, capacities_on, open_to


def letter_named(code: str) -> Letter:
    try:
        return Letter(code)
    except ValueError as unknown:
        raise Http404 from unknown


@open_to(MANAGER, MONITORING_OFFICER)
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """Every letter the protocol knows, in the order in which an invitation may meet them."""
    return render(request, "protocols/letters.html", {"wordings": replies.wordings_in_force()})


@open_to(MANAGER, MONITORING_OFFICER)
@require_safe
def letter(request: HttpRequest, code: str, number: int | None = None) -> HttpResponse:
    """One letter as it arrives, with made-up particulars or those of a case, and its earlier wordings."""
    wordings = replies.wordings_of(letter_named(code))
    shown = wordings.first() if number is None else get_object_or_404(wordings, number=number)
    case = request.GET.get("case", "").strip()[:40]
    context = {
        "letter": letter_named(code),
        "wording": shown,
        "wordings": wordings,
        "may_edit": MANAGER in capacities_on(request),
        "offers_cases": replies.offers_cases(),
        "case": case,
        "case_values": replies.values_of_case(letter_named(code), case) if case else None,
    }
    return render(request, "protocols/letter.html", context)


@open_to(MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: HttpRequest, code: str) -> HttpResponse:
    """Change a letter's wording; the other button shows how it would look and saves nothing."""
    named = letter_named(code)
    current = replies.template_in_force(named)
    form = WordingForm(request.POST if request.method == "POST" else None, letter=named, wording=current)
    tried = None
    if form.is_valid():
        if "look" in request.POST:
            tried = {"subject": form.cleaned_data["subject"], "body": form.cleaned_data["body"]}
        else:
            try:
                replies.save_wording(letter=named, **form.cleaned_data, by=request.user)
                messages.success(request, "The new wording is saved and used from now on.")
                return redirect("letter", code=code)
            except replies.StaleWording as stale:
                form.add_error(None, str(stale))
    context = {"form": form, "letter": named, "current": current, "tried": tried, "placeholders": replies.placeholders_for(named)}
    return render(request, "protocols/letter_wording.html", context)


@open_to(MANAGER)
@require_POST
def by_itself(request: HttpRequest, code: str) -> HttpResponse:
    """Say whether a letter may leave without an officer reading it first."""
    named = letter_named(code)
    form = ByItselfForm(request.POST)
    if form.is_valid():
        replies.let_go_by_itself(letter=named, allowed=form.cleaned_data["allowed"], by=request.user)
        says = "leaves by itself" if form.cleaned_data["allowed"] else "is read by an officer before it leaves"
        messages.success(request, f"This letter {says} from now on.")
    return redirect("letter", code=code)
