"""Why a case is confidential: asked wherever somebody says that it is, and kept with it (P14)."""

from typing import Any

from django import forms

WHY_CONFIDENTIAL = "Why is it confidential?"
CONFIDENCE = ("confidential", "confidential_why")
ONLY_THEN = "Only if it is confidential."


def say_why(form: forms.BaseForm, cleaned: dict[str, Any]) -> dict[str, Any]:
    """What was filled in, with an error where the reason is missing. What is not confidential keeps none."""
    if not cleaned.get("confidential"):
        cleaned["confidential_why"] = ""
    elif not cleaned.get("confidential_why") and not form.errors.get("confidential_why"):
        form.add_error("confidential_why", "Enter why it is confidential")
    return cleaned
