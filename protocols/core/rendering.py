"""The table as a page a civic officer can read: a line for what is the same step, from whichever stages."""

from collections.abc import Iterable
from typing import NamedTuple

from protocols.core.facts import Fact
from protocols.core.rows import Row
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import LetterKind, News, Party, Stage, Step

HEADINGS = (
    "from",
    "step",
    "by",
    "provided",
    "becomes",
    "letter to the organiser",
    "told by a notification",
    "clause",
)


# The whole row but its stage; a row that keeps the stage reads the same from every stage.
class Line(NamedTuple):
    step: Step
    party: Party
    provided: frozenset[Fact]
    becomes: Stage | None
    letter: LetterKind | None
    tells: tuple[News, ...]
    clause: str


def as_lines(rows: tuple[Row, ...] = PROTOCOL) -> list[tuple[str, ...]]:
    """The table's cells, line by line, in the table's order."""
    grouped: dict[Line, list[Stage | None]] = {}
    for row in rows:
        grouped.setdefault(_line(row), []).append(row.stage)
    return [_cells(line, stages) for line, stages in grouped.items()]


def as_markdown(rows: tuple[Row, ...] = PROTOCOL) -> str:
    """The table in Markdown, as docs/protocol.md carries it."""
    return _in_markdown(as_lines(rows))


def as_extract(steps: Iterable[Step]) -> str:
    """The table's first line for each of the steps, in Markdown, as the README carries it."""
    first: dict[str, tuple[str, ...]] = {}
    for cells in as_lines():
        first.setdefault(cells[HEADINGS.index("step")], cells)
    return _in_markdown([first[step.label] for step in steps])


def _in_markdown(lines: list[tuple[str, ...]]) -> str:
    ruled = [HEADINGS, ("---",) * len(HEADINGS), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in ruled) + "\n"


def _line(row: Row) -> Line:
    keeps = row.becomes is row.stage
    return Line(
        row.step,
        row.party,
        row.provided,
        None if keeps else row.becomes,
        row.letter,
        row.tells,
        row.clause,
    )


def _cells(line: Line, stages: list[Stage | None]) -> tuple[str, ...]:
    step, party, provided, becomes, letter, tells, clause = line
    facts = [fact.label for fact in Fact if fact in provided]
    return (
        ", ".join(stage.label if stage else "–" for stage in stages),
        step.label,
        party.label,
        "; ".join(facts) or "at any time",
        becomes.label if becomes else "the same",
        letter.label if letter else "–",
        "; ".join(news.label for news in tells) or "–",
        clause,
    )
