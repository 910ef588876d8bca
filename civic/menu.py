"""The menu: each app says in its own `menu.py` which pages it puts there, for whom,
and for whom a page is the first.

The council's app gathers them and knows none of them by name or address.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.apps import apps
from django.conf import settings
from django.urls import reverse
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


@cache
def pages() -> tuple[MenuPage, ...]:
    """What every installed app of ours puts into the menu, in its order."""
    found: list[MenuPage] = []
    for label in settings.OUR_APPS:
        app = apps.get_app_config(label)
        if app.module and module_has_submodule(app.module, "menu") and app.name != "civic":
            found += import_module(f"{app.name}.menu").PAGES
    found.append(COUNCIL)
    return tuple(sorted(found, key=lambda page: page.place))


def open_pages(held: frozenset[Capacity]) -> Iterable[MenuPage]:
    """The menu of somebody who is these."""
    return (page for page in pages() if page.open_to & held)


def first_page(held: frozenset[Capacity]) -> MenuPage | None:
    """Where somebody who is these begins."""
    return min((page for page in pages() if page.lands & held), key=lambda page: page.landing, default=None)


COUNCIL = MenuPage(
    "civic:council", "Council", 140, frozenset({Capacity.MANAGER, Capacity.MONITORING_OFFICER})
)
