"""What waits for the Mayor, and what the Mayor has answered."""

from demo.days import FRIDAY, SATURDAY, SUNDAY
from demo.desk import Desk, Organiser, Scenes
from demo.showing import Who, shows
from engagements.models import Channel, Note, Outcome
from engagements.services import case_notes
from protocols.core.vocabulary import Addressee, Wish

BOTH, EITHER = Addressee.BOTH.value, Addressee.EITHER.value


@shows(
    Who.MAYOR,
    "A plain decision",
    "Accept, ask the Deputy, or decline outright: three different things, nothing preselected.",
)
def waits_plain(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(6, "10:25")
    case = desk.invite(
        key, Organiser("Margery Ollerton", "Wexcombe Foodbank", "wexcombe-foodbank.example",
                       "Food for whoever needs it.", "Manager"),
        "Foodbank volunteers’ thank-you tea", desk.days.ahead(28), "15:30",
        kind="charity", venue="Wesley Rooms", postcode="WX1 7AB",
        expected_numbers=60, asked=["speak"], consort_invited=True,
        what_happens="Tea and a word of thanks to sixty volunteers.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(4, "09:30"))


@shows(
    Who.MAYOR,
    "A clash in the diary",
    (
        "Something else was accepted at that time; "
        "“another engagement” is an agreed reason for asking the Deputy."
    ),
)
def clash(desk: Desk, key: str) -> Scenes:
    day = desk.days.ahead(24, SATURDAY)
    yield desk.days.ago(33, "10:10")
    accepted = desk.invite(
        f"{key}-accepted", Organiser("Edgar Winstone", "Air Cadets of Wexcombe", "air-cadets.example",
                                     "Cadets aged 12 to 18.", "Officer commanding"),
        "Air Cadets’ awards", day, "14:00", hours=2.5, kind="school", venue="Drill Hall", postcode="WX2 1AB",
        asked=["present"], what_happens="Awards to thirty cadets.",
    )  # fmt: skip
    yield from desk.accepted(accepted, 30)
    yield desk.days.ago(7, "14:20")
    case = desk.invite(
        key, Organiser("Nerys Cobham", "Samaritan Listeners", "samaritan-listeners.example",
                       "Listens, day and night."),
        "Listeners’ anniversary tea", day, "15:00", kind="charity", venue="Town Mill", postcode="WX3 1AB",
        asked=["speak"], what_happens="Forty years of listening, and tea.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(5, "09:30"))


@shows(
    Who.OFFICER,
    "Two accepted engagements at the same time",
    "The Mayor accepted both. The diary shows that they overlap.",
)
def accepted_clash(desk: Desk, key: str) -> Scenes:
    day = desk.days.ahead(18, SATURDAY)
    yield desk.days.ago(29, "11:15")
    one = desk.invite(
        f"{key}-other",
        Organiser("Maud Ellwood", "Wexcombe in Bloom", "wexcombe-bloom.example", "Flowers in the streets."),
        "Wexcombe in Bloom prizes", day, "11:00", kind="other", venue="Guildhall", asked=["present"],
        what_happens="Prizes for front gardens.",
    )  # fmt: skip
    yield from desk.accepted(one, 27)
    yield desk.days.ago(21, "13:10")
    case = desk.invite(
        key,
        Organiser("Roland Tapp", "Model Engineers", "model-engineers.example", "Small engines that work."),
        "Model Engineers’ exhibition", day, "12:00", kind="concert", venue="Corn Exchange", asked=["open"],
        what_happens="Steam on tables.",
    )  # fmt: skip
    yield from desk.accepted(case, 19)


@shows(Who.MAYOR, "A joint invitation", "To the Mayor and the Deputy together: the Mayor decides for both.")
def joint(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(9, "09:55")
    case = desk.invite(
        key, Organiser("Canon Peter Audley", "Cathedral Visitors’ Office", "cathedral-visitors.example",
                       "Welcomes people to services.", "Canon"),
        "Civic service", desk.days.ahead(37, SUNDAY), "10:30", hours=1.5,
        kind="service", venue="The Cathedral", postcode="WX1 8AB",
        addressee=BOTH, wish=Wish.NOT_SAID.value, consort_invited=True, provenance="annual", asked=["attend"],
        what_happens="The yearly service, with a procession from the Guildhall.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(7, "10:10"))


@shows(
    Who.MAYOR,
    "Only the Mayor is invited",
    "The organiser said “only the Mayor”: the Deputy cannot be asked unless they change their mind.",
)
def mayor_only(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(7, "12:15")
    case = desk.invite(
        key, Organiser("Clarence Rudd", "Freemen of Wexcombe", "wexcombe-freemen.example",
                       "The freemen and their charities.", "Clerk"),
        "Admission of freemen", desk.days.ahead(35), "12:00", hours=1,
        kind="civic", venue="Guildhall", postcode="WX1 1AA", wish=Wish.MAYOR_ONLY.value, asked=["present"],
        what_happens="The charter says that only the Mayor can admit them.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(5, "10:30"))


@shows(
    Who.MAYOR,
    "A goodwill exception is possible",
    (
        "The organiser named either of the two; an exception shows its count "
        "this civic year and asks for a reason."
    ),
)
def either(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(8, "15:45")
    case = desk.invite(
        key, Organiser("Sunita Bhalla", "Wexcombe Carers", "wexcombe-carers.example",
                       "For those who care for somebody."),
        "Carers’ rights breakfast", desk.days.ahead(51, FRIDAY), "08:30", hours=1.5,
        kind="other", venue="Library", postcode="WX1 9AB", addressee=EITHER, asked=["speak"],
        what_happens="Breakfast and advice for a hundred carers.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(6, "10:40"))


@shows(
    Who.MAYOR,
    "The Deputy cannot attend",
    (
        "The Mayor asked, the Deputy declined with a private reason; "
        "it is the Mayor’s again and the Deputy is not asked twice."
    ),
)
def deputy_declined(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(15, "10:55")
    case = desk.invite(
        key, Organiser("Tamsin Hurrell", "Castle Street Dance School", "castle-dance.example",
                       "Teaches dance to children.", "Principal"),
        "Dance School gala", desk.days.ahead(25, SATURDAY), "18:30", hours=2.5,
        kind="concert", venue="Corn Exchange", postcode="WX1 6AB", asked=["present"],
        what_happens="Two hundred dancers and a cup for each class.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(13, "09:30"))
    yield desk.days.ago(12, "18:00")
    desk.decide(case, Outcome.DELEGATE, agreed_reason="family")
    yield desk.days.ago(10, "12:30")
    desk.deputy_says_no(case, "I am away that weekend.")


@shows(
    Who.MAYOR,
    "A confidential visit",
    "A member of the Royal Family: only people who need to know can see it, and the Deputy cannot (P14).",
)
def royal_visit(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(5, "09:10")
    case = desk.invite(
        key,
        Organiser("Lavinia Thorne", "Lieutenancy Office", "lieutenancy.example", "Prepares visits.", "Clerk"),
        "Visit to the new hospital wing", desk.days.ahead(57), "11:00", hours=1.5,
        kind="visit", venue="Priory Hospital", postcode="WX4 1AB",
        channel=Channel.TELEPHONE, words="In confidence until the day is announced.", confidential=True,
        confidential_why="The day has not been announced.",
        asked=["receive"], dignitaries="A member of the Royal Family",
        what_happens="The visitor is received at the door and unveils a plaque.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(5, "09:40"))


@shows(
    Who.MAYOR,
    "The office’s advice and an interest",
    "The officer’s own advice, a note for the Mayor, and an interest the Mayor declared.",
)
def advised(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(10, "13:05")
    case = desk.invite(
        key, Organiser("Adrian Plumley", "Wexcombe Credit Union", "wexcombe-credit.example",
                       "Savings and fair loans.", "Chair"),
        "Credit Union annual dinner", desk.days.ahead(47, FRIDAY), "19:00", hours=3.5,
        kind="dinner", venue="Assembly Rooms", postcode="WX1 3AB", consort_invited=True, asked=["toast"],
        what_happens="Dinner with a toast to the city.",
    )  # fmt: skip
    yield desk.days.ago(9, "10:00")
    advice = (
        "A good cause and a long evening. Last year the Deputy went. I would accept, for the dinner only."
    )
    case_notes.advise_mayor(case, advice=advice, by=desk.cast.officer)
    case_notes.write_note(
        case,
        text="The chair asks that no photographs be taken.",
        audience=Note.Audience.MAYOR,
        by=desk.cast.officer,
    )
    mayor = desk.cast.mayor
    case_notes.declare_interest(
        case, person=mayor, nature="I am a member and have savings there.", by=desk.cast.officer
    )
    yield from desk.put_forward(case, desk.days.ago(8, "09:30"))


@shows(
    Who.OFFICER,
    "The Mayor asked the office",
    "The invitation came back with a question. Answer it and send it to the Mayor again.",
)
def mayor_asks(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(11, "10:45")
    case = desk.invite(
        key, Organiser("Godfrey Amery", "Wexcombe Cricket Club", "wexcombe-cricket.example",
                       "Cricket on the Meadow."),
        "Cricket Club dinner", desk.days.ahead(49, FRIDAY), "19:30", hours=3,
        kind="dinner", venue="The Pavilion", postcode="WX5 1AB", asked=["speak"],
        what_happens="Dinner and the captain’s prizes.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(9, "09:30"))
    yield desk.days.ago(3, "19:00")
    desk.decide(case, Outcome.ASK, question="Did we not go last year? And how long is the speech to be?")


@shows(
    Who.MAYOR,
    "The day is over",
    "The Mayor attended. The office or the Mayor can now record the outcome.",
)
def outcome_due(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(40, "11:25")
    case = desk.invite(
        key, Organiser("Isadora Keel", "Old Harbour Museum", "harbour-museum.example",
                       "Boats and those who built them.", "Curator"),
        "Exhibition of harbour paintings", desk.days.working_day(desk.days.ago(2).date()), "11:00", hours=1,
        kind="concert", venue="Old Harbour Museum", asked=["open"],
        what_happens="Forty paintings by local people.",
    )  # fmt: skip
    yield from desk.accepted(case, 37)


@shows(Who.OFFICER, "The Mayor will attend", "Accepted and announced; the organiser has the letter.")
def attends(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(26, "12:55")
    case = desk.invite(
        key, Organiser("Phoebe Garland", "Wexcombe Youth Theatre", "youth-theatre.example",
                       "Theatre by young people.", "Director"),
        "Youth Theatre first night", desk.days.ahead(13, FRIDAY), "19:00", hours=2.5,
        kind="concert", venue="Mill Theatre", postcode="WX3 2AB", consort_invited=True, asked=["attend"],
        what_happens="A play with a cast of fifty.",
    )  # fmt: skip
    yield from desk.accepted(case, 24)
