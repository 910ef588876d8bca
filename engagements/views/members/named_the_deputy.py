"""The Mayor's list of what became of the invitations that named the Deputy (P4, P26): to read, and to take
away.
"""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from civic import wording
from civic.access import allow, council_now
from civic.forms import sent
from civic.queries import Capacity
from civic.views.downloads import as_csv, as_xlsx
from engagements.forms.members.named_the_deputy import NamedTheDeputyForm
from engagements.queries import named_the_deputy, paging
from engagements.queries.named_the_deputy import WhatBecame
from engagements.views.case import exports
from protocols.wording import in_council_words

for_the_mayor = allow(Capacity.MAYOR)
HEADINGS = (
    "Reference", "Event", "Date", "Begins", "Ends", "Venue", "Organiser", "Organisation", "Addressed to",
    "Received", "Outcome or stage", "What happened last", "On",
)  # fmt: skip
FILE = "named-the-deputy"


@for_the_mayor
@require_safe
def approaches(request: HttpRequest) -> HttpResponse:
    """Of the present civic year, those that ended before they came to the Mayor included."""
    at = council_now(request)
    form = NamedTheDeputyForm(request.GET, at=at)
    rows = named_the_deputy.of_this_year(at, form.wanted())
    page = paging.page(rows, paging.NEWEST_FIRST, paging.cursor(*sent.turn(request.GET)))
    here = reverse("engagements:named_the_deputy")
    context = {
        "rows": named_the_deputy.what_became(page.rows, at.titles),
        "form": form,
        "chosen": _chosen(request, form),
        "panel_url": here,
        "everything_url": here,
        "turned": any(sent.turn(request.GET)),
        "civic_year": at.civic_year,
        "previous_url": sent.turned(request, "before", page.previous),
        "next_url": sent.turned(request, "after", page.next),
        "query": sent.without(request.GET, *sent.CURSORS),
    }
    return render(request, "engagements/mayor/named_the_deputy.html", context)


@for_the_mayor
@require_safe
def approaches_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The list as filtered, row by row as it is read."""
    return as_csv(FILE, HEADINGS, _lines(request))


@for_the_mayor
@require_safe
def approaches_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    return as_xlsx(FILE, HEADINGS, _lines(request))


def _chosen(request: HttpRequest, form: NamedTheDeputyForm) -> list[dict[str, str]]:
    """Each filter in use, and the address of the list without it."""
    return [
        {"says": says, "without": f"{request.path}?{sent.without(request.GET, *sent.CURSORS, name)}"}
        for name, says in form.chosen().items()
    ]


def _lines(request: HttpRequest) -> Iterator[list[str]]:
    at = council_now(request)
    rows = named_the_deputy.of_this_year(at, NamedTheDeputyForm(request.GET, at=at).wanted())
    for page in paging.every_page(rows, paging.NEWEST_FIRST, size=exports.TOGETHER, limit=exports.LIMIT):
        for row in named_the_deputy.what_became(page, at.titles):
            yield _line(row, at.titles)


def _line(row: WhatBecame, names: dict[str, str]) -> list[str]:
    """A file leaves the house: what is confidential stands in it by its reference alone (P14)."""
    invitation, hidden = row.invitation, row.invitation.confidential
    return [
        invitation.reference,
        exports.CONFIDENTIAL if hidden else invitation.title,
        invitation.event_on.isoformat(),
        wording.clock(invitation.starts_wall),
        wording.clock(invitation.ends_wall),
        "" if hidden else invitation.venue,
        "" if hidden else invitation.organiser.name,
        "" if hidden else invitation.organiser.organisation,
        in_council_words(invitation.get_addressee_display(), names),
        invitation.received_on.isoformat(),
        in_council_words(invitation.get_stage_display(), names),
        row.happened,
        row.on.isoformat(),
    ]
