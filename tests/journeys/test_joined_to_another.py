"""Two organisers invite the Mayor to one event: both are told, each in letters of their own (P21)."""

import pytest

from civic.queries import read_council
from engagements.models import Invitation, Letter
from engagements.queries import organiser_status
from engagements.queries.organiser_status import May
from engagements.services.steps import joined
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor

pytestmark = pytest.mark.django_db

FRIENDS = {"name": "Amir Friend", "organisation": "Friends of the Hut", "email": "amir@friends.example"}


def joined_to_one_before_the_mayor(play: Play) -> tuple[str, str]:
    """The first waits for the Mayor; the second, from another organiser, was joined to it and told so."""
    before_the_mayor(play)
    first = play.reference
    play.organiser_invites(**FRIENDS)
    second = play.reference
    play.officer_takes("link_duplicate", carries_on=first, why="The same fête.")
    assert play.officer_releases()[-1] == "joined"
    return first, second


def letter_to(reference: str) -> str:
    """The newest letter of the case that left, in one line."""
    letter = Letter.objects.filter(invitation__reference=reference, state="sent").latest("id")
    return " ".join(f"{letter.values['salutation']}: {letter.subject} {letter.body}".split())


def kinds(reference: str) -> list[str]:
    sent = Letter.objects.filter(invitation__reference=reference, state="sent")
    return list(sent.order_by("id").values_list("kind", flat=True))


def acceptance_released(play: Play, first: str) -> Letter:
    """The Mayor accepts the first, and an officer lets the letter go; it has not left yet."""
    play.reference = first
    play.mayor_answers("accept")
    letter = Letter.objects.get(invitation=play.invitation, kind="acceptance")
    play.visitors["officer"].open(f"/office/letters/{letter.pk}/").press("Release")
    return letter


def organisers_page(play: Play, reference: str) -> str:
    play.reference = reference
    return " ".join(play.organiser_opens_link().page.text.split())


def test_both_are_told_who_comes_at_one_release(play: Play) -> None:
    first, second = joined_to_one_before_the_mayor(play)
    assert first not in letter_to(second)
    assert "I will write to you with an answer by" in letter_to(second)
    assert "we have put the two together" not in organisers_page(play, first)
    assert "answer the two together" in organisers_page(play, second)
    play.reference = first
    play.mayor_answers("accept")
    assert "acceptance" in play.officer_releases()
    assert kinds(second) == ["acknowledgement", "joined", "joined_attends"]
    told = letter_to(second)
    assert told.startswith("Dear Amir Friend")
    assert second in told
    assert "The Mayor, Councillor Jane Smith" in told
    for of_the_other in (first, "Northgate Scouts"):
        assert of_the_other not in told
    assert "the Mayor will attend" in organisers_page(play, second)


def test_both_are_told_of_a_decline_with_its_reason(play: Play) -> None:
    first, second = joined_to_one_before_the_mayor(play)
    play.reference = first
    play.mayor_answers("decline", decline_kind="diary", reason_for_release="The Mayor is abroad that week.")
    play.officer_releases()
    assert kinds(second)[-1] == "joined_declined"
    assert "The Mayor is abroad that week." in letter_to(second)
    assert "cannot accept this invitation" in organisers_page(play, second)


def test_nothing_is_said_twice(play: Play) -> None:
    first, second = joined_to_one_before_the_mayor(play)
    play.reference = first
    play.mayor_answers("accept")
    play.officer_releases()
    organiser = play.organiser_opens_link().open("/invitation/change/")
    organiser.press_main(event_on_day="18", event_on_month="7")
    if play.stage != "received":
        organiser.press_main()
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    assert play.officer_releases()[-1] == "confirmation"
    assert kinds(second).count("joined_attends") == 1


def test_who_is_joined_to_what_was_answered_is_told_at_once(play: Play) -> None:
    before_the_mayor(play)
    first = play.reference
    play.mayor_answers("accept")
    play.officer_releases()
    play.organiser_invites(**FRIENDS)
    play.officer_takes("link_duplicate", carries_on=first, why="The same fête.")
    assert play.officer_releases() == ["acknowledgement", "joined_attends"]


def test_the_joined_organiser_may_withdraw_and_nothing_else_changes(play: Play) -> None:
    first, second = joined_to_one_before_the_mayor(play)
    play.reference = second
    page = play.organiser_opens_link()
    assert organiser_status.told(play.invitation, read_council()).may == {May.WITHDRAW}
    page.open("/invitation/withdraw/").press_main()
    assert play.stage == "withdrawn"
    assert play.officer_releases()[-1] == "withdrawn"
    play.reference = first
    assert play.stage == "with_mayor"


@pytest.mark.parametrize("told", [False, True])
def test_when_the_other_organiser_ends_it_the_joined_one_comes_back(play: Play, told: bool) -> None:
    first, second = joined_to_one_before_the_mayor(play)
    play.reference = first
    if told:
        play.mayor_answers("accept")
        play.officer_releases()
    play.organiser_opens_link().open("/invitation/withdraw/").press_main()
    play.reference = second
    assert play.stage == "received"
    page = " ".join(play.visitors["officer"].open(f"/office/invitations/{second}/").page.text.split())
    assert f"It was joined to {first}, which has ended" in page
    assert ("was told who would attend" in page) is told
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    # Whoever was told already that the Mayor comes hears nothing more.
    assert (play.officer_releases()[-1] == "acceptance") is not told


def test_what_is_held_back_is_held_back_for_both(play: Play) -> None:
    first, second = joined_to_one_before_the_mayor(play)
    letter = acceptance_released(play, first)
    page = play.visitors["officer"].open(f"/office/letters/{letter.pk}/")
    page.press("Hold back", why="A wrong name.")
    assert play.mail_leaves().count("acceptance") == 0
    assert kinds(second)[-1] == "joined"
    assert play.officer_releases()[-1] == "acceptance"
    play.mail_leaves()
    assert kinds(second).count("joined_attends") == 1


def test_only_an_earlier_case_carries_on_and_closed_ones_are_not_offered(play: Play) -> None:
    play.organiser_invites()
    first = play.reference
    play.organiser_invites(**FRIENDS)
    second = play.reference
    play.reference = first
    refused = play.officer_takes("link_duplicate", carries_on=second, why="The same fête.")
    assert "came later" in refused.page.text
    play.organiser_opens_link().open("/invitation/withdraw/").press_main()
    offered = play.visitors["officer"].open(f"/office/invitations/{second}/steps/link_duplicate/")
    assert first not in offered.page.text
    assert Invitation.objects.get(reference=second).stage == "received"


def test_nobody_holds_back_what_has_left(play: Play) -> None:
    """The joined organiser's letter that left stays; the other's is a draft again."""
    first, _ = joined_to_one_before_the_mayor(play)
    letter = acceptance_released(play, first)
    Letter.objects.filter(told_with=letter).update(state="sending")
    joined.hold_back(letter, why="A wrong name.", by=play.person("officer"))
    assert Letter.objects.get(told_with=letter).state == "sending"
    assert Letter.objects.get(pk=letter.pk).state == "draft"
