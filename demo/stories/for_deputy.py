"""What the Mayor has asked of the Deputy, and what became of it."""

from django.utils import timezone

from demo.days import FRIDAY, SATURDAY, SUNDAY
from demo.desk import Desk, Organiser, Scenes
from demo.showing import Who, shows
from engagements.models import Instruction, Outcome
from engagements.services.steps import mayors_decision, triage
from protocols.core.vocabulary import Addressee, Wish

BOTH = Addressee.BOTH.value


@shows(
    Who.DEPUTY,
    "Asked to represent the Mayor",
    "Accept, or decline with a private reason. The Deputy sees no other invitations to the Mayor.",
)
def asked(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(9, "11:05")
    case = desk.invite(
        key,
        Organiser("Constance Bray", "Weir Lane Nursery", "weir-nursery.example", "A nursery school.", "Head"),
        "Weir Lane Nursery tree planting", desk.days.ahead(21, FRIDAY), "10:00", hours=1,
        kind="school", venue="Weir Lane Nursery", postcode="WX2 2AB", asked=["attend"],
        what_happens="Every child plants a hedge tree.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(7, "09:30"))
    yield desk.days.ago(4, "18:10")
    desk.decide(case, Outcome.DELEGATE, agreed_reason="council_business")


@shows(
    Who.DEPUTY,
    "Asked by a goodwill exception",
    "The organiser named the Deputy, and the Mayor stepped aside on this occasion.",
)
def asked_by_exception(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(10, "15:20")
    case = desk.invite(
        key, Organiser("Selwyn Harker", "Harbour Rowing Veterans", "rowing-veterans.example",
                       "Rowers past their prime.", "Captain"),
        "Naming of a new gig", desk.days.ahead(54, SATURDAY), "11:00", hours=1,
        kind="sport", venue="Harbour slipway", asked=["present"], addressee=Addressee.DEPUTY.value,
        what_happens="The boat bears the name of the Deputy’s late father.",
    )  # fmt: skip
    yield desk.days.ago(8, "10:05")
    triage.tell_special_case(
        case, why="The boat is named after the Deputy’s late father.", by=desk.cast.officer
    )
    yield desk.days.ago(5, "17:45")
    desk.decide(case, Outcome.EXCEPTION, reason="The boat is named after the Deputy’s late father.")


@shows(
    Who.DEPUTY,
    "Asked to accompany the Mayor",
    "A joint invitation: the Mayor attends, and asks the Deputy to come too.",
)
def asked_to_accompany(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(12, "14:05")
    case = desk.invite(
        key, Organiser("Rear-Admiral Tom Selby", "Sea Cadets’ Committee", "sea-cadets.example",
                       "Supports the sea cadets.", "President"),
        "Sea Cadets’ parade", desk.days.ahead(29, SUNDAY), "14:30", hours=1.5,
        kind="civic", venue="Old Harbour", addressee=BOTH, wish=Wish.NOT_SAID.value, asked=["attend"],
        what_happens="A parade and an inspection.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(10, "09:30"))
    yield desk.days.ago(6, "17:00")
    desk.decide(case, Outcome.ACCEPT_TOGETHER)


@shows(Who.DEPUTY, "Accompanies the Mayor", "Both attend, and the organiser has been told about both.")
def accompanies(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(28, "10:15")
    case = desk.invite(
        key, Organiser("Major Denis Orme", "County Regiment Museum", "regiment-museum.example",
                       "Keeps the regiment’s memory.", "Trustee"),
        "Regiment’s freedom parade", desk.days.ahead(19, SUNDAY), "11:00", kind="civic", venue="Market Place",
        addressee=BOTH, wish=Wish.NOT_SAID.value, consort_invited=True, asked=["attend"],
        what_happens="The regiment marches with colours flying.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(26, "09:30"))
    yield desk.days.ago(24, "18:20")
    desk.decide(case, Outcome.ACCEPT_TOGETHER)
    yield desk.days.ago(23, "12:10")
    desk.deputy_accepts(case)
    yield desk.days.ago(22, "09:30")
    desk.release(case)


@shows(
    Who.DEPUTY,
    "Attends on the Mayor’s behalf",
    "In the Deputy’s own diary; the letter explains that the Deputy represents the Mayor.",
)
def deputy_attends(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(27, "16:10")
    case = desk.invite(
        key, Organiser("Beryl Stott", "Talking Newspaper", "talking-newspaper.example",
                       "Reads the news to blind people."),
        "Talking Newspaper’s thousandth edition", desk.days.ahead(15), "14:00", hours=1.5,
        kind="charity", venue="Library", postcode="WX1 9AB", asked=["speak"],
        what_happens="The thousandth edition is recorded, with a few words from a guest.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(25, "09:30"))
    yield desk.days.ago(23, "18:00")
    desk.decide(case, Outcome.DELEGATE)
    yield desk.days.ago(21, "13:15")
    desk.deputy_accepts(case)
    yield desk.days.ago(20, "09:40")
    desk.release(case)


@shows(
    Who.OFFICER,
    "One chain, two engagements",
    "The Mayor is elsewhere while the Deputy represents the Mayor: one chain, one car, one attendant.",
)
def one_chain(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(25, "11:35")
    case = desk.invite(
        key, Organiser("Millicent Shaw", "Priory Embroiderers", "priory-embroiderers.example",
                       "Embroiders for churches."),
        "Handing over of an altar cloth", desk.days.ahead(15), "14:30", hours=1,
        kind="service", venue="The Cathedral", asked=["receive"],
        what_happens="A cloth that took two years is handed over.",
    )  # fmt: skip
    yield from desk.accepted(case, 22)


@shows(
    Who.OFFICER,
    "The Mayor can no longer attend",
    "Announced, then ill: the Deputy will attend instead, and the letter is ready to check and release.",
)
def substitution(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(22, "09:35")
    case = desk.invite(
        key,
        Organiser("Felix Dunmore", "Wexcombe Cyclists", "wexcombe-cyclists.example", "Rides and repairs."),
        "Opening of the river cycle path", desk.days.ahead(11, SATURDAY), "10:00", hours=1.5,
        kind="opening", venue="Weir Bridge", asked=["open", "unveil"], press=True,
        what_happens="A ribbon across the path, and the first ride.",
    )  # fmt: skip
    yield from desk.accepted(case, 20)
    yield desk.days.ago(3, "09:20")
    mayor, officer, reason = desk.mayor_of(case), desk.cast.officer, "illness"
    mayors_decision.record_decision(
        case,
        outcome=Outcome.DELEGATE,
        made_by=mayor,
        instruction=Instruction.TELEPHONE,
        agreed_reason=reason,
        made_at=timezone.now(),
        by=officer,
    )
    yield desk.days.ago(2, "12:45")
    desk.deputy_accepts(case)


@shows(
    Who.MAYOR,
    "The Deputy can no longer attend",
    "Announced, and now nobody: the Mayor attends after all, or the office apologises.",
)
def deputy_cannot(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(24, "14:25")
    case = desk.invite(
        key, Organiser("Iris Quennell", "Priory Hospital Friends", "hospital-friends.example",
                       "Helps patients and their visitors.", "Chair"),
        "Hospital Friends’ concert", desk.days.ahead(23, FRIDAY), "18:00", hours=1.5,
        kind="concert", venue="Priory Hospital", asked=["attend"], what_happens="Songs on the wards.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(22, "09:30"))
    yield desk.days.ago(20, "18:25")
    desk.decide(case, Outcome.DELEGATE)
    yield desk.days.ago(18, "11:35")
    desk.deputy_accepts(case)
    yield desk.days.ago(17, "09:30")
    desk.release(case)
    yield desk.days.ago(2, "08:40")
    desk.deputy_says_no(case, "My mother has to go into hospital that week.")
