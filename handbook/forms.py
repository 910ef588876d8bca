"""What the civic manager types into the handbook: clauses of a draft, and who signed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from civic import wording
from civic.forms.choices import offer, sentences
from civic.forms.fields import ChoiceField, ChoicesField, GovDateField, PlainTextField
from civic.forms.layout import GovForm
from civic.models import Term
from protocols import service
from protocols.meetings import Meeting
from protocols.models import Clause, Part, ProtocolVersion
from protocols.sign_off import content_type_of
from protocols.texts.limits import ASKING, LIMITS, OFFERS
from protocols.wording import (
    CLAUSE_LIMIT,
    SUBJECT_LIMIT,
    clause_text_problems,
    clause_title_problems,
)


class ClauseForm(forms.Form):
    """Title and text of one clause of a draft; `seen` says which words the page showed."""

    use_required_attribute = False
    title = forms.CharField(
        label="Title", max_length=SUBJECT_LIMIT, error_messages={"required": "Enter a title of one line."}
    )
    text = forms.CharField(
        label="Text of the clause",
        help_text="Write titles of offices as placeholders, so that the clause uses your council’s "
        "own titles.",
        max_length=CLAUSE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "true"}),
        error_messages={"required": "Enter the text of the clause."},
    )

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, clause: Clause, **kwargs: Any) -> None:
        seen = service.wording_of(clause)
        kwargs["initial"] = {"title": clause.title, "text": clause.text, "seen": seen}
        super().__init__(*args, **kwargs)

    def clean_title(self) -> str:
        return checked(self.cleaned_data["title"], clause_title_problems(self.cleaned_data["title"]))

    def clean_text(self) -> str:
        return checked(self.cleaned_data["text"], clause_text_problems(self.cleaned_data["text"]))


DAY = ["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%Y-%m-%d"]
TIME = ["%H:%M", "%H.%M", "%I.%M%p", "%I:%M%p", "%I%p"]
SCAN_LIMIT = 10 * 1024 * 1024


class LimitsForm(forms.ModelForm):
    """The limits of a draft, and the choices a council has.

    The choices' labels hold the titles as placeholders.
    """

    use_required_attribute = False
    offer_deputy = forms.ChoiceField(
        choices=list(OFFERS.items()), widget=forms.RadioSelect, error_messages={"required": "Choose one."}
    )
    ask_wish = forms.TypedChoiceField(
        choices=[("yes", ASKING[True]), ("no", ASKING[False])],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one."},
    )

    class Meta:
        model = ProtocolVersion
        fields = [*LIMITS, "offer_deputy", "ask_wish"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, meaning, _) in LIMITS.items():
            field = self.fields[name]
            field.label, field.help_text, field.widget = (
                label,
                meaning,
                forms.TextInput(attrs={"inputmode": "numeric", "size": 4}),
            )
            field.error_messages |= {
                "required": "Enter a number.",
                "invalid": "Enter a whole number, such as 14.",
            }
        self.initial["ask_wish"] = "yes" if self.instance.ask_wish else "no"


class NoteForm(forms.Form):
    """What changed, for those who sign and for whoever reads the list of versions later."""

    use_required_attribute = False
    note = forms.CharField(
        label="What has changed",
        help_text="Shown to the people who sign, and in the list of versions.",
        max_length=500,
        required=False,
    )


class BecauseForm(forms.Form):
    """Why a version is taken back to draft."""

    use_required_attribute = False
    because = forms.CharField(
        label="Why are you returning it to draft?",
        help_text="The people who signed can read this.",
        max_length=300,
        required=False,
    )


class SignForm(forms.Form):
    """One's own signature: a tick and a button."""

    use_required_attribute = False
    agreed = forms.BooleanField(error_messages={"required": "Select the box to sign."})

    def __init__(self, *args: Any, says: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agreed"].label = says


class PaperForm(forms.Form):
    """A signature on paper, as the civic manager records it."""

    use_required_attribute = False
    part = forms.ChoiceField(
        label="Who signed", widget=forms.RadioSelect, error_messages={"required": "Choose who signed."}
    )
    name = forms.CharField(
        label="Name as signed",
        max_length=150,
        error_messages={"required": "Enter the name as it was signed."},
    )
    signed_on = forms.DateField(
        label="Signed on",
        help_text="For example 27/5/2026",
        input_formats=DAY,
        error_messages={
            "required": "Enter the date of the signature.",
            "invalid": "Enter a date such as 27/5/2026.",
        },
    )
    scan = forms.FileField(
        label="Scan of the signed paper",
        help_text="PDF, PNG or JPEG, up to 10 MB",
        error_messages={"required": "Choose the scan of the signed paper."},
    )

    def __init__(self, *args: Any, parts: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(part.value, part.label) for part in parts]
        offer(self, "part", choices)

    def clean_signed_on(self) -> date:
        on: date = self.cleaned_data["signed_on"]
        if on > timezone.localdate():
            raise forms.ValidationError("The date of the signature must be today or in the past.")
        return on

    def clean_scan(self) -> "UploadedFile[Any]":
        """The file by its content, whatever it is called."""
        scan: UploadedFile[Any] = self.cleaned_data["scan"]
        if (scan.size or 0) > SCAN_LIMIT:
            raise forms.ValidationError("The scan must be smaller than 10 MB.")
        if content_type_of(scan.read(16)) is None:
            raise forms.ValidationError("The scan must be a PDF, PNG or JPEG file.")
        scan.seek(0)
        return scan


class IntoForceForm(forms.Form):
    """Now, or from a later moment by the clock on the town hall."""

    use_required_attribute = False
    when = forms.ChoiceField(
        label="When does it come into force?",
        choices=[("now", "Now"), ("later", "At a later date and time")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose when it comes into force."},
    )
    on = forms.DateField(
        label="Day, if later",
        help_text="For example 27/5/2026",
        input_formats=DAY,
        required=False,
        error_messages={"invalid": "Enter a date such as 27/5/2026."},
    )
    time = forms.TimeField(
        label="Time, if later",
        help_text="For example 18:30",
        input_formats=TIME,
        required=False,
        error_messages={"invalid": "Enter a time such as 18:30."},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("when") == "later":
            for name, missing in (("on", "Enter the day."), ("time", "Enter the time.")):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, missing)
        return cleaned

    @property
    def moment(self) -> datetime | None:
        """The moment of a later day; None for now."""
        if self.cleaned_data["when"] == "now":
            return None
        return timezone.make_aware(datetime.combine(self.cleaned_data["on"], self.cleaned_data["time"]))


class MeetingForm(GovForm):
    """An induction, training, meeting before office or talk that was held (P26)."""

    submit_label = "Record it"
    kind = ChoiceField(label="What was it?", choices=sentences(Meeting.Kind), missing="Choose what it was")
    held_on = GovDateField(label="When was it?", noun="the day on which it was held")
    holders = ChoicesField(
        label="Which holders of the offices were there?", missing="Choose who of the holders was there"
    )
    others = PlainTextField(
        label="Who else was there?",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Enter each person on a new line, such as the Leader, the Chief Executive, the trainer.",
    )
    note = PlainTextField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What was gone through, in plain words. Those who were there can read it.",
    )

    def __init__(self, *args: Any, terms: Sequence[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.terms = {str(term.pk): term for term in terms}
        offer(self, "holders", [(pk, holder_of(term)) for pk, term in self.terms.items()])

    def clean_held_on(self) -> date:
        on: date = self.cleaned_data["held_on"]
        if on > timezone.localdate():
            raise forms.ValidationError("Record it once it has been held.")
        return on

    @property
    def values(self) -> dict[str, Any]:
        """What the service is handed."""
        given = {name: self.cleaned_data[name] for name in ("kind", "held_on", "others", "note")}
        return given | {"terms": [self.terms[pk] for pk in self.cleaned_data["holders"]]}


def holder_of(term: Term) -> str:
    """Who holds which office from when, beside a box to tick."""
    since = wording.day(timezone.localdate(term.begins_at))
    return f"{term.person.name}, {term.office.title} from {since}"


class ByItselfForm(forms.Form):
    """Whether a letter may leave without an officer reading it first."""

    allowed = forms.BooleanField(required=False)


def checked(text: str, problems: list[str]) -> str:
    if problems:
        raise forms.ValidationError(problems)
    return text
