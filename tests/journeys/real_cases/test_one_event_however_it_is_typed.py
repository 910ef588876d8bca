"""What people read as one is one, and what merely shares a building or an organiser is not (P3, P21)."""

from typing import Any

import pytest

from engagements.models import Delegation
from tests import form_answers
from tests.journeys.cast import Play
from tests.journeys.test_asked_for_the_deputy import deputy_knows_nothing, exceptions_told

pytestmark = pytest.mark.django_db

SCHOOL: dict[str, Any] = {
    "title": "Founder's Day", "kind": "school", "name": "Ann Bell", "organisation": "St Mary's School",
    "email": "office@st-marys.example", "venue": "St Mary's School", "address": "School Lane, Wexcombe",
    "postcode": "WX1 4ST", "starts_wall": "10am", "ends_wall": "12.30pm",
    **form_answers.on("event_on", 27, 1, 2027),
}  # fmt: skip
FROM_A_TELEPHONE: dict[str, Any] = SCHOOL | {
    "title": "Founder’s day", "name": "Priti Lal", "organisation": "St. Mary’s School PTA",
    "email": "pta.stmarys@post.example", "venue": "St Mary’s school",
}  # fmt: skip
CATHEDRAL: dict[str, Any] = {
    "venue": "The Cathedral", "address": "Minster Yard, Wexcombe", "postcode": "WX1 1XS", "kind": "school",
    **form_answers.on("event_on", 18, 12, 2026),
}  # fmt: skip
GUILDHALL: dict[str, Any] = {
    "venue": "The Guildhall", "address": "Market Place, Wexcombe", "postcode": "WX1 1GH", "kind": "dinner",
    **form_answers.on("event_on", 16, 9, 2026),
}  # fmt: skip
CHOIR: dict[str, Any] = {
    "title": "Carols by candlelight", "kind": "concert", "name": "Beth Dunn",
    "organisation": "Wexcombe Choral Society", "email": "secretary@choral.example", "venue": "Corn Exchange",
    "starts_wall": "7.30pm", "ends_wall": "9.30pm",
}  # fmt: skip


def of_the_case(play: Play) -> str:
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    return " ".join(page.page.text.split())


def the_mayor_declines(play: Play) -> None:
    play.officer_takes("put_to_mayor")
    play.mayor_answers("decline", decline_kind="diary")
    assert play.officer_releases()[-1] == "decline"


def the_mayor_asks_the_deputy(play: Play) -> None:
    play.officer_takes("put_to_mayor")
    play.mayor_answers("ask-deputy", agreed_reason="another_engagement")
    assert play.stage == "with_deputy"


def test_what_was_declined_and_comes_again_with_another_apostrophe_never_reaches_the_deputy(
    play: Play,
) -> None:
    """Founder's Day is declined; the parents send it again from a telephone and another mailbox."""
    play.organiser_invites(**SCHOOL)
    the_mayor_declines(play)
    first = play.reference
    play.organiser_invites(**FROM_A_TELEPHONE)
    assert f"The Mayor declined what looks like the same event: {first}" in of_the_case(play)
    shut = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/put_to_mayor/")
    assert shut.status == 409
    play.officer_takes("settle_same_event", same="yes", why="The same day at the same school.")
    play.officer_takes("put_to_mayor")
    assert play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/ask-deputy/").status == 409
    deputy_knows_nothing(play)
    assert not Delegation.objects.exists()


def test_two_schools_in_the_cathedral_on_one_day_have_two_events(play: Play) -> None:
    """One place, the same day, another school five hours later: nothing looks like a duplicate."""
    kings = {"organisation": "The King's School", "email": "office@kings.example", "name": "Ruth Vane"}
    play.organiser_invites(
        **CATHEDRAL, **kings, title="King's School carol service", starts_wall="2pm", ends_wall="3.30pm"
    )
    first = play.reference
    deacon = {
        "organisation": "Thomas Deacon Academy",
        "email": "events@deacon.example",
        "name": "Ian Pell",
    }
    play.organiser_invites(
        **CATHEDRAL, **deacon, title="Thomas Deacon carol service", starts_wall="7pm", ends_wall="8.30pm"
    )
    assert "looks like the same event" not in of_the_case(play)
    play.reference = first
    assert "looks like the same event" not in of_the_case(play)


def test_a_breakfast_in_the_hall_of_a_declined_event_may_go_to_the_deputy(play: Play) -> None:
    """The Guildhall at 10 was declined; another organiser's breakfast there at 8 is another event."""
    chamber = {"organisation": "Chamber of Trade", "email": "info@chamber.example", "name": "Olga Finn"}
    play.organiser_invites(
        **GUILDHALL, **chamber, title="Traders' forum", starts_wall="10am", ends_wall="1pm"
    )
    the_mayor_declines(play)
    hospice = {"organisation": "St Clare Hospice", "email": "events@st-clare.example", "name": "Moses Obi"}
    play.organiser_invites(
        **GUILDHALL, **hospice, title="Volunteers' breakfast", starts_wall="8am", ends_wall="9.30am"
    )
    assert "declined what looks like the same event" not in of_the_case(play)
    the_mayor_asks_the_deputy(play)


def test_of_a_choirs_concerts_one_is_declined_and_another_goes_to_the_deputy(play: Play) -> None:
    """The same choir, hall, hour and title on other evenings: a decline is of one evening."""
    play.organiser_invites(**CHOIR, **form_answers.on("event_on", 11, 12, 2026))
    the_mayor_declines(play)
    play.organiser_invites(**CHOIR, **form_answers.on("event_on", 12, 12, 2026))
    assert "declined" not in of_the_case(play).partition("Other steps")[0]
    the_mayor_asks_the_deputy(play)
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "acceptance_deputy"


def test_one_society_is_one_organiser_however_it_spells_itself(play: Play) -> None:
    """What it was told, what it asked for before, its exceptions, its letters, the report of approaches."""
    guild = {"addressee": "deputy", "wish": None, "title": "Guild supper", "name": "Ada Hobbs"}
    play.organiser_invites(
        **guild, organisation="Friends & Family Guild of St Aldhelm's", email="ada@guild.example"
    )
    first = play.reference
    play.officer_takes("explain_protocol")
    play.officer_releases()
    play.officer_takes("tell_special_case", why="The Deputy founded the guild.")
    play.mayor_answers("exception", exception_reason="She founded it.")
    again = {"organisation": "the friends and family guild of Saint Aldhelm’s", "email": "ada@post.example"}
    play.organiser_invites(**guild | again | form_answers.on("event_on", 12, 9, 2026))
    page = of_the_case(play)
    assert "has explained the protocol to this organiser once before" in page
    assert "This organiser (1)" in page
    assert first in page
    play.officer_takes("tell_special_case", why="Again.")
    assert exceptions_told(play) == [(1, 1, 1), (1, 1, 1)]
    desk = play.visitors["officer"].open("/office/letters/?tab=sent&q=guild+of+st.+aldhelm`s")
    assert desk.sees(first, play.reference)
    report = play.visitors["manager"].open("/reports/approaches/").page.text
    assert "Friends & Family Guild of St Aldhelm's 2 1 0 0 0 1 1 All 2" in report
