"""The civic manager opens the report of approaches to Mayor and Deputy for the talk, and closes it (P26)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from civic.access import allow, council_now, person_of
from civic.queries import Capacity
from civic.views.service_call import carried_out, form_page, say_what_came_of
from protocols import meetings
from protocols.wording import in_council_words
from reports.forms.approaches import OpenForm

HINT = (
    "The Mayor and the Deputy can then read the report until that day, or until you record the talk. "
    "Confidential invitations stand in it without their names."
)
DONE = "The Mayor and the Deputy can read the report now."


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def open_report(request: HttpRequest) -> HttpResponse:
    """Say until which day it is open."""
    form, names = OpenForm(request.POST or None), council_now(request).titles
    if form.is_valid() and carried_out(
        form, meetings.open_the_report, until=form.cleaned_data["until"], by=person_of(request)
    ):
        messages.success(request, in_council_words(DONE, names))
        return redirect("reports:approaches")
    hint, title = (in_council_words(words, names) for words in (HINT, "Open the report for the talk"))
    return form_page(request, form, title=title, hint=hint, back="reports:approaches")


@allow(Capacity.MANAGER)
@require_POST
def close_report(request: HttpRequest) -> HttpResponse:
    """Close it before its last day."""
    say_what_came_of(request, "The report is closed.", meetings.close_the_report, by=person_of(request))
    return redirect("reports:approaches")
