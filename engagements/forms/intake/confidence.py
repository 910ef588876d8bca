"""Whether a case is confidential and why: asked wherever somebody says that it is, and kept with it (P14)."""

from typing import Any

from django import forms

from civic.forms.fields import PlainCharField
from engagements.forms.intake.fields import YesNoField

CONFIDENCE = ("confidential", "confidential_why")
WHY_CONFIDENTIAL = "Why is it confidential?"


class ConfidenceFields(forms.Form):
    """What an officer says of it where a case begins."""

    confidential = YesNoField(
        label="Is it confidential (P14)?",
        help_text="Only people who need to know can see it.",
        unanswered=False,
    )
    confidential_why = PlainCharField(
        label=WHY_CONFIDENTIAL, required=False, max_length=300, help_text="Only if it is confidential."
    )

    def clean(self) -> dict[str, Any]:
        return say_why(self, super().clean() or self.cleaned_data)


def say_why(form: forms.BaseForm, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What was filled in, with an error where the reason is missing. What is not confidential keeps none."""
    if not cleaned.get("confidential"):
        cleaned["confidential_why"] = ""
    elif not cleaned.get("confidential_why") and not form.errors.get("confidential_why"):
        form.add_error("confidential_why", "Enter why it is confidential")
    return cleaned
