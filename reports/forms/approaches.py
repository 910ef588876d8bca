"""Which time the pattern report is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from civic.forms.layout import GovForm
from engagements.forms.case.worklist import DayInput
from reports.figures import Period, between

DATES = "dates"


class PatternForm(GovForm):
    """Sent by GET; nothing is required, and what cannot be used is said and left aside."""

    period = forms.ChoiceField(label="Received in", required=False)
    first_on = forms.DateField(
        label="From",
        required=False,
        widget=DayInput,
        error_messages={"invalid": "“From” must be a real date"},
    )
    last_on = forms.DateField(
        label="Until",
        required=False,
        widget=DayInput,
        error_messages={"invalid": "“Until” must be a real date"},
    )

    def __init__(self, data: Mapping[str, Any], *, years: Sequence[Period]) -> None:
        super().__init__(data)
        self.known = {period.code: period for period in years}
        periods = [(one.code, one.label) for one in years]
        self.fields["period"].choices = [*periods, (DATES, "Dates of my own")]  # type: ignore[attr-defined]
        self.fields["period"].error_messages["invalid_choice"] = "Choose a period of the list"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first_on, last_on = cleaned.get("first_on"), cleaned.get("last_on")
        if cleaned.get("period") == DATES and not self.errors:
            if not (first_on and last_on):
                self.add_error("first_on", "Enter both dates, from and until")
            elif last_on < first_on:
                self.add_error("last_on", "“Until” must be the same day as “From” or later")
        return cleaned

    def chosen(self, default: Period) -> Period:
        """The period asked for; the default where nothing was, or nothing that can be used."""
        if not self.is_valid():
            return default
        if self.cleaned_data["period"] == DATES:
            return between(self.cleaned_data["first_on"], self.cleaned_data["last_on"])
        return self.known.get(self.cleaned_data["period"], default)
