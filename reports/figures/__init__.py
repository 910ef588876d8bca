"""The reports: every figure is one named question asked of one narrow row for each invitation.

Figure, list, export and council report ask the same question of the same rows, so they agree by construction:

    report = figures.read(period, basis, at)
    report.count("declined"), report.of("declined"), report.by("month", "received", "attended")
"""

from reports.figures.cases import Case, Value
from reports.figures.catalogue import DIMENSIONS, FIGURES, PARTITION, SECTIONS, Dimension, Figure
from reports.figures.period import Basis, Period, between, civic_years, default_period, terms
from reports.figures.report import AnswerTimes, Bucket, Report, Workload, read

__all__ = [
    "DIMENSIONS",
    "FIGURES",
    "PARTITION",
    "SECTIONS",
    "AnswerTimes",
    "Basis",
    "Bucket",
    "Case",
    "Dimension",
    "Figure",
    "Period",
    "Report",
    "Value",
    "Workload",
    "between",
    "civic_years",
    "default_period",
    "read",
    "terms",
]
