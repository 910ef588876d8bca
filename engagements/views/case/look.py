"""What of the work list an address asks for: the tab, the filters, and what was ticked."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, QueryDict

from civic.access import capacities_of, council_now
from civic.forms import sent
from engagements.forms.case.worklist import WorkListForm
from engagements.queries import worklist
from engagements.queries.worklist import Filters, Tab


@dataclass(frozen=True)
class Look:
    """What of the work list a request asks for."""

    tabs: tuple[Tab, ...]
    tab: Tab
    form: WorkListForm
    filters: Filters


def look_of(request: HttpRequest, said: QueryDict) -> Look:
    """The tab and the filters of an address. Whoever searches from the first tab searches everywhere."""
    tabs = worklist.tabs_for(capacities_of(request))
    form = WorkListForm(said, at=council_now(request))
    filters = replace(form.filters(), cases=ticked(said))
    named = {tab.name: tab for tab in tabs}
    tab = sent.line(said, "tab") or tabs[0].name
    if filters.cases or (tab == tabs[0].name and (filters.words or filters.stage)):
        tab = "all"
    return Look(tabs, named.get(tab, tabs[0]), form, filters)


def ticked(said: QueryDict) -> tuple[str, ...]:
    """The references of the cases that were selected, in the order of the list."""
    return tuple(dict.fromkeys(sent.lines(said, "case", worklist.MOST_SELECTED)))
