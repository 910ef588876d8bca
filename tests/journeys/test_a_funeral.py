"""A funeral: nobody is delighted, and nobody is asked whether its date can move."""

from typing import Any

import pytest

from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor

pytestmark = pytest.mark.django_db
FUNERAL: dict[str, Any] = {"title": "Funeral of Alderman Rose Marsh", "kind": "funeral"}
JOY = ("delight", "glad", "pleased", "look forward", "looks forward", "enjoyed", "good wish", "programme")


def nobody_is_delighted(play: Play) -> str:
    written = " ".join(play.newest_letter().split())
    assert [word for word in JOY if word in written.lower()] == []
    return written


def test_the_mayor_attends_and_thanks_are_quiet(play: Play) -> None:
    before_the_mayor(play, **FUNERAL)
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "acceptance"
    assert "If names are printed in the order of service" in nobody_is_delighted(play)
    play.time_passes(days=45)
    play.officer_takes("outcome_attended")
    assert play.officer_releases()[-1] == "thanks"
    assert "everybody who helped" in nobody_is_delighted(play)


def test_the_deputy_represents_the_mayor(play: Play) -> None:
    before_the_mayor(play, **FUNERAL)
    play.mayor_answers("ask-deputy", agreed_reason="away")
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "acceptance_deputy"
    assert "will be honoured to be there" in nobody_is_delighted(play)


def test_the_mayor_cannot_attend(play: Play) -> None:
    before_the_mayor(play, **FUNERAL)
    play.mayor_answers("decline", decline_kind="diary")
    assert play.officer_releases()[-1] == "decline"
    assert "will be thinking of you" in nobody_is_delighted(play)


def test_short_notice_asks_nobody_to_move_a_funeral(play: Play) -> None:
    day = {"event_on_day": "5", "event_on_month": "6", "event_on_year": "2026"}
    play.organiser_invites(**FUNERAL, **day)
    case = play.visitors["officer"].open(f"/office/invitations/{play.reference}/").page.text
    assert "Answer it early." in case
    assert "whether the date can move" not in case


def test_a_draft_speaks_as_the_corrected_kind_asks(play: Play) -> None:
    play.organiser_invites(title="Service for Rose Marsh", kind="service", addressee="deputy")
    play.officer_takes("explain_protocol")
    play.officer_releases()
    play.organiser_answers("invite_mayor")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    draft = play.invitation.letters.get(kind="acceptance", state="draft")
    assert "delighted" in draft.body
    play.officer_corrects("organiser", name="Jane Smythe", why="A slip.")
    play.officer_corrects("event", kind="funeral", why="It is her funeral.")
    assert play.stage == "received"
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    draft = play.invitation.letters.get(kind="acceptance", state="draft")
    assert "honoured" in draft.body


def test_the_manager_reads_and_changes_the_solemn_words(play: Play) -> None:
    manager = play.visitors["manager"]
    listed = manager.open("/handbook/letters/").page.text
    assert "Decline, for a funeral, a memorial, a remembrance or a vigil" in listed
    assert "will be thinking of you" in manager.open("/handbook/letters/decline-solemn/").page.text
    assert manager.open("/handbook/letters/decline-solemn/wording/").status == 200
    assert manager.open("/handbook/letters/question-solemn/wording/").status == 404
    assert manager.open("/handbook/letters/question-solemn/").status == 404
    assert manager.open("/handbook/letters/decline-merry/").status == 404
