"""Walk every reachable situation of the protocol and look for what must never be."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from protocols.core.consequences import MAKES_ANEW, NAMES_DEPUTY, Particulars, after, may_be_unwritten
from protocols.core.properties import NEVER_AT_THE_START, nevers_at_rest, nevers_in_a_step
from protocols.core.rows import Row
from protocols.core.rulings import open_rows, rows_at
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    Addressee,
    Advice,
    Announced,
    Explained,
    MayorOfEvent,
    OfferDeputy,
    SameEvent,
    Stage,
    Step,
    Waiting,
    Wish,
)
from protocols.core.world import moves

HOLD_OFFICE_NOW = (MayorOfEvent.IN_OFFICE, MayorOfEvent.ACTING, MayorOfEvent.VACANT)
"""Of an event that is over whoever holds the office now, or nobody."""
Parents = dict[Situation, tuple[Situation, str] | None]
Boundary = Callable[[Situation], bool]


class Violation(NamedTuple):
    """A 'never' that happened, with the shortest history that leads to it."""

    never: str
    history: tuple[str, ...]


class Exploration(NamedTuple):
    """What a walk through the protocol found."""

    situations: int
    steps: int
    stages: frozenset[Stage]
    violations: tuple[Violation, ...]


class Survey(NamedTuple):
    """What a walk that keeps no ways found: the names of the 'nevers' that happened."""

    situations: int
    steps: int
    stages: frozenset[Stage]
    nevers: tuple[str, ...]


SO_MANY = 250_000
"""After so many situations a survey says how far it has come."""


def beginnings(offer: OfferDeputy = OfferDeputy.UNLESS_REFUSED) -> Iterator[Situation]:
    """Every way a case may begin, under one of the council's own choices."""
    for addressee, wish, mayor, deputy, same, advice in product(
        Addressee,
        Wish,
        MayorOfEvent,
        (True, False),
        (SameEvent.NONE, SameEvent.OPEN),
        (Advice.NOT_NEEDED, Advice.NEEDED),
    ):
        if mayor is MayorOfEvent.ACTING and not deputy:
            continue
        received = Situation(
            Stage.RECEIVED,
            addressee=addressee,
            named_deputy=addressee in NAMES_DEPUTY,
            wish=wish,
            mayor=mayor,
            deputy_in_office=deputy,
            same_event=same,
            advice=advice,
            offer=offer,
        )
        yield received
        if addressee is Addressee.DEPUTY and deputy:
            yield received._replace(
                stage=Stage.PROTOCOL_EXPLAINED, explained=Explained.ASKED, waiting=Waiting.EXPLANATION
            )
        if addressee in (Addressee.MAYOR, Addressee.BOTH) and mayor in HOLD_OFFICE_NOW:
            yield received._replace(stage=Stage.WITH_MAYOR, event_over=True, late=True)


Following = list[tuple[Row, Situation]]
"""The steps somebody may take next, each with what it leads to."""


def steps(situation: Situation, openly: Sequence[Row]) -> Following:
    """Every step that these rows, which are open there, allow."""
    return [(row, after(situation, row, said)) for row in openly for said in what_may_be_said(situation, row)]


_SAID: dict[Step, tuple[Particulars, ...]] = {
    Step.SETTLE_ADDRESSEE: tuple(
        Particulars(addressee=addressee) for addressee in Addressee if addressee is not Addressee.UNCLEAR
    ),
    Step.CHANGE_WISH: tuple(Particulars(wish=wish) for wish in Wish if wish is not Wish.MAYOR_ONLY),
    Step.SETTLE_SAME_EVENT: (
        Particulars(same_event=SameEvent.SAME),
        Particulars(same_event=SameEvent.DIFFERENT),
    ),
    **dict.fromkeys(
        (Step.UNLINK, Step.STAND_ALONE), tuple(Particulars(told=announced) for announced in Announced)
    ),
    **dict.fromkeys(MAKES_ANEW, (Particulars(date_moved=True), Particulars(date_moved=False))),
}
_NOTHING_MORE = (Particulars(),)


def what_may_be_said(situation: Situation, row: Row) -> tuple[Particulars, ...]:
    """Whatever may be said with the row's step in this situation."""
    said = _SAID.get(row.step, _NOTHING_MORE)
    if not may_be_unwritten(situation, row):
        return said
    return (*said, *(one._replace(unwritten=True) for one in said))


def explore(
    starts: Iterable[Situation] | None = None,
    within: Boundary | None = None,
    most: int | None = None,
    until: str | None = None,
) -> Exploration:
    """Breadth first through everything reachable from `starts` (all beginnings),
    so that the first history found is the shortest.

    `within` keeps the walk to situations of interest; `most` stops it after that many situations,
    `until` when that 'never' happened.
    """
    parents: Parents = dict.fromkeys(beginnings() if starts is None else starts)
    waiting, taken, found = deque(parents), 0, dict[str, Violation]()
    _look_at_starts(found)
    while waiting and (most is None or len(parents) < most) and until not in found:
        situation = waiting.popleft()
        openly = open_rows(situation)
        _look_at_rest(situation, openly, parents, found)
        for row, then in steps(situation, openly):
            taken += 1
            _look_at_step(situation, row, then, parents, found)
            if then not in parents and (within is None or within(then)):
                parents[then] = (situation, f"{row.party.label}: {row.step.label}")
                waiting.append(then)
        for name, then in moves(situation):
            if then not in parents and (within is None or within(then)):
                parents[then] = (situation, f"({name})")
                waiting.append(then)
    return Exploration(
        len(parents), taken, frozenset(situation.stage for situation in parents), tuple(found.values())
    )


def reachable(
    starts: Iterable[Situation], within: Boundary | None = None
) -> Iterator[tuple[Situation, list[Row], Following]]:
    """Every situation that can be reached, once and in any order, with its open rows and their steps."""
    waiting = [start for start in starts if within is None or within(start)]
    known = set(waiting)
    while waiting:
        situation = waiting.pop()
        openly = open_rows(situation)
        following = steps(situation, openly)
        yield situation, openly, following
        for _, then in (*following, *moves(situation)):
            if then not in known and (within is None or within(then)):
                known.add(then)
                waiting.append(then)


def survey(
    starts: Iterable[Situation], within: Boundary | None = None, progress: Callable[[int], None] | None = None
) -> Survey:
    """The same walk without its ways, in a third of the memory: which 'nevers' happen, not how.

    `explore(starts, until=never)` tells how. `progress` hears of every so many situations.
    """
    looked_at, taken, stages = 0, 0, set[Stage]()
    found = dict.fromkeys(never for never, happens in NEVER_AT_THE_START.items() if happens(rows_at(None)))
    for situation, openly, following in reachable(starts, within):
        looked_at, taken = looked_at + 1, taken + len(following)
        stages.add(situation.stage)
        found |= dict.fromkeys(nevers_at_rest(situation, openly))
        for row, then in following:
            found |= dict.fromkeys(nevers_in_a_step(situation, row, then))
        if progress and looked_at % SO_MANY == 0:
            progress(looked_at)
    return Survey(looked_at, taken, frozenset(stages), tuple(found))


def _look_at_starts(found: dict[str, Violation]) -> None:
    for never, happens in NEVER_AT_THE_START.items():
        if happens(rows_at(None)):
            found[never] = Violation(never, ("where a case begins",))


def _look_at_rest(
    situation: Situation, openly: Sequence[Row], parents: Parents, found: dict[str, Violation]
) -> None:
    for never in nevers_at_rest(situation, openly):
        if never not in found:
            found[never] = Violation(never, (*history(situation, parents), f"at rest: {situation}"))


def _look_at_step(
    before: Situation, row: Row, then: Situation, parents: Parents, found: dict[str, Violation]
) -> None:
    for never in nevers_in_a_step(before, row, then):
        if never not in found:
            found[never] = Violation(
                never, (*history(before, parents), f"{row.party.label}: {row.step.label}", f"from: {before}")
            )


def history(situation: Situation, parents: Parents) -> tuple[str, ...]:
    """The shortest way from a beginning to the situation, in words."""
    told: list[str] = []
    link = parents[situation]
    while link is not None:
        situation, words = link
        told.append(words)
        link = parents[situation]
    beginning = (
        f"registered, addressed to {situation.addressee.label}; {situation.mayor.label}; wish: "
        f"{situation.wish.label}"
    )
    return (beginning, *reversed(told))
