"""Which time the pattern report is about, and until when it is open for the talk."""

from collections.abc import Mapping, Sequence

from civic.forms.fields import GovDateField
from civic.forms.layout import GovForm
from reports.figures import Period
from reports.forms.period import PeriodForm, choices_of


class PatternForm(PeriodForm):
    """A civic year by the day of receipt, or two dates."""

    def __init__(self, data: Mapping[str, object], *, years: Sequence[Period]) -> None:
        super().__init__(data, known=years, choices=choices_of(years))
        self.fields["period"].label = "Received in"


class OpenForm(GovForm):
    """Until when Mayor and Deputy may read the report."""

    submit_label = "Open the report"
    until = GovDateField(
        label="Until which day?", noun="the last day", help_text="Within the next three months."
    )
