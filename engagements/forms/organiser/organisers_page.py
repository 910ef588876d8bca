"""The forms behind the organiser's link.

Each says which invitation and which version of it the page showed.
"""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError

from civic import wording
from civic.forms.choices import offer
from civic.forms.fields import ChoiceField, EmailField, PlainCharField, PlainTextField
from civic.forms.layout import Buttons, GovField, GovForm, GovMixin, Link, Submit
from engagements.forms.intake.event_fields import ChangedRequest, event_initial, request_layout
from engagements.forms.intake.fields import names_in
from engagements.models import Invitation
from engagements.services.case_record import organiser_links
from protocols.core.vocabulary import Step, Wish

HOME = "/invitation/"


class Shown(forms.Form):
    """What the page showed: of which invitation, and as it stood when."""

    of = forms.CharField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def show(self, invitation: Invitation) -> None:
        """Put into the page what it shows."""
        self.fields["of"].initial, self.fields["seen"].initial = invitation.reference, invitation.version


class ProtocolAnswerForm(GovMixin, Shown):
    """The three answers to the protocol's question, each with what it means; none chosen beforehand."""

    answer = ChoiceField(label="What would you like?", missing="Choose your answer")

    def __init__(self, *args: Any, mayor: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (Step.INVITE_MAYOR.value, f"Yes, I would like to invite {mayor}"),
            (Step.NO_THANK_YOU.value, "No, thank you"),
            (Step.COUNCILLOR_ONLY.value, "I want to invite someone as a councillor only"),
        ]
        offer(self, "answer", choices, hints=meanings(mayor))

    def build_layout(self) -> Layout:
        return Layout("of", "seen", "answer", Buttons(Submit("Continue"), Link("Back", HOME)))


def meanings(mayor: str) -> dict[str, str]:
    """What each answer means."""
    return {
        Step.INVITE_MAYOR.value: (
            f"Your invitation will go to {mayor} for a decision, like any other invitation. "
            f"We will then write to you."
        ),
        Step.NO_THANK_YOU.value: "We will close your invitation, with thanks. Nobody will be asked "
        "to attend.",
        Step.COUNCILLOR_ONLY.value: (
            "A councillor may come privately, without the chain, without help from the "
            "office, and not as part of the civic diary. We will close your invitation, and "
            "you can arrange it with the councillor."
        ),
    }


class QuestionForm(GovMixin, Shown):
    """The answer to what the office asked."""

    answer = PlainTextField(label="Your answer", max_length=4000, missing="Enter your answer")

    def build_layout(self) -> Layout:
        return Layout(
            "of",
            "seen",
            GovField("answer", max_characters=4000),
            Buttons(Submit("Send the answer"), Link("Back", HOME)),
        )


class WishForm(GovMixin, Shown):
    """What the organiser would like if the Mayor cannot attend."""

    wish = ChoiceField(missing="Choose an answer")

    def __init__(self, *args: Any, mayor: str, deputy: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wish"].label = f"If {mayor} cannot attend, what would you like?"
        choices = [
            (Wish.DEPUTY_WELCOME.value, f"{wording.capital(deputy)} would be welcome instead"),
            (Wish.MAYOR_ONLY.value, f"I am inviting only {mayor}"),
            (Wish.NOT_SAID.value, "I would rather not say"),
        ]
        offer(self, "wish", choices)

    def build_layout(self) -> Layout:
        return Layout("of", "seen", "wish", Buttons(Submit("Save"), Link("Back", HOME)))


class ChangeForm(GovMixin, Shown, ChangedRequest):
    """Date, place and nature of the event, and what the guest is asked to do."""

    def __init__(self, *args: Any, invitation: Invitation, **kwargs: Any) -> None:
        self.invitation = invitation
        super().__init__(*args, initial=event_initial(invitation), **kwargs)
        self.order_fields(list(names_in(self.helper.layout)))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and all(
            getattr(self.invitation, name) == value for name, value in self.said_of_event.items()
        ):
            self.add_error(None, "You have not changed anything yet. Change the details, or go back")
        return cleaned

    def build_layout(self) -> Layout:
        buttons = Buttons(Submit("Send the changes"), Link("Back", HOME))
        return Layout("of", "seen", *request_layout(), buttons)


class LostLinkForm(GovForm):
    """Where to send the link once more."""

    email = EmailField(
        label="Your e-mail address",
        missing="Enter your e-mail address",
        help_text="Enter the address you gave when you invited us.",
    )

    def build_layout(self) -> Layout:
        return Layout(GovField("email", autocomplete="email", spellcheck="false"), Submit("Send link"))


class CodeForm(GovForm):
    """The code of a letter on paper, typed as people type: small letters, spaces, O for 0."""

    UNKNOWN = (
        "We do not know this code. Please compare it with our letter. If that is from some time ago, "
        "the code may have ended"
    )
    TOO_MANY = "Too many codes were tried from where you are. Please wait an hour, or telephone us"

    code = PlainCharField(
        label="The code in our letter",
        missing="Enter the code in our letter",
        max_length=200,
        help_text=(
            "Four groups of four letters and numbers, such as 7K3M-Q2XH-9DTB-4R6C. "
            "Small letters and spaces are fine."
        ),
    )

    def clean_code(self) -> str:
        typed: str = self.cleaned_data["code"]
        if not organiser_links.code_in(typed):
            raise ValidationError("A code has 16 letters and numbers. Please compare it with our letter")
        return typed

    def build_layout(self) -> Layout:
        return Layout(
            GovField("code", width=30, autocomplete="off", autocapitalize="characters", spellcheck="false"),
            Submit("Open my page"),
        )
