"""What the Deputy says with an answer."""

from collections.abc import Mapping
from typing import Any

from django import forms

from civic.forms.fields import PlainTextField
from civic.forms.layout import Buttons, GovField, GovForm, Layout, Link, Submit
from engagements.forms.members.answers import Answer
from protocols.wording import in_council_words


class DeputyAnswerForm(GovForm):
    """A reason, where it is a no: never told to the organiser."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    private_reason = PlainTextField(
        label="Your reason",
        help_text=(
            "The Mayor, the civic office and the Monitoring Officer can read it, and it is "
            "kept in the record. It is never included in a letter."
        ),
        max_length=1000,
        missing="Enter your reason",
    )
    note = PlainTextField(
        label="Note for the office",
        help_text="The civic office can read it, and it is kept in the record.",
        max_length=1000,
        required=False,
    )

    def __init__(
        self, answer: Answer, names: Mapping[str, str], back: str, *args: Any, **kwargs: Any
    ) -> None:
        self.answer, self.back = answer, back
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"seen", *answer.fields}:
            del self.fields[name]
        for field in self.fields.values():
            field.help_text = in_council_words(str(field.help_text), names)

    def build_layout(self) -> Layout:
        boxes = [GovField(name) for name in self.answer.fields]
        return Layout(
            "seen",
            *boxes,
            Buttons(Submit(self.answer.confirms), Link("Cancel", self.back)),
        )
