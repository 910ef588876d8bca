"""What the table says of one step in one situation."""

from collections.abc import Iterator

from protocols.core.facts import Fact
from protocols.core.facts_of import facts_of
from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import Party, Stage, Step

_BY_STAGE: dict[Stage | None, tuple[Row, ...]] = {
    stage: tuple(row for row in PROTOCOL if row.stage is stage) for stage in (None, *Stage)
}


class BreachOfProtocol(Exception):
    """The table has no row for it. Carries the clause and what was missing, in words a person can act on."""

    def __init__(self, stage: Stage, party: Party, step: Step, clause: str, reasons: tuple[str, ...]) -> None:
        self.stage, self.party, self.step, self.clause, self.reasons = stage, party, step, clause, reasons
        super().__init__(f"{' '.join(reasons)} (clause {clause})")


def rows_at(stage: Stage | None) -> tuple[Row, ...]:
    """The rows that start from the stage; None for the rows that start a case."""
    return _BY_STAGE[stage]


def open_rows(situation: Situation, party: Party | None = None) -> list[Row]:
    """The rows that hold now, for one party or for everybody, in the table's order."""
    facts = facts_of(situation)
    return [
        row
        for row in rows_at(situation.stage)
        if (party is None or row.party is party) and row.provided <= facts
    ]


def closed_rows(situation: Situation, party: Party) -> Iterator[tuple[Row, tuple[Fact, ...]]]:
    """Steps of this stage that the party may not take now, each once, with the facts that are missing."""
    facts = facts_of(situation)
    openly = {row.step for row in open_rows(situation, party)}
    nearest: dict[Step, Row] = {}
    for row in rows_at(situation.stage):
        if row.party is party and row.step not in openly:
            best = nearest.setdefault(row.step, row)
            if len(row.provided - facts) < len(best.provided - facts):
                nearest[row.step] = row
    for row in nearest.values():
        yield row, missing(row, facts)


def missing(row: Row, facts: frozenset[Fact]) -> tuple[Fact, ...]:
    """What the row requires and the situation lacks, in the order the facts are declared."""
    return tuple(fact for fact in Fact if fact in row.provided and fact not in facts)


def rule_on(situation: Situation, party: Party, step: Step) -> Row:
    """The one row that allows the step.

    Raises BreachOfProtocol with the clause of the nearest row, or of the step's own
    rows elsewhere in the table.
    """
    facts = facts_of(situation)
    candidates = [row for row in rows_at(situation.stage) if row.party is party and row.step is step]
    for row in candidates:
        if row.provided <= facts:
            return row
    if candidates:
        nearest = min(candidates, key=lambda row: len(row.provided - facts))
        raise BreachOfProtocol(
            situation.stage,
            party,
            step,
            nearest.clause,
            tuple(fact.otherwise for fact in missing(nearest, facts)),
        )
    raise _no_such_row(situation.stage, party, step)


def sentence_case(label: str) -> str:
    """With a capital initial; the titles within stay as they are."""
    return label[:1].upper() + label[1:]


def _no_such_row(stage: Stage, party: Party, step: Step) -> BreachOfProtocol:
    elsewhere = [row for row in PROTOCOL if row.step is step]
    here = [row for row in elsewhere if row.stage is stage]
    clause = (here or elsewhere)[0].clause
    if here:
        parties = " or ".join(dict.fromkeys(f"the {row.party.label}" for row in here))
        return BreachOfProtocol(stage, party, step, clause, (f"Only {parties} can do this.",))
    return BreachOfProtocol(
        stage,
        party,
        step,
        clause,
        (f"'{sentence_case(step.label)}' is not possible at the stage '{stage.label}'.",),
    )
