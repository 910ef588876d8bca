"""An organiser who has a telephone number and nothing else."""

import pytest

from tests.journeys.cast import Play

pytestmark = pytest.mark.django_db


def test_what_cannot_be_written_to_anybody_is_read_out_by_telephone(play: Play) -> None:
    play.organiser_invites(email=None, postal_address=None, name="Mr Fone")
    letter = play.invitation.letters.get(kind="acknowledgement")
    office = play.visitors["officer"]
    assert "Acknowledgement" in office.open("/office/letters/?tab=read-out").page.text
    page = office.open(f"/office/letters/{letter.pk}/")
    assert "01632 960001" in page.page.text
    assert "by post" not in page.page.text
    assert "Mark as posted" not in page.page.text
    page.press("Mark as read out", spoken_to="Mr Fone")
    letter.refresh_from_db()
    assert (letter.state, letter.channel) == ("posted", "phone")
    case = " ".join(office.open(f"/office/invitations/{play.reference}/").page.text.split())
    assert "read a letter out by telephone" in case
    assert "Mr Fone" in case


def test_a_caller_who_gives_an_address_later_gets_the_letter_there(play: Play) -> None:
    play.organiser_invites(email=None, postal_address=None, name="Mr Fone")
    play.officer_corrects("organiser", postal_address="4 Mill Lane\nWexcombe", why="He rang.")
    letter = play.invitation.letters.get(kind="acknowledgement")
    assert letter.recipient_address == "4 Mill Lane\nWexcombe"
    assert (letter.state, letter.channel) == ("draft", "post")
