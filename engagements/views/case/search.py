"""The search in the header of the office's pages."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from civic.access import allow, capacities_of
from civic.forms import sent
from civic.queries import Capacity
from engagements.queries import search as looking
from engagements.queries.worklist import words_of


@allow(Capacity.OFFICER, Capacity.MONITORING_OFFICER)
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The case itself for a reference; for words the invitations and the letters that have them."""
    words = sent.line(request.GET, "q")
    case = looking.one_case(words)
    if case is not None:
        return redirect("engagements:case", case.reference)
    reads_letters = Capacity.OFFICER in capacities_of(request)
    context = {
        "words": words,
        "found": looking.found(words, with_letters=reads_letters),
        "too_short": bool(words) and not words_of(words),
        "most": looking.MOST,
    }
    return render(request, "engagements/worklist/search.html", context)
