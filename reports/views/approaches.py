"""The neutral pattern report, for a meeting with the Mayor and the Deputy:
what was asked and what came back, and no judgement.
"""

from collections.abc import Callable, Iterator
from functools import wraps

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

import printing
from civic.access import allow, capacities_of, council_now
from civic.queries import Capacity
from civic.views.downloads import Cell, as_csv
from engagements.views.pdf import as_paper
from protocols import meetings
from protocols.wording import in_council_words
from reports import approaches, figures
from reports.approaches import Pattern
from reports.forms.approaches import PatternForm
from reports.forms.period import asked_of, asks_for

CONTENTS = "reports/approaches/contents.html"
HEADINGS = (
    "Reference", "Event", "Organiser", "How it came about", "Received", "Event date", "Protocol explained",
    "What came back", "On",
    "Goodwill exception granted",
)  # fmt: skip
KEEPERS = (Capacity.MANAGER, Capacity.MONITORING_OFFICER)


def _keeps(request: HttpRequest) -> bool:
    return not capacities_of(request).isdisjoint(KEEPERS)


def for_the_talk(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Open to its keepers, and to whom the talk is with while the civic manager has opened it (P26).

    Otherwise the clause is said, and what can be done.
    """

    @allow(*KEEPERS, Capacity.MAYOR, Capacity.DEPUTY)
    @wraps(view)
    def shown(request: HttpRequest) -> HttpResponse:
        if _keeps(request) or meetings.open_report():
            return view(request)
        return render(request, "reports/approaches/not_open.html", status=403)

    return shown


@for_the_talk
@require_safe
@cache_control(no_store=True)
def report(request: HttpRequest) -> HttpResponse:
    """The report of a civic year or of dates."""
    form, found = _asked_for(request)
    page = contents_of(found) | {
        "form": form,
        "query": _query(found),
        "contents": CONTENTS,
        "can_make_pdf": printing.is_available(),
        "opened": meetings.open_report(),
        "keeps": _keeps(request),
        "may_open": Capacity.MANAGER in capacities_of(request),
    }
    return render(request, "reports/approaches/page.html", page)


@for_the_talk
@require_safe
def report_pdf(request: HttpRequest) -> HttpResponse:
    """The same as a tagged PDF."""
    _, found = _asked_for(request)
    title = in_council_words("Approaches to the Deputy", council_now(request).titles)
    return as_paper(
        request, CONTENTS, contents_of(found), title=f"{title}, {found.period.label}", name="approaches"
    )


@allow(*KEEPERS)
@require_safe
def report_csv(request: HttpRequest) -> StreamingHttpResponse:
    """One approach a row."""
    _, found = _asked_for(request)
    return as_csv("approaches", HEADINGS, _rows(found, council_now(request).titles))


def contents_of(found: Pattern) -> dict[str, object]:
    """What the page and the paper show."""
    return {
        "pattern": found,
        "made_at": timezone.now(),
        "columns": approaches.COLUMNS,
        "tables": [
            ("By organiser", "Organiser", found.by_organiser()),
            ("By how the approach came about", "How it came about", found.by_provenance()),
            ("Before and after the protocol was explained", "When", found.before_and_after()),
        ],
        "total": found.total(),
    }


def _asked_for(request: HttpRequest) -> tuple[PatternForm, Pattern]:
    at = council_now(request)
    default = figures.default_period(at)
    form = PatternForm(asked_of(request.GET, default), years=figures.civic_years(at))
    return form, approaches.read(form.chosen_period(default), at)


def _query(found: Pattern) -> str:
    """The part of the address that asks for the same report again."""
    query = QueryDict(mutable=True)
    query.update(asks_for(found.period))
    return query.urlencode()


def _rows(found: Pattern, names: dict[str, str]) -> Iterator[list[Cell]]:
    for one in found.approaches:
        yield [
            one.reference,
            one.title,
            one.organiser,
            in_council_words(one.provenance, names),
            one.received_on.isoformat(),
            one.event_on.isoformat(),
            one.explained_on.isoformat() if one.explained_on else "",
            in_council_words(one.answer, names),
            one.answered_on.isoformat() if one.answered_on else "",
            one.exception_on.isoformat() if one.exception_on else "",
        ]
