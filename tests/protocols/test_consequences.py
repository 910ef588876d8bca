"""What a step changes besides the stage: letters that wait, and answers that hold no longer."""

import pytest

from protocols.core.consequences import Particulars, after
from protocols.core.letters import announces, still_true
from protocols.core.rulings import rule_on
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    Accompany,
    Addressee,
    Advice,
    Announced,
    Carrier,
    Choice,
    Explained,
    LetterKind,
    MayorOfEvent,
    Party,
    SameEvent,
    Stage,
    Step,
    Waiting,
)
from protocols.core.world import moves

EXPLAINED = Situation(
    Stage.PROTOCOL_EXPLAINED,
    addressee=Addressee.DEPUTY,
    named_deputy=True,
    explained=Explained.ASKED,
    waiting=Waiting.EXPLANATION,
)


def test_an_explanation_that_has_not_left_still_goes_when_the_mayor_is_told_of_a_special_case() -> None:
    row = rule_on(EXPLAINED, Party.OFFICER, Step.TELL_SPECIAL_CASE)
    assert after(EXPLAINED, row, Particulars()).waiting is Waiting.EXPLANATION


def test_a_letter_that_has_not_left_does_not_follow_the_case_to_another_stage() -> None:
    thanked = Situation(Stage.REFUSED, waiting=Waiting.OTHER)
    row = rule_on(thanked, Party.CIVIC_MANAGER, Step.REOPEN)
    assert after(thanked, row, Particulars()).waiting is Waiting.NONE


@pytest.mark.parametrize(
    ("said", "then"),
    [
        (SameEvent.DIFFERENT, SameEvent.NONE),
        (SameEvent.SAME, SameEvent.SAME),
        (SameEvent.OPEN, SameEvent.OPEN),
    ],
)
def test_after_a_change_another_event_is_asked_about_anew_and_a_declined_one_stays_declined(
    said: SameEvent, then: SameEvent
) -> None:
    before = Situation(Stage.RECEIVED, same_event=said, advice=Advice.AGAINST)
    row = rule_on(before, Party.ORGANISER, Step.CHANGE_DETAILS)
    changed = after(before, row, Particulars(date_moved=False))
    assert (changed.same_event, changed.advice) == (then, Advice.NOT_NEEDED)


def test_a_confirmation_says_again_whom_the_organiser_expects() -> None:
    both = Situation(Stage.WITH_MAYOR, addressee=Addressee.BOTH, announced=Announced.BOTH, in_doubt=True)
    row = rule_on(both, Party.MAYOR, Step.ACCEPT_TOGETHER)
    assert (row.letter, announces(row, both)) == (LetterKind.CONFIRMATION, Waiting.BOTH)


@pytest.mark.parametrize("announced", [Announced.MAYOR, Announced.BOTH])
def test_what_still_stands_is_not_told_again(announced: Announced) -> None:
    both = Situation(Stage.WITH_MAYOR, addressee=Addressee.BOTH, announced=announced)
    row = rule_on(both, Party.MAYOR, Step.ACCEPT_TOGETHER)
    assert (row.letter, announces(row, both)) == (None, Waiting.NONE)


def test_a_visit_that_is_held_for_the_successor_is_in_doubt_once_the_organiser_is_told() -> None:
    promised = Situation(Stage.WITH_MAYOR, announced=Announced.MAYOR, mayor=MayorOfEvent.UNKNOWN_SUCCESSOR)
    held = after(promised, rule_on(promised, Party.SYSTEM, Step.HOLD))
    assert (held.waiting, held.in_doubt) == (Waiting.DOUBT, False)
    told = dict(moves(held))["its letter leaves"]
    assert (told.announced, told.in_doubt) == (Announced.MAYOR, True)


def test_a_letter_that_the_deputy_accompanies_does_not_leave_once_the_deputy_cannot() -> None:
    going = Situation(
        Stage.MAYOR_ATTENDS, addressee=Addressee.BOTH, announced=Announced.MAYOR, waiting=Waiting.BOTH,
        choice=Choice.OWN, chooser_is_mayor=True, asked_is_deputy=True, accompany=Accompany.ACCEPTED,
    )  # fmt: skip
    row = rule_on(going, Party.DEPUTY, Step.ACCOMPANY_CANNOT)
    assert row.letter is None
    assert not still_true(LetterKind.ACCOMPANIED, row)
    then = after(going, row)
    assert (then.waiting, then.announced) == (Waiting.NONE, Announced.MAYOR)


@pytest.mark.parametrize(("over", "then"), [(True, [Carrier.ATTENDED]), (False, [Carrier.OPEN])])
def test_what_may_become_of_the_case_that_carries_on_depends_on_whether_the_event_is_over(
    over: bool, then: list[Carrier]
) -> None:
    joined = Situation(Stage.DUPLICATE, carrier=Carrier.OFF, event_over=over)
    assert [one.carrier for _name, one in moves(joined) if one.carrier is not Carrier.OFF] == then


BOTH_GO = Situation(
    Stage.MAYOR_ATTENDS,
    addressee=Addressee.BOTH,
    named_deputy=True,
    announced=Announced.BOTH,
    choice=Choice.OWN,
    chooser_is_mayor=True,
    asked_is_deputy=True,
    deputy_in_office=True,
    accompany=Accompany.ACCEPTED,
)


def test_a_letter_on_the_arrangements_does_not_outlive_a_change_of_who_comes() -> None:
    cannot = rule_on(BOTH_GO, Party.DEPUTY, Step.ACCOMPANY_CANNOT)
    assert not still_true(LetterKind.ARRANGEMENTS, cannot)
    assert still_true(LetterKind.ARRANGEMENTS, rule_on(BOTH_GO, Party.ORGANISER, Step.AMEND_DETAIL))


def test_that_one_comes_alone_is_taken_back_unsent_where_the_deputy_agrees_after_all() -> None:
    asked = BOTH_GO._replace(accompany=Accompany.ASKED, waiting=Waiting.MAYOR)
    agrees = rule_on(asked, Party.DEPUTY, Step.ACCOMPANY_ACCEPTS)
    assert agrees.letter is None
    assert not still_true(LetterKind.MAYOR_ALONE, agrees)
    assert after(asked, agrees, Particulars()).waiting is Waiting.NONE
