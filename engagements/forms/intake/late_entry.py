"""The form by which an officer enters what took place before the office heard of it (P8)."""

from datetime import date, time, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from civic import wording
from civic.forms.choices import offer, sentences
from civic.forms.fields import ChoiceField, PlainCharField, PlainTextField
from civic.forms.layout import Buttons, Fieldset, GovField, Link, Submit
from civic.forms.reasons import offer_agreed_reasons
from civic.models import Office
from engagements import particulars
from engagements.forms.intake.confidence import CONFIDENCE, ConfidenceFields
from engagements.forms.intake.fields import (
    OrganiserFields,
    PlaceFields,
    WhenFields,
    YesNoField,
    capitals,
)
from engagements.forms.intake.intake_form import IntakeFormBase
from engagements.models import EventKind, Instruction
from engagements.particulars import EventParticulars
from engagements.services.steps.late_entry import TookPlace, Went
from protocols.core.vocabulary import Addressee


class LateEntryForm(IntakeFormBase, OrganiserFields, WhenFields, PlaceFields, ConfidenceFields):
    """Who invited, what took place, who went, and on whose word."""

    title = PlainCharField(label="Name of the event", max_length=160, missing="Enter the name of the event")
    kind = ChoiceField(
        label="What kind of event was it?",
        choices=capitals(EventKind.choices),
        missing="Choose what kind of event it was",
    )
    went = ChoiceField(label="Who went?", missing="Choose who went")
    agreed_reason = ChoiceField(required=False)
    instruction = ChoiceField(choices=sentences(Instruction), missing="Choose how you heard it")
    deputys_word = ChoiceField(choices=sentences(Instruction), required=False)
    note = PlainTextField(
        label="Note for the record",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the office. Not for the organiser.",
    )
    thanks = YesNoField(
        label="Do you want to write a letter of thanks?",
        help_text="If not, the organiser is not written to. You can still write one later.",
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    event_names = ("title", "kind", *WhenFields.when_names, "venue", "address", "postcode", *CONFIDENCE)

    mayor: str
    deputy: str

    def say_titles(self, mayor: Office | None) -> None:
        for name in ("aims", "role", "language"):
            del self.fields[name]
        self.fields["name"].label, self.fields["name"].help_text = "Who invited?", "The person’s name."
        self.fields["email"].help_text = ""
        self.fields["event_on"].label, self.fields["event_on"].help_text = "Date of the event", ""
        self.fields["starts_wall"].label, self.fields["ends_wall"].label = "When it began", "When it ended"
        self.fields["agreed_reason"].label = f"Why did {self.mayor} ask {self.deputy}?"
        self.fields["agreed_reason"].help_text = f"Only if {self.deputy} went in {self.mayor}’s place (P2)."
        self.fields["instruction"].label = f"How did {self.mayor} tell the office?"
        self.fields[
            "instruction"
        ].help_text = f"{wording.capital(self.mayor)} decides who goes, and is told that you recorded it."
        self.fields["deputys_word"].label = f"How did {self.deputy} tell the office?"
        self.fields["deputys_word"].help_text = f"Only if {self.deputy} went."
        offer_agreed_reasons(self)
        went = [(Went.MAYOR, self.mayor)]
        if self.deputy:
            went += [(Went.DEPUTY, f"{self.deputy}, for {self.mayor}")]
            went += [(Went.BOTH, f"{self.mayor}, accompanied by {self.deputy}")]
        else:
            del self.fields["agreed_reason"], self.fields["deputys_word"]
        offer(self, "went", [(one.name.lower(), wording.capital(words)) for one, words in went])

    def clean_event_on(self) -> date:
        on: date = self.cleaned_data["event_on"]
        today = timezone.localdate()
        if on > today:
            raise ValidationError("The event must be over. If it is still to come, register the invitation")
        if on < today - timedelta(days=366):
            raise ValidationError("The event must be within the past year")
        return on

    def check_order(self, on: date, starts: time, ends_on: date, ends: time) -> None:
        try:
            particulars.check_when(on, starts, ends_on, ends)
        except ValidationError as error:
            self.add_error(None, error)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("went") == Went.DEPUTY.name.lower() and not cleaned.get("agreed_reason"):
            self.add_error("agreed_reason", "Choose the reason")
        if cleaned.get("went", "mayor") != Went.MAYOR.name.lower() and not cleaned.get("deputys_word"):
            self.add_error("deputys_word", "Choose how you heard it")
        return cleaned

    @property
    def event(self) -> EventParticulars:
        """The event, as it took place."""
        said = {name: self.cleaned_data[name] for name in self.event_names}
        both = self.took_place.went is Went.BOTH
        return EventParticulars(addressee=Addressee.BOTH if both else Addressee.MAYOR, **said)

    @property
    def took_place(self) -> TookPlace:
        """Who went, and how the office knows."""
        given = self.cleaned_data
        went = Went[given["went"].upper()]
        return TookPlace(
            went=went,
            instruction=Instruction(given["instruction"]),
            agreed_reason=given.get("agreed_reason", "") if went is Went.DEPUTY else "",
            deputys_word=None if went is Went.MAYOR else Instruction(given["deputys_word"]),
            note=given["note"],
            thanks=given["thanks"],
        )

    def build_layout(self) -> Layout:
        of_the_deputy = [
            GovField(name, small=True) for name in ("agreed_reason", "deputys_word") if name in self.fields
        ]
        return Layout(
            Fieldset(
                "What took place",
                "title",
                GovField("kind", small=True),
                "event_on",
                GovField("starts_wall", width=10),
                GovField("ends_wall", width=10),
                "ends_on",
                "venue",
                "address",
                GovField("postcode", width=10),
                size="l",
            ),
            Fieldset(
                "Who went",
                GovField("went", small=True),
                GovField("instruction", small=True),
                *of_the_deputy,
                "note",
                GovField("confidential", inline=True, small=True),
                "confidential_why",
                size="l",
            ),
            Fieldset(
                "The organiser",
                "name",
                "organisation",
                "email",
                GovField("telephone", width=20),
                "postal_address",
                GovField("thanks", inline=True, small=True),
                size="l",
            ),
            Buttons(Submit("Enter it"), Link("Cancel", "/landing/")),
        )
