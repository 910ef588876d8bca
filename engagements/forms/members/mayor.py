"""What the Mayor says with an answer, and the interests an office-holder declares."""

from collections.abc import Mapping
from typing import Any

from django import forms

from civic.forms.choices import sentences
from civic.forms.fields import ChoiceField, PlainTextField, SentenceField
from civic.forms.layout import Buttons, GovField, GovForm, Layout, Part, Submit, way_out
from civic.forms.reasons import offer_agreed_reasons
from engagements.forms.members.answers import Answer
from engagements.models import DeclineKind
from protocols.wording import in_council_words

FOR_THE_OFFICE = (
    "The civic office can read it, and it is kept in the record. It is never included in a letter."
)
FOR_THE_LETTER = (
    "These words appear in the letter exactly as you write them. You do not have to "
    "give a reason. If you leave this empty, the letter does not give one. Please do "
    "not write about illness or family matters here."
)


class AnswerForm(GovForm):
    """What is said with one answer. Nothing is chosen beforehand."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    agreed_reason = ChoiceField(
        label="Why you cannot attend",
        help_text=(
            "From the council’s agreed list. The Deputy and our letters do not mention it. "
            "If the organiser asks, the civic office can give a reason that is marked as one "
            "organisers can be told."
        ),
        missing="Choose the reason why you cannot attend",
    )
    decline_kind = ChoiceField(
        label="What kind of reason is it?",
        choices=sentences(DeclineKind),
        help_text="For the yearly figures only. It is not in any letter.",
        missing="Choose what kind of reason it is",
    )
    exception_reason = PlainTextField(
        label="Why you are making an exception",
        help_text=FOR_THE_OFFICE,
        max_length=1000,
        missing="Enter the reason for the goodwill exception",
    )
    question = PlainTextField(
        label="Your question", help_text="The civic office reads it. The organiser does not see it.",
        max_length=1000,
        missing="Enter your question to the office",
    )  # fmt: skip
    reason = PlainTextField(
        label="Note for the office", help_text=FOR_THE_OFFICE, max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    reason_for_release = SentenceField(
        label="Reason to include in the letter", help_text=FOR_THE_LETTER, max_length=600, required=False
    )
    note = PlainTextField(
        label="Note for the office", help_text=FOR_THE_OFFICE, max_length=1000, required=False
    )

    def __init__(
        self, answer: Answer, names: Mapping[str, str], back: str, *args: Any, **kwargs: Any
    ) -> None:
        self.answer, self.names, self.back = answer, names, back
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - {"seen", *answer.fields}:
            del self.fields[name]
        offer_agreed_reasons(self)
        for field in self.fields.values():
            field.help_text = in_council_words(str(field.help_text), names)

    @property
    def for_the_letter(self) -> dict[str, str]:
        """The words that the letter takes from what was typed, once they are fit."""
        fit = self.is_bound and "reason_for_release" not in self.errors
        return {"reason": self.cleaned_data.get("reason_for_release", "") if fit else ""}

    def build_layout(self) -> Layout:
        boxes = [GovField(name) for name in self.answer.fields]
        confirms = self.words(self.answer.confirms)
        buttons: list[Part] = [
            Submit(confirms, kind="warning" if self.answer.kind == "warning" else "primary")
        ]
        if "reason_for_release" in self.fields:
            buttons.append(Submit("Preview the letter with these words", name="read_again", kind="secondary"))
        return Layout("seen", *boxes, Buttons(*buttons, way_out(self.back, beside=confirms)))

    def words(self, text: str) -> str:
        """The council's own titles in the protocol's words."""
        return in_council_words(text, self.names)


class InterestForm(GovForm):
    """An interest the office-holder has in the organiser."""

    nature = PlainTextField(
        label="Your interest",
        help_text=(
            "For example, you are a member, a trustee or a relation. It is shown to the "
            "person who decides on this invitation, and kept in the record."
        ),
        max_length=1000,
        missing="Enter your interest",
    )
    submit_label = "Declare interest"
