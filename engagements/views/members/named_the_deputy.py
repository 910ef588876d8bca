"""The Mayor's list of what became of the invitations that named the Deputy (P4, P26)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from civic.access import allow, council_now
from civic.forms import sent
from civic.queries import Capacity
from engagements.queries import named_the_deputy, paging


@allow(Capacity.MAYOR)
@require_safe
def approaches(request: HttpRequest) -> HttpResponse:
    """Of the present civic year, those that ended before they came to the Mayor included."""
    at, q = council_now(request), sent.line(request.GET, "q")
    rows = named_the_deputy.of_this_year(at, q)
    page = paging.page(rows, paging.NEWEST_FIRST, paging.cursor(*sent.turn(request.GET)))
    context = {
        "rows": named_the_deputy.what_became(page.rows, at.titles),
        "q": q,
        "turned": any(sent.turn(request.GET)),
        "civic_year": at.civic_year,
        "previous_url": sent.turned(request, "before", page.previous),
        "next_url": sent.turned(request, "after", page.next),
    }
    return render(request, "engagements/mayor/named_the_deputy.html", context)
