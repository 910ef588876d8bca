"""Mayor-making: the offices change hands at one moment, and everything else follows;
interrupted, repeated, and complete.
"""

import pytest

from civic.models import CivicChange, CouncilMeeting, Person, Term
from tests import council
from tests.journeys.cast import Play

pytestmark = pytest.mark.django_db
PAGE = "/council/mayor-making/?meeting=2027-05-12"


def the_year_ends(play: Play) -> None:
    """One invitation for after the annual meeting, held; the calendar knows the meeting after it."""
    council.make_meeting(council.london(2028, 5, 10, 18, 30))
    play.organiser_invites(event_on_day="10", event_on_month="7", event_on_year="2027")
    play.officer_takes("put_to_mayor")
    assert play.stage == "held_for_successor"
    play.officer_releases()
    for name in ("Councillor Priya Shah", "Councillor Tom Reed"):
        council.make_person(name)


def test_the_offices_change_hands_at_the_annual_meeting(play: Play) -> None:
    the_year_ends(play)
    play.time_passes(days=330)
    manager = play.visitors["manager"].open(PAGE)
    assert manager.sees("change hands automatically at this time", "To do", play.reference)
    priya, tom = (Person.objects.get(name__endswith=name) for name in ("Shah", "Reed"))
    manager.press("Record the Mayor", **{"mayor-person": str(priya.pk)})
    assert manager.sees("Councillor Priya Shah takes office on Wednesday 12 May 2027, 6.30pm")
    # The successor is known now: what was held can move, and only when somebody lets it, or the system looks.
    assert play.stage == "held_for_successor"
    manager.press("Move them now")
    assert play.stage == "with_mayor"
    # Called away here, and back a week later: the page knows what is done.
    play.time_passes(days=7)
    manager = play.visitors["manager"].open(PAGE)
    assert manager.sees(
        "Councillor Priya Shah, from Wednesday 12 May 2027, 6.30pm to Wednesday 10 May 2028, 6.30pm"
    )
    manager.press("Record the Deputy Mayor", **{"deputy-person": str(tom.pk)})
    assert manager.sees("Not acknowledged yet", "Councillor Jane Smith: can still sign in")
    play.sign_in("successor", priya)
    play.visitors["successor"].open(f"/mayor/{play.reference}/")
    assert play.visitors["successor"].status == 200
    play.visitors["successor"].open("/handbook/acknowledge/").press_main(agreed=True)
    assert not play.visitors["manager"].open(PAGE).sees("Councillor Priya Shah, Mayor")
    assert play.visitors["manager"].sees("Councillor Tom Reed, Deputy Mayor")
    # The moment itself: whoever leaves is out at once, whoever comes decides.
    play.time_passes(days=9)
    assert play.visitors["mayor"].open("/mayor/").status == 403
    assert play.visitors["deputy"].open("/deputy/").status == 403
    play.mayor_answers("accept", by="successor")
    assert play.officer_releases()[-1] == "acceptance"
    assert "Councillor Priya Shah" in play.newest_letter()
    page = play.visitors["manager"].open(PAGE)
    assert page.sees(
        "The offices changed hands at this time", "There are no letters to check", play.invitation.title
    )


def test_recording_twice_changes_nothing_and_another_name_is_refused(play: Play) -> None:
    the_year_ends(play)
    priya, tom = (Person.objects.get(name__endswith=name) for name in ("Shah", "Reed"))
    first, second = play.visitors["manager"].open(PAGE), play.visitors["monitoring officer"]
    again = type(first)(play.person("manager")).open(PAGE)
    third = type(first)(play.person("manager")).open(PAGE)
    first.press("Record the Mayor", **{"mayor-person": str(priya.pk)})
    told = CivicChange.objects.count()
    again.press("Record the Mayor", **{"mayor-person": str(priya.pk)})
    third.press("Record the Mayor", **{"mayor-person": str(tom.pk)})
    assert third.sees("Councillor Priya Shah is already recorded from that time")
    assert Term.objects.filter(begins_at=council.YEAR_ENDS_AT).count() == 1
    assert CivicChange.objects.count() == told
    assert second.open(PAGE).status == 403


def test_a_term_in_the_way_is_named_and_nothing_is_half_done(play: Play) -> None:
    the_year_ends(play)
    Term.objects.filter(office__kind="mayor").update(ends_at=council.london(2027, 5, 20))
    priya = Person.objects.get(name__endswith="Shah")
    manager = play.visitors["manager"].open(PAGE)
    assert manager.sees("whose recorded term ends Thursday 20 May 2027")
    manager.press("Record the Mayor", **{"mayor-person": str(priya.pk)})
    assert manager.sees("Someone else holds this office at that time")
    assert not Term.objects.filter(person=priya).exists()


def test_without_an_annual_meeting_the_page_says_what_to_do(play: Play) -> None:
    CouncilMeeting.objects.all().delete()
    assert (
        play.visitors["manager"]
        .open("/council/mayor-making/")
        .sees("There is no annual meeting in the calendar", "Enter the annual meeting")
    )
