"""The diary as a plain list by date, for each reader what that reader may see."""

from collections.abc import Callable
from datetime import date

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from civic.access import allow, capacities_of, council_now, person_of
from civic.forms import sent
from civic.models import Person
from civic.queries import HANDBOOK_ONLY, Capacity, CouncilNow
from engagements import permissions
from engagements.forms.case.worklist import DiaryForm
from engagements.models import Engagement, Invitation, Notification
from engagements.queries import diary
from engagements.queries.changed_lately import told_lately
from engagements.queries.paging import Page, cursor

C = Capacity
OFFICE = frozenset({C.OFFICER, C.MANAGER, C.MONITORING_OFFICER})
Hides = Callable[[Invitation], bool]


@allow(*(frozenset(C) - {C.MAYOR_DESIGNATE} - HANDBOOK_ONLY))
@require_safe
def engagements(request: HttpRequest) -> HttpResponse:
    """What is coming, what is past, or one month."""
    at, person = council_now(request), person_of(request)
    form, when = DiaryForm(request.GET, today=at.today), sent.line(request.GET, "when")
    visible, first_on = permissions.diary(person, at), form.first_on()
    page = _page_of(request, visible, first_on, when)
    held = capacities_of(request)
    only_the_run, hides = held == {C.ATTENDANT}, _hides(person, at, held)
    shown = diary.entries(page.rows, visible)
    context = {
        "form": form,
        "told": _told(person, at, hides) if when != "past" and not first_on else [],
        "when": "" if first_on else "past" if when == "past" else "coming",
        "entries": [_shown(entry, at.titles, person, held, hides, only_the_run) for entry in shown],
        "only_the_run": only_the_run,
        "previous_url": sent.turned(request, "before", page.previous),
        "next_url": sent.turned(request, "after", page.next),
        "may_export": not only_the_run,
        "query": sent.without(request.GET),
    }
    return render(request, "engagements/diary/list.html", context)


def _page_of(
    request: HttpRequest, visible: QuerySet[Engagement], first_on: date | None, when: str
) -> Page[Engagement]:
    now, where = (
        council_now(request).now,
        cursor(*sent.turn(request.GET)),
    )
    if first_on:
        return diary.month(visible, first_on, where)
    return (diary.past if when == "past" else diary.coming)(visible, now, where)


def _hides(person: Person, at: CouncilNow, held: frozenset[Capacity]) -> Hides:
    """What of the diary is not named to this reader: of the confidential, all but the reader's own (P14)."""
    if held & OFFICE:
        return lambda invitation: False
    own = permissions.confidential_by_name(person, at)
    return lambda invitation: invitation.confidential and invitation.pk not in own


def _shown(
    entry: diary.Entry,
    names: dict[str, str],
    reader: Person,
    held: frozenset[Capacity],
    hides: Hides,
    only_the_run: bool,
) -> dict[str, object]:
    """One line of the list."""
    engagement = entry.engagement
    named = [] if only_the_run else [other for other in entry.clashes if not hides(other.invitation)]
    invitation = None if hides(engagement.invitation) else engagement.invitation
    confidential = invitation is not None and invitation.confidential
    return {
        "engagement": engagement,
        "invitation": invitation,
        "who": diary.who_attends(engagement, names),
        "clashes": named,
        "clashes_unnamed": len(entry.clashes) - len(named),
        "marked": bool(entry.clashes) or confidential or engagement.state == Engagement.State.TENTATIVE,
        "url": _case_url(engagement, reader, held),
    }


def _told(person: Person, at: CouncilNow, hides: Hides) -> list[dict[str, object]]:
    """What this reader was told lately of an engagement, by name where the diary would name it (P14)."""
    return [
        {
            "title": "Private engagement" if hides(event) else event.title,
            "of": one,
            "called_off": one.kind == Notification.Kind.CALLED_OFF,
        }
        for one in told_lately(person, at)
        if (event := one.invitation)
    ]


def _case_url(engagement: Engagement, reader: Person, held: frozenset[Capacity]) -> str:
    """The case as this reader may open it: whoever goes as Deputy reads the Deputy's page,
    even while acting as Mayor.
    """
    as_deputy = (
        C.DEPUTY in held
        and engagement.state != Engagement.State.TENTATIVE
        and (engagement.attendee == Engagement.Attendee.DEPUTY or engagement.person_id != reader.pk)
    )
    pages = {
        "engagements:case": bool(held & OFFICE),
        "engagements:deputy_case": as_deputy,
        "engagements:mayor_case": bool(held & permissions.OPENS_THE_BOX),
    }
    page = next((name for name, opens in pages.items() if opens), "")
    return reverse(page, args=[engagement.invitation.reference]) if page else ""
