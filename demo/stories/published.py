"""Twenty published engagements (README.md here), each with what the publication does not say:
invented organisers, days, times.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from demo.desk import Organiser

SOURCE = (
    "The event, its place and who attended are from the published engagements "
    "of the Mayor of Peterborough, December 2015."
)


@dataclass(frozen=True)
class Published:
    """One published engagement and the invented rest of it."""

    attending: str
    event: str
    venue: str
    month: int
    day: int
    begins: str
    hours: float
    kind: str
    organiser: Organiser

    @property
    def deputy_alone(self) -> bool:
        return self.attending == "Deputy Mayor"

    @property
    def together(self) -> bool:
        return "Deputy Mayor" in self.attending and not self.deputy_alone

    @property
    def with_consort(self) -> bool:
        return "Mayoress" in self.attending


def _by(name: str, organisation: str, domain: str, aims: str) -> Organiser:
    return Organiser(name, organisation, f"{domain}.example", aims)


CHARITY = _by(
    "Ruth Pemberton", "Parlour Charity Committee", "parlour-charity", "Raises money for the year’s charity."
)
DEMOCRATIC_SERVICES = _by(
    "Clive Ferriby", "Democratic Services", "democratic-services", "Prepares the council’s meetings."
)
# In the order of the file: month, day, time, hours, kind, organiser.
INVENTED = (
    (12, 14, "09:30", 1.5, "visit",
     _by("Colin Ashby", "Mail Centre Managers", "mail-centre", "Sorting and delivering the post.")),
    (11, 5, "11:00", 1, "charity", CHARITY),
    (12, 3, "14:00", 2, "dinner",
     _by("Doreen Makepeace", "Netherton Friends", "netherton-friends", "Company for older people.")),
    (9, 17, "10:30", 1, "opening",
     _by("Amir Sandford", "Green Square Partners", "green-square", "Looks after a new public square.")),
    (10, 21, "11:00", 1.5, "civic",
     _by("Helen Garside", "Registration Service", "registrars", "Welcomes new citizens.")),
    (12, 10, "18:30", 1.5, "service",
     _by("Stephen Lightfoot", "Deacon School Choir", "deacon-choir", "A school and its music.")),
    (12, 16, "19:00", 2, "concert",
     _by("Alison Brearley", "King’s School Music", "kings-music", "A school and its music.")),
    (12, 17, "12:00", 2, "dinner", CHARITY),
    (12, 19, "10:45", 1, "service",
     _by("Norman Tideswell", "Wreath Laying Committee", "wreath-laying", "Keeps the memory of the fallen.")),
    (2, 10, "15:00", 1, "civic", DEMOCRATIC_SERVICES),
    (12, 11, "19:00", 3.5, "dinner",
     _by("Brenda Skelton", "Legion Dining Club", "legion-dining", "Supports those who served.")),
    (3, 3, "16:00", 0.5, "civic", DEMOCRATIC_SERVICES),
    (3, 10, "17:30", 3, "civic", DEMOCRATIC_SERVICES),
    (4, 16, "10:00", 1, "other",
     _by("Josie Waring", "Morning Radio", "morning-radio", "Local news and talk.")),
    (12, 12, "11:00", 1, "charity",
     _by("Vikram Hallam", "City Market Traders", "market-traders", "A market four days a week.")),
    (6, 25, "14:30", 1, "opening",
     _by("Moira Fenwick", "Avery House Residents", "avery-house", "A home for older people.")),
    (11, 14, "19:30", 3, "fete",
     _by("Joseph Kiprono", "Kenyan Friends of Wexcombe", "kenyan-friends", "Keeps a community together.")),
    (12, 6, "10:30", 1.5, "sport",
     _by("Gail Thornbury", "Ferry Meadows Runners", "ferry-runners", "Running for everybody.")),
    (12, 9, "13:30", 1.5, "school",
     _by("Lorna Beddoes", "Honeyhill Families", "honeyhill", "Meets with young families.")),
    (12, 24, "16:00", 1.5, "service",
     _by("Canon Peter Audley", "Cathedral Visitors’ Office", "cathedral-visitors",
         "Welcomes people to services.")),
)  # fmt: skip


def published() -> list[Published]:
    """The twenty, in the order of the publication."""
    path = Path(__file__).with_name("published_engagements.csv")
    with path.open(encoding="utf-8", newline="") as file:
        facts = [(row["attending"], row["event"], row["venue"]) for row in csv.DictReader(file)]
    return [
        Published(attending, event, venue, *rest)
        for (attending, event, venue), rest in zip(facts, INVENTED, strict=True)
    ]
