"""90 guests instead of 120: noted and told to whoever goes; nothing that was decided changes (P8)."""

import pytest

from engagements.models import Engagement, Notification, RecordEntry
from tests.engagements.case.people_at_work import WORD_GIVEN
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor, the_mayor_accepted

pytestmark = pytest.mark.django_db


def organiser_changes(play: Play, **filled: str) -> str:
    page = play.organiser_opens_link().open("/invitation/change/").press_main(**filled)
    return " ".join(page.page.text.split())


def test_an_announced_engagement_stays_in_the_diary_and_whoever_goes_is_told(play: Play) -> None:
    the_mayor_accepted(play)
    play.officer_releases()
    before = play.invitation.letters.count()
    said = organiser_changes(play, expected_numbers="90", open_to_public="no")
    assert "Thank you. We have noted it. Nothing else changes." in said
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
        {"title": "Another name"},
        {"kind": "dinner"},
        {"venue": "The Corn Exchange", "expected_numbers": "90"},
    ],
)
def test_another_time_place_name_or_kind_is_decided_anew(play: Play, filled: dict[str, str]) -> None:
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
