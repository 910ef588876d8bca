"""Invitations addressed to the Deputy: what the protocol was written for (P4 to P7)."""

from demo.days import FRIDAY, SATURDAY
from demo.desk import Desk, Organiser, Scenes
from demo.showing import Who, shows
from engagements.models import Asked, EventKind, Invitation, Outcome
from engagements.particulars import EventParticulars
from engagements.services.intake import registration
from engagements.services.steps import organisers_answers, triage
from protocols.core.vocabulary import Addressee, Step, Wish

DEPUTY = Addressee.DEPUTY
SCOUTS = Organiser(
    "Hazel Tunstall",
    "Northgate Scouts",
    "northgate-scouts.example",
    "Scouting for young people.",
    "Group leader",
)
CHESS = Organiser(
    "Leonard Bisley", "Castle Chess Club", "castle-chess.example", "Chess for all ages.", "President"
)


@shows(
    Who.OFFICER,
    "Addressed to the Deputy",
    "First explain the protocol. The page shows what you can do and what you cannot, with the clauses.",
)
def scouts_invite_the_deputy(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(1, "11:20")
    desk.invite(
        key, SCOUTS,
        "Northgate Scouts open day", desk.days.ahead(48, SATURDAY), "14:00", hours=3,
        kind="school", venue="Northgate Scout Hut", postcode="WX2 4AB",
        addressee=DEPUTY, expected_numbers=120, open_to_public=True, asked=["attend", "present"],
        what_happens="Displays by the packs, tea, and badges to be presented at four o’clock.",
        provenance="unprompted",
    )  # fmt: skip


@shows(
    Who.OFFICER,
    "Protocol already explained",
    "The same club invites the Deputy again: “may not have known” would be untrue.",
)
def told_before(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(160, "10:05")
    earlier = desk.invite(
        f"{key}-earlier", CHESS,
        "Castle Chess Club simultaneous match", desk.days.today, "19:00", kind="other", venue="Castle Hall",
        addressee=DEPUTY, what_happens="A visiting master plays twenty boards at once.",
    )  # fmt: skip
    yield from _explained(desk, earlier, 158)
    yield desk.days.before(150, "16:40")
    organisers_answers.answer_protocol(earlier, step=Step.NO_THANK_YOU)
    yield desk.days.before(149, "09:30")
    desk.release(earlier)
    yield desk.days.before(2, "09:50")
    desk.invite(
        key, CHESS,
        "Castle Chess Club congress", desk.days.ahead(62, SATURDAY), "10:00", hours=6,
        kind="other", venue="Castle Hall", addressee=DEPUTY,
        what_happens="Two hundred players from the region; the opening move to be made.", asked=["open"],
    )  # fmt: skip


@shows(
    Who.ORGANISER,
    "The protocol’s question",
    "What the organiser sees: three answers, what each means, then confirm.",
)
def waiting_for_the_organiser(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(8, "14:10")
    case = desk.invite(
        key, Organiser("Marjorie Pell", "Weir Terrace Residents", "weir-terrace.example",
                       "Neighbours who look after their street.", "Chair"),
        "Weir Terrace centenary party", desk.days.ahead(55, SATURDAY), "15:00", hours=4,
        kind="fete", venue="Weir Hall", addressee=DEPUTY, open_to_public=True,
        what_happens="Long tables, a brass band and games for the children.",
    )  # fmt: skip
    yield from _explained(desk, case, 6)


@shows(
    Who.OFFICER,
    "A reminder has become due",
    "The system drafted it when the organiser’s time was over. The officer checks and releases it.",
)
def reminder(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(21, "10:40")
    case = desk.invite(
        key, Organiser("Gareth Whitlow", "Beacon Hill Bowls Club", "beacon-bowls.example",
                       "Lawn bowls since 1908."),
        "Opening of the new indoor green", desk.days.ahead(62, SATURDAY), "13:30",
        kind="sport", venue="Beacon Hill Bowls Club", addressee=DEPUTY, asked=["open"],
        what_happens="The first wood to be bowled on the new green.",
    )  # fmt: skip
    yield from _explained(desk, case, 18)


@shows(
    Who.OFFICER,
    "Yes, invite the Mayor",
    "The organiser answered. The invitation is now to the Mayor, and can be sent to the Mayor.",
)
def said_yes(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(9, "15:25")
    case = desk.invite(
        key, Organiser("Yasmin Colley", "Harbour Street Mosque", "harbour-mosque.example",
                       "A place of prayer and neighbourhood work."),
        "Harbour Street open evening", desk.days.ahead(41, FRIDAY), "18:00", hours=3,
        kind="other", venue="Harbour Street Mosque", addressee=DEPUTY, open_to_public=True,
        what_happens="A tour, talks and a shared meal with the neighbourhood.",
    )  # fmt: skip
    yield from _explained(desk, case, 7)
    yield desk.days.before(2, "20:10")
    organisers_answers.answer_protocol(case, step=Step.INVITE_MAYOR)


@shows(
    Who.MANAGER,
    "No, thank you",
    (
        "Withdrawn with courtesy after the explanation. The Deputy was never involved; "
        "the civic manager could reopen it."
    ),
)
def said_no(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(24, "09:35")
    case = desk.invite(
        key, Organiser("Nigel Farrant", "Old Wexcombians", "old-wexcombians.example",
                       "Former pupils of the grammar school."),
        "Old Wexcombians’ lunch", desk.days.ahead(34, SATURDAY), "12:30", hours=3,
        kind="dinner", venue="The George Hotel", addressee=DEPUTY,
        what_happens="Lunch for a hundred, with the Deputy as a former pupil.",
    )  # fmt: skip
    yield from _explained(desk, case, 22)
    yield desk.days.before(15, "11:15")
    organisers_answers.answer_protocol(case, step=Step.NO_THANK_YOU)
    yield desk.days.before(14, "10:00")
    desk.release(case)


@shows(
    Who.OFFICER,
    "Meant as a councillor only",
    "The organiser said so. It is a private matter: no chain, and not in the civic diary (P7).",
)
def councillor_only(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(19, "13:35")
    case = desk.invite(
        key, Organiser("Pauline Gedge", "Orchard Road Allotments", "orchard-allotments.example",
                       "Plots for growing food."),
        "Allotment society prize giving", desk.days.ahead(27, SATURDAY), "11:00",
        kind="other", venue="Wesley Rooms", addressee=DEPUTY, asked=["present"],
        what_happens="Prizes for the longest bean and the best-kept plot.",
    )  # fmt: skip
    yield from _explained(desk, case, 17)
    yield desk.days.before(12, "19:20")
    organisers_answers.answer_protocol(case, step=Step.COUNCILLOR_ONLY)
    yield desk.days.before(11, "09:10")
    desk.release(case)


@shows(
    Who.OFFICER,
    "Lapsed after silence",
    "Explained, reminded, and closed when no answer came, without a word of blame.",
)
def lapsed(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(50, "12:00")
    case = desk.invite(
        key, Organiser("Rex Hallowes", "Tanners Yard Traders", "tanners-yard.example",
                       "Small shops in an old yard."),
        "Tanners Yard lights", desk.days.ahead(22, FRIDAY), "17:00", kind="opening", venue="Tanners Yard",
        addressee=DEPUTY, asked=["open"], what_happens="Lights to be switched on at half past five.",
    )  # fmt: skip
    yield from _explained(desk, case, 48)
    yield desk.days.before(26, "09:05")
    desk.release(case)
    yield desk.days.before(10, "09:15")
    desk.release(case)


@shows(
    Who.MAYOR,
    "A special case",
    "The Mayor was not invited, but can grant a goodwill exception. The page shows the year’s count.",
)
def special_case(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(9, "10:50")
    case = desk.invite(
        key, Organiser("Winston Amoah", "Lifeboat Swimmers", "lifeboat-swimmers.example",
                       "Swims for the lifeboat station.", "Founder"),
        "Twenty-five years of the lifeboat swim", desk.days.ahead(45, SATURDAY), "18:30", hours=2.5,
        kind="charity", venue="Boat House", addressee=DEPUTY, wish=Wish.NOT_SAID.value, asked=["present"],
        what_happens=(
            "An anniversary supper. The Deputy swam the first of them and is asked to present the cups."
        ),
    )  # fmt: skip
    yield desk.days.ago(7, "09:30")
    triage.tell_special_case(case, why="The Deputy swam the first of the twenty-five.", by=desk.cast.officer)


@shows(
    Who.OFFICER,
    "A goodwill exception granted",
    "The Mayor stepped aside on this occasion, for a recorded reason. The letter says so.",
)
def exception_granted(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(30, "11:45")
    case = desk.invite(
        key, Organiser("Barbara Stubbins", "Chapel Row School", "chapel-row.example",
                       "A primary school.", "Head teacher"),
        "Chapel Row School library opening", desk.days.ahead(16, FRIDAY), "10:30", hours=1.5,
        kind="school", venue="Chapel Row School", addressee=DEPUTY, asked=["open", "unveil"],
        what_happens="The Deputy taught here for twenty years; the library bears the name.",
    )  # fmt: skip
    yield desk.days.ago(28, "10:00")
    triage.tell_special_case(case, why="The library is named after the Deputy.", by=desk.cast.officer)
    yield desk.days.ago(26, "17:00")
    desk.decide(
        case,
        Outcome.EXCEPTION,
        reason="The library is named after the Deputy, who taught there for twenty years.",
    )
    yield desk.days.ago(25, "12:00")
    desk.deputy_accepts(case)
    yield desk.days.ago(24, "09:20")
    desk.release(case)


@shows(
    Who.OFFICER,
    "Passed on by the Deputy",
    "Someone approached the Deputy, who passed it on. It is recorded in neutral words (P6).",
)
def referred(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(2, "18:30")
    given = Organiser(
        "Olwen Prosser", "Guildhall Singers", "guildhall-singers.example", "Choral music."
    ).particulars(77)
    day = desk.days.ahead(58, SATURDAY)
    event = EventParticulars(
        addressee=DEPUTY, title="Guildhall Singers’ concert", kind=EventKind.CONCERT,
        event_on=day, starts_wall=desk.clock("19:30"), ends_wall=desk.clock("21:45"),
        venue="St Aldhelm’s Church", postcode="WX1 5AB",
        what_happens="Part-songs by candlelight.", asked=(Asked.ATTEND,),
    )  # fmt: skip
    words = (
        "Mrs Prosser spoke to me after the service and asked whether I would come. "
        "I said that the office would write."
    )
    case = registration.refer(organiser=given, event=event, words=words, by=desk.deputy_now())
    desk.mark(case, key)


def _explained(desk: Desk, case: Invitation, days: int) -> Scenes:
    """The office explains the protocol and lets the letter go."""
    yield desk.days.before(days, "09:25")
    triage.explain_protocol(case, by=desk.cast.officer)
    yield desk.days.before(days, "09:45")
    desk.release(case)
