"""The ways to other apps' pages.

Each app says in its own `menu.py` which pages it puts into the menu, for whom, and for whom a page is the
first (PAGES); where the search in the header goes (SEARCH); which stand on the council's own page
(OF_THE_COUNCIL); and which the pages for everybody lead to (PUBLIC).

The council's app gathers them and knows none of them by address.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.module_loading import module_has_submodule

from civic.queries import Capacity

OFFICE_HOLDERS = frozenset(
    {
        Capacity.MAYOR,
        Capacity.ACTING_MAYOR,
        Capacity.MAYOR_DESIGNATE,
        Capacity.MAYOR_NOT_ACTING,
        Capacity.DEPUTY,
        Capacity.DEPUTY_DESIGNATE,
    }
)


@dataclass(frozen=True)
class MenuPage:
    """One entry. `place` orders the menu from left to right."""

    url_name: str
    # Words of the council's own offices stand as {mayor} and {deputy}.
    label: str
    place: int
    open_to: frozenset[Capacity]
    # Who lands here after signing in. Somebody who is several things lands on the first
    # of their pages by `landing`.
    lands: frozenset[Capacity] = frozenset()
    landing: int = 0

    @property
    def url(self) -> str:
        return reverse(self.url_name)


class Heading(StrEnum):
    """Under what a page stands on the council's own page."""

    COUNCIL = "The council"
    YEAR = "The civic year"


@dataclass(frozen=True)
class CouncilPage:
    """One entry of the council's own page, with what is found there. `place` orders them below a heading."""

    heading: Heading
    url_name: str
    # The council's word for its Deputy, within a sentence, stands as {deputy_title}.
    label: str
    says: str
    place: int
    open_to: frozenset[Capacity]

    @property
    def url(self) -> str:
        return reverse(self.url_name)


@cache
def menus() -> tuple[ModuleType, ...]:
    """The menu.py of every installed app of ours but this one."""
    installed = [apps.get_app_config(label) for label in settings.OUR_APPS]
    return tuple(
        import_module(f"{app.name}.menu")
        for app in installed
        if app.module and module_has_submodule(app.module, "menu") and app.name != "civic"
    )


@cache
def pages() -> tuple[MenuPage, ...]:
    """What every installed app of ours puts into the menu, in its order."""
    found = [page for menu in menus() for page in getattr(menu, "PAGES", ())]
    return tuple(sorted([*found, COUNCIL], key=lambda page: page.place))


def pages_of_the_council(held: frozenset[Capacity]) -> dict[Heading, list[CouncilPage]]:
    """What the council's own page shows to somebody who is these, by its headings."""
    found = [page for menu in menus() for page in getattr(menu, "OF_THE_COUNCIL", ())]
    shown = sorted([*found, *OF_THE_COUNCIL], key=lambda page: page.place)
    return {
        heading: [page for page in shown if page.heading is heading and page.open_to & held]
        for heading in Heading
    }


def public_page(what: str) -> str:
    """The address of what pages for everybody lead to, such as "privacy"; empty where no app brings it."""
    named = (menu.PUBLIC[what] for menu in menus() if what in getattr(menu, "PUBLIC", {}))
    # Pages that stand by themselves, such as the patterns, have addresses of their own.
    with suppress(NoReverseMatch, StopIteration):
        return reverse(next(named))
    return ""


def search_page(held: frozenset[Capacity]) -> str:
    """The address to which the search in the header goes, for who may search; else empty."""
    for menu in menus():
        page: MenuPage | None = getattr(menu, "SEARCH", None)
        if page and page.open_to & held:
            return page.url
    return ""


def open_pages(held: frozenset[Capacity]) -> Iterable[MenuPage]:
    """The menu of somebody who is these."""
    return (page for page in pages() if page.open_to & held)


def first_page(held: frozenset[Capacity]) -> MenuPage | None:
    """Where somebody who is these begins."""
    return min((page for page in pages() if page.lands & held), key=lambda page: page.landing, default=None)


MANAGER = frozenset({Capacity.MANAGER})
KEEPERS = MANAGER | {Capacity.MONITORING_OFFICER}
COUNCIL = MenuPage("civic:council", "Council", 140, KEEPERS)
OF_THE_COUNCIL = (
    CouncilPage(
        Heading.COUNCIL, "civic:details", "Council details",
        "Name, address, letterhead, colour, notice and promised answer", 10, MANAGER,
    ),
    CouncilPage(
        Heading.COUNCIL, "civic:offices", "Offices and titles",
        "What the council calls its offices, and forms of address", 20, MANAGER,
    ),
    CouncilPage(
        Heading.COUNCIL, "civic:area", "Our area",
        "Which postcodes are ours, and which neighbours to ask about the chain (P1)", 22, MANAGER,
    ),
    CouncilPage(
        Heading.COUNCIL, "civic:agreed_reasons", "Agreed reasons",
        "Why {deputy_title} can be asked, and which reasons organisers can be told (P2)", 25, MANAGER,
    ),
    CouncilPage(Heading.COUNCIL, "civic:people", "People", "Who can sign in, and their role", 30, MANAGER),
    CouncilPage(
        Heading.YEAR, "civic:terms", "Terms of office", "Who holds office, from when to when", 10, KEEPERS
    ),
    CouncilPage(
        Heading.YEAR, "civic:acting_periods", "Acting periods",
        "Recorded by the Monitoring Officer (P9)", 30, KEEPERS,
    ),
    CouncilPage(
        Heading.YEAR, "civic:meetings", "Council meetings",
        "The annual meeting, when terms change, and full council evenings", 40, MANAGER,
    ),
    CouncilPage(
        Heading.YEAR, "civic:closed_days", "Closed days",
        "Bank holidays and other days that are not working days", 50, MANAGER,
    ),
    CouncilPage(
        Heading.YEAR, "civic:pre_election_periods", "Pre-election periods",
        "Days when invitations need extra care (P11)", 60, KEEPERS,
    ),
    CouncilPage(
        Heading.YEAR, "civic:changes", "Record of changes",
        "Who changed what on these pages, and when", 90, KEEPERS,
    ),
)  # fmt: skip
