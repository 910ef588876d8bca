"""Forms for terms and acting periods."""

from typing import Any

from django import forms

from civic.forms.choices import offer_rows, sentences
from civic.forms.fields import ChoiceField, GovDateField, PlainCharField, PlainTextField, WallTimeField
from civic.forms.layout import Fieldset, GovField, GovForm, Layout, Part, Submit
from civic.forms.moments import DateTimeFieldsMixin, initial_of
from civic.models import ActingPeriod, Office, Person, Term


class TermMomentsForm(DateTimeFieldsMixin, GovForm):
    """When a term begins and ends, and the consort by the holder's choice."""

    submit_label = "Save"
    moments = ("begins", "ends")
    begins_on = GovDateField(label="It begins on", noun="the date on which the term begins")
    begins_time = WallTimeField(
        label="At", help_text="Such as 6.30pm", missing="Enter the time at which the term begins"
    )
    ends_on = GovDateField(label="It ends on", noun="the date on which the term ends")
    ends_time = WallTimeField(
        label="At",
        help_text="The time when the next holder can begin to act",
        missing="Enter the time at which the term ends",
    )
    consort_name = PlainCharField(
        label="Consort", required=False, max_length=120, help_text="Only if the holder wishes one to be named"
    )

    def build_layout(self) -> Layout:
        return Layout(*self.before_moments(), *moments_layout(), "consort_name", Submit(self.submit_label))

    def before_moments(self) -> list[Part]:
        return []

    @property
    def values(self) -> dict[str, object]:
        """What the service is handed."""
        return {name: self.cleaned_data[name] for name in ("begins_at", "ends_at", "consort_name")}

    @staticmethod
    def initial_for(term: Term) -> dict[str, object]:
        return {
            **initial_of("begins", term.begins_at),
            **initial_of("ends", term.ends_at),
            "consort_name": term.consort_name,
        }


class TermForm(TermMomentsForm):
    """A new term."""

    submit_label = "Record the term"
    field_order = ["office", "person"]
    office = forms.ModelChoiceField(
        Office.objects.none(),
        label="Office",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the office"},
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Holder",
        empty_label="Choose a member",
        error_messages={"required": "Choose who holds the office"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "office", Office.objects.filter(exists=True))
        offer_rows(self, "person", Person.objects.members())

    def before_moments(self) -> list[Part]:
        return [GovField("office", inline=True), "person"]

    @property
    def values(self) -> dict[str, object]:
        return super().values | {name: self.cleaned_data[name] for name in ("office", "person")}


class EndForm(DateTimeFieldsMixin, GovForm):
    """The moment at which a term, or an acting period, ends."""

    submit_label = "Record the end"
    moments = ("ends",)
    ends_on = GovDateField(label="It ends on", noun="the date on which it ends")
    ends_time = WallTimeField(
        label="At", help_text="Such as 6.30pm", missing="Enter the time at which it ends"
    )

    def build_layout(self) -> Layout:
        return Layout("ends_on", GovField("ends_time", width=10), Submit(self.submit_label))


class ActingForm(DateTimeFieldsMixin, GovForm):
    """That the Deputy acts, why, and from when (P9)."""

    submit_label = "Record the acting period"
    moments = ("begins", "ends")
    reason = ChoiceField(
        label="Why", choices=sentences(ActingPeriod.Reason), missing="Choose why the Deputy is acting"
    )
    begins_on = GovDateField(label="It begins on", noun="the date on which it begins")
    begins_time = WallTimeField(
        label="At", help_text="Such as 9am", missing="Enter the time at which it begins"
    )
    ends_on = GovDateField(
        label="It ends on",
        noun="the date on which it ends",
        required=False,
        help_text="Leave empty if you do not know the end yet",
    )
    ends_time = WallTimeField(label="At", required=False)
    note = PlainTextField(
        label="Note",
        required=False,
        max_length=1000,
        help_text="For the record. Do not give details of an illness",
    )

    def build_layout(self) -> Layout:
        return Layout("reason", *moments_layout(), "note", Submit(self.submit_label))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        on, at = cleaned.get("ends_on"), cleaned.get("ends_time")
        if bool(on) != (at is not None) and not self.errors:
            self.add_error(
                "ends_time" if on else "ends_on", "Enter both the date and the time of the end, or neither"
            )
        return cleaned

    @property
    def values(self) -> dict[str, object]:
        """What the service is handed."""
        return {name: self.cleaned_data[name] for name in ("reason", "begins_at", "ends_at", "note")}


def moments_layout() -> list[Part]:
    """Begin and end, each day beside its time of day."""
    return [
        Fieldset("Beginning", "begins_on", GovField("begins_time", width=10)),
        Fieldset("End", "ends_on", GovField("ends_time", width=10)),
    ]
