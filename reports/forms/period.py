"""Which time a report is about: a civic year or a term, or two dates of one's own."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from civic.forms.choices import offer
from civic.forms.fields import DayInput
from civic.forms.layout import GovForm
from reports.figures import Period, between

DATES = "dates"
NO_DATE = "“%s” must be a real date"

# (code, label), or a heading with such choices below it.
Choices = Sequence[tuple[str, str | Sequence[tuple[str, str]]]]


class PeriodForm(GovForm):
    """Sent by GET; nothing is required, and what cannot be used is said and left aside."""

    period = forms.ChoiceField(label="Period", required=False)
    first_on = forms.DateField(
        label="From", required=False, widget=DayInput, error_messages={"invalid": NO_DATE % "From"}
    )
    last_on = forms.DateField(
        label="Until", required=False, widget=DayInput, error_messages={"invalid": NO_DATE % "Until"}
    )

    def __init__(self, data: Mapping[str, object], *, known: Sequence[Period], choices: Choices) -> None:
        super().__init__(data)
        self.known = {period.code: period for period in known}
        offer(self, "period", [*choices, (DATES, "My own dates")])
        self.fields["period"].error_messages["invalid_choice"] = "Choose a period from the list"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first_on, last_on = cleaned.get("first_on"), cleaned.get("last_on")
        if cleaned.get("period") == DATES and not self.errors:
            if not (first_on and last_on):
                self.add_error("first_on", "Enter both dates, from and until")
            elif last_on < first_on:
                self.add_error("last_on", "“Until” must be the same day as “From” or later")
        return cleaned

    def chosen_period(self, default: Period) -> Period:
        """The period asked for; the default where nothing was, or nothing that can be used."""
        if not self.is_valid():
            return default
        if self.cleaned_data["period"] == DATES:
            return between(self.cleaned_data["first_on"], self.cleaned_data["last_on"])
        return self.known.get(self.cleaned_data["period"], default)


def choices_of(periods: Sequence[Period]) -> list[tuple[str, str]]:
    """The periods as a form offers them."""
    return [(period.code, period.label) for period in periods]


def asked_of(sent: Mapping[str, object], default: Period) -> Mapping[str, object]:
    """What the address asks for, or the default in full: the form shows what the page tells of."""
    return sent if "period" in sent else {"period": default.code}


def asks_for(period: Period) -> dict[str, str]:
    """The fields of an address that ask for this period again."""
    asked = {"period": period.code}
    if period.code == DATES:
        asked |= {"first_on": period.first_on.isoformat(), "last_on": period.last_on.isoformat()}
    return asked
