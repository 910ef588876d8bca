"""After the visit the Mayor gives thanks in the Mayor's own name, in words the Mayor approved (P12)."""

import pytest
from django.core import mail

from engagements.models import Letter
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor

pytestmark = pytest.mark.django_db
WORDS = "The children sang so well that I have hummed it ever since."


def read(play: Play, who: str, address: str) -> str:
    return " ".join(play.visitors[who].open(address).page.text.split())


def test_the_mayor_thanks_the_organiser_in_words_that_the_mayor_approved(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("accept")
    play.officer_releases()
    case, own = f"/office/invitations/{play.reference}/", "Write in the Mayor’s own name"
    play.time_passes(days=60)
    play.officer_takes("outcome_attended")
    assert own not in read(play, "officer", case)
    play.officer_releases()
    assert own in read(play, "officer", case)

    page = play.visitors["officer"].open(f"{case}mayors-letter/")
    page.press("Draft the letter", kind="mayors_thanks", own_words=WORDS)
    letter = Letter.objects.get(kind="mayors_thanks")
    address = f"/office/letters/{letter.pk}/"
    assert "The Mayor has not been asked" in read(play, "officer", address)
    play.visitors["officer"].press("Ask the Mayor to approve these words")
    play.mail_leaves()

    assert "Letters in your name for you to approve" in read(play, "mayor", "/mayor/")
    words = f"/mayor/letters/{letter.pk}/"
    assert WORDS in read(play, "mayor", words)
    play.visitors["mayor"].press("Do not approve", why="It was a band, and not a choir.")
    assert "It was a band, and not a choir." in read(play, "officer", address)
    body = letter.body.replace("children sang so well", "band played so well")
    play.visitors["officer"].press("Save draft", body=body)
    play.visitors["officer"].open(address).press("Ask the Mayor to approve these words")
    play.visitors["mayor"].open(words).press("Approve these words")

    assert "approved these words" in read(play, "officer", address)
    play.visitors["officer"].press("Release")
    assert play.mail_leaves()[-2:] == ["thanks", "mayors_thanks"]
    sent = str(mail.outbox[-1].body)
    assert "The band played so well" in " ".join(sent.split())
    assert "Yours sincerely,\n\nCouncillor Jane Smith\nMayor\nWexcombe Town Council" in sent
    record = read(play, "officer", case)
    for told in (
        "The civic office drafted a letter in the Mayor’s own name",
        "The Mayor did not approve the words of a letter",
        "The Mayor approved the words of a letter",
    ):
        assert told in record
