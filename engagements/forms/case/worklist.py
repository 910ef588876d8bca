"""What an officer looks for in the work list, and a reader in the diary. Sent by GET; nothing is required."""

from collections.abc import Iterable, Mapping
from datetime import date

from django import forms

from civic import wording
from civic.forms.choices import offer
from civic.forms.fields import DayInput, PlainCharField
from civic.forms.filters import ANY, NO_DATE, FilterForm
from civic.forms.layout import GovForm
from civic.queries import CouncilNow
from engagements.models import EventKind
from engagements.queries import findings_filter
from engagements.queries.worklist import Filters
from protocols.core.findings import FindingCode
from protocols.core.vocabulary import Addressee, Stage
from protocols.wording import in_council_words

# Asked by column, it finds every engagement at the same time, whoever goes.
SAID_OTHERWISE = {FindingCode.SHARED_RESOURCE: "another engagement at the same time"}
MONTHS_BACK, MONTHS_AHEAD = 12, 18


class WorkListForm(FilterForm):
    """The filter panel, in the council's own titles."""

    not_filters = ("tab", "newest")

    tab = forms.CharField(required=False, widget=forms.HiddenInput)
    q = PlainCharField(
        label="Search",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"placeholder": "Name, event, place, number"}),
    )
    stage = forms.ChoiceField(label="Stage", required=False)
    finding = forms.ChoiceField(label="To check", required=False)
    addressee = forms.ChoiceField(label="Addressed to", required=False)
    kind = forms.ChoiceField(label="Kind of event", required=False)
    first_on = forms.DateField(
        label="Event from", required=False, widget=DayInput, error_messages={"invalid": NO_DATE % "from"}
    )
    last_on = forms.DateField(
        label="Event until", required=False, widget=DayInput, error_messages={"invalid": NO_DATE % "until"}
    )
    mine = forms.BooleanField(label="Only my cases", required=False)
    newest = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, object], *, at: CouncilNow) -> None:
        super().__init__(data)
        names = at.titles

        def words(values: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
            said = ((value, in_council_words(label, names)) for value, label in values)
            return ANY + [(value, wording.capital(label)) for value, label in said]

        choices = {
            "stage": words((stage.value, stage.label) for stage in Stage),
            "finding": words(
                (code.value, SAID_OTHERWISE.get(code, code.label)) for code in findings_filter.to_look_for(at)
            ),
            "addressee": words((addressee.value, addressee.label) for addressee in Addressee),
            "kind": words(EventKind.choices),
        }
        for name, chosen in choices.items():
            offer(self, name, chosen)
            self.fields[name].error_messages["invalid_choice"] = (
                f"Choose “{self.fields[name].label}” from the list"
            )

    def filters(self) -> Filters:
        """What was chosen; a field with an error filters nothing."""
        chosen = {name: value for name, value in self.used().items() if name != "q"}
        newest_first = bool(self.cleaned_data.get("newest"))
        words = self.cleaned_data.get("q", "")
        return Filters(words=words, newest_first=newest_first, **chosen)  # type: ignore[arg-type]  # by field


class DiaryForm(GovForm):
    """Which month of the diary; none for everything coming or past."""

    month = forms.TypedChoiceField(label="Month", required=False, coerce=date.fromisoformat, empty_value=None)

    def __init__(self, data: Mapping[str, object], *, today: date) -> None:
        super().__init__(data)
        count = today.year * 12 + today.month - 1
        months = [
            date(number // 12, number % 12 + 1, 1)
            for number in range(count - MONTHS_BACK, count + MONTHS_AHEAD + 1)
        ]
        named = [(month.isoformat(), f"{wording.MONTHS[month.month - 1]} {month.year}") for month in months]
        offer(self, "month", [("", "Any month"), *named])

    def first_on(self) -> date | None:
        """The first day of the month asked for."""
        return self.cleaned_data.get("month") if self.is_valid() else None
