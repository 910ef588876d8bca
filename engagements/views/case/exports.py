"""Lists to take away: the work list as filtered, and the diary, as CSV or as a spreadsheet.

No cell is ever a formula.

A file leaves the office: a confidential invitation stands in it by its reference alone (P14).
"""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO

import xlsxwriter
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from civic import wording
from civic.access import allow, council_now, person_of
from civic.queries import HANDBOOK_ONLY, Capacity
from engagements import permissions
from engagements.forms.case.worklist import DiaryForm
from engagements.models import Engagement
from engagements.queries import diary, paging, worklist
from engagements.queries.worklist import Listed
from engagements.views.case.worklist import Look, for_the_office, look_of
from protocols.wording import in_council_words

Cell = str | int | float
CONFIDENTIAL = "Confidential"
LIMIT = 10_000
TOGETHER = 250
# What a spreadsheet program takes for the beginning of a formula.
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HEADINGS = (
    "Reference", "Stage", "Addressed to", "Event", "Kind", "Date", "Begins", "Ends", "Venue", "Postcode",
    "Organiser", "Organisation",
    "Received", "Answer promised by", "Promise", "Noticed", "Officer",
)  # fmt: skip
DIARY_HEADINGS = ("Date", "Begins", "Ends", "Event", "Venue", "Postcode", "Who attends", "Reference")


@for_the_office
@require_safe
def work_list_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The list as filtered, row by row as it is read."""
    rows = (line for page in _lines(request, look_of(request)) for line in page)
    return as_csv("invitations", HEADINGS, rows)


@for_the_office
@require_safe
def work_list_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    rows = (line for page in _lines(request, look_of(request)) for line in page)
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


def _lines(request: HttpRequest, look: Look) -> Iterator[list[list[str]]]:
    at = council_now(request)
    rows = worklist.filtered(look.tab, look.filters, person=person_of(request), at=at)
    for page in paging.every_page(rows, look.tab.order, size=TOGETHER, limit=LIMIT):
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
    return [
        invitation.event_on.isoformat(),
        wording.clock(engagement.starts_at),
        wording.clock(engagement.ends_at),
        CONFIDENTIAL if hidden else invitation.title,
        "" if hidden else invitation.venue,
        "" if hidden else invitation.postcode,
        diary.who_attends(engagement, names),
        invitation.reference,
    ]


def plain_cell(text: str) -> str:
    """The text, kept from being read as a formula by whatever opens the file."""
    return f"'{text}" if text.lstrip(" ").startswith(STARTS_A_FORMULA) else text


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(name: str, headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> StreamingHttpResponse:
    """A list as CSV, row by row as it is read."""

    def lines() -> Iterator[str]:
        writer = csv.writer(_Echo())
        # The mark tells spreadsheet programs that it is UTF-8.
        yield "\ufeff" + writer.writerow(headings)
        for row in rows:
            yield writer.writerow([plain_cell(cell) if isinstance(cell, str) else cell for cell in row])

    return StreamingHttpResponse(
        lines(), content_type="text/csv; charset=utf-8", headers=saved_as(name, "csv")
    )


def as_xlsx(name: str, headings: Iterable[str], rows: Iterable[Iterable[Cell]]) -> HttpResponse:
    """A list as a spreadsheet; numbers stay numbers."""
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet(name.capitalize()), book.add_format({"bold": True})
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(HEADINGS), 20)
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, plain_cell(cell))
                else:
                    sheet.write_number(number, column, cell)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return HttpResponse(made.getvalue(), content_type=kind, headers=saved_as(name, "xlsx"))


def saved_as(name: str, kind: str) -> dict[str, str]:
    """The headers of a file to take away, named by what it is and today's date."""
    return {
        "Content-Disposition": f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.{kind}"',
        "Cache-Control": "no-store",
    }
