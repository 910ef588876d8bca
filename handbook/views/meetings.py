"""Induction, training, the meeting before office and the talk: recorded by the civic manager, with who was
there (P26).
"""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from civic import wording
from civic.access import allow, capacities_of, person_of
from civic.queries import Capacity
from civic.views.downloads import Cell, as_csv
from civic.views.service_call import carried_out, form_page
from handbook.forms import MeetingForm
from handbook.views.readers import KEEPERS, READERS, terms_of_late
from protocols import meetings as register
from protocols.meetings import Meeting

HEADINGS = (
    "What",
    "Held on",
    "Holders present",
    "Who else was there",
    "Note",
    "Protocol",
    "Recorded on",
    "Recorded by",
)
TITLE = "Record an induction, training or talk"
AFTERWARDS = "What you record cannot be changed afterwards. A talk closes the report that was opened for it."


@allow(*READERS)
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """All that were held, the latest first."""
    context = {
        "meetings": register.meetings(),
        "report": register.open_report(),
        "may_record": Capacity.MANAGER in capacities_of(request),
        "opens_report": not capacities_of(request).isdisjoint(KEEPERS),
    }
    return render(request, "handbook/meetings.html", context)


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """Record that one was held."""
    form = MeetingForm(request.POST or None, terms=terms_of_late(request))
    if form.is_valid() and carried_out(form, register.record, **form.values, by=person_of(request)):
        messages.success(request, "It is recorded.")
        return redirect("handbook:meetings")
    return form_page(request, form, title=TITLE, hint=AFTERWARDS, back="handbook:meetings")


@allow(*READERS)
@require_safe
def meetings_csv(request: HttpRequest) -> StreamingHttpResponse:
    """One a row, to take away."""
    return as_csv("meetings", HEADINGS, _rows())


def _rows() -> Iterator[list[Cell]]:
    for meeting in register.meetings():
        yield [
            wording.capital(meeting.get_kind_display()),
            meeting.held_on.isoformat(),
            "; ".join(_named(meeting)),
            meeting.others,
            meeting.note,
            str(meeting.version),
            meeting.recorded_on.isoformat(),
            meeting.recorded_by.name,
        ]


def _named(meeting: Meeting) -> list[str]:
    return [f"{one.term.person.name}, {one.term.office.title}" for one in meeting.present.all()]
