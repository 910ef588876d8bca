"""The reports: every figure is one named question asked of one narrow row for each invitation.

Figure, list, export and council report ask the same question of the same rows, so they agree by construction:

    report = reports.read(period, basis, now)
    report.count("declined"), report.of("declined"), report.by("month", "received", "attended")
"""

from engagements.queries.reports.cases import Case, Value
from engagements.queries.reports.figures import DIMENSIONS, FIGURES, PARTITION, SECTIONS, Dimension, Figure
from engagements.queries.reports.period import Basis, Period, between, civic_years, default_period, terms
from engagements.queries.reports.report import AnswerTimes, Bucket, Report, Workload, read

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
