"""What the office at work puts into the menu."""

from civic.menu import MenuPage
from civic.queries import HANDBOOK_ONLY
from civic.queries import Capacity as C

OFFICE = frozenset({C.OFFICER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE})
MAYORS = frozenset({C.MAYOR, C.ACTING_MAYOR, C.MAYOR_DESIGNATE})
EVERYBODY = frozenset(C) - HANDBOOK_ONLY

PAGES = (
    MenuPage(
        "engagements:mayor", "{mayor}’s box", 10, MAYORS | {C.MAYOR_NOT_ACTING}, lands=MAYORS, landing=2
    ),
    MenuPage(
        "engagements:deputy",
        "{deputy}’s box",
        20,
        frozenset({C.DEPUTY}),
        lands=frozenset({C.DEPUTY}),
        landing=3,
    ),
    MenuPage("engagements:work_list", "Invitations", 30, OFFICE, lands=OFFICE, landing=1),
    MenuPage("engagements:letters_desk", "Letters", 40, frozenset({C.OFFICER})),
    MenuPage("engagements:office_tasks", "Tasks", 50, frozenset({C.OFFICER})),
    MenuPage("engagements:pre_election", "Elections", 60, frozenset({C.MONITORING_OFFICER})),
    MenuPage(
        "engagements:diary",
        "Diary",
        70,
        EVERYBODY - {C.MAYOR_DESIGNATE},
        lands=frozenset({C.ATTENDANT, C.MAYOR_NOT_ACTING}),
        landing=4,
    ),
    MenuPage("engagements:advice", "Advice", 90, EVERYBODY - {C.ATTENDANT}),
    MenuPage(
        "engagements:disclosure_requests", "Requests", 100, frozenset({C.OFFICER, C.MONITORING_OFFICER})
    ),
    MenuPage("engagements:retention", "Retention", 110, frozenset({C.MANAGER})),
)
