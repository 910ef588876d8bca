"""Calling off what is on in a number of days."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import QueryDict

from civic.forms.choices import offer
from civic.forms.choosing import ChoosesMany
from civic.forms.fields import ChoicesField, GovDateField, SentenceField
from civic.forms.layout import Buttons, GovField, GovForm, Layout, Link, Submit
from engagements import promise
from engagements.models import Invitation
from engagements.queries import calling_off
from engagements.queries.calling_off import OnThoseDays

CHANGED = (
    "Something has changed since you opened this page, and nothing was recorded. Please check the list again"
)


class DaysForm(GovForm):
    """Which days it is about."""

    first = GovDateField(label="First day", noun="the first day")
    last = GovDateField(label="Last day", noun="the last day")

    def __init__(self, data: Mapping[str, object] | None = None) -> None:
        super().__init__(data)
        self.helper.form_method = "get"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and cleaned["last"] < cleaned["first"]:
            self.add_error("last", "Enter a last day that is not before the first")
        return cleaned

    def build_layout(self) -> Layout:
        return Layout("first", "last", Buttons(Submit("Show engagements")))


class CallOffForm(ChoosesMany):
    """What is called off and why; by when the organisers of the rest have an answer."""

    announced = ChoicesField(label="Cancel, with an apology and the reason", required=False)
    undecided = ChoicesField(label="Not decided yet: say that the answer will take longer", required=False)
    why = SentenceField(
        label="The reason, as the organisers will read it",
        missing="Write the reason for the letters",
        max_length=600,
        help_text="Write a full sentence that you are allowed to send. It appears in each apology "
        "exactly as you write it.",
    )
    answer_by = GovDateField(
        label="When will the others have an answer?", noun="the date of the answer", required=False,
        help_text="This date appears in the letters about invitations that are not decided yet. "
        "You can only promise a later date once.",
    )  # fmt: skip

    def __init__(self, data: QueryDict | None, *, found: OnThoseDays, back: str) -> None:
        self.found, self.back = found, back
        self.cases = {calling_off.seen(case): case for case in (*found.announced, *found.undecided)}
        groups = {"announced": found.announced, "undecided": found.undecided}
        super().__init__(
            data, initial={name: list(map(calling_off.seen, cases)) for name, cases in groups.items()}
        )
        for name, cases in groups.items():
            offer(self, name, [(calling_off.seen(case), calling_off.in_words(case)) for case in cases])
            self.fields[name].error_messages["invalid_choice"] = CHANGED
        self.tick()

    def chosen(self, name: str) -> Sequence[Invitation]:
        """The cases that were ticked, as the page showed them."""
        return [self.cases[seen] for seen in self.cleaned_data.get(name, [])]

    @property
    def ticked(self) -> list[str]:
        """What was ticked on the page that was sent, whether it can still be done or not."""
        return [str(seen) for name in ("announced", "undecided") for seen in self[name].value() or ()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        answer_by, undecided = cleaned.get("answer_by"), self.chosen("undecided")
        if self.errors:
            return cleaned
        if not undecided and not self.chosen("announced"):
            self.add_error(None, "Select at least one invitation")
        if undecided and answer_by is None:
            self.add_error(
                "answer_by", "Enter the date of the answer, or unselect invitations not decided yet"
            )
        if answer_by:
            self._refuse_impossible(undecided, answer_by)
        return cleaned

    def _refuse_impossible(self, undecided: Sequence[Invitation], answer_by: date) -> None:
        for case in undecided:
            if why := promise.why_not_by(case, answer_by):
                self.add_error("answer_by", f"{case.reference}: {why}")

    def build_layout(self) -> Layout:
        """What is not on in these days is left out, but for an error that it has."""
        on = {name: self.found.undecided for name in ("undecided", "answer_by")}
        on |= {"announced": self.found.announced}
        fields = [
            GovField(name, asked=True, counted=name in ("announced", "undecided"))
            for name in self.fields
            if on.get(name, True) or self.errors
        ]
        buttons = Buttons(
            Submit("Cancel and draft letters", kind="warning"), Link("Choose other dates", self.back)
        )
        return Layout(*fields, buttons)
