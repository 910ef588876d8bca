"""What the Mayor decided or the Deputy answered, taken down by an officer on their word."""

from typing import Any

from django import forms

from civic.forms.choices import sentences
from civic.forms.fields import (
    ChoiceField,
    PlainTextField,
    SentenceField,
)
from civic.forms.layout import Part
from civic.forms.reasons import offer_agreed_reasons
from engagements.forms.case.steps import StepForm
from engagements.models import DeclineKind


class AgreedReasonForm(StepForm):
    """The Mayor asks the Deputy, for a reason on the agreed list (P2)."""

    agreed_reason = ChoiceField(
        label="The Mayor’s reason, from the agreed list",
        missing="Choose the reason",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_agreed_reasons(self)


class ExceptionForm(StepForm):
    """A goodwill exception, for a recorded reason (P5)."""

    reason = PlainTextField(
        label="The Mayor’s reason for the exception", missing="Enter the Mayor’s reason",
        max_length=1000,
        help_text="For the record. It is not included in the letter.",
    )  # fmt: skip


class DecisionForm(StepForm):
    """A decision that may have a reason for the office."""

    reason = PlainTextField(
        label="What the Mayor said, for the office", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The organiser does not see it. Illness, faith, dislike and security are never "
        "shared outside the office.",
    )  # fmt: skip


class RefusingDecisionForm(DecisionForm):
    """A decision whose letter may give a reason, approved apart from what the office knows."""

    reason_for_release = SentenceField(
        label="Reason to include in the letter", required=False, max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Write a full sentence. It appears in the letter exactly as you write it.",
    )  # fmt: skip


class DecliningForm(RefusingDecisionForm):
    """The Mayor declines: for the figures alone, a kind as well."""

    decline_kind = ChoiceField(
        label="What kind of reason is it?",
        choices=sentences(DeclineKind),
        help_text="For the yearly figures only. It is not in any letter.",
        missing="Choose what kind of reason it is",
    )

    def particulars(self) -> list[Part]:
        return ["decline_kind", "reason", "reason_for_release"]


class MayorsQuestionForm(StepForm):
    question = PlainTextField(
        label="What is the Mayor’s question?", missing="Enter the question", max_length=1000
    )


class PrivateReasonForm(StepForm):
    """The Deputy says no; why is no business of the organiser's."""

    private_reason = PlainTextField(
        label="The Deputy’s reason", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The Mayor, the civic office and the Monitoring Officer can read it. It is never "
        "included in a letter.",
    )  # fmt: skip
