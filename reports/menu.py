"""What the reports put into the menu."""

from civic.menu import MenuPage
from civic.queries import Capacity as C

PAGES = (
    MenuPage(
        "reports:overview", "Reports", 80, frozenset({C.OFFICER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE})
    ),
)
