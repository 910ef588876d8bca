"""Bar charts as inline SVG: no style, no script, readable in black and white;
the table beside each says the same in numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, MARGIN = 360, 34
LABEL, BAR, GAP, BETWEEN = 18, 12, 3, 14
LEGEND = 26
COLOURS = ("#8c9cab", "#1d4f6b", "#0b0c0c")
LONGEST_LABEL = 44


@dataclass(frozen=True)
class Bar:
    """A bar and the number at its end."""

    y: int
    width: int
    colour: str
    number: int
    number_x: int
    number_y: int


@dataclass(frozen=True)
class Group:
    """The bars of one line of the table, under its label."""

    label: str
    y: int
    bars: list[Bar]


@dataclass(frozen=True)
class Key:
    """What a colour stands for."""

    x: int
    colour: str
    label: str


@dataclass(frozen=True)
class Chart:
    """Everything the template draws."""

    code: str
    title: str
    says: str
    height: int
    keys: list[Key]
    groups: list[Group]
    width: int = WIDTH
    bar_height: int = BAR


def bar_chart(
    code: str, title: str, series: Sequence[str], lines: Sequence[tuple[str, tuple[int, ...]]]
) -> Chart:
    """A group of bars for each line, one bar for each series, all to the same scale from nothing."""
    most = max((number for _, numbers in lines for number in numbers), default=0) or 1
    step = LABEL + len(series) * (BAR + GAP) + BETWEEN
    groups = [
        _group(LEGEND + place * step, label, numbers, most) for place, (label, numbers) in enumerate(lines)
    ]
    keys = [Key(place * WIDTH // len(series), COLOURS[place], label) for place, label in enumerate(series)]
    top_label, top = max(lines, key=lambda line: line[1][0])
    says = (
        f"Most {series[0].lower()}: {top_label}, with {top[0]}. The table has the number of every bar; "
        f"there are {len(lines)} in it."
    )
    return Chart(code, title, says, LEGEND + len(lines) * step, keys, groups)


def _group(y: int, label: str, numbers: Sequence[int], most: int) -> Group:
    bars = []
    for place, number in enumerate(numbers):
        top = y + LABEL + place * (BAR + GAP)
        width = round((WIDTH - MARGIN) * number / most)
        bars.append(Bar(top, width, COLOURS[place], number, width + 5, top + BAR - 2))
    return Group(
        label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…", y + LABEL - 5, bars
    )
