"""The forms an invitation comes in by: the organiser's own and the officer's entry."""

from datetime import date, timedelta
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from civic import wording
from civic.forms.choices import offer, offer_rows
from civic.forms.fields import ChoiceField, FilesField, GovDateField, PlainCharField, PlainTextField
from civic.forms.layout import Buttons, Fieldset, GovField, Link, Part, Submit
from civic.models import Office, Person
from engagements.forms.intake.confidence import CONFIDENCE, ConfidenceFields
from engagements.forms.intake.fields import (
    AskedFields,
    EventFields,
    OrganiserFields,
    YesNoField,
    capitals,
)
from engagements.forms.intake.intake_form import IntakeFormBase, KeptFiles, Trap
from engagements.models import Channel, Provenance, Purpose, SubmissionFile
from engagements.particulars import EventParticulars
from protocols import service as protocol
from protocols.core.vocabulary import Addressee, Wish

ACCEPT = [".pdf", ".png", ".jpg", ".jpeg", ".docx"]
A = Addressee


class InvitationFields(OrganiserFields, EventFields, AskedFields):
    """Everything an invitation says."""

    addressee = ChoiceField(label="Who are you inviting?", missing="Choose who you are inviting")
    councillor_name = PlainCharField(
        label="Name of the councillor",
        max_length=120,
        required=False,
        help_text="Only if you are inviting a councillor by name.",
    )
    wish = ChoiceField(missing="Choose what you would like, or choose that you would rather not say")
    provenance = ChoiceField(
        label="How did the invitation come about?",
        required=False,
        help_text="We ask everyone this. We do not decide on this answer alone.",
    )
    provenance_words = PlainCharField(
        label="Anything you would like to add about that", max_length=400, required=False
    )
    purpose = ChoiceField(
        label="What is the event for?",
        choices=capitals(Purpose.choices),
        missing="Choose what the event is for",
        help_text="We ask everyone this. We do not refuse an invitation because of dealings alone.",
    )
    dealings = PlainTextField(
        label="Dealings with the council",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="For example a grant, a licence, a planning application or a contract, now or expected.",
    )
    attachments = FilesField(
        label="Add files",
        required=False,
        accept=ACCEPT,
        help_text="Up to 5 files: PDF, PNG, JPEG or Word (DOCX), 10 MB each.",
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    addressees: tuple[Addressee, ...] = (A.MAYOR, A.DEPUTY, A.BOTH, A.COUNCILLOR)
    event_names = (
        *EventFields.event_names, "asked", "asked_words", "consort_invited", "dignitaries", "press",
        "addressee", "councillor_name", "wish",
        "provenance", "provenance_words", "purpose", "dealings",
    )  # fmt: skip

    # Said by IntakeFormBase.
    mayor: str
    deputy: str
    kept: list[SubmissionFile]

    def say_titles(self, mayor: Office | None) -> None:
        words = {
            A.MAYOR: self.mayor,
            A.DEPUTY: self.deputy,
            A.BOTH: f"{self.mayor} and {self.deputy} together",
            A.COUNCILLOR: "a councillor by name",
        }
        words |= {A.EITHER: f"either {self.mayor} or {self.deputy}", A.UNCLEAR: "it is not clear"}
        shown = [word for word in self.addressees if self.deputy or word not in (A.DEPUTY, A.BOTH, A.EITHER)]
        self.choose("addressee", [(word.value, wording.capital(words[word])) for word in shown])
        self.choose("provenance", provenance_choices(self.mayor, self.deputy))
        if mayor and mayor.consort_title:
            self.fields["consort_invited"].label = f"Is the {mayor.consort_title} invited too?"
        # Whether it is asked at all is the council's own choice, in the version of the protocol in force.
        if not self.deputy or not protocol.version_in_force().ask_wish:
            del self.fields["wish"]
            return
        self.fields["wish"].label = f"If {self.mayor} cannot attend, what would you like?"
        self.fields["wish"].help_text = f"We ask everyone who invites {self.mayor}."
        self.choose(
            "wish",
            [
                (Wish.DEPUTY_WELCOME.value, f"{wording.capital(self.deputy)} would be welcome instead"),
                (Wish.MAYOR_ONLY.value, f"I am inviting only {self.mayor}"),
                (Wish.NOT_SAID.value, "I would rather not say"),
            ],
        )

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        offer(self, name, choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        addressee = cleaned.get("addressee")
        if (
            addressee == A.COUNCILLOR.value
            and not cleaned.get("councillor_name")
            and "councillor_name" not in self.errors
        ):
            self.add_error("councillor_name", "Enter the name of the councillor you are inviting")
        # Only who invites the Mayor is asked; whoever has not said whom yet is asked that first.
        if (
            addressee not in (A.MAYOR.value, A.BOTH.value)
            and "wish" in self.fields
            and not cleaned.get("wish")
        ):
            self.errors.pop("wish", None)
        return cleaned

    @property
    def event(self) -> EventParticulars:
        """The event, as the form says."""
        said = {name: value for name, value in self.said_of_event.items() if value != ""}
        if said["addressee"] != A.COUNCILLOR.value:
            said.pop("councillor_name", None)
        return EventParticulars(**said)

    def who(self) -> Fieldset:
        return Fieldset(
            "About you",
            GovField("name", autocomplete="name"),
            GovField("addressed_as", width=20),
            GovField("organisation", autocomplete="organization"),
            "role",
            GovField("aims", max_characters=1000),
            GovField("email", autocomplete="email", spellcheck="false"),
            GovField("telephone", width=20, autocomplete="tel"),
            GovField("postal_address", autocomplete="street-address"),
            GovField("language", inline=True, small=True),
            size="l",
        )

    def what(self) -> Fieldset:
        return Fieldset(
            "About the event",
            "title",
            GovField("kind", small=True),
            GovField("what_happens", max_characters=3000),
            "event_on",
            GovField("starts_wall", width=10),
            GovField("ends_wall", width=10),
            "ends_on",
            GovField("date_can_move", inline=True, small=True),
            "venue",
            "address",
            GovField("postcode", width=10, autocomplete="off"),
            GovField("expected_numbers", width=5),
            GovField("open_to_public", inline=True, small=True),
            size="l",
        )

    def whom(self) -> Fieldset:
        wish = ["wish"] if "wish" in self.fields else []
        return Fieldset(
            "Your invitation",
            "addressee",
            GovField("councillor_name", autocomplete="off"),
            *wish,
            GovField("asked", small=True),
            "asked_words",
            GovField("consort_invited", inline=True, small=True),
            "dignitaries",
            GovField("press", inline=True, small=True),
            size="l",
        )

    def background(self, *more: Part) -> Fieldset:
        return Fieldset(
            "Background",
            GovField("provenance", small=True),
            "provenance_words",
            GovField("purpose", small=True),
            "dealings",
            *more,
            size="l",
        )

    def papers(self) -> Fieldset:
        return Fieldset(
            "Attachments",
            KeptFiles(self.kept),
            "attachments",
            size="l",
            hint="A programme or a letter, if you have one.",
            css_id="files",
        )


def provenance_choices(mayor: str, deputy: str) -> list[tuple[str, str]]:
    """The neutral words for how an invitation came about (P6)."""
    choices = [
        (Provenance.UNPROMPTED, "It was our own idea"),
        (Provenance.ANNUAL, "It is an annual event"),
        (Provenance.MAYOR, f"It follows a conversation with {mayor}"),
        (Provenance.DEPUTY, f"It follows a conversation with {deputy}"),
        (Provenance.COUNCILLOR, "It follows a conversation with a councillor"),
        (Provenance.OFFICER, "It follows a conversation with an officer of the council"),
        (Provenance.UNKNOWN, "I do not know, or would rather not say"),
    ]
    return [(code.value, words) for code, words in choices if deputy or code is not Provenance.DEPUTY]


class PublicForm(IntakeFormBase, InvitationFields):
    """The organiser's own form."""

    def say_titles(self, mayor: Office | None) -> None:
        super().say_titles(mayor)
        # Said before the answer, so that the letter that asks comes as no surprise (P4).
        if self.deputy:
            self.fields["addressee"].help_text = (
                f"Every invitation goes to {self.mayor} first. If you choose {self.deputy}, we "
                f"will write to ask whether you would like to invite {self.mayor}."
            )

    def build_layout(self) -> Layout:
        return Layout(
            self.who(), self.what(), self.whom(), self.background(), self.papers(), Trap(), Submit("Continue")
        )


class EntryForm(IntakeFormBase, InvitationFields, ConfidenceFields):
    """What an officer takes down from a letter, a call, an e-mail or a visitor."""

    channel = ChoiceField(label="How did we receive it?", missing="Choose how we received the invitation")
    received_on = GovDateField(
        label="Received on",
        noun="the date it was received",
        help_text="The time for our answer is counted from this date.",
    )
    received_by = forms.ModelChoiceField(
        queryset=Person.objects.none(),
        label="Received by",
        error_messages={"required": "Choose who received it"},
    )
    callers_words = PlainTextField(
        label="The caller’s or writer’s own words",
        max_length=3000,
        required=False,
        help_text="Exactly as they were said or written, if that matters.",
    )
    affects_election = YesNoField(label="Could it affect an election (P11)?", unanswered=False)

    addressees = (A.MAYOR, A.DEPUTY, A.BOTH, A.EITHER, A.COUNCILLOR, A.UNCLEAR)
    event_names = (*InvitationFields.event_names, *CONFIDENCE, "affects_election")
    channels = (Channel.POST, Channel.TELEPHONE, Channel.EMAIL, Channel.IN_PERSON)

    def say_titles(self, mayor: Office | None) -> None:
        super().say_titles(mayor)
        self.choose("channel", [(channel.value, wording.capital(channel.label)) for channel in self.channels])
        self.fields["name"].label, self.fields["role"].label = "Name", "Role in the organisation"
        self.fields["name"].help_text = "As the organiser would like to be addressed."
        self.fields["email"].help_text = "We will send our answer here, with the organiser’s private link."
        for name, words in {
            "provenance": "Recorded in neutral words, with your name (P6).",
            "purpose": "As far as it matters for P10.",
        }.items():
            self.fields[name].help_text = words
        for name in ("what_happens",):
            self.fields[name].required = False
        if "wish" in self.fields:
            self.fields["wish"].label = f"If {self.mayor} cannot attend, what would the organiser like?"
            self.fields["wish"].help_text = "Choose “not said” if nobody asked them."
            self.choose(
                "wish",
                [
                    (Wish.DEPUTY_WELCOME.value, f"{wording.capital(self.deputy)} would be welcome instead"),
                    (Wish.MAYOR_ONLY.value, f"Only {self.mayor}"),
                    (Wish.NOT_SAID.value, "Not said"),
                ],
            )

    def set_officers(self, officers: QuerySet[Person]) -> None:
        """Who may have received it."""
        offer_rows(self, "received_by", officers)

    def clean_received_on(self) -> date:
        on: date = self.cleaned_data["received_on"]
        today = timezone.localdate()
        if on > today:
            raise ValidationError("The date it was received must be today or earlier")
        if on < today - timedelta(days=366):
            raise ValidationError("The date it was received must be within the past year")
        return on

    def build_layout(self) -> Layout:
        arrival = Fieldset(
            "How we received it",
            GovField("channel", small=True),
            "received_on",
            "received_by",
            "callers_words",
            size="l",
        )
        flags: list[Part] = [
            GovField("confidential", inline=True, small=True),
            "confidential_why",
            GovField("affects_election", inline=True, small=True),
        ]
        organiser = self.who()
        organiser.legend = "The organiser"
        invitation = self.whom()
        invitation.legend = "The invitation"
        return Layout(
            arrival,
            organiser,
            self.what(),
            invitation,
            self.background(*flags),
            self.papers(),
            Buttons(Submit("Register invitation"), Link("Cancel", "/landing/")),
        )
