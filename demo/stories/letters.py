"""Letters that wait for somebody: to release, to post, failed, uncertain."""

from demo import post
from demo.days import FRIDAY, SATURDAY
from demo.desk import Desk, Organiser, Scenes
from demo.showing import Who, shows
from engagements.models import Channel, Letter, Outcome
from engagements.services.letters import drafts


@shows(
    Who.OFFICER,
    "A letter to release",
    "The Mayor accepted. The officer checks the draft, can edit it and send copies, and releases it.",
)
def to_release(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(8, "10:05")
    case = desk.invite(
        key, Organiser("Lettice Moffat", "Wexcombe Quilters", "wexcombe-quilters.example",
                       "Quilts for premature babies."),
        "Quilters’ exhibition", desk.days.ahead(27, SATURDAY), "10:30", hours=1.5,
        kind="concert", venue="Wesley Rooms", asked=["open"], what_happens="A hundred quilts and coffee.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(5, "09:30"))
    yield desk.days.ago(2, "17:50")
    desk.decide(case, Outcome.ACCEPT)


@shows(
    Who.OFFICER,
    "A decline to release",
    (
        "Declined outright. Until the letter is sent the Mayor can still correct a slip; "
        "afterwards the decline stands."
    ),
)
def decline_to_release(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(9, "13:45")
    case = desk.invite(
        key, Organiser("Archie Lumb", "Wexcombe Car Meet", "car-meet.example", "Old cars, well kept."),
        "Classic car meet", desk.days.ahead(56, SATURDAY), "09:00", hours=4,
        kind="other", venue="Market Place", asked=["present"], what_happens="A hundred cars and a cup.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(6, "09:30"))
    yield desk.days.ago(2, "17:55")
    desk.decide(
        case,
        Outcome.DECLINE,
        reason="The week is full.",
        reason_for_release="The diary for that week is already full.",
    )


@shows(
    Who.OFFICER,
    "A letter to print and post",
    "The organiser has no e-mail: print and post the letter, then mark it as posted.",
)
def to_post(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(10, "10:55")
    case = desk.invite(
        key, Organiser("Violet Agar", "Evergreen Club", "evergreen.example",
                       "Thursday afternoons together.", "Treasurer"),
        "Evergreen Club’s fiftieth birthday", desk.days.ahead(30), "14:00",
        kind="other", venue="Wesley Rooms",
        asked=["attend"], channel=Channel.POST, contact={"email": ""},
        words="A letter in a round hand, with a stamped envelope.", what_happens="Tea, cake and a song.",
    )  # fmt: skip
    yield desk.days.ago(9, "11:00")
    desk.release(case)
    yield from desk.put_forward(case, desk.days.ago(7, "09:30"))
    yield desk.days.ago(4, "17:20")
    desk.decide(case, Outcome.ACCEPT)
    yield desk.days.ago(2, "09:45")
    for letter in Letter.objects.filter(invitation=case, state=Letter.State.DRAFT):
        drafts.release(letter, subject=letter.subject, body=letter.body, by=desk.cast.officer)


@shows(
    Who.OFFICER,
    "A letter that could not be delivered",
    "The mail server does not know the domain: correct the address, or print and post it.",
)
def failed(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(14, "15:35")
    case = desk.invite(
        key, Organiser("Prudence Hollins", "Hollins Handbells", post.NO_SUCH_DOMAIN, "Rings handbells."),
        "An evening of handbells", desk.days.ahead(32, FRIDAY), "19:00", hours=1.5,
        kind="concert", venue="St Aldhelm’s Church", asked=["attend"], what_happens="Three teams of ringers.",
    )  # fmt: skip
    yield from desk.accepted(case, 12)


@shows(
    Who.OFFICER,
    "A letter whose delivery is uncertain",
    "The mail server did not confirm it. An officer sends the same message again, or marks it as sent.",
)
def uncertain(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(15, "16:20")
    case = desk.invite(
        key, Organiser("Duncan Rae", "Riverside Rowers", post.NO_ANSWER, "Rows on the river.", "Captain"),
        "Riverside Rowers’ supper", desk.days.ahead(59, SATURDAY), "19:00", hours=3,
        kind="sport", venue="Boat House", asked=["present"], what_happens="Supper and cups.",
    )  # fmt: skip
    yield from desk.accepted(case, 13)


@shows(
    Who.OFFICER,
    "A letter with a copy",
    "Everyone who received a copy is named at the end of the letter (P13).",
)
def with_copy(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(32, "11:40")
    case = desk.invite(
        key, Organiser("Hugh Cardew", "Wexcombe Twinning Association", "wexcombe-twinning.example",
                       "Friendship with two towns abroad."),
        "Twinning Association’s welcome dinner", desk.days.ahead(12, FRIDAY), "19:00", hours=3,
        kind="dinner", venue="Guildhall",
        asked=["receive", "toast"], consort_invited=True, dignitaries="The mayors of two twin towns",
        what_happens="Forty guests are welcomed.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(30, "09:30"))
    yield desk.days.ago(28, "17:30")
    desk.decide(case, Outcome.ACCEPT)
    yield desk.days.ago(27, "09:50")
    desk.release(case, copies=[{"name": "Twinning officer", "email": "twinning.officer@council.example"}])
