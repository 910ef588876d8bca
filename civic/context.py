"""What every page may show of the council. Read once a request, whatever is included how often."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from civic import queries
from civic.access import capacities_of, page_exists, person_of
from civic.models import Office, OfficeKind
from civic.queries import HANDBOOK_ONLY, Capacity

C = Capacity
# Addresses are stable and other apps bring their own pages: what does not exist yet is left out of the menu.
MENU: tuple[tuple[str, str, frozenset[Capacity]], ...] = (
    ("/mayor/", "{mayor}’s box", frozenset({C.MAYOR, C.ACTING_MAYOR, C.MAYOR_DESIGNATE, C.MAYOR_NOT_ACTING})),
    ("/deputy/", "{deputy}’s box", frozenset({C.DEPUTY})),
    ("/office/", "Invitations", frozenset({C.OFFICER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE})),
    ("/office/replies/", "Letters", frozenset({C.OFFICER})),
    ("/office/tasks/", "Tasks", frozenset({C.OFFICER})),
    ("/office/pre-election/", "Elections", frozenset({C.MONITORING_OFFICER})),
    ("/diary/", "Diary", frozenset(C) - {C.MAYOR_DESIGNATE} - HANDBOOK_ONLY),
    ("/reports/", "Reports", frozenset({C.OFFICER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE})),
    ("/advice/", "Advice", frozenset(C) - {C.ATTENDANT} - HANDBOOK_ONLY),
    ("/records/requests/", "Requests", frozenset({C.OFFICER, C.MONITORING_OFFICER})),
    ("/records/retention/", "Retention", frozenset({C.MANAGER})),
    ("/handbook/", "Handbook", frozenset({C.MANAGER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE, C.LEADER})),
    ("/handbook/acknowledge/", "Handbook", frozenset({C.MAYOR, C.MAYOR_DESIGNATE, C.MAYOR_NOT_ACTING, C.DEPUTY, C.DEPUTY_DESIGNATE})),
    ("/protocol/", "Protocol", frozenset(C)),
    ("/council/", "Council", frozenset({C.MANAGER, C.MONITORING_OFFICER})),
)


def council(request: HttpRequest) -> dict[str, Any]:
    """The council, its offices and titles, the menu, and as what the signed-in person is here."""
    if not hasattr(request, "civic_context"):
        request.civic_context = _read(request)  # type: ignore[attr-defined]
    return request.civic_context  # type: ignore[attr-defined, no-any-return]


def _read(request: HttpRequest) -> dict[str, Any]:
    the_council = queries.the_council()
    offices = queries.offices_by_kind()
    mayor, deputy = offices.get(OfficeKind.MAYOR), offices.get(OfficeKind.DEPUTY)
    # Error pages of requests that never reached the sign-in middleware have no user.
    held = capacities_of(request) if hasattr(request, "user") else frozenset()
    return {
        "demo": settings.DEMO,
        "council": the_council,
        "council_logo": reverse("brand_logo") if the_council.has_logo else "",  # type: ignore[attr-defined]
        "mayor_office": mayor,
        "deputy_office": deputy,
        "mayor_title": mayor.title_in_sentence if mayor else "the civic head",
        "deputy_title": deputy.title_in_sentence if deputy else "",
        "capacities": held,
        "navigation": _menu(request.path, held, mayor, deputy),
        "acting_as": _acting_as(request, held, mayor, deputy),
    }


def _menu(path: str, held: frozenset[Capacity], mayor: Office | None, deputy: Office | None) -> list[dict[str, Any]]:
    titles = {"mayor": mayor.title if mayor else "Civic head", "deputy": deputy.title if deputy else "Deputy"}
    open_to = [(url, label.format(**titles)) for url, label, capacities in MENU if capacities & held and page_exists(url)]
    here = max((url for url, _ in open_to if path.startswith(url)), key=len, default="")
    return [{"url": url, "label": label, "current": url == here} for url, label in open_to]


def _acting_as(request: HttpRequest, held: frozenset[Capacity], mayor: Office | None, deputy: Office | None) -> str:
    if not held:
        return ""
    parts = [person_of(request).get_role_display()] if person_of(request).role else []
    if mayor and held & {C.MAYOR, C.MAYOR_NOT_ACTING}:
        parts.append(mayor.title)
    if deputy and C.DEPUTY in held:
        parts.append(deputy.title)
    if mayor and C.ACTING_MAYOR in held:
        parts.append(f"acting for {mayor.title_in_sentence}")
    if mayor and C.MAYOR_DESIGNATE in held:
        parts.append(f"{mayor.title}-designate")
    if deputy and C.DEPUTY_DESIGNATE in held:
        parts.append(f"{deputy.title}-designate")
    says = ", ".join(parts)
    return says[:1].upper() + says[1:]
