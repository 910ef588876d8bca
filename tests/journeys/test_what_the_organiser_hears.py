"""What an organiser is told, and what nobody needs to be told: letters say what is new and true, once."""

import pytest

from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor, the_mayor_accepted

pytestmark = pytest.mark.django_db


def organiser_moves_it_to_the_corn_exchange(play: Play) -> None:
    page = play.organiser_opens_link().open("/invitation/change/")
    page.press_main(venue="The Corn Exchange").press_main()


def test_nothing_changed_for_the_organiser_and_nothing_is_said(play: Play) -> None:
    the_mayor_accepted(play)
    play.mayor_answers("no-longer", agreed_reason="illness")
    play.deputy_answers("decline", private_reason="Away that week.")
    play.mayor_answers("accept")
    assert play.stage == "mayor_attends"
    assert play.officer_releases() == ["acknowledgement", "acceptance"]


def test_the_deputy_cannot_accompany_before_anybody_was_told_of_it_and_nothing_is_said(play: Play) -> None:
    before_the_mayor(play, addressee="both")
    play.mayor_answers("accept-together")
    play.officer_releases()
    play.deputy_answers("accept")
    play.deputy_answers("cannot", private_reason="A wedding.")
    assert play.stage == "mayor_attends"
    assert play.officer_releases() == ["acknowledgement", "acceptance"]


def test_what_the_organiser_changed_is_confirmed(play: Play) -> None:
    the_mayor_accepted(play)
    organiser_moves_it_to_the_corn_exchange(play)
    assert play.officer_releases()[-1] == "change_acknowledged"
    noted = " ".join(play.newest_letter().split())
    assert "that the Mayor would attend." in noted
    assert "Until then, I am sorry to say, the visit is not certain." in noted
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "confirmation"
    assert "The Corn Exchange" in play.newest_letter()


def test_a_change_of_what_nobody_was_promised_leaves_nothing_uncertain(play: Play) -> None:
    before_the_mayor(play)
    organiser_moves_it_to_the_corn_exchange(play)
    assert play.officer_releases()[-1] == "change_acknowledged"
    assert "not certain" not in play.newest_letter()
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "acceptance"


def test_a_question_left_open_until_the_day_is_closed_without_blame_on_either_side(play: Play) -> None:
    play.organiser_invites(event_on_day="10", event_on_month="6")
    play.officer_takes("ask_information", question="Is there a car park?")
    play.officer_releases()
    play.time_passes(days=10)
    assert play.stage == "lapsed"
    assert play.officer_releases()[-1] == "closing_question"
    closed = " ".join(play.newest_letter().split())
    assert "On Monday 1 June 2026 I asked you: “Is there a car park?”" in closed
    assert "sorry" not in closed
    assert "No answer" not in closed


def test_a_question_that_never_left_is_the_offices_own_silence(play: Play) -> None:
    play.organiser_invites(event_on_day="10", event_on_month="6")
    play.officer_takes("ask_information", question="Is there a car park?")
    play.time_passes(days=10)
    assert play.officer_releases()[-1] == "closing_apology"


def test_a_reminder_says_what_was_asked_and_when(play: Play) -> None:
    play.organiser_invites()
    play.officer_takes("ask_information", question="Is there a car park?")
    play.officer_releases()
    play.time_passes(days=15)
    assert play.officer_releases()[-1] == "reminder"
    reminder = " ".join(play.newest_letter().split())
    assert "On Monday 1 June 2026 I asked you: “Is there a car park?” No answer" in reminder
    assert "clause" not in reminder


def test_a_case_held_for_the_successor_says_when_the_answer_comes(play: Play) -> None:
    play.organiser_invites(event_on_day="10", event_on_month="7", event_on_year="2027")
    play.officer_takes("put_to_mayor")
    assert play.officer_releases()[-1] == "held"
    held = " ".join(play.newest_letter().split())
    assert "at the council’s annual meeting on Wednesday 12 May 2027." in held
    assert "I will write to you by Wednesday 26 May 2027." in held
    assert "promise" not in held
