"""The table itself: read as it is approved, unambiguous, and every rotten row noticed."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest

from protocols.core.facts import Fact
from protocols.core.facts_of import facts_of
from protocols.core.letters import IN_THE_MAYORS_NAME
from protocols.core.rendering import as_markdown
from protocols.core.rows import Row
from protocols.core.rulings import BreachOfProtocol, closed_rows, open_rows, rows_at, rule_on
from protocols.core.situation import Situation
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import (
    CLOSED_STAGES,
    Accompany,
    Addressee,
    Announced,
    AnswerClock,
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

APPROVED = Path(__file__).parent / "approved" / "protocol.md"


def test_the_protocol_is_the_one_that_was_approved() -> None:
    assert as_markdown() == APPROVED.read_text(encoding="utf-8")


def rotten_copies(row: Row) -> list[Row | None]:
    """Every small way in which a row may rot: gone, a proviso lost, another outcome, letter,
    party or clause.
    """
    other_stage = Stage.COMPLETED if row.becomes is not Stage.COMPLETED else Stage.RECEIVED
    other_letter = LetterKind.THANKS if row.letter is not LetterKind.THANKS else None
    other_party = Party.SYSTEM if row.party is not Party.SYSTEM else Party.OFFICER
    lost = [replace(row, provided=row.provided - {fact}) for fact in row.provided]
    return [
        None,
        *lost,
        replace(row, becomes=other_stage),
        replace(row, letter=other_letter),
        replace(row, party=other_party),
        replace(row, clause="P99"),
    ]


@pytest.mark.parametrize("place", range(len(PROTOCOL)))
def test_a_row_that_rots_is_noticed(place: int) -> None:
    page = as_markdown()
    for rotten in rotten_copies(PROTOCOL[place]):
        rest = PROTOCOL[:place] + ((rotten,) if rotten else ()) + PROTOCOL[place + 1 :]
        assert as_markdown(rest) != page


def test_no_two_rows_for_one_step_can_hold_at_once() -> None:
    """Rows of one stage, party and step exclude each other by a pair of opposite facts."""
    for stage in (None, *Stage):
        rows = rows_at(stage)
        for index, one in enumerate(rows):
            for other in rows[index + 1 :]:
                if (one.party, one.step) == (other.party, other.step):
                    assert opposite(one.provided, other.provided), (one, other)


OPPOSITES = [
    {Fact.EVENT_AHEAD, Fact.EVENT_OVER},
    {Fact.ADDRESSED_TO_DEPUTY, Fact.NOT_ADDRESSED_TO_DEPUTY},
    {Fact.ANSWER_AWAITED, Fact.NO_ANSWER_AWAITED},
    {Fact.ANSWER_OVERDUE, Fact.ANSWER_NOT_OVERDUE},
    {Fact.LETTER_LEFT, Fact.LETTER_NOT_LEFT},
    {Fact.SUCCESSOR_UNKNOWN, Fact.SUCCESSOR_NOT_UNKNOWN},
    {Fact.MAYOR_ACTING, Fact.MAYOR_NOT_ACTING},
    {Fact.RESTS_ON_DELEGATION, Fact.RESTS_ON_EXCEPTION},
    {Fact.BOTH_ANNOUNCED, Fact.NOT_BOTH_ANNOUNCED},
    {Fact.ACCOMPANY_ASKED, Fact.ACCOMPANY_ACCEPTED},
    {Fact.ACCOMPANY_NOT_ASKED, Fact.ACCOMPANY_ASKED},
    {Fact.ACCOMPANY_NOT_ASKED, Fact.ACCOMPANY_ACCEPTED},
    {Fact.CHOICE_STANDS, Fact.CHOICE_FALLEN},
    {Fact.CHOICE_STANDS, Fact.DEPUTYS_PART_FALLEN},
    {Fact.CHOICE_FALLEN, Fact.DEPUTYS_PART_FALLEN},
    {Fact.NOTHING_ANNOUNCED, Fact.SOMETHING_ANNOUNCED},
    {Fact.IN_DOUBT, Fact.NOT_IN_DOUBT},
    {Fact.CARRIER_OFF, Fact.CARRIER_NOT_OFF},
    {Fact.CARRIER_DECLINED, Fact.NO_DECLINE_INHERITED},
    {Fact.CARRIER_GOES, Fact.CARRIER_DECLINED},
    {Fact.CARRIER_GOES, Fact.CARRIER_OFF},
    {Fact.CARRIER_DECLINED, Fact.CARRIER_OFF},
    {Fact.CARRIER_ATTENDED, Fact.CARRIER_GOES},
    {Fact.CARRIER_ATTENDED, Fact.CARRIER_DECLINED},
    {Fact.CARRIER_ATTENDED, Fact.CARRIER_OFF},
    {Fact.QUESTION_PUT, Fact.QUESTION_NOT_PUT},
    {Fact.SET_ASIDE_SAID, Fact.SET_ASIDE_UNSAID},
    {Fact.ENTERED_LATE, Fact.NOT_ENTERED_LATE},
    {Fact.MAYOR_DESIGNATE, Fact.MAYOR_NOT_DESIGNATE},
    {Fact.MAYOR_DESIGNATE, Fact.MAYOR_IN_OFFICE},
    {Fact.MAYOR_DESIGNATE, Fact.MAYOR_ACTING},
    {Fact.MAYOR_IN_OFFICE, Fact.MAYOR_ACTING},
]
# Each of these says something of what was announced; no two hold together but those below.
ANNOUNCED = [
    {Fact.NOTHING_ANNOUNCED},
    {Fact.MAYOR_ANNOUNCED},
    {Fact.BOTH_ANNOUNCED},
    {Fact.MAYOR_OR_BOTH_ANNOUNCED},
    {Fact.DEPUTY_OR_ACTING_ANNOUNCED},
    {Fact.ACTING_ANNOUNCED},
    {Fact.DEPUTY_ANNOUNCED},
    {Fact.OTHER_THAN_ACTING_ANNOUNCED},
    {Fact.OTHER_THAN_DEPUTY_ANNOUNCED},
]
TOGETHER = [
    {Fact.MAYOR_OR_BOTH_ANNOUNCED, Fact.MAYOR_ANNOUNCED},
    {Fact.MAYOR_OR_BOTH_ANNOUNCED, Fact.BOTH_ANNOUNCED},
    {Fact.MAYOR_OR_BOTH_ANNOUNCED, Fact.OTHER_THAN_ACTING_ANNOUNCED},
    {Fact.MAYOR_OR_BOTH_ANNOUNCED, Fact.OTHER_THAN_DEPUTY_ANNOUNCED},
    {Fact.OTHER_THAN_ACTING_ANNOUNCED, Fact.MAYOR_ANNOUNCED},
    {Fact.OTHER_THAN_ACTING_ANNOUNCED, Fact.BOTH_ANNOUNCED},
    {Fact.OTHER_THAN_ACTING_ANNOUNCED, Fact.DEPUTY_ANNOUNCED},
    {Fact.OTHER_THAN_ACTING_ANNOUNCED, Fact.OTHER_THAN_DEPUTY_ANNOUNCED},
    {Fact.OTHER_THAN_ACTING_ANNOUNCED, Fact.DEPUTY_OR_ACTING_ANNOUNCED},
    {Fact.OTHER_THAN_DEPUTY_ANNOUNCED, Fact.MAYOR_ANNOUNCED},
    {Fact.OTHER_THAN_DEPUTY_ANNOUNCED, Fact.BOTH_ANNOUNCED},
    {Fact.OTHER_THAN_DEPUTY_ANNOUNCED, Fact.ACTING_ANNOUNCED},
    {Fact.OTHER_THAN_DEPUTY_ANNOUNCED, Fact.DEPUTY_OR_ACTING_ANNOUNCED},
    {Fact.DEPUTY_OR_ACTING_ANNOUNCED, Fact.DEPUTY_ANNOUNCED},
    {Fact.DEPUTY_OR_ACTING_ANNOUNCED, Fact.ACTING_ANNOUNCED},
]


# Of these pairs neither may hold, too: where no Mayor is, where there is no choice, where nobody accompanies.
NOT_ALWAYS_ONE = [
    {Fact.MAYOR_DESIGNATE, Fact.MAYOR_IN_OFFICE},
    {Fact.MAYOR_DESIGNATE, Fact.MAYOR_ACTING},
    {Fact.MAYOR_IN_OFFICE, Fact.MAYOR_ACTING},
    {Fact.MAYOR_ACTING, Fact.MAYOR_NOT_ACTING},
    {Fact.RESTS_ON_DELEGATION, Fact.RESTS_ON_EXCEPTION},
    {Fact.ACCOMPANY_ASKED, Fact.ACCOMPANY_ACCEPTED},
    {Fact.ACCOMPANY_NOT_ASKED, Fact.ACCOMPANY_ASKED},
    {Fact.ACCOMPANY_NOT_ASKED, Fact.ACCOMPANY_ACCEPTED},
    {Fact.CHOICE_STANDS, Fact.CHOICE_FALLEN},
    {Fact.CHOICE_STANDS, Fact.DEPUTYS_PART_FALLEN},
    {Fact.CHOICE_FALLEN, Fact.DEPUTYS_PART_FALLEN},
    {Fact.CARRIER_GOES, Fact.CARRIER_DECLINED},
    {Fact.CARRIER_GOES, Fact.CARRIER_OFF},
    {Fact.CARRIER_DECLINED, Fact.CARRIER_OFF},
    {Fact.CARRIER_ATTENDED, Fact.CARRIER_GOES},
    {Fact.CARRIER_ATTENDED, Fact.CARRIER_DECLINED},
    {Fact.CARRIER_ATTENDED, Fact.CARRIER_OFF},
]
VARIES: dict[str, Iterable[object]] = {
    "addressee": Addressee,
    "explained": Explained,
    "clock": AnswerClock,
    "announced": Announced,
    "in_doubt": (False, True),
    "unsaid": (False, True),
    "late": (False, True),
    "waiting": Waiting,
    "mayor": MayorOfEvent,
    "event_over": (False, True),
    "choice": Choice,
    "accompany": Accompany,
    "carrier": Carrier,
}


def opposite(one: frozenset[Fact], other: frozenset[Fact]) -> bool:
    if any(
        len(pair & one) == 1 and pair - one <= other and not pair <= one for pair in OPPOSITES if pair & one
    ):
        return True
    said = [fact for group in ANNOUNCED for fact in group]
    return any(a in one and b in other and a is not b and {a, b} not in TOGETHER for a in said for b in said)


DECIDED = Situation(Stage.MAYOR_ATTENDS, choice=Choice.OWN, chooser_is_mayor=True)


def test_the_pairs_called_opposite_never_hold_together() -> None:
    """The test above rests on these lists; here the facts check them, for every two things that vary."""
    said = [fact for group in ANNOUNCED for fact in group]
    apart = [{one, other} for one, other in combinations(said, 2) if {one, other} not in TOGETHER]
    met: set[frozenset[Fact]] = set()
    for one, other in combinations(VARIES, 2):
        for this, that in product(VARIES[one], VARIES[other]):
            turned: dict[str, Any] = {one: this, other: that}
            for before in (Situation(Stage.RECEIVED), DECIDED):
                facts = facts_of(before._replace(**turned))
                assert not any(pair <= facts for pair in [*OPPOSITES, *apart]), (this, that)
                assert all(pair & facts for pair in OPPOSITES if pair not in NOT_ALWAYS_ONE), (this, that)
                met.add(facts)
    assert all(any(pair <= facts for facts in met) for pair in TOGETHER)
    assert frozenset().union(*met) >= set().union(*OPPOSITES, said)


@pytest.mark.parametrize("stage", list(Stage))
@pytest.mark.parametrize("party", list(Party))
def test_what_is_no_row_is_refused_with_its_clause(stage: Stage, party: Party) -> None:
    situation = Situation(stage)
    allowed = {row.step for row in open_rows(situation, party)}
    for step in set(Step) - allowed - {Step.REGISTER, Step.REFER}:
        with pytest.raises(BreachOfProtocol) as breach:
            rule_on(situation, party, step)
        assert breach.value.clause.startswith("P")
        assert breach.value.reasons


def test_a_closed_step_says_what_the_nearest_of_its_rows_lacks() -> None:
    acting = Situation(
        Stage.WITH_MAYOR, mayor=MayorOfEvent.ACTING, announced=Announced.BOTH, same_event=SameEvent.SAME
    )
    closed = {row.step: missing for row, missing in closed_rows(acting, Party.MAYOR)}
    assert closed[Step.DECLINE] == (Fact.NOTHING_ANNOUNCED,)
    assert closed[Step.DELEGATE] == (Fact.MAYOR_IN_OFFICE, Fact.NO_DECLINE_STANDS)
    assert Step.ACCEPT not in closed
    vacant = Situation(Stage.WITH_MAYOR, mayor=MayorOfEvent.VACANT, announced=Announced.BOTH)
    nearest = {row.step: (row.letter, missing) for row, missing in closed_rows(vacant, Party.MAYOR)}
    assert nearest[Step.ACCEPT] == (LetterKind.MAYOR_ALONE, (Fact.MAYOR_NOT_ACTING,))


def test_whatever_closes_a_case_writes_to_the_organiser_but_of_what_was_no_invitation() -> None:
    closing = [row for row in PROTOCOL if row.becomes in CLOSED_STAGES and row.becomes is not row.stage]
    silent = {row.step for row in closing if row.letter is None and Fact.ENTERED_LATE not in row.provided}
    assert silent == {Step.SET_ASIDE}


def test_every_letter_and_every_step_is_used() -> None:
    assert {row.letter for row in PROTOCOL} - {None} == set(LetterKind) - set(IN_THE_MAYORS_NAME)
    assert {row.step for row in PROTOCOL} == set(Step)
