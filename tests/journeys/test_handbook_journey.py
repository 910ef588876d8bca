"""A version of the protocol from draft through three signatures to a letter that cites it."""

from pathlib import Path

import pytest
from django.core import mail
from pytest_django import Settings

from protocols import service
from protocols.texts import shipped_clauses
from tests import council
from tests.journeys.cast import Play
from tests.protocols.sign_off import paper

pytestmark = pytest.mark.django_db
P4 = next(text for code, _, text in shipped_clauses() if code == "P4")


@pytest.fixture(autouse=True)
def scans(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def manager_drafts(play: Play) -> None:
    """A clause worded anew, first so that it contradicts the software, and a limit."""
    manager = play.visitors["manager"].open("/handbook/")
    assert manager.sees("this council has not signed it off yet")
    manager.press("Draft a new version")
    contradicting = P4.replace("{answer_days}", "three weeks")
    manager.open("/handbook/versions/2/clauses/P4/").press_main(
        title="Invitations that name {deputy_title}", text=contradicting
    )
    assert manager.sees(
        "This clause says “three weeks”", "how long an organiser is waited for. Write it as {answer_days}"
    )
    manager.open("/handbook/versions/2/clauses/P4/").press_main(
        title="Invitations that name {deputy_title}", text=P4
    )
    assert not manager.sees("This clause says")
    manager.open("/handbook/versions/2/limits/").press_main(answer_days="21")
    changed = manager.open("/handbook/versions/2/changes/")
    assert changed.sees("[removed: 14 ] [added: 21 ]"), changed.page.text
    manager.open("/handbook/versions/2/for-signature/").press_main(note="Three weeks to answer")


def three_sign(play: Play) -> None:
    """Two on the page, the Leader on paper."""
    for name, post in (("monitoring officer", "Monitoring Officer"), ("chief executive", "Chief Executive")):
        signer = play.visitors[name].open("/handbook/versions/2/").follow(f"Sign as {post}")
        signer.press_main(agreed=True)
        assert signer.sees("You have signed version 2")
    manager = play.visitors["manager"].open("/handbook/versions/2/publish/")
    assert manager.sees("only when all three have signed")
    given = {"part": "leader", "name": "Councillor Lee Lead", "signed_on": "29/5/2026", "scan": paper()}
    manager.client.post("/handbook/versions/2/paper/", given)
    manager.open("/handbook/versions/2/").follow("Put into force").press_main(when="now")
    assert manager.sees("Version 2 of the protocol is in force")


def test_a_version_goes_from_draft_through_three_signatures_to_a_letter_that_cites_it(play: Play) -> None:
    play.sign_in("chief executive", council.make_chief_executive())
    play.organiser_invites(addressee="deputy", wish=None, email="before@scouts.example")
    earlier = play.reference
    manager_drafts(play)
    three_sign(play)

    assert play.organiser.open("/protocol/").sees(
        "Version 2", "Councillor Lee Lead (Leader", "If no answer comes within 21 days"
    )
    play.organiser_invites(addressee="deputy", wish=None, email="after@scouts.example", title="Jamboree")
    play.officer_takes("explain_protocol")
    play.officer_releases()
    letter = " ".join(play.newest_letter().split())
    assert "clause P4 of our protocol" in letter
    assert "“Invitations that name the Deputy Mayor”" in letter
    assert "Monday 22 June 2026" in letter
    assert play.invitation.protocol_version == service.version_in_force()

    play.reference = earlier
    play.officer_takes("explain_protocol")
    play.officer_releases()
    letter = " ".join(str(mail.outbox[-1].body).split())
    assert "Monday 15 June 2026" in letter
    assert "“When an invitation is addressed to the Deputy Mayor”" in letter
    assert play.invitation.protocol_version.number == 1
