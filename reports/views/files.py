"""The reports to take away: figures and lists as CSV and spreadsheet, the whole as a tagged PDF,
the council's annual report.
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

import printing
from civic.views.downloads import Cell, as_csv, as_xlsx, saved_as
from engagements.models import EventKind
from reports import annual_report
from reports.figures import Case
from reports.views.figures import Asked, asked_for, chosen, for_officers, listed, page_of
from reports.views.tables import tables

FIGURE_HEADINGS = ("Table", "Line", "Figure", "Number")
LIST_HEADINGS = (
    "Reference",
    "Event",
    "Organiser",
    "Kind",
    "Date",
    "Received",
    "Postcode",
    "Stage",
    "Days to answer",
    "Days of notice",
)
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@for_officers
@require_safe
def figures_csv(request: HttpRequest) -> StreamingHttpResponse:
    """Every number of the report, one a row."""
    return as_csv("report", FIGURE_HEADINGS, _figures(asked_for(request)))


@for_officers
@require_safe
def figures_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    return as_xlsx("report", FIGURE_HEADINGS, _figures(asked_for(request)))


@for_officers
@require_safe
def list_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The list behind a figure.

    A file leaves the office: confidential invitations are counted and not named (P14).
    """
    return as_csv("invitations", LIST_HEADINGS, _list(request))


@for_officers
@require_safe
def list_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    return as_xlsx("invitations", LIST_HEADINGS, _list(request))


@for_officers
@require_safe
def report_pdf(request: HttpRequest) -> HttpResponse:
    """The report as a tagged PDF; where this machine cannot make one, the way leads to the page to print."""
    asked = asked_for(request)
    if not printing.is_available():
        return redirect(asked.address("reports:report_print"))
    markup = render_to_string("reports/paper.html", page_of(asked), request=request)
    made = printing.as_pdf(markup, f"Civic invitations, {asked.report.period.label}")
    return HttpResponse(made, content_type="application/pdf", headers=saved_as("report", "pdf"))


@for_officers
@require_safe
def report_print(request: HttpRequest) -> HttpResponse:
    """The whole report as one page to print."""
    told = "" if printing.is_available() else printing.HOW_TO_INSTALL
    return render(request, "reports/print.html", page_of(asked_for(request)) | {"how_to_install": told})


@for_officers
@require_safe
def annual_docx(request: HttpRequest) -> HttpResponse:
    """The annual report to council, to be edited before it goes on the agenda."""
    asked = asked_for(request)
    made = annual_report.annual_report(asked.report, asked.names)
    return HttpResponse(made, content_type=DOCX, headers=saved_as("annual-report", "docx"))


def _figures(asked: Asked) -> Iterator[list[Cell]]:
    yield ["", "Period", asked.report.period.words, ""]
    yield ["", "Counted by", asked.report.basis.label, ""]
    for table in tables(asked.report, asked.names, complete=True):
        for line in table.lines:
            for column, number in line.cells:
                yield [table.title, line.label, column, number.says]


def _list(request: HttpRequest) -> Iterator[list[Cell]]:
    """What is asked for is looked up at once, before the first row leaves: there may be none such."""
    asked = asked_for(request)
    _, found = chosen(asked, request.GET)
    return _rows(found, asked)


def _rows(found: list[Case], asked: Asked) -> Iterator[list[Cell]]:
    for row in listed(found, asked.names, name_all=False):
        case = row.case
        yield [
            case.reference,
            row.title,
            row.organiser,
            EventKind(case.kind).label,
            case.event_on.isoformat(),
            case.received_on.isoformat(),
            "" if case.confidential else case.postcode,
            row.stage,
            "" if case.days_to_answer is None else case.days_to_answer,
            case.days_of_notice,
        ]
