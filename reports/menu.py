"""The reports in the menu, and on the council's own page."""

from civic.menu import KEEPERS, CouncilPage, Heading, MenuPage
from civic.queries import Capacity as C

PAGES = (
    MenuPage(
        "reports:overview", "Reports", 80, frozenset({C.OFFICER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE})
    ),
)

OF_THE_COUNCIL = (
    CouncilPage(
        Heading.YEAR, "reports:approaches", "Approaches to {deputy_title}",
        "What was asked, explained and answered, for a meeting", 70, KEEPERS,
    ),
)  # fmt: skip
