"""90 guests instead of 120: noted and told to whoever goes; nothing that was decided changes (P8)."""

from typing import Any

import pytest
from django.utils import timezone

from civic.queries import read_council
from engagements.models import Engagement, Notification, RecordEntry
from tests.engagements.case.people_at_work import WORD_GIVEN
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor, the_mayor_accepted

pytestmark = pytest.mark.django_db


def organiser_changes(play: Play, **filled: Any) -> str:
    page = play.organiser_opens_link().open("/invitation/change/").press_main(**filled)
    return " ".join(page.page.text.split())


def test_an_announced_engagement_stays_in_the_diary_and_whoever_goes_is_told(play: Play) -> None:
    the_mayor_accepted(play)
    play.officer_releases()
    before = play.invitation.letters.count()
    said = organiser_changes(play, expected_numbers="90", open_to_public="no")
    assert "Thank you. We have recorded the change. Nothing else changes." in said
    assert (play.stage, play.invitation.expected_numbers) == ("mayor_attends", 90)
    assert Engagement.objects.live().get(invitation=play.invitation).person == play.person("mayor")
    assert play.invitation.letters.count() == before
    told = Notification.objects.filter(invitation=play.invitation, kind=Notification.Kind.CHANGED)
    assert [notification.person for notification in told] == [play.person("mayor")]
    entry = RecordEntry.objects.get(invitation=play.invitation, kind="amend_detail")
    assert entry.particulars.words["changes"]["expected_numbers"][1] == 90


def test_before_the_mayor_it_stays_where_it_is(play: Play) -> None:
    before_the_mayor(play)
    organiser_changes(play, what_happens="Speeches, then tea.")
    assert (play.stage, play.invitation.what_happens) == ("with_mayor", "Speeches, then tea.")


@pytest.mark.parametrize(
    "filled",
    [
        {"venue": "The Corn Exchange"},
        {"starts_wall": "5pm", "ends_wall": "7pm"},
        {"starts_wall": "2.16pm"},
        {"kind": "dinner"},
        {"venue": "The Corn Exchange", "expected_numbers": "90"},
    ],
)
def test_another_time_place_or_kind_is_decided_anew(play: Play, filled: dict[str, str]) -> None:
    the_mayor_accepted(play)
    play.officer_releases()
    organiser_changes(play, **filled)
    assert play.stage == "received"
    assert play.officer_releases()[-1] == "change_acknowledged"


def test_an_officer_takes_a_detail_down_on_the_organisers_word(play: Play) -> None:
    the_mayor_accepted(play)
    word = WORD_GIVEN | {"told_time": "9am"}
    page = play.officer_takes("amend_detail", expected_numbers="90", **word)
    assert page.status == 200
    assert (play.stage, play.invitation.expected_numbers) == ("mayor_attends", 90)


def test_what_is_not_different_is_no_change(play: Play) -> None:
    the_mayor_accepted(play)
    organiser_changes(play)
    assert not RecordEntry.objects.filter(invitation=play.invitation, kind="amend_detail").exists()


def test_what_happens_is_no_detail_once_the_monitoring_officer_was_asked(play: Play) -> None:
    play.organiser_invites()
    play.officer_takes("ask_monitoring_officer", question="May we?")
    organiser_changes(play, what_happens="A rally for votes.")
    assert play.stage == "received"


def test_a_quarter_of_an_hour_and_a_better_name_are_details_and_the_diary_follows(play: Play) -> None:
    the_mayor_accepted(play)
    play.officer_releases()
    organiser_changes(play, title="Summer fête and dog show", starts_wall="2.15pm", ends_wall="4.50pm")
    assert (play.stage, play.invitation.title) == ("mayor_attends", "Summer fête and dog show")
    [engagement] = Engagement.objects.live().filter(invitation=play.invitation)
    assert (engagement.starts_at, engagement.ends_at) == (
        play.invitation.starts_at,
        play.invitation.ends_at,
    )
    assert timezone.localtime(engagement.starts_at).strftime("%H:%M") == "14:15"


def in_diary(play: Play, who: str) -> str:
    return " ".join(play.visitors[who].open("/diary/").page.text.split())


def test_what_was_announced_stays_in_the_diary_to_be_confirmed_again(play: Play) -> None:
    the_mayor_accepted(play)
    play.officer_releases()
    play.time_passes(days=9)
    organiser_changes(play, starts_wall="5pm", ends_wall="7pm")
    [engagement] = Engagement.objects.in_diary().filter(invitation=play.invitation)
    assert (engagement.state, engagement.starts_at) == ("tentative", play.invitation.starts_at)
    for who in ("officer", "mayor"):
        assert "to be confirmed again" in in_diary(play, who)
    # The answer is promised anew, from the day of the change.
    assert play.invitation.promise_due_on == read_council().promise_due_on(timezone.localdate())
    first = play.reference
    play.organiser_invites(title="A dinner", venue="Town Hall", starts_wall="6pm", ends_wall="9pm")
    case = play.visitors["officer"].open(f"/office/invitations/{play.reference}/").page.text
    assert "Northgate summer fête" in case
    play.reference = first
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    states = Engagement.objects.filter(invitation=play.invitation).order_by("id")
    assert [engagement.state for engagement in states] == ["ended", "live"]


@pytest.mark.parametrize(
    ("step", "filled"), [("call_off", {}), ("call_off_for_cause", {"why": "The roads are flooded."})]
)
def test_it_leaves_the_diary_when_it_is_called_off(play: Play, step: str, filled: dict[str, str]) -> None:
    the_mayor_accepted(play)
    play.officer_releases()
    organiser_changes(play, venue="The Corn Exchange")
    word = {} if filled else WORD_GIVEN | {"told_time": "9am"}
    play.officer_takes(step, by="manager", **filled, **word)
    assert not Engagement.objects.in_diary().exists()


def test_it_leaves_the_diary_when_the_mayor_asks_the_deputy(play: Play) -> None:
    the_mayor_accepted(play)
    play.officer_releases()
    organiser_changes(play, venue="The Corn Exchange")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("ask-deputy", agreed_reason="away")
    assert not Engagement.objects.in_diary().exists()


def test_what_nobody_was_promised_does_not_stay_in_the_diary(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("accept")
    organiser_changes(play, venue="The Corn Exchange")
    assert not Engagement.objects.in_diary().exists()


def test_the_office_finds_on_its_list_what_changed_in_the_diary(play: Play) -> None:
    the_mayor_accepted(play)
    listed = "Changes to the diary in the last 7 days"
    assert listed not in play.visitors["officer"].open("/office/").page.text
    organiser_changes(play, expected_numbers="90")
    page = " ".join(play.visitors["officer"].open("/office/").page.text.split())
    assert listed in page
    assert "The organiser changed a detail of the event, Monday 1 June 2026" in page
    assert listed not in play.visitors["officer"].open("/office/?tab=open").page.text
    assert listed not in play.visitors["monitoring officer"].open("/office/").page.text
    play.time_passes(days=8)
    assert listed not in play.visitors["officer"].open("/office/").page.text


def test_what_ended_is_on_the_offices_list_too(play: Play) -> None:
    the_mayor_accepted(play)
    play.organiser_opens_link().open("/invitation/withdraw/").press_main()
    assert play.stage == "cancelled"
    page = " ".join(play.visitors["officer"].open("/office/").page.text.split())
    assert "2pm to 5pm: The organiser cancelled the event" in page


def test_what_a_colleague_changed_is_on_the_offices_list_too(play: Play) -> None:
    the_mayor_accepted(play)
    play.officer_corrects("event", venue="The other hall", postcode="WX1 9ZZ", why="Heard wrongly.")
    page = " ".join(play.visitors["manager"].open("/office/").page.text.split())
    assert "Changes to the diary in the last 7 days" in page
    assert "The civic office corrected the event" in page


GUILDHALL = {"venue": "The Guildhall, Oak Room", "address": "Market Place", "postcode": "WX1 1GH"}


@pytest.mark.parametrize(
    "filled",
    [
        {"venue": "Guildhall (Ash Room)"},
        {"venue": "Guildhall"},
        {"address": "Market Place, by the side door"},
        {"venue": "Ash Room, Guildhall", "expected_numbers": "150"},
    ],
)
def test_another_room_of_the_house_is_a_detail(play: Play, filled: dict[str, str]) -> None:
    """Numbers from 120 to 150, and a room to match: nobody is asked again, and whoever goes is told."""
    the_mayor_accepted(play, **GUILDHALL)
    organiser_changes(play, **filled)
    assert play.stage == "mayor_attends"
    assert play.officer_releases() == ["acknowledgement", "acceptance"]
    assert Notification.objects.filter(kind="changed", person=play.person("mayor")).count() == 1


@pytest.mark.parametrize(
    "filled",
    [
        {"venue": "Town Hall, Oak Room", "postcode": "WX1 1AA"},
        {"postcode": "WX1 1GJ"},
        {"venue": "The Exchange"},
        {"postcode": "", "venue": "Guildhall (Ash Room)"},
    ],
)
def test_another_house_or_one_of_which_nobody_knows_where_is_another_place(
    play: Play, filled: dict[str, str]
) -> None:
    the_mayor_accepted(play, **GUILDHALL)
    organiser_changes(play, **filled)
    assert play.stage == "received"


def test_a_letter_that_nobody_has_released_yet_names_the_event_as_it_is_now(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("accept")
    organiser_changes(play, title="Summer fête and dog show", starts_wall="2.15pm")
    assert play.officer_releases()[-1] == "acceptance"
    letter = play.newest_letter()
    assert "Summer fête and dog show\nSaturday 11 July 2026, 2.15pm" in letter


def test_that_the_press_comes_is_a_detail_and_a_speech_is_not(play: Play) -> None:
    """Each told by the organiser, so that no officer records a mistake of the office that was none."""
    the_mayor_accepted(play)
    organiser_changes(play, press="yes", dignitaries="The Bishop")
    assert (play.stage, play.invitation.press) == ("mayor_attends", True)
    organiser_changes(play, asked=["attend", "speak"], asked_words="Five minutes on the founders.")
    assert (play.stage, play.invitation.asked) == ("received", ["attend", "speak"])
    play.officer_releases()
    written = " ".join(play.newest_letter().split())
    assert "What your guest is asked to do: attend, speak; Five minutes on the founders." in written
    assert "mistake" not in written
