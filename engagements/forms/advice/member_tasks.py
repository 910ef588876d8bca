"""What members ask of the office, and how the office answers."""

from typing import Any

from django import forms

from civic.forms.choices import offer, offer_rows
from civic.forms.fields import PlainTextField
from civic.models import Person
from engagements.forms.advice.consultations import DISCLOSABLE, AboutACase, WithWayBack


class AskOfficeForm(AboutACase):
    submit_label = "Ask the office"
    field_order = ["wanted", "case"]
    wanted = PlainTextField(
        label="What would you like the office to do?",
        missing="Write what you would like the office to do",
        max_length=2000,
        help_text=DISCLOSABLE,
    )


class GiveTaskForm(WithWayBack):
    submit_label = "Assign the task"
    to = forms.ModelChoiceField(
        Person.objects.none(),
        label="Assign to",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose a colleague"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = Person.objects.officers()
        offer_rows(self, "to", office)


class FinishTaskForm(WithWayBack):
    submit_label = "Mark as done"
    answer = PlainTextField(
        label="Your answer to the member", missing="Write your answer", max_length=4000, help_text=DISCLOSABLE
    )


class CannotForm(WithWayBack):
    submit_label = "Answer that it cannot be done"
    clause = forms.ChoiceField(label="Under which clause?", error_messages={"required": "Choose the clause"})
    answer = PlainTextField(
        label="Why it cannot be done, and what can be done instead",
        missing="Write why it cannot be done",
        max_length=4000,
        help_text=DISCLOSABLE,
    )

    def __init__(self, *args: Any, clauses: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "clause", [("", "Choose a clause"), *clauses])
