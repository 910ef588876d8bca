"""What a civic year has besides the published engagements. Every organiser and every event is invented."""

from dataclasses import dataclass
from enum import StrEnum

from demo.desk import Organiser
from protocols.core.vocabulary import Addressee


class Fate(StrEnum):
    """What became of an invitation."""

    ATTENDED = "attended"
    DELEGATED = "delegated"
    TOGETHER = "together"
    DECLINED = "declined"
    CALLED_OFF = "called_off"
    DEPUTY_CANNOT = "deputy_cannot"
    NO_THANK_YOU = "no_thank_you"
    AS_COUNCILLOR = "as_councillor"
    YES = "yes"
    SILENT = "silent"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Occasion:
    """One event of the year."""

    month: int
    day: int
    begins: str
    hours: float
    kind: str
    title: str
    venue: str
    organiser: Organiser
    fate: Fate = Fate.ATTENDED
    asked: str = "attend"
    addressee: Addressee = Addressee.MAYOR
    purpose: str = "community"
    what_happens: str = "As in other years."


def _by(name: str, organisation: str, domain: str) -> Organiser:
    return Organiser(name, organisation, f"{domain}.example", "A part of Wexcombe’s life.")


F, TO_BOTH, TO_DEPUTY = Fate, Addressee.BOTH, Addressee.DEPUTY
YEAR = (
    Occasion(1, 9, "10:30", 1, "charity", "Blood donors’ thanks", "Guildhall",
             _by("Lydia Furnival", "Blood Donors", "blood-donors"), asked="present"),
    Occasion(1, 20, "19:00", 3, "dinner", "Master Bakers’ supper", "Assembly Rooms",
             _by("Walter Cobb", "Master Bakers", "master-bakers"), F.DELEGATED),
    Occasion(1, 27, "11:00", 1, "remembrance", "Day of remembrance", "The Cathedral",
             _by("Miriam Adler", "Interfaith Circle", "interfaith"), F.TOGETHER, addressee=TO_BOTH),
    Occasion(2, 3, "18:00", 1.5, "concert", "Young pianists’ final", "Corn Exchange",
             _by("Rosamund Hale", "Young Pianists", "young-pianists"), asked="present"),
    Occasion(2, 14, "19:30", 3, "dinner", "Sweethearts’ dance", "The George Hotel",
             _by("Cyril Bunting", "Tea Dance Club", "tea-dance"), F.DECLINED),
    Occasion(2, 21, "10:00", 1, "school", "Junior parliament", "Council Chamber",
             _by("Wilma Stagg", "Junior Parliament", "junior-parliament"), asked="speak"),
    Occasion(3, 8, "12:00", 2, "other", "Women of Wexcombe lunch", "Guildhall",
             _by("Farida Holroyd", "Women of Wexcombe", "wexcombe-women"), F.DEPUTY_CANNOT),
    Occasion(3, 19, "14:00", 2, "sport", "Schools’ cross-country", "The Meadow",
             _by("Barney Tuck", "Schools’ Sport", "schools-sport"), F.DELEGATED, "present"),
    Occasion(3, 27, "18:30", 2, "other", "Candidates’ rally", "Castle Hall",
             _by("Quentin Alder", "Forward Wexcombe", "forward-wexcombe"), F.REFUSED, purpose="political"),
    Occasion(4, 8, "11:00", 2, "fete", "Spring plant fair", "Market Place",
             _by("Poppy Wilder", "Plant Fair", "plant-fair"), F.CALLED_OFF, "open"),
    Occasion(4, 23, "10:30", 2, "civic", "St George’s parade", "Market Place",
             _by("Arnold Speight", "Scouts’ District", "scouts-district"), F.TOGETHER, addressee=TO_BOTH),
    Occasion(5, 2, "15:00", 2, "sport", "Cup final day", "Athletic Ground",
             _by("Terence Mudge", "Sunday League", "sunday-league"), F.NO_THANK_YOU, "present", TO_DEPUTY),
    Occasion(6, 6, "13:00", 3, "fete", "Canal day", "Weir Lock",
             _by("Ellis Rowbotham", "Wexcombe Canal Trust", "wexcombe-canal"), asked="open"),
    Occasion(6, 14, "11:00", 2, "fete", "Armed services day", "Market Place",
             _by("Major Denis Orme", "County Regiment Museum", "regiment-museum"), asked="receive"),
    Occasion(6, 30, "18:00", 2, "school", "College leavers’ evening", "Corn Exchange",
             _by("Thea Banfield", "Wexcombe College", "wexcombe-college"), F.DELEGATED, "present"),
    Occasion(7, 4, "14:00", 3, "fete", "Beacon Hill summer fair", "Beacon Hill",
             _by("Gwen Trescott", "Beacon Hill Primary", "beacon-primary"), F.YES, "open", TO_DEPUTY),
    Occasion(7, 12, "10:00", 4, "sport", "Wexcombe regatta", "Old Harbour",
             _by("Duncan Rae", "Harbour Oarsmen", "harbour-oarsmen"), asked="present"),
    Occasion(7, 19, "19:00", 3, "concert", "Proms in the park", "Castle Gardens",
             _by("Giles Pomfret", "Wexcombe Chamber Orchestra", "chamber-orchestra")),
    Occasion(8, 8, "11:00", 1, "opening", "Splash pool reopening", "Castle Gardens",
             _by("Nathan Orchard", "Splash Pool Friends", "splash-pool"), asked="open"),
    Occasion(8, 22, "14:00", 3, "fete", "Harvest home", "Home Farm",
             _by("Bridget Yardley", "Young Farmers", "young-farmers"), F.SILENT, "attend", TO_DEPUTY),
    Occasion(9, 5, "10:00", 2, "visit", "Heritage open day", "Guildhall",
             _by("Harriet Boon", "Civic Society", "civic-society"), asked="receive"),
    Occasion(9, 12, "19:00", 3, "dinner", "Chamber of Trade dinner", "Assembly Rooms",
             _by("Leopold Crane", "Chamber of Trade", "trade-chamber"), F.DECLINED, "toast"),
    Occasion(9, 26, "10:30", 1, "charity", "Coffee for the hospice", "Wesley Rooms",
             _by("Imogen Starling", "St Aldhelm’s Hospice", "aldhelm-hospice")),
    Occasion(10, 4, "10:30", 1.5, "service", "Judges’ service", "The Cathedral",
             _by("Canon Peter Audley", "Cathedral Visitors’ Office", "cathedral-visitors")),
    Occasion(10, 15, "13:00", 1, "school", "Apple pressing", "Home Farm",
             _by("Bridget Yardley", "Young Farmers", "young-farmers"), F.WITHDRAWN),
    Occasion(10, 24, "19:30", 2, "concert", "Poetry prize", "Library",
             _by("Elsie Tranter", "Tanners Yard Poets", "yard-poets"), F.AS_COUNCILLOR, "present", TO_DEPUTY),
)  # fmt: skip
