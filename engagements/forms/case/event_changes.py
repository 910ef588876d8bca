"""What the organiser changes of the event, taken down on the organiser's word."""

from typing import Any

from django.forms import Textarea

from civic.forms.fields import PlainTextField
from civic.forms.layout import GovField, Part
from engagements.forms.case.steps import StepForm
from engagements.forms.intake.event_fields import ChangedEvent, ChangedRequest, event_layout, request_layout
from engagements.services.steps.event_changes import DETAILS


class ChangeDetailsForm(StepForm, ChangedRequest):
    """What the organiser changes of the event, and of what the guest is asked to do."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].label = "What is the guest asked to do?"
        self.fields["asked_words"].label = "The same, in the organiser’s words"
        self.fields["consort_invited"].label = "Is a consort or companion invited?"
        self.fields["press"].label = "Is the press expected?"

    def particulars(self) -> list[Part]:
        return request_layout("The guest")


class CorrectedEventForm(StepForm, ChangedEvent):
    """What an officer took down wrongly of the event, and why it is corrected."""

    why = PlainTextField(
        label="Why are you correcting this?", missing="Enter the reason for the correction", max_length=1000,
        widget=Textarea(attrs={"rows": 3}),
        help_text="For the record. The organiser does not see it, but records may have to be disclosed.",
    )  # fmt: skip

    def particulars(self) -> list[Part]:
        return [*event_layout(), "why"]


class AmendDetailForm(ChangeDetailsForm):
    """What the organiser changes and no decision hangs on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.event_names) - DETAILS:
            del self.fields[name]

    def particulars(self) -> list[Part]:
        numbers = GovField("expected_numbers", width=5)
        return ["title", "what_happens", numbers, "open_to_public", "consort_invited", "dignitaries", "press"]
