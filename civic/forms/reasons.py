"""The agreed list of reasons (P2): a form for one of them, and what a decision chooses from."""

from typing import Any

from django import forms

from civic.forms.choices import offer
from civic.forms.fields import ChoiceField, SentenceField
from civic.forms.layout import GovField, GovForm, Layout, Submit
from civic.models import AgreedReason
from civic.queries import agreed_reasons

YES_NO = [("yes", "Yes"), ("no", "No")]


class ReasonField(SentenceField):
    """One reason, as a whole sentence of one line."""

    no_sentence = "Write a full sentence, such as: There is another engagement at that time."


class ReasonForm(GovForm):
    """A new reason."""

    submit_label = "Add the reason"
    wording = ReasonField(
        label="The reason",
        max_length=160,
        missing="Write the reason as a full sentence",
        widget=forms.TextInput,
        help_text="Write a full sentence that does not name anyone, such as: There is another "
        "engagement at that time.",
    )
    may_be_told = ChoiceField(
        label="Can an organiser be told?",
        choices=YES_NO,
        missing="Choose whether an organiser can be told",
        help_text="Letters do not include it automatically. Illness, family, faith and dislike are "
        "never told to anyone.",
    )
    place = forms.IntegerField(
        label="Position in the list",
        min_value=1,
        max_value=99,
        error_messages={
            "required": "Enter a number, such as 3",
            "invalid": "Enter a number, such as 3",
            "min_value": "Enter a number from 1 to 99",
            "max_value": "Enter a number from 1 to 99",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def clean_may_be_told(self) -> bool:
        return bool(self.cleaned_data["may_be_told"] == "yes")

    def build_layout(self) -> Layout:
        return Layout("wording", GovField("may_be_told", inline=True), *self.at_the_end())

    def at_the_end(self) -> list[Any]:
        return [GovField("place", width=2), Submit(self.submit_label)]


class ReasonChangeForm(ReasonForm):
    """A reason that stands on the list, or stood there."""

    submit_label = "Save"
    in_use = ChoiceField(
        label="Is this reason in use?",
        choices=YES_NO,
        missing="Choose whether this reason is in use",
        help_text="A reason that is removed can no longer be chosen. It is kept for earlier decisions.",
    )

    def clean_in_use(self) -> bool:
        return bool(self.cleaned_data["in_use"] == "yes")

    def at_the_end(self) -> list[Any]:
        return [GovField("in_use", inline=True), *super().at_the_end()]

    @staticmethod
    def initial_for(reason: AgreedReason) -> dict[str, object]:
        return {
            "wording": reason.wording,
            "may_be_told": "yes" if reason.may_be_told else "no",
            "in_use": "yes" if reason.in_use else "no",
            "place": reason.place,
        }


def offer_agreed_reasons(form: forms.BaseForm) -> None:
    """Give a form that asks for an agreed reason today’s list, and say which of it may be told."""
    if "agreed_reason" in form.fields:
        found = agreed_reasons()
        told = {reason.code: "An organiser can be told." for reason in found if reason.may_be_told}
        offer(form, "agreed_reason", [(reason.code, reason.wording) for reason in found], hints=told)
