"""The agreed list of reasons for asking the Deputy (P2): the civic manager's pages."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from civic.access import allow, person_of
from civic.forms.reasons import ReasonChangeForm, ReasonForm
from civic.models import AgreedReason
from civic.queries import Capacity
from civic.services import agreed_reasons
from civic.views.service_call import carried_out, form_page

NEW_ONE = "It can be chosen as soon as you save it, and is printed with the protocol."
REWORDED = (
    "You can change the wording to make it clearer. If you want a different reason, "
    "remove this one from the list and add a new one. Decisions keep the wording they were made with."
)


@allow(Capacity.MANAGER)
@require_safe
def reasons(request: HttpRequest) -> HttpResponse:
    """The list in its order, and what was taken off it."""
    found = AgreedReason.objects.all()
    return render(
        request,
        "civic/agreed_reasons.html",
        {
            "on_the_list": [reason for reason in found if reason.in_use],
            "taken_off": [reason for reason in found if not reason.in_use],
        },
    )


@allow(Capacity.MANAGER)
def reason_add(request: HttpRequest) -> HttpResponse:
    form = ReasonForm(request.POST or None, initial={"place": AgreedReason.objects.count() + 1})
    if form.is_valid() and carried_out(form, agreed_reasons.add, **form.cleaned_data, by=person_of(request)):
        messages.success(request, "Reason added to the list.")
        return redirect("civic:agreed_reasons")
    return form_page(request, form, title="Add a reason", hint=NEW_ONE, back="civic:agreed_reasons")


@allow(Capacity.MANAGER)
def reason_change(request: HttpRequest, pk: int) -> HttpResponse:
    reason = get_object_or_404(AgreedReason, pk=pk)
    form = ReasonChangeForm(request.POST or None, initial=ReasonChangeForm.initial_for(reason))
    if form.is_valid() and carried_out(
        form, agreed_reasons.change, reason, **form.cleaned_data, by=person_of(request)
    ):
        messages.success(request, "Reason saved.")
        return redirect("civic:agreed_reasons")
    return form_page(request, form, title="Change a reason", hint=REWORDED, back="civic:agreed_reasons")
