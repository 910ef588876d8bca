"""Every small way in which the table may be wrong, and whether what must never be notices it.

A mutant has one row more, or one less, or one that says something else. It is tried in every situation of the
bounded regions at that row's stage; those stay reachable whatever the mutant adds.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from protocols.core import exploration, rulings
from protocols.core.consequences import after
from protocols.core.facts import Fact
from protocols.core.facts_of import facts_of
from protocols.core.properties import NEVER_AT_THE_START, nevers_at_rest, nevers_in_a_step
from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import LetterKind, OfferDeputy, Party, Stage
from protocols.core.world import moves

LETTERS = list(LetterKind)


class Mutant(NamedTuple):
    """What was done to which row; `wrong` stands in its place or beside it, None where it is gone."""

    done: str
    row: Row
    wrong: Row | None
    beside: bool = False

    def __str__(self) -> str:
        stage = self.row.stage.value if self.row.stage else "start"
        return f"{stage}: {self.row.party} {self.row.step}: {self.done}"

    @property
    def rows(self) -> tuple[Row, ...]:
        kept = tuple(row for row in PROTOCOL if self.beside or row is not self.row)
        return kept + ((self.wrong,) if self.wrong else ())


def mutants() -> Iterator[Mutant]:
    for row in PROTOCOL:
        yield Mutant("removed", row, None)
        for party in Party:
            copied = replace(row, party=party)
            if not any(alike(copied, other) for other in PROTOCOL):
                yield Mutant(f"copied to the {party.label}", row, copied, beside=True)
        for fact in (fact for fact in Fact if fact in row.provided):
            yield Mutant(f"without '{fact.label}'", row, replace(row, provided=row.provided - {fact}))
        for letter in other_letters(row):
            written = letter.value if letter else "no letter"
            yield Mutant(f"with {written}", row, replace(row, letter=letter))


def alike(one: Row, other: Row) -> bool:
    return (one.stage, one.party, one.step, one.provided) == (
        other.stage, other.party, other.step, other.provided,
    )  # fmt: skip


def other_letters(row: Row) -> list[LetterKind | None]:
    """None, the next of the list, and what other rows of the same step have written."""
    place = LETTERS.index(row.letter) if row.letter else 0
    following = LETTERS[(place + 1) % len(LETTERS)]
    siblings = [other.letter for other in PROTOCOL if other.step is row.step]
    return [letter for letter in dict.fromkeys([None, following, *siblings]) if letter is not row.letter]


# With the facts that hold in it, which are asked for again and again.
Reached = dict[Stage, list[tuple[Situation, frozenset[Fact]]]]


Ground = tuple[exploration.Boundary, OfferDeputy]


def reached(grounds: Iterable[Ground]) -> Reached:
    """Every situation of these regions, each under one of the council's own choices, by its stage."""
    found = {
        situation
        for region, offer in grounds
        for situation, _, _ in exploration.reachable(exploration.beginnings(offer), within=region)
    }
    by_stage: Reached = defaultdict(list)
    for situation in found:
        by_stage[situation.stage].append((situation, facts_of(situation)))
    return by_stage


def is_noticed(mutant: Mutant, situations: Reached) -> bool:
    """Whether a 'never' happens in the first step that the mutant changes, or where a case then rests."""
    if mutant.row.stage is None:
        starts = tuple(row for row in mutant.rows if row.stage is None)
        return any(happens(starts) for happens in NEVER_AT_THE_START.values())
    usual = rulings._BY_STAGE[mutant.row.stage]
    rulings._BY_STAGE[mutant.row.stage] = tuple(row for row in mutant.rows if row.stage is mutant.row.stage)
    try:
        told_apart = where_it_matters(mutant, situations)
        if mutant.wrong is None:
            return any(_rests_wrongly(situation) for situation in told_apart)
        return any(_steps_wrongly(situation, mutant.wrong) for situation in told_apart)
    finally:
        rulings._BY_STAGE[mutant.row.stage] = usual


def where_it_matters(mutant: Mutant, situations: Reached) -> Iterator[Situation]:
    """The situations in which somebody could tell it from the table."""
    if mutant.row.stage is None:
        return
    right = mutant.row.provided
    wrong = mutant.wrong.provided if mutant.wrong else right
    for situation, facts in situations[mutant.row.stage]:
        usual, spoilt = right <= facts, wrong <= facts
        if usual if wrong == right else spoilt and not usual:
            yield situation


def _rests_wrongly(situation: Situation) -> bool:
    return bool(nevers_at_rest(situation, rulings.open_rows(situation)))


def _steps_wrongly(before: Situation, row: Row) -> bool:
    if _rests_wrongly(before):
        return True
    for said in exploration.what_may_be_said(before, row):
        then = after(before, row, said)
        if nevers_in_a_step(before, row, then) or _rests_wrongly(then):
            return True
        if any(_rests_wrongly(left) for name, left in moves(then) if name == "its letter leaves"):
            return True
    return False


def changes_nothing(mutant: Mutant, situations: Reached) -> bool:
    """Whether no situation that can be reached tells it from the table: a row that is never open there, or a
    proviso that another one implies.
    """
    return mutant.row.stage is not None and next(where_it_matters(mutant, situations), None) is None
