"""The office's work list: what needs an officer now, and everything else, found again."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from civic.access import allow, capacities_of, council_now, person_of
from civic.forms import sent
from civic.queries import Capacity
from engagements import record_sentences
from engagements.forms.case.worklist import WorkListForm
from engagements.queries import worklist
from engagements.queries.changed_lately import changed_lately
from engagements.queries.paging import cursor
from engagements.queries.worklist import Filters, Tab
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
        "previous_url": sent.turned(request, "before", page.previous),
        "next_url": sent.turned(request, "after", page.next),
        "everything_url": _address(tab=look.tab.name),
        "chosen": _chosen(request, look),
        "too_short": bool(look.filters.words) and not worklist.words_of(look.filters.words),
        "registers": Capacity.OFFICER in capacities_of(request),
        "undelivered": {state: counted[state] for state in worklist.UNDELIVERED},
        "changed": _changed_lately(request, look),
        "opens_cases": Capacity.CHIEF_EXECUTIVE not in capacities_of(request),
        "query": sent.without(request.GET),
    }
    return render(request, "engagements/worklist/list.html", context)


def look_of(request: HttpRequest) -> Look:
    """The tab and the filters of the address. Whoever searches from the first tab searches everywhere."""
    tabs = worklist.tabs_for(capacities_of(request))
    form = WorkListForm(request.GET, at=council_now(request))
    filters = form.filters()
    named = {tab.name: tab for tab in tabs}
    tab = sent.line(request.GET, "tab") or tabs[0].name
    if tab == tabs[0].name and (filters.words or filters.stage):
        tab = "all"
    return Look(tabs, named.get(tab, tabs[0]), form, filters)


def _stages(counted: dict[str, int]) -> list[tuple[Stage, str, str]]:
    return [(stage, _count(counted[stage.value]), _address(tab="all", stage=stage.value)) for stage in Stage]


def _changed_lately(request: HttpRequest, look: Look) -> list[dict[str, object]]:
    """On an officer's first tab: what others changed or ended of what is in the diary."""
    if look.tab != look.tabs[0] or Capacity.OFFICER not in capacities_of(request):
        return []
    at = council_now(request)
    return [
        {"entry": entry, "says": record_sentences.happened(entry, at.titles)} for entry in changed_lately(at)
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
