"""What must never be, over everything that can be reached;
bounded here, complete in `manage.py explore_protocol`.
"""

from dataclasses import replace

import pytest

from protocols.core import exploration, rulings
from protocols.core.exploration import Boundary, beginnings, explore
from protocols.core.facts import Fact
from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import (
    Addressee,
    Advice,
    LetterKind,
    OfferDeputy,
    Party,
    SameEvent,
    Stage,
    Step,
    Wish,
)


def quiet(s: Situation) -> bool:
    return s.advice is Advice.NOT_NEEDED and s.same_event is SameEvent.NONE and s.wish is Wish.NOT_SAID


def to_the_mayor(s: Situation) -> bool:
    return quiet(s) and s.addressee is Addressee.MAYOR and not s.named_deputy


def to_the_deputy(s: Situation) -> bool:
    return quiet(s) and s.addressee in (Addressee.DEPUTY, Addressee.MAYOR) and s.named_deputy


def to_both(s: Situation) -> bool:
    return quiet(s) and s.addressee is Addressee.BOTH


def of_a_declined_event(s: Situation) -> bool:
    return (
        s.advice is Advice.NOT_NEEDED
        and s.addressee in (Addressee.DEPUTY, Addressee.MAYOR)
        and s.wish is Wish.NOT_SAID
        and s.named_deputy
    )


def delicate(s: Situation) -> bool:
    return s.same_event is SameEvent.NONE and s.addressee is Addressee.MAYOR and not s.named_deputy


# With the number of their situations: a row of the table that opens or closes a way changes it.
REGIONS: dict[Boundary, int] = {
    to_the_mayor: 4_435,
    to_the_deputy: 9_898,
    to_both: 5_716,
    of_a_declined_event: 37_548,
    delicate: 51_074,
}


def walk(region: Boundary, until: str | None = None) -> exploration.Exploration:
    return explore([start for start in beginnings() if region(start)], within=region, until=until)


def with_every_wish(s: Situation) -> bool:
    """The mixture in which the council's own choices matter."""
    return s.advice is Advice.NOT_NEEDED and s.same_event is SameEvent.NONE and s.addressee is Addressee.BOTH


@pytest.mark.parametrize("offer", list(OfferDeputy))
def test_nothing_that_must_never_be_can_be_reached_under_any_local_choice(offer: OfferDeputy) -> None:
    found = explore([start for start in beginnings(offer) if with_every_wish(start)], within=with_every_wish)
    assert found.violations == ()
    assert Stage.MAYOR_ATTENDS in found.stages
    assert (Stage.DEPUTY_ATTENDS in found.stages) == (offer is not OfferDeputy.NEVER)


@pytest.mark.exploration
@pytest.mark.parametrize("region", REGIONS)
def test_nothing_that_must_never_be_can_be_reached(region: Boundary) -> None:
    found = walk(region)
    assert found.violations == ()
    assert found.situations == REGIONS[region]


def test_a_walk_may_be_bounded_by_its_number_of_situations() -> None:
    few = explore(most=3_000)
    assert 3_000 <= few.situations < 3_100
    assert few.violations == ()


@pytest.mark.exploration
def test_every_stage_is_reached() -> None:
    reached = frozenset[Stage]().union(*(walk(region).stages for region in (to_the_deputy, to_both)))
    assert reached == frozenset(Stage)


def test_a_survey_finds_what_a_walk_finds_without_its_ways() -> None:
    heard: list[int] = []
    found = exploration.survey(beginnings(), within=to_the_mayor, progress=heard.append)
    walked = walk(to_the_mayor)
    assert found == (walked.situations, walked.steps, walked.stages, ())
    assert heard == []


def test_a_survey_names_what_must_never_be(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[int] = []
    monkeypatch.setattr(exploration, "SO_MANY", 1_000)
    put_in_force(monkeypatch, without(Fact.EVENT_AHEAD, Step.ACCEPT))
    found = exploration.survey(beginnings(), within=to_the_mayor, progress=heard.append)
    assert set(found.nevers) == {violation.never for violation in walk(to_the_mayor).violations}
    assert heard[:2] == [1_000, 2_000]


def put_in_force(monkeypatch: pytest.MonkeyPatch, rows: list[Row]) -> None:
    by_stage = {stage: tuple(row for row in rows if row.stage is stage) for stage in (None, *Stage)}
    monkeypatch.setattr(rulings, "_BY_STAGE", by_stage)


def without(fact: Fact, step: Step) -> list[Row]:
    return [replace(row, provided=row.provided - {fact}) if row.step is step else row for row in PROTOCOL]


DECLINED_MOVES_ON = "a case whose decline has left moves on, but to the Mayor who takes it up again"
SPOILT = [
    (to_the_mayor, Fact.EVENT_AHEAD, Step.ACCEPT, "somebody accepts for an event that is over"),
    (to_the_mayor, Fact.MAYOR_IN_OFFICE, Step.DELEGATE, "an acting Deputy chooses the Deputy"),
    (to_the_mayor, Fact.DEPUTY_NOT_SAID_NO, Step.DELEGATE, "a Deputy who said no is asked again"),
    (
        to_the_mayor,
        Fact.CHOICE_STANDS,
        Step.DEPUTY_ACCEPTS,
        "the Deputy attends without a live choice of the Mayor of the event",
    ),
    (to_the_mayor, Fact.LETTER_NOT_LEFT, Step.CORRECT_SLIP, DECLINED_MOVES_ON),
    (to_the_mayor, Fact.NOTHING_ANNOUNCED, Step.DECLINE, "an announced attendance is swallowed"),
    (to_the_mayor, Fact.NOTHING_ANNOUNCED, Step.WITHDRAW, "an announced attendance is swallowed"),
    (
        to_the_mayor,
        Fact.SOMETHING_ANNOUNCED,
        Step.NOBODY_GOES,
        "something is cancelled that was never announced",
    ),
    (to_the_mayor, Fact.NO_DECLINE_INHERITED, Step.UNLINK, "a duplicate of a declined case moves on"),
    (
        to_the_deputy,
        Fact.ANSWER_AWAITED,
        Step.INVITE_MAYOR,
        "a question already answered is asked or answered again",
    ),
    (
        to_the_deputy,
        Fact.NOT_EXPLAINED,
        Step.EXPLAIN_PROTOCOL,
        "a question already answered is asked or answered again",
    ),
    (
        of_a_declined_event,
        Fact.NO_DECLINE_STANDS,
        Step.GRANT_EXCEPTION,
        "a declined event reaches the Deputy",
    ),
    (of_a_declined_event, Fact.NO_DECLINE_STANDS, Step.DEPUTY_ACCEPTS, "a declined event reaches the Deputy"),
    (delicate, Fact.NOT_MAYOR_ONLY, Step.DELEGATE, "an invitation for the Mayor only is passed on"),
    (
        delicate,
        Fact.NO_ADVICE_OUTSTANDING,
        Step.PUT_TO_MAYOR,
        "the Mayor is asked while the Monitoring Officer's advice is outstanding",
    ),
]


@pytest.mark.exploration
@pytest.mark.parametrize(("region", "fact", "step", "never"), SPOILT)
def test_a_lost_proviso_breaks_the_never_it_guards(
    region: Boundary, fact: Fact, step: Step, never: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_force(monkeypatch, without(fact, step))
    assert never in {violation.never for violation in walk(region, until=never).violations}


def test_a_violation_is_told_with_its_shortest_history(monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_force(monkeypatch, without(Fact.EVENT_AHEAD, Step.ACCEPT))
    found = {violation.never: violation.history for violation in walk(to_the_mayor).violations}
    history = found["somebody accepts for an event that is over"]
    assert history[1:4] == ("civic officer: send to the Mayor", "(the event passes)", "Mayor: accept")


def test_a_case_that_begins_otherwise_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_force(
        monkeypatch,
        [replace(row, party=Party.SYSTEM) if row.step is Step.REFER else row for row in PROTOCOL],
    )
    [found] = explore(most=1).violations
    assert found.never == "a case begins otherwise than the protocol has it"
    assert found.history == ("where a case begins",)


def test_an_officers_recall_from_the_deputy_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    recall = next(row for row in PROTOCOL if row.stage is Stage.WITH_MAYOR and row.step is Step.RECALL)
    put_in_force(monkeypatch, [*PROTOCOL, replace(recall, stage=Stage.WITH_DEPUTY)])
    assert "an officer alone undoes what the Mayor chose" in {
        violation.never for violation in walk(to_the_mayor).violations
    }


def test_silence_that_delegates_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    delegate = next(row for row in PROTOCOL if row.step is Step.DELEGATE)
    put_in_force(monkeypatch, [*PROTOCOL, replace(delegate, party=Party.SYSTEM)])
    assert "silence delegates" in {violation.never for violation in walk(to_the_mayor).violations}


def test_a_silent_ending_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_force(
        monkeypatch,
        [replace(row, letter=None) if row.letter is LetterKind.DECLINE else row for row in PROTOCOL],
    )
    assert "a case ends without a letter" in {violation.never for violation in walk(to_the_mayor).violations}


def test_a_stage_that_nobody_can_leave_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    put_in_force(monkeypatch, [row for row in PROTOCOL if row.stage is not Stage.WITH_MAYOR])
    found = {violation.never: violation.history for violation in walk(to_the_mayor).violations}
    history = found["a living case is a dead end for everybody in the council"]
    assert history[-1].startswith("at rest: Situation(stage=<Stage.WITH_MAYOR")


def test_a_stage_that_the_organiser_alone_can_leave_or_that_is_only_recalled_would_be_noticed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    left = [
        row
        for row in PROTOCOL
        if row.stage is not Stage.WITH_MAYOR or row.party is Party.ORGANISER or row.step is Step.RECALL
    ]
    put_in_force(monkeypatch, left)
    found = {violation.never for violation in walk(to_the_mayor).violations}
    assert "a living case is a dead end for everybody in the council" in found
