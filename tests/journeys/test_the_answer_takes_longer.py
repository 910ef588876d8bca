"""The answer takes longer than promised: the organiser is told of a later day, once and in time (P21)."""

from datetime import date

import pytest

from civic import wording
from engagements.models import RecordEntry
from engagements.services.steps import triage
from protocols.core.rulings import BreachOfProtocol
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor

pytestmark = pytest.mark.django_db

THE_22ND = {"answer_by_day": "22", "answer_by_month": "6", "answer_by_year": "2026"}


def of_the_case(play: Play) -> str:
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    return " ".join(page.page.text.split())


def test_the_organiser_is_told_of_a_later_day_and_nothing_else_changes(play: Play) -> None:
    before_the_mayor(play)
    play.officer_takes("send_holding", **THE_22ND, why="The Mayor is abroad.")
    assert play.stage == "with_mayor"
    assert play.officer_releases() == ["acknowledgement", "holding"]
    written = " ".join(play.newest_letter().split())
    assert "You will have it by Monday 22 June 2026." in written
    assert "abroad" not in written
    assert "Answer promised by Monday 22 June 2026" in of_the_case(play)
    entry = RecordEntry.objects.get(invitation=play.invitation, kind="send_holding")
    assert (entry.clause, entry.particulars.words["answer_by"]) == ("P21", "2026-06-22")
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "acceptance"


def test_it_is_done_once_and_the_page_says_why(play: Play) -> None:
    play.organiser_invites()
    play.officer_takes("send_holding", **THE_22ND)
    assert "Tell the organiser the answer will take longer" in of_the_case(play)
    assert (
        "We told the organiser about a later date on Monday 1 June 2026. You can only do this once"
        in of_the_case(play)
    )
    again = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/send_holding/")
    assert again.status == 409
    with pytest.raises(BreachOfProtocol, match="You can only do this once"):
        triage.send_holding(play.invitation, answer_by=date(2026, 6, 29), by=play.person("officer"))


def test_it_is_too_late_once_the_promised_day_has_passed(play: Play) -> None:
    play.organiser_invites()
    play.time_passes(days=20)
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/send_holding/")
    assert page.status == 409
    assert "which has passed." in page.page.text


def test_no_later_day_is_left_where_the_event_comes_first(play: Play) -> None:
    play.organiser_invites(event_on_day="16", event_on_month="6")
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/send_holding/")
    assert page.status == 409
    assert "There is no later date before the event" in page.page.text


@pytest.mark.parametrize(
    ("day", "month", "said"),
    [("15", "6", "Enter a date after Monday 15 June 2026"), ("18", "7", "Enter a date before the event")],
)
def test_the_new_day_is_later_than_the_first_and_before_the_event(
    play: Play, day: str, month: str, said: str
) -> None:
    play.organiser_invites()
    filled = {"answer_by_day": day, "answer_by_month": month, "answer_by_year": "2026"}
    page = play.officer_takes("send_holding", **filled)
    assert said in page.page.text
    assert play.stage == "received"
    assert play.invitation.promise_renewed_on is None


def test_a_question_to_the_organiser_does_not_bring_the_later_day_nearer(play: Play) -> None:
    play.organiser_invites()
    play.officer_takes("send_holding", **THE_22ND)
    play.officer_releases()
    play.officer_takes("ask_information", question="Is there a car park?")
    play.officer_releases()
    play.organiser_opens_link().open("/invitation/question/").press_main(answer="Yes.")
    assert play.stage == "received"
    assert play.invitation.promise_due_on == date(2026, 6, 22)


def test_a_holding_letter_that_has_not_left_is_withdrawn_with_the_answer(play: Play) -> None:
    before_the_mayor(play)
    play.officer_takes("send_holding", **THE_22ND)
    play.mayor_answers("accept")
    assert play.officer_releases() == ["acknowledgement", "acceptance"]
    assert play.invitation.letters.get(kind="holding").state == "cancelled"


def test_before_the_day_is_chosen_the_letter_shown_leaves_it_open(play: Play) -> None:
    play.organiser_invites()
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/send_holding/")
    assert "You will have it by [the day you choose]." in " ".join(page.page.text.split())


def test_where_the_letter_never_left_the_first_day_is_promised_again_and_another_may_be_written(
    play: Play,
) -> None:
    play.organiser_invites()
    first = play.invitation.promise_due_on
    play.officer_takes("send_holding", **THE_22ND)
    play.officer_takes("ask_information", question="Is there a car park?")
    assert play.invitation.letters.get(kind="holding").state == "cancelled"
    play.officer_takes("stop_waiting")
    assert (play.invitation.promise_due_on, play.invitation.promise_renewed_on) == (first, None)
    play.officer_takes("send_holding", **THE_22ND)
    assert play.officer_releases()[-1] == "holding"


def organiser_moves_it_to(play: Play, day: str) -> None:
    page = play.organiser_opens_link().open("/invitation/change/")
    page.press_main(event_on_day=day, event_on_month="6", event_on_year="2026")


def test_no_day_after_the_event_stays_promised_when_the_event_comes_nearer(play: Play) -> None:
    play.organiser_invites()
    first = play.invitation.promise_due_on
    play.officer_takes("send_holding", **THE_22ND)
    play.officer_releases()
    organiser_moves_it_to(play, "20")
    assert play.invitation.promise_due_on == first
    play.officer_releases()
    assert "by Monday 15 June 2026" in " ".join(play.newest_letter().split())


def test_a_holding_letter_that_has_not_left_is_withdrawn_by_a_change(play: Play) -> None:
    play.organiser_invites()
    play.officer_takes("send_holding", **THE_22ND)
    organiser_moves_it_to(play, "27")
    assert play.invitation.letters.get(kind="holding").state == "cancelled"
    assert play.invitation.promise_renewed_on is None


def test_no_answer_is_promised_for_a_day_on_which_the_office_is_closed(play: Play) -> None:
    play.organiser_invites()
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/send_holding/")
    refused = page.press_main(**(THE_22ND | {"answer_by_day": "20"}))
    assert refused.sees("Enter a day on which the office is open")
    assert not play.invitation.letters.filter(kind="holding").exists()


def test_the_answer_is_owed_until_its_letter_has_been_sent(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("accept")
    list_, case = "/office/?tab=coming", f"/office/invitations/{play.reference}/"
    assert play.visitors["officer"].open(list_).sees("10 working days left", "Check and release")
    assert play.visitors["officer"].open(case).sees("Answer promised by")
    play.officer_releases()
    assert not play.visitors["officer"].open(list_).sees("working days left")
    assert not play.visitors["officer"].open(case).sees("Answer promised by")


def test_what_is_held_for_the_next_mayor_is_promised_for_then(play: Play) -> None:
    play.organiser_invites(event_on_day="10", event_on_month="7", event_on_year="2027")
    play.officer_takes("put_to_mayor")
    assert play.stage == "held_for_successor"
    written = " ".join(play.invitation.letters.get(kind="held").body.split())
    due = wording.day(play.invitation.promise_due_on)
    assert f"I will write to you by {due}." in written
    assert play.invitation.promise_due_on.year == 2027


def test_nothing_is_said_to_be_done_where_nothing_was_changed(play: Play) -> None:
    before_the_mayor(play)
    page = play.officer_takes("correct_event", why="Nothing.")
    assert page.sees("You have not changed anything.")
    assert play.officer_corrects("organiser", why="Nothing.").sees("You have not changed anything.")
