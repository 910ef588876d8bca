"""A letter reaches whoever it is for, whatever their address looks like, and nobody else."""

import pytest
from django.core import mail

from engagements.models import Letter
from tests.journeys.cast import LINK, Play, released
from tests.journeys.test_the_mayors_year import before_the_mayor
from tests.web import Visitor

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "jane.smith@northgate-scout.example", "jane.smythe@northgate-scouts.example"


def mails_to(address: str) -> list[str]:
    return [str(each.body) for each in mail.outbox if each.recipients() == [address]]


def link_in(body: str) -> str:
    found = LINK.search(body)
    assert found, body
    return found[1]


def drafted_anew(play: Play, kind: str) -> str:
    """The button pressed as it stands, nothing typed; gives the words of the letter that then leaves."""
    old = play.invitation.letters.get(kind=kind)
    play.visitors["officer"].open(f"/office/letters/{old.pk}/").press("Start a new draft")
    fresh = Letter.objects.get(resent_of=old)
    released(play.visitors["officer"].open(f"/office/letters/{fresh.pk}/"))
    play.mail_leaves()
    return " ".join(play.newest_letter().split())


def test_a_letter_that_went_astray_goes_again_to_the_corrected_address_and_name(play: Play) -> None:
    """An address with a slip is corrected; the letter that is then drafted anew carries a working link."""
    play.organiser_invites(email=WRONG)
    [astray] = mails_to(WRONG)
    play.officer_corrects("organiser", email=RIGHT, name="Jane Smythe", why="Misread.")
    written = drafted_anew(play, "acknowledgement")
    assert "Dear Jane Smythe," in written
    assert len(mails_to(WRONG)) == 1
    [received] = mails_to(RIGHT)
    assert Visitor().open(link_in(received)).status == 200
    assert Visitor().open(link_in(astray)).status == 410
    assert not Visitor().open(link_in(astray)).sees("Northgate summer fête")


def test_the_offices_own_words_stay_when_a_letter_is_drafted_anew(play: Play) -> None:
    """Only who it is to is put right: what an officer had written is not written over."""
    before_the_mayor(play, email=WRONG)
    play.mayor_answers("accept")
    letter = play.invitation.letters.get(kind="acceptance")
    words = letter.body.replace("I am delighted", "I am more than delighted")
    play.visitors["officer"].open(f"/office/letters/{letter.pk}/").press("Release", body=words)
    play.mail_leaves()
    play.officer_corrects("organiser", email=RIGHT, name="Jane Smythe", why="Misread.")
    written = drafted_anew(play, "acceptance")
    assert "Dear Jane Smythe," in written
    assert "I am more than delighted" in written
    assert len(mails_to(RIGHT)) == 1


@pytest.mark.parametrize(
    "address", ["sean.o'neill+mayor@northgate.example", "o'neill@o-neill.example", "a+b+c@northgate.example"]
)
def test_plus_signs_and_apostrophes_in_an_address_are_as_good_as_letters(play: Play, address: str) -> None:
    """The letter arrives, its link opens, and a lost link finds the mailbox again."""
    before_the_mayor(play, email=address, name="Seán O'Neill")
    play.mayor_answers("accept")
    play.officer_releases()
    assert len(mails_to(address)) == 2
    assert "Dear Seán O'Neill," in mails_to(address)[-1]
    assert Visitor().open(link_in(mails_to(address)[-1])).sees("the Mayor will attend")
    case = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    assert address in case.page.text


def test_a_link_that_a_mail_program_broke_leads_to_a_new_one(play: Play) -> None:
    """Cut in two, with the sentence's full stop, or with a bracket: a page that says how to get the link."""
    play.organiser_invites()
    link = link_in(play.newest_letter())
    for broken in (link[:40], f"{link[:-1]}.", f"{link[:-1]}%3E", f"{link[:-1]}=0A/"):
        page = Visitor().open(broken)
        assert page.status == 404
        page.follow("ask us to send it again")
        assert page.sees("Send link")
    for bent in (link[:-1], f"{link}."):
        assert Visitor().open(bent).sees("Northgate summer fête")


def test_whoever_prefers_welsh_is_told_that_letters_come_in_english(play: Play) -> None:
    """The form asks for the language that is preferred; nobody promises letters in it."""
    page = Visitor().open("/invite/")
    assert page.sees("Preferred language", "Our letters are in English")
    play.organiser_invites(language="cy")
    case = " ".join(play.visitors["officer"].open(f"/office/invitations/{play.reference}/").page.text.split())
    assert "Language Welsh" in case
