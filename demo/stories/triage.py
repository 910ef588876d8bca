"""What comes to the office's own desk: new, unclear, delicate, doubled, late."""

from datetime import timedelta

from django.utils import timezone

from demo import files
from demo.days import FRIDAY, SATURDAY
from demo.desk import Desk, Organiser, Scenes
from demo.showing import Who, shows
from engagements.models import Channel, Note
from engagements.services import case_notes
from engagements.services.steps import triage
from protocols.core.vocabulary import Addressee, Step, Wish

HOSPICE = Organiser(
    "Imogen Starling",
    "St Aldhelm’s Hospice",
    "aldhelm-hospice.example",
    "Care at the end of life.",
    "Fundraiser",
)


@shows(
    Who.OFFICER,
    "A new invitation with attachments",
    "There is nothing to check: send it to the Mayor. A PDF and a picture came with it.",
)
def plain(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(1, "09:05")
    desk.invite(
        key, HOSPICE,
        "St Aldhelm’s Hospice garden opening", desk.days.ahead(38, FRIDAY), "14:30",
        kind="opening", venue="St Aldhelm’s Hospice", address="Priory Road, Wexcombe", postcode="WX4 6AB",
        expected_numbers=80, asked=["attend", "unveil"], consort_invited=True, press=True,
        what_happens="A sensory garden, given by two hundred families, to be opened and blessed.",
        attachments=files.programme_and_plan(),
    )  # fmt: skip


@shows(
    Who.OFFICER,
    "Past its promised date",
    "The office promised an answer by a date that has passed. It is at the top of the list.",
)
def overdue(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(23, "10:30")
    case = desk.invite(
        key, Organiser("Ellis Rowbotham", "Wexcombe Canal Trust", "wexcombe-canal.example",
                       "Restores a canal, lock by lock."),
        "Lock gates to be swung", desk.days.ahead(36, SATURDAY), "11:00",
        kind="opening", venue="Weir Lock", address="The towpath, Wexcombe", asked=["open"],
        what_happens="The first boat in seventy years passes the lock.",
    )  # fmt: skip
    yield desk.days.before(20, "16:15")
    case_notes.assign(case, to=desk.cast.second_officer, by=desk.cast.manager)


@shows(
    Who.OFFICER,
    "Taken down on the telephone",
    "The caller’s words, the telephone log, notes and who can read them, and the officer in charge.",
)
def by_telephone(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(5, "11:05")
    case = desk.invite(
        key, Organiser("Ada Merriman", "Castle Street Almshouses", "castle-almshouses.example",
                       "Homes for older people.", "Warden"),
        "Miss Catterall’s hundredth birthday", desk.days.ahead(26), "15:00", hours=1,
        kind="visit", venue="Castle Street Almshouses",
        channel=Channel.TELEPHONE,
        words="She was the first woman to drive a bus in Wexcombe and would be so pleased.", asked=["attend"],
        what_happens="Tea with the residents.", contact={"email": ""},
    )  # fmt: skip
    case_notes.assign(case, to=desk.cast.officer, by=desk.cast.officer)
    yield desk.days.before(4, "10:20")
    said = "Asked whether the family agree to a photograph. They do. Parking is in the yard."
    case_notes.log_call(
        case,
        spoken_to="Ada Merriman",
        said=said,
        called_at=timezone.now() - timedelta(minutes=12),
        by=desk.cast.officer,
    )
    text = "A short visit would do; the hundredth birthdays of the last years took half an hour."
    case_notes.write_note(case, text=text, audience=Note.Audience.MAYOR, by=desk.cast.officer)
    case_notes.write_note(
        case, text="Order the card from the printer.", audience=Note.Audience.OFFICE, by=desk.cast.officer
    )


@shows(
    Who.OFFICER,
    "The organiser was asked",
    "Details are missing. The time until the organiser replies is not counted.",
)
def asked_for_facts(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(7, "13:20")
    case = desk.invite(
        key,
        Organiser("Toby Wragge", "Wexcombe Makers", "wexcombe-makers.example", "A workshop shared by all."),
        "Makers’ fair", desk.days.ahead(50, SATURDAY), "10:00", hours=6,
        kind="fete", venue="To be found", postcode="", asked=[],
    )  # fmt: skip
    yield desk.days.before(6, "09:30")
    question = "Where will the fair be held, and at what time would you like a visitor to arrive?"
    triage.ask_information(case, question=question, by=desk.cast.officer)
    yield desk.days.before(6, "09:40")
    desk.release(case)


@shows(
    Who.OFFICER, "Who is invited?", "The words leave it open. First confirm who is invited, with a reason."
)
def unclear(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(3, "16:05")
    desk.invite(
        key, Organiser("Dorothy Inchbald", "Mothers’ Fellowship", "mothers-fellowship.example",
                       "Friendship and good works."),
        "Mothers’ Fellowship tea", desk.days.ahead(31), "15:00",
        kind="other", venue="Wesley Rooms", address="Chapel Row, Wexcombe",
        channel=Channel.POST, words="We should love to have somebody from the Guildhall with a chain.",
        addressee=Addressee.UNCLEAR.value, wish=Wish.NOT_SAID.value, what_happens="Tea, songs and a raffle.",
    )  # fmt: skip


@shows(
    Who.OFFICER,
    "A councillor by name",
    "Not an invitation to a civic office at all, unless the organiser meant one (P7).",
)
def plain_councillor(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(2, "12:40")
    desk.invite(
        key, Organiser("Gwen Trescott", "Beacon Hill Primary", "beacon-primary.example",
                       "A primary school.", "Secretary"),
        "Beacon Hill Primary sponsored walk", desk.days.ahead(29, FRIDAY), "13:15",
        kind="sport", venue="Beacon Hill Primary", postcode="WX3 5AB",
        addressee=Addressee.COUNCILLOR.value, councillor_name="Councillor Ivor Peverell",
        what_happens="The ward councillor sends them off.", asked=["open"], wish=Wish.NOT_SAID.value,
    )  # fmt: skip


@shows(Who.OFFICER, "Party-political", "To be refused under P10; the Mayor can see that it was.")
def political(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(2, "10:10")
    desk.invite(
        key, Organiser("Quentin Alder", "Forward Wexcombe", "forward-wexcombe.example",
                       "A party that is invented like everything here.", "Agent"),
        "Forward Wexcombe supper", desk.days.ahead(33, FRIDAY), "19:30", hours=3,
        kind="dinner", venue="The George Hotel", postcode="WX1 2AB", purpose="political", asked=["speak"],
        what_happens="Supper for members and donors of the party.",
    )  # fmt: skip


@shows(
    Who.MAYOR,
    "Refused under P10",
    "The office refused it. The Mayor can see it, and ask the office to reconsider.",
)
def refused(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(16, "11:30")
    case = desk.invite(
        key,
        Organiser("Rupert Vane", "Vane Kitchens", "vane-kitchens.example", "Sells kitchens.", "Director"),
        "Showroom champagne evening", desk.days.ahead(20, FRIDAY), "18:30",
        kind="other", venue="Vane Kitchens", postcode="WX5 3AB", purpose="commercial", asked=["unveil"],
        what_happens="Launch of the new range.",
    )  # fmt: skip
    yield desk.days.ago(14, "10:20")
    reason = "The evening promotes the sales of one business, which the office cannot support."
    triage.refuse(case, step=Step.REFUSE_P10, reason=reason, by=desk.cast.officer)
    yield desk.days.ago(14, "10:45")
    desk.release(case)


@shows(
    Who.OFFICER,
    "In a pre-election period",
    "It could affect an election, so the Monitoring Officer is asked before the Mayor (P11).",
)
def before_an_election(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(3, "09:15")
    desk.invite(
        key, Organiser("Miriam Castell", "Castle Ward Forum", "castle-forum.example",
                       "Talks about what matters locally."),
        "Castle ward hustings breakfast", desk.days.ahead(74, SATURDAY), "09:00",
        kind="other", venue="Castle Hall", postcode="WX1 4AB", affects_election=True, asked=["speak"],
        what_happens="Candidates of all parties speak; the Mayor is asked to welcome them.",
    )  # fmt: skip


@shows(
    Who.MONITORING_OFFICER,
    "Advice needed",
    "Waiting for the Monitoring Officer’s advice. An officer can record it, too.",
)
def with_monitoring_officer(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(6, "15:40")
    case = desk.invite(
        key, Organiser("Hector Lyle", "Harbour Festival Company", "harbour-festival.example",
                       "A festival of boats and music.", "Director"),
        "Harbour Festival programme launch", desk.days.ahead(81, SATURDAY), "12:00",
        kind="other", venue="Old Harbour", postcode="WX6 1AB",
        press=True, affects_election=True,
        dealings="The festival has a grant and a licence from the council.", asked=["open", "speak"],
        what_happens="Launch on the quay with the press; a candidate is among the organisers.",
    )  # fmt: skip
    yield desk.days.before(5, "10:55")
    question = (
        "A candidate at the by-election is on the committee, and the launch is a few days before polling. "
        "May it go to the Mayor?"
    )
    triage.ask_monitoring_officer(case, question=question, by=desk.cast.officer)


@shows(
    Who.OFFICER, "Advised against", "The Monitoring Officer advised against it: it can be refused under P11."
)
def advised_against(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(10, "12:25")
    case = desk.invite(
        key, Organiser("Sylvia Marrable", "Save Our Market", "save-our-market.example", "A campaign."),
        "Save Our Market rally", desk.days.ahead(79, SATURDAY), "11:00",
        kind="other", venue="Market Place", postcode="WX1 1AB",
        purpose="political", affects_election=True, asked=["speak"],
        what_happens="Speeches against the moving of the market.",
    )  # fmt: skip
    yield desk.days.before(9, "11:00")
    triage.ask_monitoring_officer(
        case, question="A rally in the pre-election period. What do you advise?", by=desk.cast.officer
    )
    yield desk.days.before(8, "16:30")
    answer = "It takes a side in the by-election. I advise against it until polling day is past."
    triage.advise(case, answer=answer, against=True, by=desk.cast.monitoring_officer)


@shows(
    Who.OFFICER,
    "The answer takes longer",
    "The organiser was told about a later date. This can be done once.",
)
def takes_longer(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(20, "10:05")
    case = desk.invite(
        key,
        Organiser("Rowena Tallis", "Wexcombe Canal Trust", "wexcombe-canal.example", "A canal trust."),
        "Reopening of the Mill Lock", desk.days.ahead(58, SATURDAY), "11:30",
        kind="opening", venue="Mill Lock", asked=["open"],
        what_happens="The first boat through the lock for ninety years.",
    )  # fmt: skip
    yield desk.days.before(9, "15:40")
    # Where the term is nearly over, the event is not far away.
    answer_by = min(case.promise_due_on + timedelta(days=14), case.event_on - timedelta(days=1))
    triage.send_holding(case, answer_by=answer_by, why="The trust confirms the hour.", by=desk.cast.officer)
    yield desk.days.before(9, "15:45")
    desk.release(case)


@shows(Who.OFFICER, "Set aside", "Meant for another council. An officer can reopen it.")
def meant_for_another_council(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(12, "09:20")
    case = desk.invite(
        key,
        Organiser("Agnes Ferrar", "Marlhaven Bowls Club", "marlhaven-bowls.example", "A bowls club."),
        "Opening of the new green", desk.days.ahead(31, SATURDAY), "14:00",
        kind="opening", venue="Marlhaven Bowls Club", channel=Channel.EMAIL,
        words="We should be honoured if the Mayor of Marlhaven could open our green.",
        what_happens="The first bowl on the new green.",
    )  # fmt: skip
    yield desk.days.before(12, "11:05")
    whom = "Please write to the Mayor of Marlhaven, at the town hall there."
    triage.take(case, step=Step.PASS_ON, why=whom, by=desk.cast.officer)
    yield desk.days.before(12, "11:20")
    desk.release(case)


@shows(
    Who.OFFICER,
    "Held for the next Mayor",
    "The event is after the annual meeting: nobody decides for another Mayor’s term (P8).",
)
def held(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(12, "11:10")
    case = desk.invite(
        key, Organiser("Florence Udall", "County Show Society", "county-show.example",
                       "The county’s farmers, once a year.", "Show director"),
        "County Show opening", desk.days.after_term(24), "10:00", hours=3,
        kind="fete", venue="Showground", postcode="WX6 8AB",
        asked=["open"], consort_invited=True, provenance="annual",
        what_happens="The show is opened in the main ring.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(10, "09:30"))
    yield desk.days.ago(10, "10:00")
    desk.release(case)
