"""What every page may show of the council. Read once a request, whatever is included how often."""

from typing import TypedDict

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from civic import VERSION, wording
from civic.access import capacities_of, council_now, person_of
from civic.menu import open_pages, search_page
from civic.models import Office, OfficeKind
from civic.queries import Capacity

C = Capacity
# Who works at a desk all day: pages as wide as the screen allows, and close together.
AT_A_DESK = frozenset({C.OFFICER, C.MANAGER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE})


class MenuItem(TypedDict):
    url: str
    label: str
    current: bool


def council(request: HttpRequest) -> dict[str, object]:
    """The council, its offices and titles, the menu, and as what the signed-in person is here."""
    context: dict[str, object] | None = getattr(request, "civic_context", None)
    if context is None:
        context = _read(request)
        setattr(request, "civic_context", context)  # noqa: B010  (a request has no such attribute of its own)
    return context


def _read(request: HttpRequest) -> dict[str, object]:
    at = council_now(request)
    has_logo = at.council.has_logo  # type: ignore[attr-defined]  # counted in by civic.queries.the_council
    mayor, deputy = at.offices.get(OfficeKind.MAYOR), at.offices.get(OfficeKind.DEPUTY)
    # Error pages of requests that never reached the sign-in middleware have no user.
    held = capacities_of(request) if hasattr(request, "user") else frozenset()
    return {
        "demo": settings.DEMO,
        "council": at.council,
        "council_logo": reverse("civic:brand_logo") if has_logo else "",
        "mayor_office": mayor,
        "deputy_office": deputy,
        "mayor_title": at.titles["mayor_title"],
        "deputy_title": at.titles["deputy_title"] if deputy else "",
        "capacities": held,
        "page_width": "civic-wide civic-desk" if held & AT_A_DESK else "civic-wide" if held else "",
        # Staff name it when they ask for help; the public has no use for it.
        "software_version": VERSION if held else "",
        "search_url": search_page(held),
        "navigation": _menu(request.path, held, mayor, deputy),
        "acting_as": _acting_as(request, held, mayor, deputy),
    }


def _menu(
    path: str, held: frozenset[Capacity], mayor: Office | None, deputy: Office | None
) -> list[MenuItem]:
    titles = {"mayor": mayor.title if mayor else "Civic head", "deputy": deputy.title if deputy else "Deputy"}
    pages = [(page.url, page.label.format(**titles)) for page in open_pages(held)]
    here = max((url for url, _ in pages if path.startswith(url)), key=len, default="")
    return [{"url": url, "label": label, "current": url == here} for url, label in pages]


def _acting_as(
    request: HttpRequest, held: frozenset[Capacity], mayor: Office | None, deputy: Office | None
) -> str:
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
    return wording.capital(", ".join(parts))
