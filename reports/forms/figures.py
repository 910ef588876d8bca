"""What a report is asked about, and the manager's deliberate wish to see names."""

from collections.abc import Mapping, Sequence

from django import forms

from civic import wording
from civic.forms.fields import PlainTextField
from civic.forms.layout import Buttons, GovForm, Layout, Link, Submit
from reports.figures import Basis, Period
from reports.forms.period import Choices, PeriodForm, choices_of


class ReportForm(PeriodForm):
    """The period, and by which day a case belongs to it."""

    basis = forms.ChoiceField(
        label="Count by",
        required=False,
        choices=[(basis.value, wording.capital(basis.label)) for basis in Basis],
    )

    def __init__(
        self, data: Mapping[str, object], *, years: Sequence[Period], terms: Sequence[Period]
    ) -> None:
        choices: Choices = [*choices_of(years), *([("Terms", choices_of(terms))] if terms else [])]
        super().__init__(data, known=[*years, *terms], choices=choices)
        self.fields["basis"].error_messages["invalid_choice"] = "Choose which date to count by"

    def chosen(self, default: Period) -> tuple[Period, Basis]:
        """The period and the basis asked for; the default where nothing was, or nothing that can be used."""
        basis = self.cleaned_data["basis"] if self.is_valid() else ""
        return self.chosen_period(default), Basis(basis or Basis.EVENT)


class NamesForm(GovForm):
    """Why the manager wants to see the officers' names; kept in the council's changes."""

    submit_label = "Show the names"
    why = PlainTextField(
        label="Why do you need the names?",
        missing="Enter why you need the names",
        max_length=400,
        help_text="Your reason is recorded with your name and today’s date.",
    )

    def __init__(self, data: Mapping[str, object] | None, *, back: str) -> None:
        self.back = back
        super().__init__(data)

    def build_layout(self) -> Layout:
        return Layout("why", Buttons(Submit(self.submit_label), Link("Cancel", self.back)))
