"""A report: the cases of a period, and every figure, list and table asked of them."""

import math
import statistics
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from civic.models import OFFICE_ROLES, Council, Person
from civic.queries import CouncilNow
from reports.figures.cases import Case, Days, Value, read_cases
from reports.figures.catalogue import ANSWERED, DIMENSIONS, FIGURES, Figure, is_civic
from reports.figures.period import Basis, Period


@dataclass(frozen=True)
class Bucket:
    """One line of a table: a value of the dimension, and how many cases of each figure have it."""

    value: Value
    counts: tuple[int, ...]


@dataclass(frozen=True)
class AnswerTimes:
    """Days to answer, counted as the council's promise counts them.

    `ninetieth` is the day by which nine in ten were answered.
    """

    number: int
    median: float | None
    ninetieth: int | None


@dataclass(frozen=True)
class Workload:
    """What one officer had in hand: cases of one's own, and cases one had a part in."""

    person: Person
    assigned: int
    worked_on: int


@dataclass(frozen=True)
class Report:
    """The cases of a period. Figures that depend on the council's promise and notice are made here."""

    period: Period
    basis: Basis
    council: Council
    cases: tuple[Case, ...]

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """Every figure of this report by its code."""
        promised, notice = self.council.answer_promised, self.council.notice_asked
        in_promise = f"within {promised} {self.council.get_answer_promised_in_display()}"
        asked = f"{notice} {self.council.get_notice_asked_in_display()}"
        own = (
            Figure(
                "answered_in_time", f"Answered {in_promise}",
                f"Answered {in_promise}, the organiser’s own time not counted.",
                lambda case: _answered(case, 0, promised),
            ),
            Figure(
                "answered_late", "Answered later", f"Answered, but not {in_promise}.",
                lambda case: _answered(case, promised + 1, None),
            ),
            Figure(
                "short_notice", "Short notice", f"Fewer than the {asked} the council asks for.",
                lambda case: is_civic(case) and case.days_of_notice < notice,
            ),
        )  # fmt: skip
        return FIGURES | {figure.code: figure for figure in own}

    def of(self, figure: str, by: str = "", value: str = "") -> list[Case]:
        """The list behind a figure, or behind one line of its table.

        Raises KeyError for what is no figure or dimension.
        """
        found = [case for case in self.cases if self.figures[figure].holds(case)]
        if not by:
            return found
        return [case for case in found if (has := DIMENSIONS[by].of(case)) is not None and has.code == value]

    def count(self, figure: str) -> int:
        return len(self.of(figure))

    def by(self, dimension: str, *figures: str) -> list[Bucket]:
        """A table: the values met among the cases of the first figure,
        with the counts of each figure beside them.
        """
        of = DIMENSIONS[dimension].of
        counted: list[Counter[str]] = []
        met: dict[str, Value] = {}
        for number, figure in enumerate(figures):
            values = [value for case in self.of(figure) if (value := of(case)) is not None]
            counted.append(Counter(value.code for value in values))
            met |= {} if number else {value.code: value for value in values}
        buckets = [Bucket(value, tuple(counter[code] for counter in counted)) for code, value in met.items()]
        if DIMENSIONS[dimension].in_order:
            return sorted(buckets, key=lambda bucket: bucket.value.code)
        return sorted(buckets, key=lambda bucket: (-bucket.counts[0], bucket.value.code))

    def value_said(self, by: str, value: str) -> Value | None:
        """The value of a dimension that has this code among the cases."""
        values = (DIMENSIONS[by].of(case) for case in self.cases)
        return next((found for found in values if found is not None and found.code == value), None)

    @cached_property
    def answer_times(self) -> AnswerTimes:
        days = sorted(
            case.days_to_answer
            for case in self.cases
            if ANSWERED.holds(case) and case.days_to_answer is not None
        )
        if not days:
            return AnswerTimes(0, None, None)
        return AnswerTimes(len(days), statistics.median(days), days[math.ceil(0.9 * len(days)) - 1])

    def workload(self) -> list[Workload]:
        """Officers with what they had in hand, the fullest desk first.

        Whoever shows it decides whether to name them.
        """
        civic = self.of("received")
        assigned = Counter(case.assigned_to for case in civic)
        worked_on = Counter(hand for case in civic for hand in case.hands)
        busy = [pk for pk in {*assigned, *worked_on} if pk]
        people = Person.objects.filter(role__in=OFFICE_ROLES, pk__in=busy)
        found = [Workload(person, assigned[person.pk], worked_on[person.pk]) for person in people]
        return sorted(found, key=lambda one: (-one.worked_on, -one.assigned, one.person.pk))


def read(period: Period, basis: Basis, at: CouncilNow) -> Report:
    """The report of a period. Seven queries, whatever is asked of it afterwards."""
    return Report(period, basis, at.council, read_cases(period, basis, Days(at.council, at.closed_days)))


def _answered(case: Case, at_least: int, at_most: int | None) -> bool:
    days = case.days_to_answer
    return is_civic(case) and days is not None and days >= at_least and (at_most is None or days <= at_most)
