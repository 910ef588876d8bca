"""The ways in which a case ends; five that people confuse stay apart:
declined, refused, withdrawn, cancelled, lapsed.
"""

from datetime import timedelta

from django.utils import timezone

from demo.days import FRIDAY, SATURDAY
from demo.desk import Desk, Organiser, Scenes
from demo.showing import Who, shows
from engagements.models import DeclineKind, Outcome
from engagements.services.steps import organisers_answers


@shows(
    Who.OFFICER,
    "Declined",
    "The Mayor declined outright and the letter has been sent: it is never passed to the Deputy (P3).",
)
def declined(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(18, "10:35")
    case = desk.invite(
        key, Organiser("Monty Lascelles", "Wexcombe Wine Circle", "wine-circle.example", "Tastes and talks."),
        "Wine Circle dinner", desk.days.ahead(52, FRIDAY), "19:30", hours=3,
        kind="dinner", venue="The George Hotel", asked=["toast"], what_happens="Six wines and a dinner.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(16, "09:30"))
    yield desk.days.ago(14, "17:40")
    desk.decide(case, Outcome.DECLINE, decline_kind=DeclineKind.OTHER, reason="Too many dinners this month.")
    yield desk.days.ago(13, "09:35")
    desk.release(case)


@shows(
    Who.ORGANISER,
    "Withdrawn by the organiser",
    "What the organiser sees after a withdrawal through the link.",
)
def withdrawn(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(13, "12:05")
    case = desk.invite(
        key, Organiser("Elsie Tranter", "Tanners Yard Poets", "yard-poets.example", "Reads poems aloud."),
        "Poets’ supper", desk.days.ahead(34, SATURDAY), "13:00", kind="concert", venue="Castle Hall",
        asked=["attend"], what_happens="Poems and a supper.",
    )  # fmt: skip
    yield from desk.put_forward(case, desk.days.ago(11, "09:30"))
    yield desk.days.ago(9, "20:45")
    organisers_answers.withdraw(case)
    yield desk.days.ago(8, "09:20")
    desk.release(case)


@shows(
    Who.OFFICER,
    "Cancelled by the organiser",
    "An attendance had been announced, so this is a cancellation, not a withdrawal.",
)
def cancelled(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(31, "11:50")
    case = desk.invite(
        key, Organiser("Stanley Drew", "Pigeon Fanciers", "pigeon-fanciers.example", "Homing pigeons."),
        "Pigeon race", desk.days.ahead(17, SATURDAY), "08:30", hours=1, kind="sport", venue="Showground",
        asked=["open"], what_happens="Birds are released.",
    )  # fmt: skip
    yield from desk.accepted(case, 29)
    yield desk.days.ago(7, "15:05")
    organisers_answers.withdraw(case, word="by telephone", by=desk.cast.officer)
    yield desk.days.ago(7, "15:30")
    desk.release(case)


@shows(
    Who.OFFICER,
    "Attendance cancelled by the office",
    "Announced, then neither could attend: the office apologises. The letter is ready to check and release.",
)
def nobody_goes(desk: Desk, key: str) -> Scenes:
    yield desk.days.ago(23, "10:20")
    case = desk.invite(
        key, Organiser("Ursula Grice", "Wexcombe Cat Rescue", "cat-rescue.example", "Finds homes for cats."),
        "Cat Rescue open house", desk.days.ahead(9, SATURDAY), "11:00", kind="charity", venue="Orchard Road",
        asked=["open"], what_happens="New pens are shown.",
    )  # fmt: skip
    yield from desk.accepted(case, 21)
    yield desk.days.ago(2, "16:10")
    desk.decide(
        case,
        Outcome.NOBODY,
        reason="A council meeting was called for that morning.",
        reason_for_release="the council has had to meet that morning",
    )


@shows(
    Who.OFFICER,
    "Lapsed with an apology from the office",
    "The day came before an answer was given: the closing letter apologises for the office.",
)
def lapsed_undecided(desk: Desk, key: str) -> Scenes:
    yield desk.days.before(16, "09:50")
    desk.invite(
        key, Organiser("Bartholomew Key", "Locksmiths’ Guild", "locksmiths.example", "A guild of eleven."),
        "Guild supper", desk.days.working_day(desk.days.today - timedelta(days=3)), "19:00",
        kind="dinner", venue="The George Hotel", asked=["toast"], what_happens="Supper of the guild.",
    )  # fmt: skip


@shows(Who.OFFICER, "Completed", "Attended, thanked, and in the record from the first word to the last.")
def completed(desk: Desk, key: str) -> Scenes:
    day = desk.days.working_day(desk.days.ago(6).date())
    yield desk.days.ago(45, "10:40")
    case = desk.invite(
        key, Organiser("Alma Thwaite", "Priory Road Library Friends", "library-friends.example",
                       "Supports a branch library.", "Chair"),
        "Library’s reading challenge awards", day, "16:00", hours=1,
        kind="school", venue="Priory Road Library", asked=["present"],
        what_happens="Certificates for ninety readers.",
    )  # fmt: skip
    yield from desk.accepted(case, 43)
    yield case.ends_at + timedelta(hours=17)
    if case.ends_at < timezone.now():
        desk.outcome(
            case,
            note=(
                "Ninety certificates, much noise, a kind welcome. "
                "A book was given and passed to the register."
            ),
        )
        yield case.ends_at + timedelta(hours=20)
        desk.release(case)
