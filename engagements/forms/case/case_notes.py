"""What officers write on a case beside its steps:
notes, calls, advice, interests, who has it, corrections.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from civic import wording
from civic.forms.choices import offer_rows
from civic.forms.fields import (
    ChoiceField,
    ChoicesField,
    EmailField,
    GovDateField,
    PlainCharField,
    PlainTextField,
    WallTimeField,
)
from civic.forms.layout import Buttons, GovField, GovForm, Layout, Link, Part, Submit
from civic.forms.moments import DateTimeFieldsMixin
from civic.models import Person
from engagements.forms.case.titles import apply_titles
from engagements.forms.intake.confidence import WHY_CONFIDENTIAL, say_why
from engagements.forms.intake.event_fields import ChangedEvent, event_initial, event_layout
from engagements.forms.intake.fields import YES_NO, YES_NO_OR_OPEN, AddressedAsField, YesNoField
from engagements.models import Asked, Invitation, Language, Note, Provenance, Purpose
from engagements.particulars import EventParticulars, OrganiserParticulars


class CaseForm(GovForm):
    """A small form of the case page, with the way back."""

    def __init__(
        self, *args: Any, invitation: Invitation, names: dict[str, str], back: str, **kwargs: Any
    ) -> None:
        self.invitation, self.back = invitation, back
        super().__init__(*args, **kwargs)
        apply_titles(self, names)

    def build_layout(self) -> Layout:
        return Layout(
            *self.fields_layout(),
            Buttons(Submit(self.submit_label), Link("Cancel", self.back)),
        )

    def fields_layout(self) -> list[Part]:
        """The fields, some with looks of their own."""
        return list(self.fields)


class WriteNoteForm(CaseForm):
    submit_label = "Write the note"
    text = PlainTextField(
        label="Note",
        missing="Write the note",
        max_length=4000,
        help_text="Notes may have to be disclosed under freedom of information and data protection law.",
    )
    audience = ChoiceField(
        label="Who can read it?",
        choices=[(audience.value, wording.capital(audience.label)) for audience in Note.Audience],
        missing="Choose who can read the note",
        help_text="It is never shown to the Deputy or the organiser.",
    )

    def clean_audience(self) -> Note.Audience:
        return Note.Audience(self.cleaned_data["audience"])


class CallForm(DateTimeFieldsMixin, CaseForm):
    submit_label = "Save"
    moments = ("called",)
    spoken_to = PlainCharField(
        label="Who did you speak to?", missing="Enter who you spoke to", max_length=120
    )
    said = PlainTextField(
        label="What was said?",
        missing="Enter what was said",
        max_length=4000,
        help_text=(
            "What you write may have to be disclosed under freedom of information and data protection law."
        ),
    )
    called_on = GovDateField(label="Date", noun="the day of the call")
    called_time = WallTimeField(label="Time", missing="Enter the time of the call")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.initial = {
            "called_on": now.date(),
            "called_time": now.time(),
            "spoken_to": self.invitation.organiser.name,
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if (called_at := cleaned.get("called_at")) and called_at > timezone.now():
            self.add_error("called_time", "Enter a time that is not in the future")
        return cleaned

    def fields_layout(self) -> list[Part]:
        return ["spoken_to", "said", "called_on", GovField("called_time", width=10)]


class CommunicationsForm(DateTimeFieldsMixin, CaseForm):
    """Whom of Communications an officer told that the press is expected, and when."""

    submit_label = "Mark as done"
    moments = ("told",)
    spoken_to = PlainCharField(
        label="Who did you tell?", missing="Enter who you told", max_length=120,
        help_text="The person in the council’s communications team.",
    )  # fmt: skip
    told_on = GovDateField(label="Date", noun="the day you told them")
    told_time = WallTimeField(label="Time", missing="Enter the time you told them")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now = timezone.localtime()
        self.initial = {"told_on": now.date(), "told_time": now.time()}

    def fields_layout(self) -> list[Part]:
        return ["spoken_to", "told_on", GovField("told_time", width=10)]


class SeenForm(CaseForm):
    """A form that may be overtaken: it says which version its page showed."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "Please open the page again.", "invalid": "Please open the page again."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.invitation.version

    def fields_layout(self) -> list[Part]:
        return [name for name in self.fields if name != "seen"]


class AdviseMayorForm(SeenForm):
    submit_label = "Save advice"
    advice = PlainTextField(
        label="Your advice to the Mayor",
        missing="Write your advice",
        max_length=3000,
        help_text="This is your own advice. The Mayor may decide differently. Advice may have to "
        "be disclosed.",
    )


class AnswerMayorForm(CaseForm):
    submit_label = "Save answer"
    answer = PlainTextField(label="Your answer", missing="Write your answer", max_length=4000)


class InterestForm(CaseForm):
    """Somebody else's interest, as that person told the office."""

    submit_label = "Record interest"
    person = forms.ModelChoiceField(
        Person.objects.none(),
        label="Whose interest is it?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose whose interest it is"},
    )
    nature = PlainTextField(label="What is the interest?", missing="Enter the interest", max_length=1000)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "person", people)


class OfficerField(forms.ModelChoiceField):  # type: ignore[type-arg]  # it takes none where it is run
    """An officer; of who declared an interest in the organiser it says so (P18)."""

    with_an_interest: Collection[Person] = ()

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj} (declared an interest)" if obj in self.with_an_interest else str(obj)


class AssignSeveralForm(GovForm):
    """Gives each of several cases to one officer, or back to the whole office."""

    submit_label = "Assign"
    to = OfficerField(
        Person.objects.officers(),
        label="Assign to", required=False, widget=forms.RadioSelect, empty_label="Not assigned", blank=True,
    )  # fmt: skip

    def __init__(self, *args: Any, with_an_interest: Collection[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        officers = self.fields["to"]
        assert isinstance(officers, OfficerField)  # noqa: S101 - declared above
        officers.with_an_interest = with_an_interest


class AssignForm(AssignSeveralForm, CaseForm):
    """The same for the case whose page it is on."""


class CorrectionForm(SeenForm):
    """Corrects what was taken down wrongly; `why` is recorded with what it was before."""

    submit_label = "Save correction"
    why = PlainTextField(
        label="Why are you correcting this?",
        missing="Enter the reason for the correction",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    corrected: tuple[str, ...] = ()

    @property
    def organiser(self) -> OrganiserParticulars | None:
        """The organiser as it should be, where the form corrects that."""
        return None

    @property
    def event(self) -> EventParticulars | None:
        """The event as it should be, where the form corrects that."""
        return replace(EventParticulars.of(self.invitation), **self.said)

    @property
    def said(self) -> dict[str, Any]:
        """The values as they should be, by name."""
        return {name: self.cleaned_data[name] for name in self.corrected}

    def fields_layout(self) -> list[Part]:
        return [*self.corrected, "why"]


class CorrectOrganiserForm(CorrectionForm):
    corrected = (
        "name",
        "addressed_as",
        "organisation",
        "role",
        "aims",
        "email",
        "telephone",
        "postal_address",
        "language",
    )
    name = PlainCharField(label="Name", missing="Enter the organiser’s name", max_length=120)
    addressed_as = AddressedAsField(
        label="How we address them in a letter",
        required=False,
        help_text="For example: Dr Singh. If it is empty, we use the name.",
    )
    organisation = PlainCharField(label="Organisation", required=False, max_length=160)
    role = PlainCharField(label="Role in the organisation", required=False, max_length=120)
    aims = PlainTextField(
        label="What the organisation does",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    email = EmailField(label="E-mail address", required=False)
    telephone = PlainCharField(label="Telephone number", required=False, max_length=40)
    postal_address = PlainTextField(
        label="Postal address", required=False, max_length=400, widget=forms.Textarea(attrs={"rows": 4})
    )
    language = ChoiceField(
        label="Preferred language", choices=Language.choices, missing="Choose the language"
    )

    @property
    def organiser(self) -> OrganiserParticulars:
        return OrganiserParticulars(**self.said)

    @property
    def event(self) -> None:
        return None


class CorrectEventForm(CorrectionForm, ChangedEvent):
    corrected = ChangedEvent.event_names
    event = ChangedEvent.event

    def fields_layout(self) -> list[Part]:
        return [*event_layout(), "why"]


class CorrectCaseForm(CorrectionForm):
    corrected = (
        "councillor_name", "asked", "asked_words", "dignitaries", "provenance", "provenance_words", "purpose",
        "dealings",
        "consort_invited", "press", "date_can_move", "affects_election", "outside_area", "confidential",
        "confidential_why",
    )  # fmt: skip
    councillor_name = PlainCharField(label="Councillor invited by name", required=False, max_length=120)
    asked = ChoicesField(
        label="What the guest is asked to do",
        choices=[(asked.value, wording.capital(asked.label)) for asked in Asked],
        required=False,
    )
    asked_words = PlainTextField(
        label="What the guest is asked to do, in the organiser’s words",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    dignitaries = PlainTextField(
        label="Other dignitaries", required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )
    provenance = ChoiceField(
        label="How did the invitation come about?",
        choices=[(one.value, wording.capital(one.label)) for one in Provenance],
        missing="Choose how it came about",
    )
    provenance_words = PlainCharField(label="In a few neutral words", required=False, max_length=400)
    purpose = ChoiceField(
        label="What is the event for?",
        choices=[(one.value, wording.capital(one.label)) for one in Purpose],
        missing="Choose what the event is for",
    )
    dealings = PlainTextField(
        label="Dealings with the council",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    affects_election = forms.BooleanField(label="It could affect an election", required=False)
    outside_area = YesNoField(
        label="Is it outside the council’s area?",
        choices=[*YES_NO, ("", "Not known")],
        help_text="We work this out from the postcode. Your answer stays until the place changes.",
    )
    consort_invited = YesNoField(label="Is a consort invited?", choices=YES_NO_OR_OPEN)
    press = YesNoField(label="Is the press expected?", choices=YES_NO_OR_OPEN)
    date_can_move = YesNoField(label="Can the date be moved?", choices=YES_NO_OR_OPEN)
    confidential = forms.BooleanField(
        label="Confidential",
        required=False,
        help_text="Only people who need to know can see it. Subject lines, downloads and the run sheet "
        "leave out its details (P14).",
    )
    confidential_why = PlainCharField(label=WHY_CONFIDENTIAL, required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        return say_why(self, super().clean() or self.cleaned_data)


CORRECTIONS: dict[str, tuple[str, type[CorrectionForm]]] = {
    "organiser": ("Correct the organiser’s details", CorrectOrganiserForm),
    "event": ("Correct the event", CorrectEventForm),
    "case": ("Correct the request and how it came about", CorrectCaseForm),
}


def correction_initial(invitation: Invitation, part: str) -> dict[str, object]:
    """What the form shows first."""
    if part == "event":
        return event_initial(invitation)
    source = invitation.organiser if part == "organiser" else invitation
    return {name: getattr(source, name) for name in CORRECTIONS[part][1].corrected}
