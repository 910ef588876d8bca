"""The office's work list: what needs an officer now, and everything else, found again."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from civic.access import allow, capacities_of, council_now, person_of
from civic.forms import sent
from civic.queries import Capacity
from engagements.forms.case.worklist import WorkListForm
from engagements.queries import worklist
from engagements.queries.paging import cursor
from engagements.queries.worklist import Filters, Tab
from engagements.views.case import notices
from protocols.core.vocabulary import Stage

for_the_office = allow(
    Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER, Capacity.CHIEF_EXECUTIVE
)


@dataclass(frozen=True)
class Look:
    """What of the work list a request asks for."""

    tabs: tuple[Tab, ...]
    tab: Tab
    form: WorkListForm
    filters: Filters


@for_the_office
@require_safe
def work_list(request: HttpRequest) -> HttpResponse:
    """A page of one tab, with the counts beside it."""
    look, at = look_of(request), council_now(request)
    where = cursor(*sent.turn(request.GET))
    page = worklist.work_list(look.tab, look.filters, person=person_of(request), at=at, where=where)
    counted = worklist.counts(at.now)
    context = {
        "form": look.form,
        "tab": look.tab,
        "tabs": [(tab, _count(worklist.count_of(tab, counted)), _address(tab=tab.name)) for tab in look.tabs],
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


def look_of(request: HttpRequest) -> Look:
    """The tab and the filters of the address. Whoever searches from the first tab searches everywhere."""
    tabs = worklist.tabs_for(capacities_of(request))
    form = WorkListForm(request.GET, at=council_now(request))
    filters = replace(form.filters(), cases=ticked(request.GET))
    named = {tab.name: tab for tab in tabs}
    tab = sent.line(request.GET, "tab") or tabs[0].name
    if filters.cases or (tab == tabs[0].name and (filters.words or filters.stage)):
        tab = "all"
    return Look(tabs, named.get(tab, tabs[0]), form, filters)


def ticked(said: QueryDict) -> tuple[str, ...]:
    """The references of the cases that were selected, in the order of the list."""
    return tuple(dict.fromkeys(sent.lines(said, "case", worklist.MOST_SELECTED)))


def _stages(counted: dict[str, int]) -> list[tuple[Stage, str, str]]:
    return [(stage, _count(counted[stage.value]), _address(tab="all", stage=stage.value)) for stage in Stage]


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


def _count(number: int | None) -> str:
    """Counted no further than people care."""
    if number is None:
        return ""
    return f"more than {worklist.COUNTED_TO}" if number > worklist.COUNTED_TO else str(number)


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
