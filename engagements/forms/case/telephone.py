"""What an officer tells an organiser by telephone before the letter leaves."""

from typing import Any

from django.utils import timezone

from civic.forms.fields import GovDateField, PlainCharField, WallTimeField
from civic.forms.layout import GovField, Part
from engagements.forms.case.steps import StepForm


class TellByTelephoneForm(StepForm):
    """Whom an officer told, by telephone, what the letter will say, and when."""

    moments = ("told",)
    spoken_to = PlainCharField(
        label="Who did you speak to?", missing="Enter who you spoke to", max_length=100
    )
    told_on = GovDateField(label="Date", noun="the date of the call")
    told_time = WallTimeField(label="Time", missing="Enter the time of the call")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.fields["told_on"].initial = now.date()
        self.fields["told_time"].initial = now.time().replace(second=0, microsecond=0)
        self.asked_at = self.invitation.stage_since

    def particulars(self) -> list[Part]:
        return ["spoken_to", "told_on", GovField("told_time", width=10)]
