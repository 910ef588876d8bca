"""Asking for advice on the protocol, answering, passing it up, and making it a note on a clause."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from civic.forms.choices import offer
from civic.forms.fields import PlainCharField, PlainTextField
from civic.forms.layout import Buttons, GovForm, Layout, Link, Submit
from engagements.models import Invitation

DISCLOSABLE = "What you write may have to be disclosed under freedom of information and data protection law."


class WithWayBack(GovForm):
    """A small form with the way back."""

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    def build_layout(self) -> Layout:
        fields = [
            name for name, field in self.fields.items() if not isinstance(field.widget, forms.HiddenInput)
        ]
        return Layout(*fields, Buttons(Submit(self.submit_label), Link("Cancel", self.back)))


class AboutACase(WithWayBack):
    """A form that may name a case, of those its writer may open."""

    case = PlainCharField(
        label="Is it about an invitation?",
        required=False,
        max_length=20,
        help_text="Enter its reference, such as CIV-2026-0001, or leave this empty.",
    )

    def __init__(self, *args: Any, cases: QuerySet[Invitation], **kwargs: Any) -> None:
        self.cases = cases
        super().__init__(*args, **kwargs)

    def clean_case(self) -> Invitation | None:
        typed = self.cleaned_data["case"].strip().upper()
        found = self.cases.filter(reference=typed).first() if typed else None
        if typed and found is None:
            raise forms.ValidationError("Check the reference: you cannot open an invitation with it")
        return found


class AskAdviceForm(AboutACase):
    submit_label = "Ask for advice"
    field_order = ["question", "case"]
    question = PlainTextField(
        label="Your question", missing="Write your question", max_length=4000, help_text=DISCLOSABLE
    )


class WordsForm(WithWayBack):
    """An answer, or the reason to pass a question up."""

    level = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": "Please open the page again."}
    )
    words = PlainTextField(
        label="Your answer", missing="Write your answer", max_length=4000, help_text=DISCLOSABLE
    )

    def __init__(self, *args: Any, label: str, submit: str, **kwargs: Any) -> None:
        self.submit_label = submit
        super().__init__(*args, **kwargs)
        self.fields["words"].label = label
        self.fields["words"].error_messages["required"] = f"Fill in “{label}”"


class ClauseNoteForm(WithWayBack):
    submit_label = "Save as a note"
    code = forms.ChoiceField(label="On which clause?", error_messages={"required": "Choose the clause"})
    text = PlainTextField(
        label="The note",
        missing="Write the note",
        max_length=4000,
        help_text="Everyone who works with the handbook can read it. Do not name an organiser or a case.",
    )

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "code", [("", "Choose a clause"), *clauses])
