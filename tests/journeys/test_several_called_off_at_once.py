"""National mourning: what was announced is called off, and the rest is put off, in one go (P1, P21)."""

import re
from datetime import date, timedelta

import pytest

from engagements.models import Invitation, Notification, RecordEntry
from engagements.queries import calling_off
from engagements.services.steps import triage
from tests import cases
from tests.journeys.cast import Play
from tests.web import Visitor

pytestmark = pytest.mark.django_db

DAYS = (
    "/office/call-off/?first_day=10&first_month=7&first_year=2026"
    "&last_day=20&last_month=7&last_year=2026"
)  # fmt: skip
REASON = "The council observes national mourning until 20 July."
NO_DAY = {"answer_by_day": "", "answer_by_month": "", "answer_by_year": ""}
THE_30TH = {"answer_by_day": "30", "answer_by_month": "6", "answer_by_year": "2026"}


@pytest.fixture
def announced(play: Play) -> Invitation:
    """On 11 July, and the organiser was told that the Mayor comes."""
    officer, mayor = play.person("officer"), play.person("mayor")
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, title="Scouts' fair")
    cases.send_letters(invitation)
    return invitation


@pytest.fixture
def undecided(play: Play) -> Invitation:
    """On the same day, and still in the office's queue."""
    return cases.make_invitation(title="Choir supper")


def test_each_case_gets_its_own_entry_and_letter_and_whoever_was_to_go_is_told(
    play: Play, announced: Invitation, undecided: Invitation
) -> None:
    page = play.visitors["manager"].open(DAYS)
    assert "Scouts" in page.page.text
    assert "Choir supper" in page.page.text
    page.press_main(why=REASON, **THE_30TH)
    assert "1 engagement was cancelled, 1 organiser will be told of a later date." in page.page.text
    announced.refresh_from_db()
    undecided.refresh_from_db()
    assert (announced.stage, undecided.stage) == ("cancelled", "received")
    assert REASON in announced.letters.get(kind="apology").body
    assert "by Tuesday 30 June 2026" in " ".join(undecided.letters.get(kind="holding").body.split())
    told = Notification.objects.filter(invitation=announced, kind=Notification.Kind.CALLED_OFF)
    assert {notification.person for notification in told} == {play.person("mayor")}
    for case, step in ((announced, "call_off_for_cause"), (undecided, "send_holding")):
        assert RecordEntry.objects.filter(invitation=case, kind=step, by=play.person("manager")).count() == 1


def test_the_page_sent_twice_is_taken_once(play: Play, announced: Invitation, undecided: Invitation) -> None:
    client = play.visitors["manager"].client
    ticked = {
        name: [calling_off.seen(case)] for name, case in (("announced", announced), ("undecided", undecided))
    }
    sent = {**ticked, "why": REASON, **THE_30TH}
    first, second = client.post(DAYS, sent), client.post(DAYS, sent)
    assert first["Location"] == second["Location"] == "/office/letters/"
    assert RecordEntry.objects.filter(kind__in=["call_off_for_cause", "send_holding"]).count() == 2


def test_another_reason_for_what_was_called_off_is_not_taken_for_the_same_page(
    play: Play, announced: Invitation
) -> None:
    client, ticked = play.visitors["manager"].client, [calling_off.seen(announced)]
    client.post(DAYS, {"announced": ticked, "why": REASON})
    again = client.post(DAYS, {"announced": ticked, "why": "The hall is flooded."})
    assert "Something has changed since you opened this page" in again.content.decode()


@pytest.mark.parametrize("forged", ["X:" + "1" * 5000, "X", ":", "CIV-2026-0001:٣", "CIV-2026-0001:-1"])
def test_a_forged_tick_is_no_choice(play: Play, announced: Invitation, forged: str) -> None:
    answer = play.visitors["manager"].client.post(DAYS, {"announced": [forged], "why": REASON})
    assert answer.status_code == 200
    assert "Something has changed since you opened this page" in answer.content.decode()


def test_what_is_unticked_is_left_alone(play: Play, announced: Invitation, undecided: Invitation) -> None:
    page = play.visitors["manager"].open(DAYS)
    page.press_main(why=REASON, undecided=[])
    undecided.refresh_from_db()
    assert undecided.letters.filter(kind="holding").count() == 0


def test_nothing_is_done_when_a_case_moved_while_the_page_was_open(
    play: Play, announced: Invitation, undecided: Invitation
) -> None:
    page = play.visitors["manager"].open(DAYS)
    triage.ask_information(undecided, question="How many guests?", by=play.person("officer"))
    page.press_main(why=REASON, **THE_30TH)
    assert "Something has changed since you opened this page, and nothing was recorded." in page.page.text
    announced.refresh_from_db()
    assert announced.stage == "mayor_attends"


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        (NO_DAY, "Enter the date of the answer, or unselect"),
        ({"answer_by_day": "2", "answer_by_month": "6"}, "Enter a date after Monday 15 June 2026"),
        ({"answer_by_day": "12", "answer_by_month": "7"}, "Enter a date before the event"),
        ({"why": "mourning"}, "full sentence"),
        ({"announced": [], "undecided": []}, "Select at least one invitation"),
    ],
)
def test_what_is_missing_or_impossible_is_said_and_nothing_is_done(
    play: Play, announced: Invitation, undecided: Invitation, filled: dict[str, str | list[str]], said: str
) -> None:
    page = play.visitors["manager"].open(DAYS)
    page.press_main(**{"why": REASON, **THE_30TH, **filled})
    assert said in page.page.text
    announced.refresh_from_db()
    assert announced.stage == "mayor_attends"


def test_what_nothing_is_written_to_is_named_with_its_reason(play: Play, undecided: Invitation) -> None:
    triage.ask_information(undecided, question="How many guests?", by=play.person("officer"))
    again = cases.make_invitation(title="Bowls tea")
    triage.send_holding(again, answer_by=date(2026, 6, 29), by=play.person("officer"))
    page = play.visitors["manager"].open(DAYS)
    assert "Waiting for the organiser’s answer." in page.page.text
    assert "We told the organiser about a later date on Monday 1 June 2026." in page.page.text
    assert "There is nothing to cancel on these dates." in page.page.text


def test_what_waits_for_the_organiser_is_so_even_when_the_promised_day_has_passed(
    play: Play, undecided: Invitation
) -> None:
    triage.ask_information(undecided, question="How many guests?", by=play.person("officer"))
    cases.send_letters(undecided)
    play.clock.shift(timedelta(days=16))
    play.visitors["manager"] = Visitor(play.person("manager"))
    page = play.visitors["manager"].open(DAYS)
    assert "Waiting for the organiser’s answer." in page.page.text
    assert "which has passed" not in page.page.text


def test_what_is_decided_and_not_told_yet_is_the_mayors(play: Play) -> None:
    cases.mayor_attends(officer=play.person("officer"), mayor=play.person("mayor"))
    page = play.visitors["manager"].open(DAYS)
    assert "The organiser has not been told yet who will attend" in page.page.text


def test_no_more_than_a_hundred_are_shown_at_once(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calling_off, "MOST", 1)
    cases.make_invitation(title="Choir supper")
    cases.make_invitation(title="Bowls tea")
    page = play.visitors["manager"].open(DAYS)
    assert "The first 100 are shown" in page.page.text
    assert "Bowls tea" not in page.page.text


def test_the_last_day_is_not_before_the_first(play: Play) -> None:
    page = play.visitors["manager"].open(DAYS.replace("last_month=7", "last_month=6"))
    assert "Enter a last day that is not before the first" in page.page.text


# --- All or none of them ------------------------------------------------------------------------------------

ANNOUNCED = "Cancel, with an apology and the reason"
UNDECIDED = "Not decided yet: say that the answer will take longer"


def chosen(page: Visitor) -> list[str]:
    """How many of how many, group by group, as the page says it."""
    return re.findall(r"\d+ of \d+ selected", " ".join(page.page.text.split()))


@pytest.fixture
def three(play: Play) -> list[Invitation]:
    """Three more that are not decided, one after another."""
    return [cases.make_invitation(title=f"Supper {number}") for number in range(3)]


def test_the_page_says_how_many_are_chosen(
    play: Play, announced: Invitation, three: list[Invitation]
) -> None:
    assert chosen(play.visitors["manager"].open(DAYS)) == ["1 of 1 selected", "3 of 3 selected"]


def test_none_and_all_are_chosen_by_a_button_and_nothing_is_done_or_lost(
    play: Play, announced: Invitation, three: list[Invitation]
) -> None:
    """Without a script: the button sends the form, and the page comes back with what was typed."""
    page, entries = play.visitors["manager"].open(DAYS), RecordEntry.objects.count()
    page.press(f"Select none: {UNDECIDED}", why=REASON, **THE_30TH)
    assert chosen(page) == ["1 of 1 selected", "0 of 3 selected"]
    assert page.page.forms[-1].values["why"] == [REASON]
    assert "There is a problem" not in page.page.text
    page.press(f"Select all: {UNDECIDED}")
    assert chosen(page) == ["1 of 1 selected", "3 of 3 selected"]
    page.press(f"Select none: {ANNOUNCED}")
    assert chosen(page) == ["0 of 1 selected", "3 of 3 selected"]
    assert RecordEntry.objects.count() == entries
    page.press_main()
    announced.refresh_from_db()
    assert announced.stage == "mayor_attends"
    assert {case.letters.filter(kind="holding").count() for case in three} == {1}


def test_what_was_ticked_by_hand_is_counted_again(play: Play, three: list[Invitation]) -> None:
    page = play.visitors["manager"].open(DAYS)
    page.press("Count again", undecided=[calling_off.seen(three[0])])
    assert chosen(page) == ["1 of 3 selected"]


@pytest.mark.parametrize("forged", ["why:all", "undecided:most", "nobody:all", ":", "undecided:none:all"])
def test_a_forged_button_ticks_nothing_and_does_nothing(
    play: Play, announced: Invitation, three: list[Invitation], forged: str
) -> None:
    entries = RecordEntry.objects.count()
    sent = {"tick": forged, "undecided": [calling_off.seen(three[0])], "why": REASON, **THE_30TH}
    answer = play.visitors["manager"].client.post(DAYS, sent)
    assert (answer.status_code, RecordEntry.objects.count()) == (200, entries)
    assert "1 of 3 selected" in " ".join(answer.content.decode().replace("</span>", "").split()).replace(
        "<span data-civic-chosen>", ""
    )
