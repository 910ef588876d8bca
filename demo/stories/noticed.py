"""What triage notices: dates, places, dealings and elections that call for a second look."""

from dataclasses import replace
from datetime import timedelta

from django.utils import timezone

from demo.cast import first_thursday_in_may
from demo.days import FRIDAY, SATURDAY, SUNDAY
from demo.desk import Desk, Organiser, Scenes
from demo.showing import Who, shows
from engagements.particulars import EventParticulars
from engagements.services.steps import organisers_answers
from protocols.core.findings import Consent


@shows(
    Who.OFFICER,
    "On the day of the annual meeting",
    "The Mayor may change that evening. The person who holds the office at that time decides.",
)
def annual_meeting_day(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(4, "10:35")
    desk.invite(
        key, Organiser("Harriet Boon", "Civic Society", "civic-society.example",
                       "Cares for the old town.", "Chair"),
        "Plaque for the old observatory", timezone.localdate(desk.days.ends), "11:00", hours=1,
        kind="opening", venue="Observatory Lane", postcode="WX2 7AB", asked=["unveil"],
        what_happens="A plaque to be unveiled.",
    )  # fmt: skip


@shows(
    Who.OFFICER,
    "The date of an accepted event moved",
    "The organiser moved it. The earlier choice no longer applies, and the Mayor is asked again.",
)
def moved(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(25, "10:00")
    case = desk.invite(
        key, Organiser("Oswald Finch", "Wexcombe Bird Watchers", "bird-watchers.example", "Watches birds."),
        "Opening of the estuary hide", desk.days.ahead(32, SATURDAY), "10:30",
        kind="opening", venue="Estuary reserve", asked=["open"], address="Saltings Lane, Wexcombe",
        what_happens="A hide for forty watchers, built by volunteers.",
    )  # fmt: skip
    yield from desk.accepted(case, 23)
    yield desk.days.ago(2, "08:50")
    day = desk.days.ahead(53, SATURDAY)
    new = replace(
        EventParticulars.of(case),
        event_on=day,
        ends_on=day,
        starts_wall=desk.clock("14:00"),
        ends_wall=desk.clock("16:00"),
    )
    organisers_answers.change_details(case, event=new)


@shows(
    Who.OFFICER,
    "Outside the area",
    "The postcode is Marlhaven’s. Until its Mayor agrees, the badge is worn there and not the chain (P1).",
)
def outside_area(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(2, "15:15")
    desk.invite(
        key, Organiser("Basil Penrose", "Marlhaven Town Band", "marlhaven-band.example",
                       "A band in the next town."),
        "Marlhaven band contest", desk.days.ahead(60, SUNDAY), "13:00", hours=4,
        kind="concert", venue="Marlhaven Hall", address="Marlhaven", postcode="MV1 2AB", asked=["present"],
        what_happens="Twelve bands and a cup.",
    )  # fmt: skip


@shows(
    Who.OFFICER,
    "Outside the area, with consent",
    "The office asked, and the Mayor of Marlhaven agreed: the diary says that the chain is worn.",
)
def consent_given(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(24, "11:05")
    case = desk.invite(
        key, Organiser("Hester Quance", "Marlhaven Lifeboat Guild", "lifeboat-guild.example",
                       "Raises money for the lifeboat."),
        "Naming of the new lifeboat", desk.days.ahead(37, SATURDAY), "11:30", hours=1.5,
        kind="civic", venue="Lifeboat station", address="The Quay, Marlhaven", postcode="MV2 4AB",
        asked=["attend", "speak"], what_happens="The boat is named, and civic heads of the coast speak.",
    )  # fmt: skip
    yield desk.days.ago(23, "09:10")
    desk.hears_of_the_chain(case, Consent.ASKED)
    yield from desk.accepted(case, 22)
    yield desk.days.ago(17, "14:45")
    desk.hears_of_the_chain(case, Consent.GIVEN)


@shows(
    Who.OFFICER,
    "Dealings with the council",
    "The organiser has a grant and has applied for a licence. The person who decides sees this.",
)
def dealings(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(1, "13:25")
    desk.invite(
        key, Organiser("Dexter Maybury", "Riverside Arts", "riverside-arts.example",
                       "A theatre in an old mill.", "Manager"),
        "Opening night at the Mill Theatre", desk.days.ahead(42, FRIDAY), "19:00", hours=3,
        kind="concert", venue="Mill Theatre", postcode="WX3 2AB",
        dealings="We have a grant from the council and have applied for a premises licence.",
        consort_invited=True, asked=["attend", "speak"],
        what_happens="The first night after two years of repairs.",
    )  # fmt: skip


@shows(
    Who.OFFICER,
    "Short notice",
    "It came a week before the event. The office is warned, but can still accept it.",
)
def short_notice(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(1, "16:35")
    desk.invite(
        key, Organiser("Enid Larkin", "Street Pastors of Wexcombe", "street-pastors.example",
                       "Looks after people at night."),
        "Commissioning of new street pastors", desk.days.ahead(8, SUNDAY), "15:00", hours=1.5,
        kind="service", venue="St Aldhelm’s Church", postcode="WX1 5AB", asked=["attend"],
        what_happens="A service at which nine new pastors are commissioned.",
    )  # fmt: skip


@shows(
    Who.MAYOR,
    "On an evening of full council",
    "The council meets the same evening. The page says so beside the decision.",
)
def council_evening(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(8, "11:55")
    evening = desk.council_evening()
    case = desk.invite(
        key, Organiser("Giles Pomfret", "Wexcombe Chamber Orchestra", "chamber-orchestra.example",
                       "Plays four concerts a year."),
        "Chamber Orchestra gala", evening, "19:30", hours=2.5,
        kind="concert", venue="Corn Exchange", postcode="WX1 6AB", consort_invited=True, asked=["attend"],
        what_happens="A gala with a reception in the interval.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(6, "09:35"))


@shows(
    Who.OFFICER,
    "A private occasion",
    "A golden wedding: the office cannot support a private occasion (P10), and says so kindly.",
)
def golden_wedding(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(3, "19:10")
    desk.invite(
        key, Organiser("Maureen Sladden", "", "sladden-family.example", "A family.", "Daughter"),
        "Mr and Mrs Sladden’s golden wedding", desk.days.ahead(44, SATURDAY), "13:00", hours=3,
        kind="other", venue="The George Hotel", purpose="private",
        what_happens="Lunch for the family and neighbours.",
    )  # fmt: skip


@shows(
    Who.OFFICER,
    "The Deputy acts as Mayor that day",
    "The Monitoring Officer has recorded it. An acting Deputy cannot ask the Deputy (P9).",
)
def acting(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(2, "11:50")
    desk.invite(
        key, Organiser("Ernest Goodall", "Wexcombe Bell Ringers", "bell-ringers.example",
                       "Rings the Cathedral’s bells."),
        "Rehanging of the tenor bell", desk.days.ahead(98) + timedelta(days=1), "16:00", hours=1,
        kind="service", venue="The Cathedral", asked=["attend"],
        what_happens="A blessing and the first peal.",
    )  # fmt: skip


@shows(
    Who.OFFICER,
    "An office-holder is a candidate",
    "The Deputy is a candidate at the local elections, and the event is in the weeks before them.",
)
def candidate(desk: Desk, key: str) -> Scenes:
    day = first_thursday_in_may(desk.days.ends.year) - timedelta(days=12)
    if day <= desk.days.today + timedelta(days=7):
        return
    yield desk.days.before(2, "13:05")
    desk.invite(
        key, Organiser("Una Pettifer", "Wexcombe Walkers", "wexcombe-walkers.example", "Walks on Saturdays."),
        "Walkers’ map launch", day, "11:00", hours=1, kind="other", venue="Library", asked=["attend"],
        what_happens="A new map of old paths.",
    )  # fmt: skip
