"""Which time the pattern report is about."""

from collections.abc import Mapping, Sequence

from reports.figures import Period
from reports.forms.period import PeriodForm, choices_of


class PatternForm(PeriodForm):
    """A civic year by the day of receipt, or two dates."""

    def __init__(self, data: Mapping[str, object], *, years: Sequence[Period]) -> None:
        super().__init__(data, known=years, choices=choices_of(years))
        self.fields["period"].label = "Received in"
