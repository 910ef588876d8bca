"""The council's particulars, offices and calendar: the civic manager's pages."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from civic import queries
from civic.access import allow, capacities_of, council_now, person_of
from civic.forms import sent
from civic.forms.calendar import ClosedDayForm, MeetingForm, MeetingMomentForm, PreElectionForm
from civic.forms.council import CouncilForm, OfficeForm
from civic.forms.moments import initial_of
from civic.menu import pages_of_the_council
from civic.models import CivicChange, ClosedDay, Council, CouncilMeeting, Nation, Office, PreElectionPeriod
from civic.queries import Capacity
from civic.services import council_settings, terms
from civic.views.service_call import carried_out, form_page


@allow(Capacity.MANAGER, Capacity.MONITORING_OFFICER)
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What the council's settings say now, and where each is changed."""
    at = council_now(request)
    return render(
        request,
        "civic/overview.html",
        {
            "mayor": queries.mayor_at(at.now, tenure=at.tenure),
            "deputy": queries.deputy_at(at.now, tenure=at.tenure),
            "civic_year": at.civic_year,
            "headings": _headings(capacities_of(request), at.titles),
        },
    )


def _headings(held: frozenset[Capacity], titles: dict[str, str]) -> list[tuple[str, list[dict[str, str]]]]:
    """The ways on, whichever app brings them, in the council's titles; no heading without a way."""
    return [
        (
            heading.value,
            [
                {
                    "url": page.url,
                    "label": page.label.format_map(titles),
                    "says": page.says.format_map(titles),
                }
                for page in pages
            ],
        )
        for heading, pages in pages_of_the_council(held).items()
        if pages
    ]


@allow(Capacity.MANAGER)
def council_details(request: HttpRequest) -> HttpResponse:
    form = CouncilForm(request.POST or None, request.FILES or None, instance=Council.objects.get())
    if form.is_valid() and carried_out(
        form, council_settings.change_council, values=form.values, by=person_of(request)
    ):
        messages.success(request, "Council details saved.")
        return redirect("civic:council")
    return form_page(request, form, title="Council details")


@allow(Capacity.MANAGER)
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    return render(request, "civic/offices.html", {"offices": Office.objects.all()})


@allow(Capacity.MANAGER)
def office(request: HttpRequest, kind: str) -> HttpResponse:
    form = OfficeForm(request.POST or None, instance=get_object_or_404(Office, kind=kind))
    if form.is_valid() and carried_out(
        form,
        council_settings.change_office,
        Office.objects.get(kind=kind),
        values=form.cleaned_data,
        by=person_of(request),
    ):
        messages.success(request, "Titles and forms of address saved.")
        return redirect("civic:offices")
    return form_page(request, form, title="Office and forms of address", back="civic:offices")


@allow(Capacity.MANAGER)
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    return render(request, "civic/meetings.html", {"meetings": CouncilMeeting.objects.order_by("-at")})


@allow(Capacity.MANAGER)
def meeting_enter(request: HttpRequest) -> HttpResponse:
    form = MeetingForm(request.POST or None)
    if form.is_valid() and carried_out(
        form,
        council_settings.enter_meeting,
        kind=form.cleaned_data["kind"],
        at=form.cleaned_data["meeting_at"],
        note=form.cleaned_data["note"],
        by=person_of(request),
    ):
        messages.success(request, "Meeting added to the calendar.")
        return redirect("civic:meetings")
    return form_page(request, form, title="Enter a meeting of the council", back="civic:meetings")


@allow(Capacity.MANAGER)
def meeting_move(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = get_object_or_404(CouncilMeeting, pk=pk)
    form = MeetingMomentForm(request.POST or None, initial=initial_of("meeting", meeting.at))
    move = (
        terms.move_annual_meeting
        if meeting.kind == CouncilMeeting.Kind.ANNUAL
        else council_settings.move_meeting
    )
    if form.is_valid() and carried_out(
        form, move, meeting, at=form.cleaned_data["meeting_at"], by=person_of(request)
    ):
        messages.success(request, "Meeting moved.")
        return redirect("civic:meetings")
    hint = (
        "Terms of office that end or begin at this meeting move with it."
        if meeting.kind == CouncilMeeting.Kind.ANNUAL
        else ""
    )
    return form_page(request, form, title="Move the meeting", hint=hint, back="civic:meetings")


@allow(Capacity.MANAGER)
@require_POST
def meeting_remove(request: HttpRequest, pk: int) -> HttpResponse:
    council_settings.remove_meeting(get_object_or_404(CouncilMeeting, pk=pk), by=person_of(request))
    messages.success(request, "Meeting removed from the calendar.")
    return redirect("civic:meetings")


@allow(Capacity.MANAGER)
@require_safe
def closed_days(request: HttpRequest) -> HttpResponse:
    """The closed days of one nation, the council's own unless another is asked for, from this year on."""
    nation = sent.one_of(request.GET, "nation", Nation, Nation(council_now(request).council.nation))
    days = ClosedDay.objects.filter(nation=nation, on__year__gte=timezone.localdate().year)
    return render(
        request, "civic/closed_days.html", {"nation": nation, "nations": list(Nation), "days": days}
    )


@allow(Capacity.MANAGER)
def closed_day_enter(request: HttpRequest) -> HttpResponse:
    form = ClosedDayForm(request.POST or None, initial={"nation": council_now(request).council.nation})
    if form.is_valid() and carried_out(
        form, council_settings.enter_closed_day, **form.cleaned_data, by=person_of(request)
    ):
        messages.success(request, "Closed day added.")
        return redirect("civic:closed_days")
    return form_page(request, form, title="Enter a closed day", back="civic:closed_days")


@allow(Capacity.MANAGER)
@require_POST
def closed_day_remove(request: HttpRequest, pk: int) -> HttpResponse:
    council_settings.remove_closed_day(get_object_or_404(ClosedDay, pk=pk), by=person_of(request))
    messages.success(request, "Closed day removed. It counts as an ordinary day again.")
    return redirect("civic:closed_days")


@allow(Capacity.MANAGER, Capacity.MONITORING_OFFICER)
@require_safe
def pre_election_periods(request: HttpRequest) -> HttpResponse:
    periods = PreElectionPeriod.objects.select_related("person").order_by("-begins_on")
    return render(request, "civic/pre_election_periods.html", {"periods": periods})


@allow(Capacity.MANAGER, Capacity.MONITORING_OFFICER)
def pre_election_period(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Enters a period, or changes one."""
    kept = get_object_or_404(PreElectionPeriod, pk=pk) if pk else PreElectionPeriod()
    form = PreElectionForm(request.POST or None, instance=kept)
    if form.is_valid() and carried_out(
        form,
        council_settings.keep_pre_election_period,
        PreElectionPeriod(pk=pk),
        values=form.cleaned_data,
        by=person_of(request),
    ):
        messages.success(request, "Pre-election period saved.")
        return redirect("civic:pre_election_periods")
    return form_page(request, form, title="Pre-election period", back="civic:pre_election_periods")


@allow(Capacity.MANAGER, Capacity.MONITORING_OFFICER)
@require_POST
def pre_election_remove(request: HttpRequest, pk: int) -> HttpResponse:
    council_settings.remove_pre_election_period(
        get_object_or_404(PreElectionPeriod, pk=pk), by=person_of(request)
    )
    messages.success(request, "Pre-election period removed.")
    return redirect("civic:pre_election_periods")


@allow(Capacity.MANAGER, Capacity.MONITORING_OFFICER)
@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """The latest changes of the council's records, newest first."""
    page = Paginator(CivicChange.objects.select_related("changed_by"), 25).get_page(
        sent.number(request.GET, "page")
    )
    return render(request, "civic/changes.html", {"page": page})
