"""What the Mayor takes up again, what is set aside and comes back, what is called off wherever it stands."""

import pytest

from engagements.models import Delegation, Engagement, Notification, SameEventAnswer
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor, the_mayor_accepted

pytestmark = pytest.mark.django_db


def the_mayor_declined(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers(
        "decline", decline_kind="diary", reason_for_release="There is another dinner that evening."
    )
    assert play.officer_releases()[-1] == "decline"


def test_the_mayor_takes_up_again_what_was_declined_and_goes(play: Play) -> None:
    the_mayor_declined(play)
    play.mayor_answers("take-up")
    assert play.stage == "with_mayor"
    assert play.officer_releases()[-1] == "open_again"
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "acceptance"
    assert play.history()[-4:] == ["with_mayor", "declined", "with_mayor", "mayor_attends"]


def test_what_was_taken_up_again_stays_barred_for_the_deputy_by_whatever_way(play: Play) -> None:
    the_mayor_declined(play)
    play.mayor_answers("take-up")
    refused = play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/ask-deputy/")
    assert refused.status == 409
    assert refused.sees("It is never passed on")
    first = play.reference
    play.organiser_invites(email="another@scouts.example")
    case = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    assert case.sees("declined what looks like the same event", first)
    play.officer_takes("settle_same_event", same="yes", why="The same fête.")
    assert SameEventAnswer.objects.get().same
    play.officer_takes("put_to_mayor")
    assert play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/ask-deputy/").status == 409
    assert not Delegation.objects.exists()


def test_what_is_no_invitation_is_set_aside_without_a_letter_and_can_come_back(play: Play) -> None:
    play.organiser_invites()
    play.officer_takes("set_aside", what="spam", why="A lottery.")
    assert (play.stage, play.invitation.set_aside_unsaid) == ("set_aside", True)
    assert play.officer_releases() == ["acknowledgement"]
    assert play.organiser_opens_link().sees("This invitation is closed", "please write to us or telephone")
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    assert page.sees("set it aside", "Set aside as", "spam")
    play.officer_takes("reopen", why="It is a real lottery of the hospice.")
    assert (play.stage, play.officer_releases()) == ("received", ["acknowledgement"])


def test_an_invitation_to_another_councils_mayor_is_told_whom_to_ask(play: Play) -> None:
    play.organiser_invites()
    asked = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/pass_on/")
    assert asked.sees("it is meant for another council", "[Who to write to]")
    play.officer_takes("pass_on", why="Please write to the Mayor of Marlhaven, at the town hall there.")
    assert play.officer_releases()[-1] == "misdirected"
    assert "Please write to the Mayor of Marlhaven" in " ".join(play.newest_letter().split())
    play.officer_takes("reopen", why="They do mean us.")
    assert play.officer_releases()[-1] == "open_again"
    page = play.visitors["monitoring officer"].open("/reports/")
    assert page.status == 200


def test_a_visit_is_called_off_for_snow_while_the_deputy_has_not_answered(play: Play) -> None:
    the_mayor_accepted(play)
    play.mayor_answers("no-longer", agreed_reason="illness")
    assert play.stage == "with_deputy"
    play.officer_takes("call_off_for_cause", by="manager", why="The roads are closed by snow.")
    assert play.stage == "cancelled"
    assert play.officer_releases()[-1] == "apology"
    assert "The roads are closed by snow." in " ".join(play.newest_letter().split())
    told = {(each.person.name, each.kind) for each in Notification.objects.select_related("person")}
    assert {
        (play.person("mayor").name, "called_off"),
        (play.person("deputy").name, "deputy_released"),
    } <= told
    assert not Engagement.objects.live().exists()


def test_an_organiser_says_late_that_only_the_mayor_is_invited(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("ask-deputy", agreed_reason="away")
    page = play.organiser_opens_link().open("/invitation/wish/")
    page.press_main(wish="mayor_only")
    assert play.stage == "with_mayor"
    assert play.visitors["deputy"].open(f"/deputy/{play.reference}/").status == 404
    assert play.visitors["mayor"].open(f"/mayor/{play.reference}/steps/ask-deputy/").status == 409
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "acceptance"
