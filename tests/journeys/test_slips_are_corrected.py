"""A no said by mistake, and an outcome recorded wrongly: both are put right, in the open (P2, P18)."""

from typing import Any

import pytest

from engagements.models import Delegation, Engagement, Notification
from engagements.services.case_record import rows_of_entries
from engagements.services.steps import deputys_answer, organisers_answers, triage
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Wish
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor

pytestmark = pytest.mark.django_db


def the_deputy_said_no(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("ask-deputy", agreed_reason="away")
    play.deputy_answers("decline", private_reason="My daughter's wedding.")


def test_the_deputy_takes_back_a_no_and_is_asked_again(play: Play) -> None:
    the_deputy_said_no(play)
    asked = play.visitors["deputy"].open("/deputy/")
    assert "Invitations you said no to" in asked.page.text
    told = Notification.objects.filter(person=play.person("mayor"), kind="mayor_decides")
    before = told.count()
    play.deputy_answers("mistaken")
    assert "You have taken back your answer." in play.visitors["deputy"].page.text
    assert (play.stage, told.count()) == ("with_mayor", before + 1)
    assert "Invitations you said no to" not in play.visitors["deputy"].open("/deputy/").page.text
    play.mayor_answers("ask-deputy", agreed_reason="away")
    play.deputy_answers("accept")
    assert play.officer_releases() == ["acknowledgement", "acceptance_deputy"]
    assert [one.state for one in Delegation.objects.all()] == ["mistaken", "accepted"]


def test_the_office_records_it_on_the_deputys_word(play: Play) -> None:
    the_deputy_said_no(play)
    play.officer_takes(
        "correct_no",
        how="telephone",
        told_on_day="1",
        told_on_month="6",
        told_on_year="2026",
        told_time="9am",
    )
    assert Delegation.objects.get().state == "mistaken"


def test_once_the_mayor_has_acted_the_no_stands(play: Play) -> None:
    the_deputy_said_no(play)
    open_page = play.visitors["deputy"].open(f"/deputy/{play.reference}/steps/mistaken/")
    play.mayor_answers("accept")
    sent = open_page.press_main()
    assert "The Mayor has already acted on your answer, so you cannot take it back" in sent.page.text
    assert play.visitors["deputy"].open(f"/deputy/{play.reference}/").status == 404
    case = " ".join(play.visitors["officer"].open(f"/office/invitations/{play.reference}/").page.text.split())
    assert "has already acted on the Deputy Mayor’s answer." in case
    deputy = play.person("deputy")
    with pytest.raises(BreachOfProtocol, match="has already acted"):
        deputys_answer.take_back_no(play.invitation, deputy=deputy, by=deputy)


def test_a_no_to_accompanying_taken_back_after_the_acceptance_left_can_be_asked_again(play: Play) -> None:
    play.organiser_invites(addressee="both")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept-together")
    play.officer_releases()
    play.deputy_answers("decline", private_reason="My daughter's wedding.")
    play.deputy_answers("mistaken")
    page = play.visitors["mayor"].open(f"/mayor/{play.reference}/")
    assert page.sees("Ask the Deputy Mayor to accompany you")
    play.mayor_answers("accept-together")
    assert play.stage == "mayor_attends"
    play.deputy_answers("accept")
    assert play.officer_releases() == ["acknowledgement", "acceptance", "accompanied"]
    in_diary = Engagement.objects.live().get(invitation=play.invitation)
    assert (in_diary.attendee, in_diary.accompanied_by is not None) == ("mayor", True)


def both_announced(play: Play) -> None:
    play.organiser_invites(addressee="both")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept-together")
    play.officer_releases()
    play.deputy_answers("accept")
    assert play.officer_releases()[-1] == "accompanied"


def test_the_record_tells_of_everything_where_the_deputy_is_asked_along(play: Play) -> None:
    play.organiser_invites(addressee="both")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept")
    play.officer_releases()
    play.mayor_answers("accept-together")
    assert list(rows_of_entries.all_unlike()) == []
    play.deputy_answers("accept")
    assert list(rows_of_entries.all_unlike()) == []


def test_of_two_guests_who_were_announced_the_organiser_hears_nothing_new_where_both_come(
    play: Play,
) -> None:
    both_announced(play)
    play.deputy_answers("cannot", private_reason="A wedding.")
    play.deputy_answers("mistaken")
    play.mayor_answers("accept-together")
    play.deputy_answers("accept")
    waiting = play.invitation.letters.filter(state="draft").values_list("kind", flat=True)
    assert list(waiting) == []
    assert Engagement.objects.live().get(invitation=play.invitation).accompanied_by is not None


def test_nobody_is_named_in_a_letter_on_the_arrangements_who_does_not_come(play: Play) -> None:
    both_announced(play)
    play.officer_takes("ask_arrangements")
    play.deputy_answers("cannot", private_reason="A wedding.")
    waiting = play.invitation.letters.filter(state="draft").values_list("kind", flat=True)
    assert list(waiting) == ["mayor_alone"]


@pytest.mark.parametrize("agreed", [False, True])
def test_only_the_mayor_ends_what_was_asked_of_the_deputy_in_an_invitation_to_both(
    play: Play, agreed: bool
) -> None:
    play.organiser_invites(addressee="both")
    play.officer_takes("put_to_mayor")
    play.mayor_answers("accept-together")
    if agreed:
        play.deputy_answers("accept")
    organisers_answers.change_wish(play.invitation, wish=Wish.MAYOR_ONLY)
    assert Delegation.objects.get().state == "fallen"
    assert play.stage == "mayor_attends"
    assert play.officer_releases()[-1] == "acceptance"
    assert list(rows_of_entries.all_unlike()) == []
    page = play.visitors["mayor"].open(f"/mayor/{play.reference}/")
    assert not page.sees("Ask the Deputy Mayor to accompany you")


def it_is_over(play: Play, outcome: str) -> None:
    before_the_mayor(play)
    play.mayor_answers("accept")
    play.officer_releases()
    play.time_passes(days=45)
    play.officer_takes(outcome)
    assert play.stage == "completed"


def the_outcome(play: Play) -> Any:
    return Engagement.objects.get(invitation=play.invitation)


def test_an_officer_corrects_the_outcome_before_the_thanks_leave(play: Play) -> None:
    it_is_over(play, "outcome_attended")
    play.officer_takes("outcome_not_attended", note="That was the other fête.")
    drafts = play.invitation.letters.filter(state="draft").values_list("kind", flat=True)
    assert list(drafts) == ["apology"]
    kept = the_outcome(play)
    assert (kept.attended, kept.outcome_note) == (False, "That was the other fête.")
    assert play.officer_releases()[-1] == "apology"
    assert "our mistake" not in play.newest_letter()


def test_once_the_letter_has_left_the_civic_manager_corrects_it_and_says_sorry(play: Play) -> None:
    it_is_over(play, "outcome_not_attended")
    play.officer_releases()
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/outcome_attended/")
    assert page.status == 409
    assert "The letter has been sent, or the organiser was told by telephone." in page.page.text
    play.officer_takes("outcome_attended", by="manager", note="The Mayor was there.")
    assert the_outcome(play).attended
    assert play.officer_releases()[-1] == "thanks"
    written = " ".join(play.newest_letter().split())
    assert "I wrote that nobody from the council had come. That was wrong, and I am sorry." in written


def test_a_correction_needs_its_reason_and_another_outcome(play: Play) -> None:
    it_is_over(play, "outcome_attended")
    page = play.visitors["officer"].open(f"/office/invitations/{play.reference}/steps/outcome_not_attended/")
    refused = page.press_main()
    assert "Enter why the recorded outcome is wrong" in refused.page.text
    assert the_outcome(play).attended
    with pytest.raises(BreachOfProtocol, match="is already recorded"):
        triage.record_outcome(play.invitation, attended=True, by=play.person("officer"))
