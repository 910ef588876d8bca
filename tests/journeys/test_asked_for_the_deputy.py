"""The forum's case and its relatives: an organiser who knows the Deputy invites the Deputy."""

import re

import pytest

from engagements.models import Decision, Delegation
from tests.journeys.cast import Play

pytestmark = pytest.mark.django_db


def scouts_invite_the_deputy(play: Play, **answers: str) -> None:
    play.organiser_invites(addressee="deputy", wish=None, provenance="deputy", **answers)
    play.officer_takes("explain_protocol")
    assert play.officer_releases() == ["acknowledgement", "protocol_explained"]


ANOTHER_ORGANISER = {
    "title": "Prize giving",
    "name": "Samira Khan",
    "organisation": "Castle Lane School",
    "email": "samira@castle-lane.example",
}
TO_THE_MAYOR = r"granted in 2026/27 (\d+) in all (\d+) for this Deputy Mayor (\d+) for this organiser"
TO_THE_OFFICER = r"2026/27 so far: (\d+) in all, (\d+) for Councillor David Okoro, (\d+) for this organiser\."


def exceptions_told(play: Play) -> list[tuple[int, ...]]:
    """In all, for this Deputy and for this organiser: what Mayor and officer are told before another one."""
    mayor = play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/exception/")
    officer = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/grant_exception/")
    [told] = re.findall(TO_THE_MAYOR, mayor.page.text)
    [told_officer] = re.findall(TO_THE_OFFICER, officer.page.text)
    return [tuple(map(int, told)), tuple(map(int, told_officer))]


def deputy_knows_nothing(play: Play) -> None:
    """Whatever the Deputy tries, the invitation does not exist."""
    deputy = play.visitors["deputy"]
    assert play.reference not in deputy.open("/deputy/").page.text
    assert deputy.open(f"/deputy/{play.reference}/").status == 404
    assert deputy.open(f"/office/invitations/{play.reference}/").status == 403
    assert play.reference not in deputy.open("/diary/").page.text


def test_the_scouts_say_no_and_the_deputy_is_never_involved(play: Play) -> None:
    scouts_invite_the_deputy(play)
    letter = play.newest_letter()
    assert "the Mayor" in letter
    play.organiser_answers("no_thank_you")
    assert play.stage == "withdrawn"
    assert play.officer_releases() == ["acknowledgement", "protocol_explained", "no_thank_you"]
    assert play.history() == ["received", "protocol_explained", "withdrawn"]
    assert not Decision.objects.exists()
    assert not Delegation.objects.exists()
    deputy_knows_nothing(play)


def test_the_scouts_say_yes_and_the_mayor_accepts(play: Play) -> None:
    scouts_invite_the_deputy(play)
    play.organiser_answers("invite_mayor")
    assert (play.stage, play.invitation.addressee) == ("received", "mayor")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    assert play.stage == "mayor_attends"
    assert play.officer_releases()[-1] == "acceptance"
    assert "Councillor Jane Smith" in play.newest_letter()
    assert play.organiser_opens_link().sees("Mayor", "attend")
    deputy_knows_nothing(play)


def test_the_scouts_say_yes_and_the_mayor_delegates(play: Play) -> None:
    scouts_invite_the_deputy(play)
    play.organiser_answers("invite_mayor")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("ask-deputy", agreed_reason="another_engagement")
    assert play.stage == "with_deputy"
    organiser = play.organiser_opens_link()
    assert not organiser.sees("Okoro")
    assert play.mail_leaves() == ["acknowledgement", "protocol_explained", "mayor_invited"]
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "acceptance_deputy"
    assert "Councillor David Okoro" in play.newest_letter()
    assert "another engagement" not in play.newest_letter()


def test_a_goodwill_exception_is_the_mayors_own_and_counted(play: Play) -> None:
    scouts_invite_the_deputy(play)
    play.officer_takes("tell_special_case", why="The Deputy founded the group.")
    assert exceptions_told(play) == [(0, 0, 0), (0, 0, 0)]
    play.mayor_answers("exception", exception_reason="She founded the group.")
    assert play.stage == "with_deputy"
    for page in ("", "steps/accept/"):
        read = play.visitors["deputy"].open(f"/deputy/{play.reference}/{page}")
        assert read.sees("This is for this one occasion.", "every invitation goes to the Mayor first")
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "goodwill"
    assert "on this one occasion" in " ".join(play.newest_letter().split()).casefold()
    play.organiser_invites(
        addressee="deputy", wish=None, title="Scouts' autumn camp", event_on_day="12", event_on_month="9"
    )
    play.officer_takes("tell_special_case", why="Again.")
    assert exceptions_told(play) == [(1, 1, 1), (1, 1, 1)]
    play.organiser_invites(addressee="deputy", wish=None, **ANOTHER_ORGANISER)
    play.officer_takes("tell_special_case", why="An old pupil.")
    assert exceptions_told(play) == [(1, 1, 0), (1, 1, 0)]


def test_a_goodwill_exception_that_was_taken_back_counts_for_nobody(play: Play) -> None:
    scouts_invite_the_deputy(play)
    play.officer_takes("tell_special_case", why="The Deputy founded the group.")
    play.mayor_answers("exception", exception_reason="She founded the group.")
    assert Delegation.objects.exceptions().count() == 1
    play.mayor_answers("take-back")
    assert play.stage == "special_case"
    assert exceptions_told(play) == [(0, 0, 0), (0, 0, 0)]
    play.organiser_invites(addressee="deputy", wish=None, **ANOTHER_ORGANISER)
    play.officer_takes("tell_special_case", why="An old pupil.")
    assert exceptions_told(play) == [(0, 0, 0), (0, 0, 0)]
    reports = play.visitors["monitoring officer"].open("/reports/")
    assert re.findall(r"(\d+) in the list behind “Goodwill exceptions”", reports.page.text) == ["0"]


def test_no_exception_after_a_decline_of_the_same_event(play: Play) -> None:
    play.organiser_invites()
    play.officer_takes("put_to_mayor")
    play.mayor_answers("decline", decline_kind="diary")
    play.officer_releases()
    play.organiser_invites(addressee="deputy", wish=None)
    refused = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/tell_special_case/")
    assert refused.status == 409
    assert refused.sees("declined")
    assert not Delegation.objects.exists()


def test_an_approach_to_the_deputy_is_referred(play: Play) -> None:
    deputy = play.visitors["deputy"].open("/deputy/refer/")
    assert deputy.status == 200
    assert deputy.sees("P6")
