"""The office's work list: what needs an officer now, and everything else, found again."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from civic.access import allow, capacities_of, council_now, person_of
from civic.forms import sent
from civic.queries import Capacity
from engagements.models import Invitation
from engagements.queries import worklist
from engagements.queries.paging import Page, cursor
from engagements.queries.worklist import Tab
from engagements.views.case import came_from, notices
from engagements.views.case.look import Look, look_of
from protocols.core.vocabulary import Stage

for_the_office = allow(
    Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER, Capacity.CHIEF_EXECUTIVE
)


@for_the_office
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """A page of one tab, with the counts beside it."""
    look, at = look_of(request, request.GET), council_now(request)
    came_from.remember(request)
    page, counted = _page(request, look), worklist.counts(at.now)
    context = {
        "form": look.form,
        "tab": look.tab,
        "tabs": [_tab(tab, counted) for tab in look.tabs],
        "stages": _stages(counted),
        "rows": worklist.listed(page.rows, at),
        "tags_shown": f":{worklist.TAGS_SHOWN}",
        "orders": _orders(request, look),
        "previous_url": sent.turned(request, "before", page.previous),
        "next_url": sent.turned(request, "after", page.next),
        "everything_url": _address(tab=look.tab.name),
        "chosen": _chosen(request, look),
        "too_short": bool(look.filters.words) and not worklist.words_of(look.filters.words),
        "registers": Capacity.OFFICER in capacities_of(request),
        "notices": notices.of(request, counted, on_first_tab=look.tab == look.tabs[0]),
        "opens_cases": Capacity.CHIEF_EXECUTIVE not in capacities_of(request),
        "query": sent.without(request.GET),
    }
    return render(request, "engagements/worklist/list.html", context)


def _page(request: HttpRequest, look: Look) -> Page[Invitation]:
    where, at = cursor(*sent.turn(request.GET)), council_now(request)
    return worklist.work_list(look.tab, look.filters, person=person_of(request), at=at, where=where)


def _tab(tab: Tab, counted: dict[str, int]) -> tuple[Tab, str, str]:
    return tab, worklist.in_words(worklist.count_of(tab, counted)), _address(tab=tab.name)


def _stages(counted: dict[str, int]) -> list[tuple[Stage, str, str]]:
    return [
        (stage, worklist.in_words(counted[stage.value]), _address(tab="all", stage=stage.value))
        for stage in Stage
    ]


def _orders(request: HttpRequest, look: Look) -> list[dict[str, object]]:
    """The two orders of the list, with their addresses; none where the newest come first anyway."""
    if look.tab.order == worklist.NEWEST:
        return []
    own = {worklist.BY_PROMISE: "Answer due first", worklist.BY_DATE: "Next event first"}[look.tab.order]
    return [
        {
            "says": says,
            "url": f"{reverse('engagements:work_list')}?"
            + sent.without(request.GET, *sent.CURSORS, "newest", tab=look.tab.name, **query),
            "current": bool(query) == look.filters.newest_first,
        }
        for says, query in ((own, {}), ("Newest first", {"newest": "1"}))
    ]


def _address(**query: str) -> str:
    chosen = QueryDict(mutable=True)
    chosen.update(query)
    return f"{reverse('engagements:work_list')}?{chosen.urlencode()}"


def _chosen(request: HttpRequest, look: Look) -> list[dict[str, str]]:
    """Each filter in use, and the address of the list without it."""
    links = []
    for name, says in look.form.chosen().items():
        query = sent.without(request.GET, *sent.CURSORS, name, tab=look.tab.name)
        links.append({"says": says, "without": f"{reverse('engagements:work_list')}?{query}"})
    return links
