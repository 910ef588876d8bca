"""The reports: figures of a period, the list behind each, and, for the manager who asks, who did what."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

import printing
from civic.access import allow, capacities_of, council_now, person_of
from civic.forms import sent
from civic.queries import Capacity
from protocols.core.vocabulary import Stage
from protocols.wording import in_council_words
from reports import audit, figures
from reports.figures import Case, Report
from reports.forms.figures import NamesForm, ReportForm
from reports.forms.period import asked_of, asks_for
from reports.views.tables import tables

# Figures of the whole office, members' and organisers' part in them included: for
# officers, not for members (P15).
for_officers = allow(
    Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER, Capacity.CHIEF_EXECUTIVE
)
OPENS_CASES = frozenset({Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER})
PAGE = 50
CONFIDENTIAL = "Confidential invitation"
# In the session: the period whose names are shown by the next page.
NAMES_ONCE = "names_once"


# What the overview's links are called, and the pages they open.
FILES = {
    "csv": "figures_csv", "xlsx": "figures_xlsx", "pdf": "report_pdf", "print": "report_print",
    "annual": "annual_report",
    "names": "names",
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """The report an address asks for, the form that says which,
    and the part of the address that asks for it again.
    """

    form: ReportForm
    report: Report
    names: dict[str, str]
    query: QueryDict

    def address(self, name: str, **more: str) -> str:
        """The address of another view of the same report."""
        query = self.query.copy()
        query.update(more)
        return f"{reverse(name)}?{query.urlencode()}"


@dataclass(frozen=True)
class Listed:
    """A case as a list shows it to this reader: a confidential one without its name
    where it leaves the office (P14).
    """

    case: Case
    title: str
    organiser: str
    stage: str


def asked_for(request: HttpRequest) -> Asked:
    """Reads the form and makes the report."""
    at = council_now(request)
    default = figures.default_period(at)
    form = ReportForm(asked_of(request.GET, default), years=figures.civic_years(at), terms=figures.terms(at))
    period, basis = form.chosen(default)
    query = QueryDict(mutable=True)
    query.update({**asks_for(period), "basis": basis.value})
    return Asked(form, figures.read(period, basis, at), at.titles, query)


@for_officers
@require_safe
@cache_control(no_store=True)
def overview(request: HttpRequest) -> HttpResponse:
    """Every figure of the period, each with the way to its list."""
    asked = asked_for(request)
    context = page_of(asked) | {
        "form": asked.form,
        "is_manager": Capacity.MANAGER in capacities_of(request),
        "can_print": printing.is_available(),
        "files": {name: asked.address(f"reports:{page}") for name, page in FILES.items()},
    }
    return render(request, "reports/overview.html", context)


def page_of(asked: Asked) -> dict[str, object]:
    """What page and PDF show alike."""
    return {
        "report": asked.report,
        "tables": tables(asked.report, asked.names),
        "query": asked.query.urlencode(),
        "private": asked.report.count("private"),
        "set_aside": asked.report.count("set_aside"),
        "made_at": timezone.now(),
    } | asked.names


@for_officers
@require_safe
@cache_control(no_store=True)
def behind(request: HttpRequest) -> HttpResponse:
    """The invitations behind one figure."""
    asked = asked_for(request)
    title, found = chosen(asked, request.GET)
    last = max(-(-len(found) // PAGE), 1)
    page = min(max(sent.number(request.GET, "page") or 1, 1), last)
    opens = bool(OPENS_CASES & capacities_of(request))
    same = {name: said for name in ("figure", "by", "value") if (said := sent.line(request.GET, name))}
    context = {
        "title": title,
        "report": asked.report,
        "rows": listed(found[(page - 1) * PAGE : page * PAGE], asked.names, name_all=opens),
        "count": len(found),
        "opens_cases": opens,
        "previous_url": asked.address("reports:list", **same, page=str(page - 1)) if page > 1 else "",
        "next_url": asked.address("reports:list", **same, page=str(page + 1)) if page < last else "",
        "page_info": f"Page {page} of {last}" if last > 1 else "",
        "back_url": asked.address("reports:overview"),
        "files": {name: asked.address(f"reports:list_{name}", **same) for name in ("csv", "xlsx")},
    }
    return render(request, "reports/list.html", context)


def chosen(asked: Asked, query: QueryDict) -> tuple[str, list[Case]]:
    """The list an address names, with its title. Raises Http404 for a figure or a breakdown there is not."""
    code, by, value = (sent.line(query, name) for name in ("figure", "by", "value"))
    code = code or "received"
    figure = asked.report.figures.get(code)
    if figure is None or (by and by not in figures.DIMENSIONS):
        raise Http404
    title = in_council_words(figure.label, asked.names)
    if by:
        said = asked.report.value_said(by, value)
        title = f"{title}: {said.said(asked.names) if said else 'none'}"
    return title, asked.report.of(code, by, value)


def listed(cases: list[Case], names: dict[str, str], *, name_all: bool) -> list[Listed]:
    """The cases for a reader; `name_all` for whoever may open the cases themselves."""
    return [_listed(case, names, case.confidential and not name_all) for case in cases]


def _listed(case: Case, names: dict[str, str], hidden: bool) -> Listed:
    organiser = ", ".join(filter(None, (case.organiser, case.organisation)))
    stage = in_council_words(Stage(case.stage).label, names)
    return Listed(case, CONFIDENTIAL if hidden else case.title, "" if hidden else organiser, stage)


@allow(Capacity.MANAGER)
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True)
def names(request: HttpRequest) -> HttpResponse:
    """Workload by name: only on the manager's own wish, said with its reason and recorded.

    Shown once for each reason: whoever wants to see them again says why again.
    """
    asked = asked_for(request)
    form = NamesForm(
        request.POST if request.method == "POST" else None, back=asked.address("reports:overview")
    )
    period = asked.report.period.words
    if form.is_valid():
        audit.note_names_shown(period=period, why=form.cleaned_data["why"], by=person_of(request))
        request.session[NAMES_ONCE] = period
        return redirect(asked.address("reports:names"))
    page: dict[str, object] = {
        "form": form,
        "report": asked.report,
        "back_url": asked.address("reports:overview"),
    }
    if request.session.pop(NAMES_ONCE, "") == period:
        page["workload"] = asked.report.workload()
    return render(request, "reports/names.html", page)
