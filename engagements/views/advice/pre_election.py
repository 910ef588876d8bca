"""The Monitoring Officer's list: what a pre-election period touches,
and what is to be done about it (P11).
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from civic.access import allow, capacities_of, council_now
from civic.queries import Capacity
from engagements.queries import pre_election


@allow(Capacity.OFFICER, Capacity.MONITORING_OFFICER)
@require_safe
@cache_control(no_store=True)
def periods(request: HttpRequest) -> HttpResponse:
    """Every period that is not over, with the invitations whose event falls in it."""
    keeps = capacities_of(request) & {Capacity.MANAGER, Capacity.MONITORING_OFFICER}
    found = pre_election.periods_with_cases(council_now(request))
    return render(request, "engagements/pre_election/list.html", {"periods": found, "keeps": bool(keeps)})
