"""The office's pages in the menu, on the council's own page, and for everybody."""

from civic.menu import KEEPERS, MANAGER, CouncilPage, Heading, MenuPage
from civic.queries import HANDBOOK_ONLY
from civic.queries import Capacity as C

OFFICE = frozenset({C.OFFICER, C.MONITORING_OFFICER, C.CHIEF_EXECUTIVE})
MAYORS = frozenset({C.MAYOR, C.ACTING_MAYOR, C.MAYOR_DESIGNATE})
EVERYBODY = frozenset(C) - HANDBOOK_ONLY

PAGES = (
    MenuPage(
        "engagements:mayor",
        "{mayor}’s invitations",
        10,
        MAYORS | {C.ACTING_LATER, C.MAYOR_NOT_ACTING},
        lands=MAYORS,
        landing=2,
    ),
    MenuPage(
        "engagements:deputy",
        "{deputy}’s invitations",
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

SEARCH = MenuPage("engagements:search", "Search", 0, frozenset({C.OFFICER, C.MONITORING_OFFICER}))

OF_THE_COUNCIL = (
    CouncilPage(
        Heading.COUNCIL, "engagements:machine", "System status",
        "Whether letters are being sent, and what the system has done automatically", 40, MANAGER,
    ),
    CouncilPage(
        Heading.YEAR, "engagements:mayor_making", "The annual meeting",
        "Handing over to the next office-holders, step by step", 20, MANAGER,
    ),
    CouncilPage(
        Heading.YEAR, "engagements:call_off", "Cancel several engagements",
        "For national mourning or a flood: one reason, and a letter to each organiser", 55, MANAGER,
    ),
    CouncilPage(
        Heading.YEAR, "engagements:protocol_explorer", "What can happen next?",
        "Try out the steps of the protocol, for training", 80, KEEPERS,
    ),
)  # fmt: skip

PUBLIC = {"invite": "engagements:invite", "privacy": "engagements:privacy"}
