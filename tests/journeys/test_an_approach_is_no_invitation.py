"""Somebody speaks to the Deputy, who passes it on (P6): nobody has invited anybody yet, and is asked (P4)."""

import re

import pytest

from tests import form_answers
from tests.journeys.cast import Play

pytestmark = pytest.mark.django_db

ASKED = ("name", "organisation", "email", "telephone", "postal_address", "title", "venue", "postcode")
WHEN = ("starts_wall", "ends_wall", "event_on_day", "event_on_month", "event_on_year")


def the_deputy_passes_it_on(play: Play) -> None:
    given = {name: value for name, value in form_answers.answers().items() if name in (*ASKED, *WHEN)}
    page = play.visitors["deputy"].open("/deputy/refer/").press_main(**given, words="She stopped me.")
    found = re.search(r"CIV-\d{4}-\d{4}", page.page.text)
    assert found, page.page.text
    play.reference = found[0]


def test_the_organiser_is_asked_and_not_thanked_for_an_invitation(play: Play) -> None:
    the_deputy_passes_it_on(play)
    assert play.stage == "protocol_explained"
    assert play.officer_releases() == ["referred"]
    letter = " ".join(play.newest_letter().split())
    assert "The Deputy Mayor tells us that you would like a civic guest at your event" in letter
    assert "Thank you for your invitation" not in letter
    assert "would like to invite the Mayor" in " ".join(play.organiser_opens_link().page.text.split())


def test_who_then_invites_the_mayor_has_an_invitation_like_any_other(play: Play) -> None:
    the_deputy_passes_it_on(play)
    play.officer_releases()
    play.organiser_answers("invite_mayor")
    assert (play.stage, play.invitation.addressee) == ("received", "mayor")
    assert play.officer_releases() == ["referred", "mayor_invited"]
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "acceptance"


def test_silence_is_reminded_of_what_was_asked_and_then_closed(play: Play) -> None:
    the_deputy_passes_it_on(play)
    play.officer_releases()
    play.time_passes(days=16)
    assert play.officer_releases()[-1] == "reminder"
    assert "I asked whether you would like to invite the Mayor" in " ".join(play.newest_letter().split())
    play.time_passes(days=9)
    assert (play.stage, play.officer_releases()[-1]) == ("lapsed", "closing_silence")


def test_an_officer_may_take_it_back_before_anything_was_written(play: Play) -> None:
    the_deputy_passes_it_on(play)
    play.officer_takes("retract_explanation", why="They have written to the Mayor meanwhile.")
    assert (play.stage, play.invitation.explained) == ("received", "never")
    assert play.officer_releases() == []
