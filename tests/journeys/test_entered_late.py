"""What took place before the office heard of it is entered afterwards; and what is asked beforehand."""

from typing import Any

import pytest

from engagements.models import Engagement, Invitation, Letter
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor
from tests.web import Visitor

pytestmark = pytest.mark.django_db

YESTERDAY: dict[str, Any] = {
    "title": "Lantern walk", "kind": "visit",
    "event_on_day": "31", "event_on_month": "5", "event_on_year": "2026",
    "starts_wall": "7pm", "ends_wall": "8pm", "venue": "Mill Lane",
    "name": "Asha Patel", "organisation": "Friends of the Mill", "telephone": "01632 960123",
    "went": "mayor", "instruction": "telephone",
}  # fmt: skip


def entered(play: Play, **otherwise: Any) -> Visitor:
    """An officer comes by the form for what is registered, and enters what took place."""
    office = play.visitors["officer"].open("/office/invitations/new/")
    return office.follow("Enter what took place").press("Enter it", **(YESTERDAY | otherwise))


def test_what_the_mayor_went_to_yesterday_is_in_the_diary_in_one_form(play: Play) -> None:
    page = entered(play, note="Called on the way home.")
    assert page.sees("is entered and stands in the diary", "entered after it took place")
    invitation = Invitation.objects.get()
    assert (invitation.stage, Engagement.objects.get().attended) == ("completed", True)
    assert not Letter.objects.exists()
    assert page.sees("entered what took place", "The Mayor", "accepted")
    diary = play.visitors["officer"].open("/diary/?when=past")
    assert diary.sees("Lantern walk", "Attended", "Entered late")
    assert play.visitors["mayor"].open("/diary/?when=past").sees("Lantern walk")


def test_the_deputy_went_and_the_office_says_thank_you_later(play: Play) -> None:
    page = entered(play, went="deputy", email="asha@mill.example")
    assert page.sees("Choose the reason", "Choose how you heard it")
    page = page.press("Enter it", agreed_reason="another_engagement", deputys_word="in_person")
    assert page.sees("is entered and stands in the diary")
    invitation = Invitation.objects.get()
    words = list(invitation.entries.exclude(on_instruction_of="").values_list("on_instruction_of", flat=True))
    assert words == [f"{play.person('mayor').name}, by telephone", f"{play.person('deputy').name}, in person"]
    step = f"/office/invitations/{invitation.reference}/steps/write_thanks/"
    page.open(step).press_main()
    letter = Letter.objects.get()
    assert (letter.kind, letter.state) == ("thanks", "draft")
    assert "Deputy Mayor" in letter.body


def test_what_was_confidential_is_entered_as_confidential(play: Play) -> None:
    page = entered(play, confidential="yes")
    assert page.sees("Enter why it is confidential")
    page = page.press("Enter it", confidential_why="The family asked for it.")
    assert page.sees("The case is confidential: The family asked for it.")
    assert page.sees("is entered and stands in the diary", "Confidential")
    assert Invitation.objects.get().confidential
    assert not play.visitors["deputy"].open("/diary/?when=past").sees("Lantern walk")


def test_what_is_still_to_come_is_not_entered_as_having_taken_place(play: Play) -> None:
    page = entered(play, event_on_day="1", event_on_month="7")
    assert page.sees("The event must be over")
    page = entered(play, event_on_day="1", event_on_month="6", starts_wall="7pm", ends_wall="9pm")
    assert page.sees("The event is not over yet. Register the invitation instead")
    assert not Invitation.objects.exists()


def test_what_was_entered_by_mistake_is_set_aside_and_leaves_the_diary(play: Play) -> None:
    entered(play)
    reference = Invitation.objects.get().reference
    page = play.visitors["officer"].open(f"/office/invitations/{reference}/steps/set_aside/")
    page.press_main(what="mistake", why="It was Marlhaven’s.")
    assert Invitation.objects.get().stage == "set_aside"
    assert not play.visitors["officer"].open("/diary/?when=past").sees("Lantern walk")


def test_an_officer_asks_about_the_arrangements_once_the_visit_is_announced(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("accept")
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/ask_arrangements/")
    assert page.status == 409
    play.officer_releases()
    play.officer_takes("ask_arrangements")
    assert play.officer_releases()[-1] == "arrangements"
    assert "with a mobile number for the day" in " ".join(play.newest_letter().split())
    assert play.stage == "mayor_attends"
