"""A row of the protocol's table, and the three ways to make one."""

from dataclasses import dataclass

from protocols.core.facts import Fact as F
from protocols.core.vocabulary import LetterKind, News, Party, Stage, Step

S = Stage


@dataclass(frozen=True, slots=True)
class Row:
    """One thing somebody may do."""

    stage: Stage | None
    party: Party
    step: Step
    provided: frozenset[F]
    becomes: Stage
    letter: LetterKind | None
    clause: str
    # Who of the council is told by a notification, in the step's own transaction, and what of.
    tells: tuple[News, ...] = ()


Stages = Stage | tuple[Stage, ...] | None


def at_any_time(
    stages: Stages,
    party: Party,
    step: Step,
    provided: tuple[F, ...],
    becomes: Stage | None,
    letter: LetterKind | None,
    clause: str,
    tells: tuple[News, ...] = (),
) -> list[Row]:
    """Rows that hold whether the event is ahead or over; `becomes` None keeps the stage."""
    each = stages if isinstance(stages, tuple) else (stages,)
    return [
        Row(stage, party, step, frozenset(provided), becomes or stage or S.RECEIVED, letter, clause, tells)
        for stage in each
    ]


def ahead(
    stages: Stages,
    party: Party,
    step: Step,
    provided: tuple[F, ...],
    becomes: Stage | None,
    letter: LetterKind | None,
    clause: str,
    tells: tuple[News, ...] = (),
) -> list[Row]:
    """Rows that hold only while the event is ahead: nearly all."""
    return at_any_time(stages, party, step, (F.EVENT_AHEAD, *provided), becomes, letter, clause, tells)


def over(
    stages: Stages,
    party: Party,
    step: Step,
    provided: tuple[F, ...],
    becomes: Stage | None,
    letter: LetterKind | None,
    clause: str,
    tells: tuple[News, ...] = (),
) -> list[Row]:
    """Rows that hold only when the event is over."""
    return at_any_time(stages, party, step, (F.EVENT_OVER, *provided), becomes, letter, clause, tells)
