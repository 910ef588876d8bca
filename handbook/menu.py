"""The handbook's pages in the menu, and the one for everybody."""

from civic.menu import OFFICE_HOLDERS, MenuPage
from civic.queries import Capacity as C

KEEPERS_AND_SIGNERS = frozenset({C.MANAGER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE, C.LEADER})

PAGES = (
    MenuPage(
        "handbook:overview", "Handbook", 120, KEEPERS_AND_SIGNERS,
        lands=frozenset({C.LEADER}), landing=5,
    ),
    MenuPage(
        "handbook:acknowledge", "Handbook", 121, OFFICE_HOLDERS - {C.ACTING_MAYOR},
        lands=frozenset({C.DEPUTY_DESIGNATE}), landing=6,
    ),
    MenuPage("handbook:protocol", "Protocol", 130, frozenset(C)),
)  # fmt: skip

PUBLIC = {"protocol": "handbook:protocol"}
