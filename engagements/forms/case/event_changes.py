"""What the organiser changes of the event, taken down on the organiser's word."""

from typing import Any

from civic.forms.layout import GovField, Part
from engagements.forms.case.steps import StepForm
from engagements.forms.intake.event_fields import ChangedEvent, event_layout
from engagements.services.steps import organisers_answers


class ChangeDetailsForm(StepForm, ChangedEvent):
    """What the organiser changes of the event."""

    def particulars(self) -> list[Part]:
        return event_layout()


class AmendDetailForm(ChangeDetailsForm):
    """What the organiser changes and no decision hangs on."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.event_names) - organisers_answers.DETAILS:
            del self.fields[name]

    def particulars(self) -> list[Part]:
        return ["title", "what_happens", GovField("expected_numbers", width=5), "open_to_public"]
