"""The form by which the Deputy passes an approach on to the office (P6)."""

from crispy_forms.layout import Layout
from django import forms

from civic.forms.fields import PlainCharField, PlainTextField
from civic.forms.layout import Buttons, Fieldset, GovField, Link, Submit
from civic.models import Office
from engagements.forms.intake.fields import OrganiserFields, PlaceFields, WhenFields
from engagements.forms.intake.intake_form import IntakeFormBase
from engagements.particulars import EventParticulars
from protocols.core.vocabulary import Addressee


class ReferralForm(IntakeFormBase, OrganiserFields, WhenFields, PlaceFields):
    """An approach the Deputy passes on to the office (P6): who, what, when, where, and what was said."""

    title = PlainCharField(label="Name of the event", max_length=160, missing="Enter the name of the event")
    words = PlainTextField(
        label="What was said",
        max_length=3000,
        missing="Enter what was said",
        help_text="A line or two is enough.",
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    event_names = ("title", *WhenFields.when_names, "venue", "postcode")

    mayor: str
    deputy: str

    def say_titles(self, mayor: Office | None) -> None:
        for name in ("addressed_as", "aims", "role", "language", "address"):
            del self.fields[name]
        self.fields["name"].label, self.fields["name"].help_text = (
            "Who approached you?",
            "The person’s name, as they would like to be addressed.",
        )
        self.fields["email"].help_text = f"The office will write to them, with a link to invite {self.mayor}."

    @property
    def event(self) -> EventParticulars:
        """The event, as the Deputy was told of it."""
        said = {name: self.cleaned_data[name] for name in self.event_names}
        return EventParticulars(addressee=Addressee.DEPUTY, **said)

    def build_layout(self) -> Layout:
        return Layout(
            Fieldset(
                "Who", "name", "organisation", "email", GovField("telephone", width=20), "postal_address"
            ),
            Fieldset(
                "The event",
                "title",
                "event_on",
                GovField("starts_wall", width=10),
                GovField("ends_wall", width=10),
                "ends_on",
                "venue",
                GovField("postcode", width=10),
            ),
            "words",
            Buttons(Submit("Pass it on to the office"), Link("Cancel", "/landing/")),
        )
