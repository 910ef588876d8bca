"""The small forms of the steps: what a step needs to be told, and, where somebody else spoke, how and when.

Every form carries `seen`, the version of the invitation its page showed.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from civic import wording
from civic.forms.choices import offer_rows
from civic.forms.fields import (
    ChoiceField,
    GovDateField,
    PlainCharField,
    PlainTextField,
    SentenceField,
    WallTimeField,
)
from civic.forms.layout import Buttons, Fieldset, GovField, GovForm, Layout, Part, Submit, way_out
from civic.forms.moments import DateTimeFieldsMixin
from engagements import promise
from engagements.forms.case.titles import apply_titles
from engagements.models import Instruction, Invitation, NoInvitation
from protocols.core.vocabulary import Addressee, Stage, Wish

WORD_FIELDS = ("how", "told_on", "told_time")


class StepForm(DateTimeFieldsMixin, GovForm):
    """A step that needs nothing but to be confirmed; the parent of all others."""

    seen = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "Please open the page again.", "invalid": "Please open the page again."},
    )

    def __init__(
        self,
        *args: Any,
        invitation: Invitation,
        speaker: str = "",
        asked_at: datetime | None = None,
        names: dict[str, str],
        button: str,
        back: str,
        **kwargs: Any,
    ) -> None:
        """`speaker` is whose word is recorded, empty for one's own; `asked_at` is when what it answers was
        asked; `names` are the council's titles.
        """
        self.invitation, self.speaker, self.names, self.back = invitation, speaker, names, back
        self.asked_at = asked_at
        self.submit_label = button
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = invitation.version
        if speaker:
            self.ask_how_and_when()
        apply_titles(self, names)

    def ask_how_and_when(self) -> None:
        """A word that somebody else gave: how, and when."""
        now = timezone.localtime()
        self.moments = ("told",)
        self.fields["how"] = ChoiceField(
            label="How were you told?",
            choices=[(how.value, wording.capital(how.label)) for how in Instruction],
            missing="Choose how you were told",
        )
        self.fields["told_on"] = GovDateField(
            label="Date", noun="the date when you were told", initial=now.date()
        )
        self.fields["told_time"] = WallTimeField(
            label="Time",
            missing="Enter the time when you were told",
            initial=now.time().replace(second=0, microsecond=0),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if told_at := cleaned.get("told_at"):
            self._refuse_impossible(told_at)
        return cleaned

    def _refuse_impossible(self, told_at: datetime) -> None:
        """Nobody gives a word on what has not come or was not asked yet, nor later than now."""
        came_on = self.invitation.received_on
        if told_at > timezone.now():
            self.add_error("told_time", "Enter a time that is not in the future")
        elif timezone.localdate(told_at) < came_on:
            self.add_error(
                "told_on", f"Enter a date on or after {wording.day(came_on)}, when we received the invitation"
            )
        elif self.asked_at and told_at < self.asked_at.replace(second=0, microsecond=0):
            asked = wording.moment(self.asked_at)
            self.add_error("told_time", f"Enter a time after this was asked, {asked}")

    @property
    def word(self) -> str:
        """How and when the word was given, as the record says it."""
        if not self.speaker:
            return ""
        return (
            f"{self.instruction.label}, {wording.moment(self.cleaned_data['told_at'])}"
            if self.instruction
            else ""
        )

    @property
    def instruction(self) -> Instruction | None:
        how = self.cleaned_data.get("how")
        return Instruction(how) if how else None

    def particulars(self) -> list[Part]:
        """The fields of the step itself, in their order."""
        return [GovField(name) for name in self.fields if name not in (*WORD_FIELDS, "seen")]

    def build_layout(self) -> Layout:
        heard = (
            [Fieldset(f"What {self.speaker} told you", "how", "told_on", GovField("told_time", width=10))]
            if self.speaker
            else []
        )
        buttons = Buttons(Submit(self.submit_label), way_out(self.back, beside=self.submit_label))
        return Layout(*self.particulars(), *heard, buttons)


class NoteForm(StepForm):
    """A step with a line for the record, if somebody likes."""

    why = PlainTextField(
        label="Note for the record", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The organiser does not see it, but records may have to be disclosed.",
    )  # fmt: skip


class WhyForm(StepForm):
    """A step whose reason is recorded."""

    why = PlainTextField(
        label="Why?", missing="Enter a reason", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For the record. The organiser does not see it, but records may have to be disclosed.",
    )  # fmt: skip


class ReleasedReasonForm(StepForm):
    """A step whose reason the organiser reads."""

    why = SentenceField(
        label="Reason, as the organiser will read it", missing="Write the reason for the letter",
        max_length=600,
        help_text="Write a full sentence that you are allowed to send. It appears in the letter "
        "exactly as you write it.",
    )  # fmt: skip


class SetAsideForm(NoteForm):
    """What is no invitation to this council's Mayor."""

    what = ChoiceField(
        label="What is it?",
        choices=[(word.value, wording.capital(word.label)) for word in NoInvitation],
        missing="Choose what it is",
    )

    def particulars(self) -> list[Part]:
        return ["what", "why"]


class HoldingForm(NoteForm):
    """The answer takes longer: until when."""

    answer_by = GovDateField(
        label="When will the organiser have an answer?", noun="the date of the answer",
        help_text="This date appears in the letter. You can only promise a later date once.",
    )  # fmt: skip

    def clean_answer_by(self) -> date:
        answer_by: date = self.cleaned_data["answer_by"]
        if reason := promise.why_not_by(self.invitation, answer_by):
            raise ValidationError(reason)
        return answer_by

    def particulars(self) -> list[Part]:
        return ["answer_by", "why"]


class PassOnForm(StepForm):
    """Meant for another council: the organiser is told whom to ask."""

    why = SentenceField(
        label="Who the organiser should write to, as the organiser will read it",
        missing="Enter who the organiser should write to", max_length=600,
        help_text="Write a full sentence, such as: Please write to the Mayor of Marlhaven, at its town hall.",
    )  # fmt: skip


class QuestionForm(StepForm):
    """Something to ask."""

    question = PlainTextField(
        label="What would you like to ask?", missing="Enter the question", max_length=2000,
        help_text="It appears in the letter exactly as you write it.",
    )  # fmt: skip


class MonitoringQuestionForm(StepForm):
    question = PlainTextField(
        label="What do you need advice on?", missing="Enter the question", max_length=2000
    )


class AnswerForm(StepForm):
    answer = PlainTextField(label="The answer", missing="Enter the answer", max_length=4000)


class AdviceForm(StepForm):
    answer = PlainTextField(
        label="The advice", missing="Enter the advice", max_length=4000,
        help_text="The civic office can read it, and it is part of the record.",
    )  # fmt: skip


class AddresseeForm(StepForm):
    """Whom the organiser really addressed."""

    addressee = ChoiceField(
        label="Who is the organiser inviting?",
        choices=[(word.value, wording.capital(word.label)) for word in Addressee],
        missing="Choose who the organiser is inviting",
    )
    why = PlainTextField(
        label="How do you know?",
        missing="Enter how you know",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_addressee(self) -> Addressee:
        addressee = Addressee(self.cleaned_data["addressee"])
        if addressee.value == self.invitation.addressee:
            raise ValidationError(
                "The invitation is already addressed to them. Choose another answer, or go back."
            )
        return addressee


class SameEventForm(StepForm):
    """Whether a declined case is the same event."""

    declined = forms.ModelChoiceField(
        queryset=Invitation.objects.none(),
        label="The declined case",
        empty_label=None,
        error_messages={"required": "Choose the declined case"},
    )
    same = ChoiceField(
        label="Is it the same event?",
        choices=[("yes", "Yes, it is the same event"), ("no", "No, it is another event")],
        hints={
            "yes": "The decline applies to this invitation too. You cannot change this answer later.",
            "no": "This answer applies until the details change.",
        },
        missing="Choose whether it is the same event",
    )
    why = PlainTextField(
        label="How do you know?",
        missing="Enter how you know",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, choices: Sequence[Invitation] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_rows(self, "declined", Invitation.objects.filter(pk__in=[case.pk for case in choices]))


class WishForm(StepForm):
    wish = ChoiceField(
        label="What would the organiser like if the Mayor cannot attend?",
        choices=[(word.value, wording.capital(word.label)) for word in Wish if word is not Wish.MAYOR_ONLY],
        missing="Choose what the organiser would like",
    )

    def clean_wish(self) -> Wish:
        return Wish(self.cleaned_data["wish"])


class DuplicateForm(StepForm):
    """The case that carries on."""

    carries_on = PlainCharField(
        label="Which invitation should continue?",
        missing="Enter the reference of the invitation that should continue", max_length=20,
        help_text="Enter its reference, for example CIV-2026-0117.",
    )  # fmt: skip
    why = PlainTextField(
        label="How do you know?",
        missing="Enter how you know",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_carries_on(self) -> Invitation:
        found = Invitation.objects.called(self.cleaned_data["carries_on"]).first()
        if found is None or found.pk == self.invitation.pk:
            raise ValidationError("There is no other invitation with this reference.")
        return found

    def particulars(self) -> list[Part]:
        return [GovField("carries_on", width=20), "why"]


class OutcomeForm(StepForm):
    """What became of the engagement."""

    note = PlainTextField(
        label="How it went", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The organiser does not see it. Record gifts and hospitality in the Monitoring "
        "Officer’s register.",
    )  # fmt: skip

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        super().__init__(*args, invitation=invitation, **kwargs)
        if invitation.stage == Stage.COMPLETED.value:
            note = self.fields["note"]
            note.label, note.required = "Why is the recorded outcome wrong?", True
            note.error_messages["required"] = "Enter why the recorded outcome is wrong"
