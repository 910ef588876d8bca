"""A report laid out once for page, PDF, spreadsheet and council report:
sections of tables, some with a chart.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from civic import wording
from protocols.wording import in_council_words
from reports.figures import DIMENSIONS, PARTITION, Figure, Report
from reports.views.charts import Chart, bar_chart

Names = Mapping[str, str]
COMPARED = ("received", "accepted", "attended", "declined")
CHARTED = ("received", "attended")
# A page names so many organisations; the files name all.
SHOWN = 25
NOTES = {"outcome": "Each invitation received is counted in one of the lines below the first."}


@dataclass(frozen=True)
class Number:
    """A figure in a table, and the part of an address that opens its list;
    none for what is no count of cases.
    """

    says: int | float | str
    opens: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of a table; `says` explains it where the label cannot."""

    label: str
    numbers: list[Number]
    says: str = ""
    columns: tuple[str, ...] = ("Number",)

    @property
    def cells(self) -> list[tuple[str, Number]]:
        """Each number under its column."""
        return list(zip(self.columns, self.numbers, strict=True))


@dataclass(frozen=True)
class Table:
    """A titled table. `note` stands above it, `empty` in its place when it has no line."""

    code: str
    title: str
    first: str
    columns: list[str]
    lines: list[Line]
    note: str = ""
    empty: str = "None in this period."
    chart: Chart | None = None


def tables(report: Report, names: Names, *, complete: bool = False) -> list[Table]:
    """Everything a report says; `complete` for the files, where a table may be as long as it likes."""
    return [
        _figures(
            report,
            names,
            "outcome",
            "Invitations received, and their outcome",
            *(figure.code for figure in PARTITION),
        ),
        _figures(
            report,
            names,
            "accepted",
            "Accepted, delegated and goodwill exceptions",
            "accepted",
            "delegated",
            "accompanied",
            "exceptions",
        ),
        _by(report, names, "attendee", "attended", title="Who attended, and as what"),
        _by(report, names, "reason", "delegated", title="Why the Mayor asked the Deputy"),
        _by(report, names, "decline_kind", "declined", title="Declined, by kind of reason"),
        _by(report, names, "clause", "refused", title="Refused, by clause"),
        _by(report, names, "lapse", "lapsed", title="Why invitations lapsed"),
        _compared(report, names, "month", charted=True),
        _compared(report, names, "kind", charted=True),
        _compared(report, names, "area"),
        _compared(report, names, "organisation", most=None if complete else SHOWN),
        _by(report, names, "deputy", "exceptions", title="Goodwill exceptions, by the Deputy who went"),
        _by(report, names, "organisation", "exceptions", title="Goodwill exceptions, by organisation"),
        _figures(
            report,
            names,
            "approaches",
            "Approaches to the Deputy",
            "approaches",
            "approaches_before",
            "approaches_after",
        ),
        _by(report, names, "answer", "approaches", title="What organisers answered after the explanation"),
        _answers(report, names),
        _workload(report),
    ]


def _line(figure: Figure, report: Report, names: Names) -> Line:
    number = Number(report.count(figure.code), {"figure": figure.code})
    return Line(in_council_words(figure.label, names), [number], in_council_words(figure.says, names))


def _figures(report: Report, names: Names, code: str, title: str, *figures: str) -> Table:
    lines = [_line(report.figures[figure], report, names) for figure in figures]
    return Table(code, in_council_words(title, names), "Figure", ["Number"], lines, NOTES.get(code, ""))


def _buckets(
    report: Report, names: Names, by: str, figures: Sequence[str], columns: tuple[str, ...] = ("Number",)
) -> list[Line]:
    return [
        Line(
            wording.capital(bucket.value.said(names)),
            [
                Number(count, {"figure": figure, "by": by, "value": bucket.value.code})
                for figure, count in zip(figures, bucket.counts, strict=True)
            ],
            columns=columns,
        )
        for bucket in report.by(by, *figures)
    ]


def _by(report: Report, names: Names, by: str, figure: str, *, title: str) -> Table:
    first = in_council_words(DIMENSIONS[by].label, names)
    lines = _buckets(report, names, by, [figure])
    return Table(f"{figure}-{by}", in_council_words(title, names), first, ["Number"], lines)


def _compared(
    report: Report, names: Names, by: str, *, charted: bool = False, most: int | None = None
) -> Table:
    """Received beside what became of it, for one dimension."""
    label = DIMENSIONS[by].label
    columns = [in_council_words(report.figures[code].label, names) for code in COMPARED]
    lines = _buckets(report, names, by, COMPARED, tuple(columns))
    title = f"By {label[:1].lower()}{label[1:]}"
    chart = None
    if charted and lines:
        shown = [COMPARED.index(code) for code in CHARTED]
        bars = [(line.label, tuple(int(line.numbers[column].says) for column in shown)) for line in lines]
        chart = bar_chart(
            f"chart-{by}", f"{title}: received and attended", [columns[column] for column in shown], bars
        )
    note = (
        f"The {most} with the most invitations. The downloads have all {len(lines)}."
        if most and len(lines) > most
        else ""
    )
    return Table(by, title, label, columns, lines[:most], note, chart=chart)


def _answers(report: Report, names: Names) -> Table:
    times, unit = report.answer_times, report.council.get_answer_promised_in_display()
    counted = ("answered", "answered_in_time", "answered_late", "awaiting")
    lines = [_line(report.figures[code], report, names) for code in counted]
    if times.number:
        lines += [
            Line(
                "Half were answered within",
                [Number(f"{times.median:g} {unit}")],
                "The median of the days to answer.",
            ),
            Line(
                "Nine in ten were answered within",
                [Number(f"{times.ninetieth} {unit}")],
                "The 90th percentile of the days to answer.",
            ),
        ]
    lines.append(_line(report.figures["short_notice"], report, names))
    note = (
        "Days are counted from the date an invitation was received to the date the "
        f"letter with the answer was sent, in {unit}. Time spent waiting for the organiser is not counted."
    )
    return Table("answers", "Answers and notice", "Figure", ["Number"], lines, note)


def _workload(report: Report) -> Table:
    """How work is spread, without anybody's name."""
    worked_on = [one.worked_on for one in report.workload()]
    lines = [Line("Officers who worked on these invitations", [Number(len(worked_on))])]
    if worked_on:
        lines += [
            Line("Most invitations with one officer", [Number(max(worked_on))]),
            Line("Fewest invitations with one officer", [Number(min(worked_on))]),
        ]
    return Table(
        "workload",
        "Work in the office",
        "Figure",
        ["Number"],
        lines,
        "An invitation is counted for everyone who worked on it.",
    )
