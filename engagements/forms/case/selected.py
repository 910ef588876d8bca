"""What is done to several invitations that were selected in the work list."""

from collections.abc import Collection
from typing import Any

from django import forms

from civic.forms.layout import GovForm
from civic.models import Person
from engagements.forms.case.case_notes import OfficerField


class AssignSeveralForm(GovForm):
    """Gives each of the cases to one officer, or back to the whole office."""

    submit_label = "Assign"
    to = OfficerField(
        Person.objects.officers(),
        label="Assign to", required=False, widget=forms.RadioSelect, empty_label="Not assigned", blank=True,
    )  # fmt: skip

    def __init__(self, *args: Any, with_an_interest: Collection[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officers = self.fields["to"]
        assert isinstance(officers, OfficerField)  # noqa: S101 - declared above
        officers.with_an_interest = with_an_interest
