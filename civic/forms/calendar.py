"""Forms for meetings, closed days and pre-election periods."""

from typing import Any

from django import forms

from civic.forms.choices import offer_rows, sentences
from civic.forms.fields import ChoiceField, GovDateField, PlainCharField, WallTimeField
from civic.forms.layout import GovField, GovForm, GovMixin, Layout, Submit
from civic.forms.moments import DateTimeFieldsMixin
from civic.forms.postcodes import PostcodesField
from civic.models import CouncilMeeting, Nation, Person, PreElectionPeriod


class MeetingMomentForm(DateTimeFieldsMixin, GovForm):
    """When a meeting is."""

    submit_label = "Move the meeting"
    moments = ("meeting",)
    meeting_on = GovDateField(label="Date", noun="the date of the meeting")
    meeting_time = WallTimeField(
        label="Time", help_text="Such as 6.30pm", missing="Enter the time of the meeting"
    )

    def build_layout(self) -> Layout:
        return Layout("meeting_on", GovField("meeting_time", width=10), Submit(self.submit_label))


class MeetingForm(MeetingMomentForm):
    """A new meeting."""

    submit_label = "Enter the meeting"
    field_order = ["kind"]
    kind = ChoiceField(
        label="Kind",
        choices=sentences(CouncilMeeting.Kind),
        hints={CouncilMeeting.Kind.ANNUAL: "The civic year, and most terms of office, change at this time."},
        missing="Choose the kind of meeting",
    )
    note = PlainCharField(label="Note", required=False, max_length=200)

    def build_layout(self) -> Layout:
        return Layout(
            "kind", "meeting_on", GovField("meeting_time", width=10), "note", Submit(self.submit_label)
        )


class ClosedDayForm(GovForm):
    """A day on which the office is closed."""

    submit_label = "Enter the closed day"
    nation = ChoiceField(label="Nation", choices=Nation.choices, missing="Choose the nation")
    on = GovDateField(label="Date", noun="the date of the closed day")
    name = PlainCharField(
        label="Name", max_length=80, help_text="Such as Boxing Day", missing="Enter the name of the day"
    )


class PreElectionForm(GovMixin, forms.ModelForm):
    """Days in which publicity could affect an election (P11)."""

    submit_label = "Save"
    name = PlainCharField(
        label="Name",
        max_length=120,
        help_text="Such as Local elections, May 2027",
        missing="Enter a name for the period",
    )
    begins_on = GovDateField(label="First day", noun="the first day")
    ends_on = GovDateField(label="Last day", noun="the last day")
    scope = ChoiceField(
        label="Who it applies to",
        choices=sentences(PreElectionPeriod.Scope),
        missing="Choose who it applies to",
    )
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Candidate",
        required=False,
        empty_label="No particular candidate",
        help_text="For a single candidate only",
    )
    ward = PlainCharField(
        label="Ward", required=False, max_length=80, help_text="For one ward only, such as Market"
    )
    postcodes = PostcodesField(
        label="First part of the ward’s postcodes",
        required=False,
        max_length=400,
        help_text=(
            "For one ward only. Separate them with commas: WX1 for the district, WX1 2 for a "
            "part of it, WX1 2AB for one postcode"
        ),
    )
    policy = ChoiceField(
        label="What the office does",
        choices=sentences(PreElectionPeriod.Policy),
        missing="Choose what the office does",
    )

    class Meta:
        model = PreElectionPeriod
        fields = ["name", "begins_on", "ends_on", "scope", "person", "ward", "postcodes", "policy"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "person", Person.objects.members())

    def clean(self) -> dict[str, Any]:
        """What belongs to another scope is left out; what belongs to this one is asked for."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("scope") != PreElectionPeriod.Scope.WARD:
            cleaned |= {"ward": "", "postcodes": []}
        elif not self.errors:
            if not cleaned.get("ward"):
                self.add_error("ward", "Enter the name of the ward")
            if not cleaned.get("postcodes"):
                self.add_error("postcodes", "Enter the first part of the ward’s postcodes")
        return cleaned
