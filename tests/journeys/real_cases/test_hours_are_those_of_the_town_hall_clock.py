"""A night is passed and the clocks change: the event is over when it is over, and not before (P18)."""

from typing import Any

import pytest

from tests import council, form_answers
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import the_mayor_accepted
from tests.web import Visitor

pytestmark = pytest.mark.django_db

BALL: dict[str, Any] = {
    "title": "Harvest ball", "kind": "dinner", "starts_wall": "7pm", "ends_wall": "1.30am",
    **form_answers.on("event_on", 24, 10, 2026), **form_answers.on("ends_on", 25, 10, 2026),
}  # fmt: skip
BREAKFAST: dict[str, Any] = {
    "title": "Night shift’s breakfast", "name": "Lou Gray", "organisation": "Wexcombe Bakers",
    "kind": "visit", "email": "lou@bakers.example", "venue": "The bakery",
    "starts_wall": "1am", "ends_wall": "3am", **form_answers.on("event_on", 25, 10, 2026),
}  # fmt: skip


def at(play: Play, hour: int, minute: int) -> Visitor:
    """The officer's page for the outcome, at this time of the night in which the clocks go back."""
    play.clock.move_to(council.london(2026, 10, 25, hour, minute))
    play.visitors["officer"] = Visitor(play.person("officer"))
    return play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/outcome_attended/")


def test_a_ball_that_ends_after_midnight_in_the_night_of_the_clocks(play: Play) -> None:
    """Saturday at 7pm until half past one on Sunday, when summer time ends at two."""
    the_mayor_accepted(play, **BALL)
    assert "Saturday 24 October 2026, 7pm" in " ".join(play.newest_letter().split())
    diary = " ".join(play.visitors["mayor"].open("/diary/").page.text.split())
    assert "Saturday 24 October 2026, 7pm to Sunday 25 October 2026, 1.30am" in diary
    ball = play.reference
    play.organiser_invites(**BREAKFAST)
    case = " ".join(play.visitors["officer"].open(f"/office/invitations/{play.reference}/").page.text.split())
    assert f"At that time the Mayor’s diary already has Harvest ball ({ball}" in case
    play.reference = ball
    assert at(play, 1, 15).status == 409
    page = at(play, 1, 31)
    assert page.status == 200
    page.press_main()
    assert (play.stage, play.officer_releases()[-1]) == ("completed", "thanks")
