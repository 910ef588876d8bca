"""Lists to take away: the work list as filtered, and the diary, as CSV or as a spreadsheet.

A file leaves the office: a confidential invitation stands in it by its reference alone (P14).
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from civic import wording
from civic.access import allow, council_now, person_of
from civic.forms import sent
from civic.queries import HANDBOOK_ONLY, Capacity
from civic.views.downloads import as_csv, as_xlsx
from engagements import chain, permissions
from engagements.forms.case.worklist import DiaryForm
from engagements.models import Engagement
from engagements.queries import diary, paging, worklist
from engagements.queries.worklist import Listed
from engagements.views.case.look import Look, look_of, ticked
from engagements.views.case.selected import none_selected
from engagements.views.case.worklist import for_the_office
from protocols.wording import in_council_words

CONFIDENTIAL = "Confidential"
LIMIT = 10_000
TOGETHER = 250
HEADINGS = (
    "Reference", "Stage", "Addressed to", "Event", "Kind", "Date", "Begins", "Ends", "Venue", "Postcode",
    "Organiser", "Organisation",
    "Received", "Answer promised by", "Promise", "To check", "Officer",
)  # fmt: skip
DIARY_HEADINGS = (
    "Date",
    "Begins",
    "Ends",
    "Event",
    "Venue",
    "Postcode",
    "Who attends",
    "Chain or badge",
    "Reference",
)


@for_the_office
@require_safe
def work_list_csv(request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
    """The list as filtered, or what was ticked in it, row by row as it is read."""
    if _nothing_ticked(request):
        return none_selected(request)
    rows = (line for page in _lines(request, look_of(request, request.GET)) for line in page)
    return as_csv("invitations", HEADINGS, rows)


@for_the_office
@require_safe
def work_list_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    if _nothing_ticked(request):
        return none_selected(request)
    rows = (line for page in _lines(request, look_of(request, request.GET)) for line in page)
    return as_xlsx("invitations", HEADINGS, rows)


# Not the attendant, who sees the run and no more.
@allow(*(frozenset(Capacity) - {Capacity.MAYOR_DESIGNATE, Capacity.ATTENDANT} - HANDBOOK_ONLY))
@require_safe
def diary_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The month asked for, or everything that is coming, of what this person may see."""
    at = council_now(request)
    visible = permissions.diary(person_of(request), at)
    first_on = DiaryForm(request.GET, today=at.today).first_on()
    rows = diary.in_month(visible, first_on) if first_on else diary.ahead(visible, at.now)
    lines = (
        _diary_line(one, at.titles)
        for page in paging.every_page(rows, diary.COMING, size=TOGETHER, limit=LIMIT)
        for one in page
    )
    return as_csv("diary", DIARY_HEADINGS, lines)


def _nothing_ticked(request: HttpRequest) -> bool:
    return sent.says(request.GET, "selected") and not ticked(request.GET)


def _lines(request: HttpRequest, look: Look) -> Iterator[list[list[str]]]:
    at = council_now(request)
    rows = worklist.filtered(look.tab, look.filters, person=person_of(request), at=at)
    for page in paging.every_page(
        rows, worklist.order_of(look.tab, look.filters), size=TOGETHER, limit=LIMIT
    ):
        yield [_line(row, at.titles) for row in worklist.listed(page, at)]


def _line(row: Listed, names: dict[str, str]) -> list[str]:
    invitation, organiser, hidden = row.invitation, row.invitation.organiser, row.invitation.confidential
    noticed = "; ".join(f"{found.severity}: {found.label}" for found in row.findings)
    return [
        invitation.reference,
        in_council_words(invitation.get_stage_display(), names),
        in_council_words(invitation.get_addressee_display(), names),
        CONFIDENTIAL if hidden else invitation.title,
        "" if hidden else invitation.get_kind_display(),
        invitation.event_on.isoformat(),
        wording.clock(invitation.starts_wall),
        wording.clock(invitation.ends_wall),
        "" if hidden else invitation.venue,
        "" if hidden else invitation.postcode,
        "" if hidden else organiser.name,
        "" if hidden else organiser.organisation,
        invitation.received_on.isoformat(),
        invitation.promise_due_on.isoformat(),
        row.answer,
        in_council_words(noticed, names),
        invitation.assigned_to.name if invitation.assigned_to else "",
    ]


def _diary_line(engagement: Engagement, names: dict[str, str]) -> list[str]:
    invitation, hidden = engagement.invitation, engagement.invitation.confidential
    wears = chain.worn(invitation)
    return [
        invitation.event_on.isoformat(),
        wording.clock(engagement.starts_at),
        wording.clock(engagement.ends_at),
        CONFIDENTIAL if hidden else invitation.title,
        "" if hidden else invitation.venue,
        "" if hidden else invitation.postcode,
        diary.who_attends(engagement, names),
        "" if hidden or not wears else wears.says,
        invitation.reference,
    ]
