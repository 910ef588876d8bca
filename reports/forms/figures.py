"""What a report is asked about, and the manager's deliberate wish to see names."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from civic.forms.fields import PlainTextField
from civic.forms.layout import Buttons, GovForm, Layout, Link, Submit
from engagements.forms.case.worklist import DayInput
from reports.figures import Basis, Period, between

DATES = "dates"


class ReportForm(GovForm):
    """Sent by GET; nothing is required, and what cannot be used is said and left aside."""

    period = forms.ChoiceField(label="Period", required=False)
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
    basis = forms.ChoiceField(
        label="Count by", required=False, choices=[(basis.value, basis.label.capitalize()) for basis in Basis]
    )

    def __init__(self, data: Mapping[str, Any], *, years: Sequence[Period], terms: Sequence[Period]) -> None:
        super().__init__(data)
        self.known = {period.code: period for period in (*years, *terms)}
        groups: list[Any] = [(period.code, period.label) for period in years]
        groups += [("Terms", [(period.code, period.label) for period in terms])] if terms else []
        self.fields["period"].choices = [*groups, (DATES, "Dates of my own")]  # type: ignore[attr-defined]
        self.fields["period"].error_messages["invalid_choice"] = "Choose a period of the list"
        self.fields["basis"].error_messages["invalid_choice"] = "Choose by which day to count"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first_on, last_on = cleaned.get("first_on"), cleaned.get("last_on")
        if cleaned.get("period") == DATES and not self.errors:
            if not (first_on and last_on):
                self.add_error("first_on", "Enter both dates, from and until")
            elif last_on < first_on:
                self.add_error("last_on", "“Until” must be the same day as “From” or later")
        return cleaned

    def chosen(self, default: Period) -> tuple[Period, Basis]:
        """The period and the basis asked for; the default where nothing was, or nothing that can be used."""
        basis = Basis.EVENT
        if self.is_valid():
            basis = Basis(self.cleaned_data["basis"] or Basis.EVENT)
            if self.cleaned_data["period"] == DATES:
                return between(self.cleaned_data["first_on"], self.cleaned_data["last_on"]), basis
            return self.known.get(self.cleaned_data["period"], default), basis
        return default, basis


class NamesForm(GovForm):
    """Why the manager wants to see the officers' names; kept in the council's changes."""

    submit_label = "Show the names"
    why = PlainTextField(
        label="Why do you need the names?",
        missing="Say why you need the names",
        max_length=400,
        help_text="Your reason is recorded with your name and today’s date.",
    )

    def __init__(self, data: Mapping[str, Any] | None, *, back: str) -> None:
        self.back = back
        super().__init__(data)

    def build_layout(self) -> Layout:
        return Layout(
            "why", Buttons(Submit(self.submit_label), Link("Go back without showing them", self.back))
        )
