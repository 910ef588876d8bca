"""What is written and advised fits the day: a funeral this afternoon, a hundredth birthday, a later term."""

from datetime import timedelta
from typing import Any

import pytest

from tests import form_answers
from tests.journeys.cast import Play
from tests.journeys.test_a_funeral import nobody_is_delighted
from tests.journeys.test_told_by_telephone import rings

pytestmark = pytest.mark.django_db

FUNERAL: dict[str, Any] = {
    "title": "Funeral of Alderman Rose Marsh", "kind": "funeral", "venue": "St Aldhelm’s",
    "starts_wall": "4pm", "ends_wall": "5pm", **form_answers.on("event_on", 1, 6, 2026),
}  # fmt: skip
BIRTHDAY: dict[str, Any] = {
    "title": "100th birthday of Mrs Elsie Hart", "kind": "visit", "purpose": "private",
    "what_happens": "Tea with the family.", "organisation": None, "name": "Joan Hart",
}  # fmt: skip


def of_the_case(play: Play) -> str:
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    return " ".join(page.page.text.split())


def test_a_funeral_this_afternoon_goes_from_the_mayor_to_the_deputy_within_the_hour(play: Play) -> None:
    """Accepted at ten, the Mayor ill at noon, the Deputy instead; the family is rung and written to."""
    play.organiser_invites(**FUNERAL)
    assert "whether the date can move" not in of_the_case(play)
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "acceptance"
    assert "will be honoured to be there" in nobody_is_delighted(play)
    play.clock.shift(timedelta(hours=2))
    play.mayor_answers("no-longer", agreed_reason="illness")
    play.deputy_answers("accept")
    rings(play)
    assert play.officer_releases()[-1] == "substitution"
    written = nobody_is_delighted(play)
    assert "The Deputy Mayor, Councillor David Okoro, representing the Mayor" in written
    assert "The Deputy Mayor has accepted, and will be honoured to be there." in written
    assert "illness" not in written
    play.time_passes(hours=6)
    play.officer_takes("outcome_attended")
    assert play.officer_releases()[-1] == "thanks"
    assert "asked me to thank you for the care" in nobody_is_delighted(play)


def test_a_hundredth_birthday_is_put_to_the_mayor_and_nobody_is_advised_to_refuse_it(play: Play) -> None:
    """A family's own celebration is no personal matter of a member (P10)."""
    play.organiser_invites(**BIRTHDAY)
    page = of_the_case(play)
    assert "It goes to the Mayor like any other invitation." in page
    assert "do not support" not in page
    assert "if it is so" not in page
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "acceptance"


def test_a_first_invitation_for_the_next_term_reads_as_a_first_letter(play: Play) -> None:
    """Held for the successor: nothing was written before, and nothing has moved."""
    play.organiser_invites(**form_answers.on("event_on", 10, 7, 2027))
    play.officer_takes("put_to_mayor")
    assert play.officer_releases()[-1] == "held"
    written = " ".join(play.newest_letter().split())
    assert "Your event falls after the term of the Mayor now in office." in written
    for of_a_change in (" now falls", "wrote to you", "no longer", "not certain"):
        assert of_a_change not in written
