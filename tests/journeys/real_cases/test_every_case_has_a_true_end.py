"""What became of an invitation can be said as it was: neither can come, only the Mayor, meant for others."""

from typing import Any

import pytest
from django.urls import reverse

from civic.models import AgreedReason
from engagements.models import Decision, Delegation
from tests.journeys.cast import Play
from tests.journeys.test_asked_for_the_deputy import deputy_knows_nothing
from tests.journeys.test_the_mayors_year import before_the_mayor

pytestmark = pytest.mark.django_db

WOMEN: dict[str, Any] = {
    "title": "Women’s enterprise breakfast", "kind": "dinner", "name": "Farah Noor",
    "organisation": "Wexcombe Women in Business", "email": "farah@women-in-business.example",
}  # fmt: skip
ONLY_FOR_WOMEN = "The event is for women, and the Deputy is one."


def the_manager_adds_the_reason(play: Play, wording: str) -> AgreedReason:
    page = play.visitors["manager"].open(reverse("civic:agreed_reason_add"))
    page.press_main(wording=wording, may_be_told="no", place="2")
    return AgreedReason.objects.get(wording=wording)


def the_report(play: Play) -> str:
    return " ".join(play.visitors["officer"].open("/reports/").page.text.split())


def counts_nowhere(play: Play) -> None:
    report = the_report(play)
    assert "1 more was set aside as not an invitation to this council" in report
    assert "0 in the list behind “Received”" in report
    assert play.invitation.title not in play.visitors["officer"].open("/office/").page.text


def test_neither_can_come_and_the_diary_is_the_reason(play: Play) -> None:
    """The Mayor is engaged, the Deputy too: courteously declined, and not counted as unsupported."""
    before_the_mayor(play)
    play.mayor_answers("ask-deputy", agreed_reason="another_engagement")
    play.deputy_answers("decline", private_reason="A family wedding.")
    play.mayor_answers("decline", decline_kind="diary", reason_for_release="The diary is full on that day.")
    assert play.officer_releases() == ["acknowledgement", "decline"]
    written = " ".join(play.newest_letter().split())
    assert "the Mayor is unable to be with you on the day. The diary is full on that day." in written
    for word in ("Deputy", "Okoro", "wedding", "support"):
        assert word not in written
    assert "Kind of reason Number The diary does not allow it 1" in the_report(play)


def test_for_an_event_for_women_the_council_has_a_reason_of_its_own(play: Play) -> None:
    """The Deputy is a woman: the manager lists the reason, the Mayor chooses it, no letter says it."""
    reason = the_manager_adds_the_reason(play, ONLY_FOR_WOMEN)
    before_the_mayor(play, **WOMEN)
    asked = play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/ask-deputy/")
    assert asked.sees("The event is for women")
    play.mayor_answers("ask-deputy", agreed_reason=reason.code)
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "acceptance_deputy"
    assert "for women, and" not in " ".join(play.newest_letter().split())
    decision = Decision.objects.get(outcome="delegate")
    assert decision.agreed_reason_words == ONLY_FOR_WOMEN
    case = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    assert case.sees("The event is for women, and")
    assert "The event is for women, and" in the_report(play)


def test_only_the_mayor_was_invited_and_cannot_come(play: Play) -> None:
    """The form said so from the beginning: the Deputy is not asked until the organiser says otherwise."""
    before_the_mayor(play, wish="mayor_only")
    refused = play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/ask-deputy/")
    assert refused.status == 409
    deputy_knows_nothing(play)
    play.organiser_opens_link().open("/invitation/wish/").press_main(wish="deputy_welcome")
    play.mayor_answers("ask-deputy", agreed_reason="away")
    assert Delegation.objects.count() == 1
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "acceptance_deputy"


def test_only_the_mayor_was_invited_and_declines(play: Play) -> None:
    """Nobody else hears of it."""
    before_the_mayor(play, wish="mayor_only")
    play.mayor_answers("decline", decline_kind="diary")
    assert play.officer_releases()[-1] == "decline"
    deputy_knows_nothing(play)


@pytest.mark.parametrize("what", ["spam", "test", "mistake"])
def test_what_was_no_invitation_is_written_to_nobody_and_counts_nowhere(play: Play, what: str) -> None:
    """An advertisement, a test of the form, a wrong entry."""
    play.organiser_invites()
    play.officer_takes("set_aside", what=what, why="Entered twice by us.")
    assert (play.stage, play.officer_releases()) == ("set_aside", ["acknowledgement"])
    counts_nowhere(play)


def test_what_another_councils_mayor_was_meant_to_have_counts_nowhere(play: Play) -> None:
    """Meant for the Mayor of Marlhaven: a short letter says whom to ask."""
    play.organiser_invites(title="Marlhaven regatta", venue="Marlhaven harbour")
    play.officer_takes("pass_on", why="Please write to the Mayor of Marlhaven, at the town hall there.")
    assert play.officer_releases() == ["acknowledgement", "misdirected"]
    assert "Please write to the Mayor of Marlhaven" in " ".join(play.newest_letter().split())
    counts_nowhere(play)
