"""A row of the protocol's table, and the three ways to make one."""

from dataclasses import dataclass

from protocols.core.facts import Fact as F
from protocols.core.vocabulary import LetterKind, News, Party, Stage, Step


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


@dataclass(frozen=True)
class RowsThatHold:
    """Makes the rows of one line of the table, one for each of its stages, that hold at certain times."""

    when: tuple[F, ...] = ()

    def __call__(
        self,
        stages: Stages,
        party: Party,
        step: Step,
        provided: tuple[F, ...],
        becomes: Stage | None,
        letter: LetterKind | None,
        clause: str,
        tells: tuple[News, ...] = (),
    ) -> list[Row]:
        """`becomes` None keeps the stage."""
        each = stages if isinstance(stages, tuple) else (stages,)
        facts = frozenset((*self.when, *provided))
        return [
            Row(stage, party, step, facts, becomes or stage or Stage.RECEIVED, letter, clause, tells)
            for stage in each
        ]


at_any_time = RowsThatHold()
"""Whether the event is ahead or over."""
ahead = RowsThatHold((F.EVENT_AHEAD,))
"""Only while the event is ahead: nearly all."""
over = RowsThatHold((F.EVENT_OVER,))
"""Only when the event is over."""
