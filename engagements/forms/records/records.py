"""Forms of the records: how long what is kept, approvals, holds, and requests for what the council holds."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from civic import wording
from civic.forms.fields import ChoiceField, GovDateField, PlainCharField, PlainTextField
from civic.forms.layout import Buttons, GovField, GovForm, Layout, Link, Part, Submit
from civic.models import OFFICE_ROLES, Person, Role
from engagements.models import Keeping, Redaction, RedactionCode, RetentionRule
from engagements.queries.disclosure import terms_of

SHOW, LEAVE_OUT = "show", "leave_out"


class BackForm(GovForm):
    """A form with a way back."""

    cancel_label = "Cancel"
    submit_kind = "primary"

    def __init__(self, *args: Any, back: str, **kwargs: Any) -> None:
        self.back = back
        super().__init__(*args, **kwargs)

    def fields_layout(self) -> list[Part]:
        return list(self.fields)

    def build_layout(self) -> Layout:
        return Layout(
            *self.fields_layout(),
            Buttons(Submit(self.submit_label, kind=self.submit_kind), Link(self.cancel_label, self.back)),
        )


class TimesForm(BackForm):
    """A number of years for each kind; empty keeps it for good."""

    submit_label = "Save times"

    def __init__(self, *args: Any, rules: Iterable[RetentionRule], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for rule in rules:
            label = rule.get_kind_display()
            unfit = f"Enter a number of years between 1 and 100 for {label}"
            self.fields[rule.kind] = forms.IntegerField(
                label=wording.capital(label), required=False, min_value=1, max_value=100,
                initial=rule.years,
                help_text="Years after the event. Leave empty to keep it permanently.",
                widget=forms.TextInput(attrs={"inputmode": "numeric"}),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), unfit),
            )  # fmt: skip

    def fields_layout(self) -> list[Part]:
        return [GovField(name, width=3) for name in self.fields]

    def years(self) -> dict[str, int | None]:
        return {kind.value: self.cleaned_data.get(kind.value) for kind in Keeping}


class ApproveForm(BackForm):
    """The approval of a list that was read."""

    submit_label = "Approve and erase"
    submit_kind = "warning"
    seal = forms.CharField(widget=forms.HiddenInput)
    read = forms.BooleanField(error_messages={"required": "Confirm that you have read the list"})

    def __init__(self, *args: Any, seal: str, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seal"].initial = seal
        self.fields[
            "read"
        ].label = (
            f"I, {name}, have read the list and approve the erasure. I understand that it cannot be undone."
        )

    def fields_layout(self) -> list[Part]:
        return ["read"]


class HoldForm(BackForm):
    submit_label = "Place hold"
    # What its page asked for: a hold that a colleague placed meanwhile is not lifted by it.
    act = forms.CharField(widget=forms.HiddenInput, initial="place")
    reason = PlainTextField(
        label="Why must this case not be erased?",
        missing="Enter why this case must not be erased",
        max_length=1000,
        help_text="For example a claim, a complaint or an audit. Records may have to be disclosed.",
    )


class LiftForm(BackForm):
    submit_label = "Lift hold"
    act = forms.CharField(widget=forms.HiddenInput, initial="lift")
    reason = PlainTextField(
        label="Why can the hold be lifted?", missing="Enter why the hold can be lifted", max_length=1000
    )


class RequestForm(BackForm):
    submit_label = "Save request"
    kind = ChoiceField(
        label="What kind of request is it?",
        choices=[
            ("sar", "Subject access: a person asks for their own data"),
            ("foi", "Freedom of information"),
        ],
        hints={"sar": "Due within one month.", "foi": "Due within 20 working days."},
        missing="Choose the kind of request",
    )
    asked_by_name = PlainCharField(label="Who asked?", missing="Enter who asked", max_length=120)
    asked_for = PlainTextField(
        label="What was asked for?", missing="Enter what was asked for", max_length=2000
    )
    terms = PlainTextField(
        label="Search for",
        missing="Enter at least one name, address or number to search for",
        max_length=1000,
        help_text=(
            "Enter names, e-mail addresses and telephone numbers, each on a new line. "
            "Accents and capital letters make no difference."
        ),
    )
    received_on = GovDateField(label="When was it received?", noun="the date it was received")
    owner = forms.ModelChoiceField(
        Person.objects.filter(is_active=True, role__in=[*OFFICE_ROLES, Role.MONITORING_OFFICER]),
        label="Assign to", widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": "Choose who answers it", "invalid_choice": "Choose who answers it"},
    )  # fmt: skip

    def clean_terms(self) -> str:
        terms = terms_of(self.cleaned_data["terms"])
        if not terms:
            raise ValidationError("Enter something of three letters or more")
        if len(terms) > 10:
            raise ValidationError("Enter 10 lines or fewer")
        return "\n".join(terms)

    def clean_received_on(self) -> date:
        on: date = self.cleaned_data["received_on"]
        if on > timezone.localdate():
            raise ValidationError("The date it was received must be today or in the past")
        return on


class PassagesForm(BackForm):
    """A decision on each passage of one thing, and words that were not proposed."""

    submit_label = "Save decisions"

    def __init__(self, *args: Any, redactions: Iterable[Redaction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.redactions = list(redactions)
        for number, one in enumerate(self.redactions, 1):
            said = one.words if len(one.words) < 120 else f"{one.words[:118]}…"
            decided = {"left_out": LEAVE_OUT, "shown": SHOW}.get(one.state)
            self.fields[f"passage_{one.pk}"] = ChoiceField(
                label=f"Passage {number}: “{said}”", choices=[(LEAVE_OUT, "Leave out"), (SHOW, "Show")],
                initial=decided,
                missing=f"Decide on passage {number}",
            )  # fmt: skip
            why = f"Reason to leave out passage {number}"
            self.fields[f"code_{one.pk}"] = forms.ChoiceField(
                label=why, choices=RedactionCode.choices, initial=one.code
            )

    def decisions(self) -> list[tuple[Redaction, bool, str]]:
        """Each passage, whether it is left out, and why."""
        given = self.cleaned_data
        return [
            (one, given[f"passage_{one.pk}"] == LEAVE_OUT, given[f"code_{one.pk}"]) for one in self.redactions
        ]


class MorePassagesForm(BackForm):
    submit_label = "Leave out these words"
    passage = PlainCharField(
        label="Which words?",
        missing="Enter the words to leave out",
        max_length=400,
        help_text="They are left out everywhere in this item.",
    )
    code = ChoiceField(label="Why?", choices=RedactionCode.choices, missing="Choose a reason")


class CloseForm(BackForm):
    submit_label = "Close request"
    answered = PlainTextField(
        label="How was it answered?",
        missing="Enter how it was answered",
        max_length=1000,
        help_text="For example: sent by post on 3 June.",
    )
