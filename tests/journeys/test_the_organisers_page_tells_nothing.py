"""What an organiser sends from the page is taken and answered alike, whatever goes on inside the council."""

from typing import Any

import pytest

from engagements.models import RecordEntry
from engagements.services.steps import organisers_answers
from protocols.core.vocabulary import Step
from tests.journeys.cast import Play
from tests.journeys.test_the_mayors_year import before_the_mayor
from tests.web import Visitor

pytestmark = pytest.mark.django_db
THANKS = {
    "change": "Thank you. We will look at your changes and write to you.",
    "wish": "Thank you. We have recorded your answer.",
    "withdraw": "Thank you for telling us. We will confirm it in a letter.",
}
SAYS: dict[str, dict[str, Any]] = {
    "change": {"venue": "The Corn Exchange", "postcode": "WX9 9ZZ"},
    "wish": {"wish": "mayor_only"},
    "withdraw": {},
}


def sent(play: Play, page: str) -> Visitor:
    return play.organiser_opens_link().open(f"/invitation/{page}/").press_main(**SAYS[page])


@pytest.mark.parametrize("page", ["change", "wish"])
def test_while_a_decline_waits_the_words_are_taken_and_answered_as_ever(play: Play, page: str) -> None:
    before_the_mayor(play)
    play.mayor_answers("decline", decline_kind="diary", reason_for_release="")
    seen = sent(play, page)
    assert seen.sees(THANKS[page])
    assert seen.sees("Your invitation is being considered")
    assert play.stage == "declined"
    case = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    assert case.sees("The organiser sent us a message online")
    assert RecordEntry.objects.get(kind="organiser_wrote").party == "organiser"


def test_while_a_decline_waits_a_withdrawal_is_one_as_ever(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("decline", decline_kind="diary", reason_for_release="")
    assert sent(play, "withdraw").sees(THANKS["withdraw"])
    assert play.stage == "withdrawn"


@pytest.mark.parametrize("page", ["change", "wish", "withdraw"])
def test_while_a_refusal_waits_the_words_are_taken_and_answered_as_ever(play: Play, page: str) -> None:
    play.organiser_invites()
    play.officer_takes("refuse_p10", why="It is for a party.")
    assert sent(play, page).sees(THANKS[page])
    assert play.stage == "refused"
    assert RecordEntry.objects.filter(kind="organiser_wrote").exists()


def test_an_officer_reads_the_drafted_answer_again_once_the_organiser_has_written(play: Play) -> None:
    before_the_mayor(play)
    play.mayor_answers("decline", decline_kind="diary", reason_for_release="")
    sent(play, "change")
    letter = play.invitation.letters.get(kind="decline")
    page = play.visitors["officer"].open(f"/office/letters/{letter.pk}/")
    assert page.sees("Read this letter again", "sent us a message online")


@pytest.mark.parametrize("page", ["change", "wish", "withdraw"])
def test_a_step_inside_the_council_is_no_reason_to_ask_the_organiser_again(play: Play, page: str) -> None:
    before_the_mayor(play)
    opened = play.organiser_opens_link().open(f"/invitation/{page}/")
    play.mayor_answers("ask-deputy", agreed_reason="away")
    assert opened.press_main(**SAYS[page]).sees(THANKS[page])


def test_what_was_corrected_meanwhile_is_shown_before_the_organiser_changes_it(play: Play) -> None:
    play.organiser_invites()
    opened = play.organiser_opens_link().open("/invitation/change/")
    play.officer_corrects("event", venue="The other hall", why="Heard wrongly.")
    assert opened.press_main(**SAYS["change"]).sees("Your invitation has changed since you opened the page")


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ({"answer": "At two."}, "At two."),
        ({"step": Step.INVITE_MAYOR}, "yes, invite the Mayor"),
        ({}, "withdraw"),
    ],
)
def test_whatever_an_organiser_sends_is_kept_where_the_case_ends_in_that_very_moment(
    play: Play, said: dict[str, Any], kept: str
) -> None:
    play.organiser_invites()
    play.officer_takes("refuse_p10", why="It is for a party.")
    organisers_answers.keep_words(play.invitation, **said)
    case = play.visitors["officer"].open(f"/office/invitations/{play.reference}/")
    assert case.sees("The organiser sent us a message online", "They said", kept)


def test_a_form_that_does_not_say_what_it_showed_has_shown_nothing(play: Play) -> None:
    play.organiser_invites()
    page = play.organiser_opens_link().open("/invitation/wish/")
    assert page.press_main(**SAYS["wish"], seen="").sees(
        "Your invitation has changed since you opened the page"
    )
