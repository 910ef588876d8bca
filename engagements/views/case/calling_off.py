"""Calling off what is on in a number of days, for one cause (P1)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from civic.access import allow, council_now, person_of
from civic.queries import Capacity
from engagements.forms.case.calling_off import CallOffForm, DaysForm
from engagements.queries import calling_off
from engagements.services.steps.calling_off import CalledOff, call_off_all


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def call_off(request: HttpRequest) -> HttpResponse:
    """Which days; then what is on, what is called off and why."""
    days = DaysForm(request.GET or None)
    if not days.is_valid():
        return render(request, "engagements/calling_off/page.html", {"days": days})
    chosen = days.cleaned_data
    found = calling_off.on(chosen["first"], chosen["last"], council_now(request))
    form = CallOffForm(request.POST or None, found=found, back=reverse("engagements:call_off"))
    if request.method == "POST" and _carried_out(request, form):
        return redirect("engagements:letters_desk")
    return render(request, "engagements/calling_off/page.html", {"found": found, "form": form, **chosen})


def _carried_out(request: HttpRequest, form: CallOffForm) -> bool:
    """Now, or already, where the same page was sent twice; otherwise the form says why not, or shows other
    boxes ticked.
    """
    by = person_of(request)
    if form.pressed:
        return False
    if form.is_valid():
        announced, undecided = form.chosen("announced"), form.chosen("undecided")
        why, answer_by = form.cleaned_data["why"], form.cleaned_data["answer_by"]
        done = call_off_all(announced=announced, undecided=undecided, why=why, answer_by=answer_by, by=by)
        _say(request, done)
        return True
    if calling_off.were_done(form.ticked, form.cleaned_data.get("why", ""), by):
        messages.info(request, "This has already been recorded.")
        return True
    return False


def _say(request: HttpRequest, done: CalledOff) -> None:
    counted = [
        _counted(done.announced, "engagement was cancelled", "engagements were cancelled"),
        _counted(
            done.undecided,
            "organiser will be told of a later date",
            "organisers will be told of a later date",
        ),
    ]
    if said := ", ".join(filter(None, counted)):
        messages.success(request, f"{said}. Please check and release the letters.")
    for refused in done.refused:
        messages.warning(request, f"{refused.invitation.reference} was not changed. {refused.why}")


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}" if number else ""
