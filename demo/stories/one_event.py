"""Two invitations to one event, joined and answered together; and one that was declined before."""

from typing import Any

from demo.days import SATURDAY
from demo.desk import Desk, Organiser, Scenes
from demo.showing import Who, shows
from engagements.models import Channel, DeclineKind, Outcome
from engagements.services.steps import organisers_answers, triage
from protocols.core.vocabulary import Addressee

SHOW = Organiser(
    "Frederick Noakes",
    "Wexcombe Horticultural Society",
    "wexcombe-flowers.example",
    "Flowers and vegetables since 1871.",
)


@shows(
    Who.OFFICER,
    "Two invitations to one event",
    "They look like the same event. Join them to answer them together.",
)
def duplicate(desk: Desk, key: str) -> Scenes:
    day = desk.days.ahead(40, SATURDAY)
    yield desk.days.before(6, "10:15")
    desk.invite(
        f"{key}-first", SHOW,
        "Wexcombe Flower Show", day, "11:00", hours=5, kind="fete", venue="Guildhall", postcode="WX1 1AA",
        asked=["open", "present"], what_happens="Six hundred exhibits and a cup for the best in show.",
        provenance="annual",
    )  # fmt: skip
    yield desk.days.before(2, "14:50")
    desk.invite(
        key, Organiser("Kathleen Noakes", "Wexcombe Horticultural Society", "wexcombe-flowers.example",
                       "Flowers and vegetables.", "Show steward"),
        "Flower show in the Guildhall", day, "11:00", hours=5,
        kind="fete", venue="Guildhall", postcode="WX1 1AA",
        channel=Channel.EMAIL, words="Would the Mayor open our show?", asked=["open"],
        what_happens="The society’s show.",
    )  # fmt: skip


@shows(Who.OFFICER, "Joined to another", "It gets the same answer as the invitation that continues.")
def joined(desk: Desk, key: str) -> Scenes:
    day = desk.days.ahead(43, SATURDAY)
    brass = Organiser("Percy Oldroyd", "Wexcombe Silver Band", "silver-band.example", "A brass band.")
    yield desk.days.before(13, "09:45")
    first = desk.invite(
        f"{key}-first",
        brass,
        "Silver Band jubilee concert",
        day,
        "19:00",
        kind="concert",
        venue="Corn Exchange",
        what_happens="A concert.",
    )
    yield desk.days.before(11, "15:10")
    case = desk.invite(
        key,
        brass,
        "Silver Band jubilee",
        day,
        "19:00",
        kind="concert",
        venue="Corn Exchange",
        what_happens="A concert.",
    )
    yield desk.days.before(10, "09:50")
    triage.link_duplicate(
        case, carries_on=first, why="Sent twice by the same secretary.", by=desk.cast.officer
    )
    yield desk.days.before(10, "10:05")
    desk.release(case)


@shows(
    Who.OFFICER,
    "The other organiser withdrew",
    "It was joined to another, whose organiser withdrew. It is answered separately again (P21).",
)
def stands_alone_again(desk: Desk, key: str) -> Scenes:
    day = desk.days.ahead(47, SATURDAY)
    ward = Organiser(
        "Iris Pemberton", "Friends of Ward Seven", "ward-seven.example", "Comforts for patients."
    )
    hospital = Organiser(
        "Tom Ashdown", "Wexcombe Cottage Hospital", "cottage-hospital.example", "A hospital."
    )
    event: dict[str, Any] = {
        "kind": "opening",
        "venue": "Wexcombe Cottage Hospital",
        "what_happens": "A new day room.",
    }
    yield desk.days.before(14, "10:20")
    first = desk.invite(f"{key}-first", hospital, "Opening of the day room", day, "15:00", **event)
    yield desk.days.before(13, "11:30")
    case = desk.invite(key, ward, "Day room opening and tea", day, "15:00", **event)
    yield desk.days.before(13, "14:15")
    triage.link_duplicate(case, carries_on=first, why="One opening, two hosts.", by=desk.cast.officer)
    yield desk.days.before(13, "14:30")
    desk.release(case)
    yield desk.days.before(6, "09:05")
    organisers_answers.withdraw(first)


@shows(
    Who.OFFICER,
    "The same event was declined",
    "The Mayor declined what looks like this event. First confirm whether it is the same (P3).",
)
def declined_elsewhere(desk: Desk, key: str) -> Scenes:
    day = desk.days.ahead(30, SATURDAY)
    yield desk.days.ago(20, "10:30")
    first = desk.invite(
        f"{key}-first", Organiser("Lionel Crabtree", "Wexcombe Rotary Supper Club", "rotary-supper.example",
                                  "Suppers for good causes."),
        "Charity auction supper", day, "19:00", hours=4,
        kind="charity", venue="Assembly Rooms", postcode="WX1 3AB", what_happens="Supper and auction.",
    )  # fmt: skip
    yield from desk.to_the_mayor(first, desk.days.ago(18, "09:40"))
    yield desk.days.ago(17, "17:30")
    desk.decide(first, Outcome.DECLINE, decline_kind=DeclineKind.OTHER, reason="A family occasion.")
    yield desk.days.ago(16, "09:30")
    desk.release(first)
    yield desk.days.ago(3, "13:50")
    desk.invite(
        key, Organiser("Bettina Crabtree", "Friends of the Assembly Rooms", "assembly-rooms.example",
                       "Looks after the rooms."),
        "Charity auction supper", day, "19:00", hours=4,
        kind="charity", venue="Assembly Rooms", postcode="WX1 3AB", addressee=Addressee.EITHER.value,
        what_happens="Supper and auction; the Deputy would be most welcome.",
    )  # fmt: skip
