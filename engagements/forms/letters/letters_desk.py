"""The letters desk's forms: wording and releasing a draft,
and what is done about letters that did not simply go.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from civic import addresses
from civic.forms.fields import EmailField, GovDateField, PlainCharField, PlainTextField
from civic.forms.layout import Buttons, Folded, GovField, GovForm, Layout, Submit
from civic.models import Person
from engagements.models import Letter
from engagements.queries.stale_drafts import Stale
from engagements.services.case_record import organiser_links
from engagements.services.letters import confidential_copies, drafts

COPIES = 5
KEEP = "keep"
READ_AGAIN = "Read the letter again. If it is still right, select the box to release it."
COPY = re.compile(r"(?P<name>[^<>]*?)[\s,;]*[<(]?(?P<email>[^\s<>(),;]+@[^\s<>(),;]+)[>)]?")


BRACKETS = re.compile(r"\[\[[^\n\]]*\]?\]?")

COPIES_HINT = (
    f"Enter up to {COPIES} people, each on a new line, like “Ann Clerk, ann@example.org”. "
    "Everyone is named at the end of the letter (P13)."
)


class CopiesField(PlainTextField):
    """Who else gets the letter, one on each line: a name and an e-mail address.

    Gives [{"name": ..., "email": ...}].
    """

    def clean(self, value: Any) -> list[dict[str, str]]:
        lines = [line.strip() for line in str(super().clean(value) or "").split("\n") if line.strip()]
        if len(lines) > COPIES:
            raise ValidationError(f"You can send up to {COPIES} copies. You entered {len(lines)}.")
        copies = [self.one(line) for line in lines]
        if len({copy["email"].casefold() for copy in copies}) < len(copies):
            raise ValidationError("Two copies go to the same address. Enter each person once.")
        return copies

    def one(self, line: str) -> dict[str, str]:
        match = COPY.fullmatch(line)
        if not match or not match["name"].strip():
            raise ValidationError(
                f"Enter a name and an e-mail address, like “Ann Clerk, ann@example.org”. Check “{line}”."
            )
        try:
            address = addresses.usable(match["email"])
        except ValidationError:
            raise ValidationError(f"“{match['email']}” is not an e-mail address.") from None
        return {"name": match["name"].strip()[:120], "email": address}


class ReleaseForm(GovForm):
    """A draft: its words, its copies, and letting it go. `read` says which wording the page showed, `seen`
    which version of the case. A draft that is `stale` is released by whoever says to have read it again;
    one that must not go yet (`may_go`) has no button for it.
    """

    read = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    subject = PlainCharField(label="Subject", missing="Enter a subject", max_length=200)
    body = PlainTextField(
        label="The letter", missing="Write the letter", max_length=12000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=(
            "The greeting, signature and footer are added for you. Leave “[[your-link]]” "
            "where the private link should appear."
        ),
    )  # fmt: skip
    people = CopiesField(
        label="Copies", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=COPIES_HINT,
    )  # fmt: skip

    why_copies = PlainTextField(
        label="Why do they need a copy?", required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Needed if you add anyone. It is recorded with your name (P14).",
    )  # fmt: skip
    read_again = forms.BooleanField(
        label="I have read this letter again, and it is still right", required=False
    )

    def __init__(
        self, *args: Any, letter: Letter, reader: Person, stale: Stale | None, may_go: bool, **kwargs: Any
    ) -> None:
        self.letter, self.reader, self.stale, self.may_go = letter, reader, stale, may_go
        people = "\n".join(f"{copy['name']}, {copy['email']}" for copy in letter.copies)
        initial = {
            "subject": letter.subject,
            "body": letter.body,
            "people": people,
            "read": drafts.wording_of(letter),
            "seen": letter.invitation.version,
        }
        super().__init__(*args, initial=initial, **kwargs)
        if stale is None or not may_go:
            del self.fields["read_again"]
        if letter.invitation.confidential:
            self.fields["subject"].disabled = True
            self.fields["subject"].help_text = "The subject of a confidential letter cannot be changed (P14)."
            self.fields["people"].help_text = self._who_may_add_people()
        if letter.copy_of_id:
            del self.fields["people"]
        if letter.copy_of_id or not letter.invitation.confidential or not self._may_allow:
            del self.fields["why_copies"]

    @property
    def _may_allow(self) -> bool:
        return confidential_copies.may_allow(self.reader)

    def _who_may_add_people(self) -> str:
        if self._may_allow:
            return COPIES_HINT + " This invitation is confidential, so enter below why they need a copy."
        if self.letter.copied_under_id:
            return "You can remove people. Ask the civic manager if anyone else needs a copy (P14)."
        return (
            "This invitation is confidential. If anyone else needs a copy, ask the civic manager to add them "
            "here and to record why (P14)."
        )

    @property
    def copies(self) -> list[dict[str, str]]:
        """Who else gets the letter; a copy names everybody whom its letter names (P13)."""
        said = self.letter.copies if self.letter.copy_of_id else self.cleaned_data.get("people")
        copies: list[dict[str, str]] = said or []
        return copies

    @property
    def words(self) -> dict[str, Any]:
        """What the services take of it."""
        said = self.cleaned_data
        return {
            "subject": said["subject"],
            "body": said["body"],
            "copies": self.copies,
            "why_copies": said.get("why_copies", ""),
            "read": said["read"] or None,
        }

    def clean_body(self) -> str:
        """Whatever else stands in such brackets would go to the organiser as it is."""
        body = str(self.cleaned_data["body"])
        if wrong := next((mark for mark in BRACKETS.findall(body) if mark != organiser_links.MARK), None):
            raise ValidationError(f"“{wrong}” is not the private link. Enter “{organiser_links.MARK}”")
        return body

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "read_again" in self.fields and self.goes and not cleaned.get("read_again"):
            self.add_error("read_again", READ_AGAIN)
        if self.letter.copy_of_id:
            return cleaned
        if any(copy["email"].casefold() == self.letter.recipient_email.casefold() for copy in self.copies):
            self.add_error("people", "The letter already goes to this address.")
        if confidential_copies.not_allowed_yet(self.letter, self.copies):
            self._refuse_copies_without_reason(str(cleaned.get("why_copies", "")))
        return cleaned

    def _refuse_copies_without_reason(self, why: str) -> None:
        if not self._may_allow:
            self.add_error("people", confidential_copies.ASK_THE_MANAGER)
        elif not why.strip():
            self.add_error("why_copies", confidential_copies.SAY_WHY)

    @property
    def goes(self) -> bool:
        """Whether the button that was pressed lets the letter go."""
        return KEEP not in self.data

    def build_layout(self) -> Layout:
        people = [name for name in ("people", "why_copies") if name in self.fields]
        again = [GovField("read_again", small=True, asked=True)] if "read_again" in self.fields else []
        goes = (
            Submit("Release", name="release"),
            Submit("Release and read the next", name="release_next", kind="secondary"),
        )
        release = [Buttons(*goes)] if self.may_go else []
        save = Submit("Save draft", name=KEEP, kind="secondary")
        return Layout(
            "read", "seen", *again, *release, Folded("Edit the letter", "subject", "body", *people, save)
        )


class StopForm(GovForm):
    """Hold a letter back before it leaves."""

    submit_label = "Hold back"
    why = PlainCharField(
        label="Why are you holding it back?", missing="Enter why you are holding it back", max_length=300
    )

    def build_layout(self) -> Layout:
        return Layout("why", Submit(self.submit_label, kind="secondary"))


class ResendForm(GovForm):
    """The same words as a new letter, to the same or a corrected address."""

    submit_label = "Start a new draft"
    to_email = EmailField(label="E-mail address", missing="Enter the e-mail address")

    def __init__(self, *args: Any, by_email: bool, **kwargs: Any) -> None:
        """`by_email` is false where the organiser has no e-mail address."""
        super().__init__(*args, **kwargs)
        if not by_email:
            self.fields["to_email"].required = False
            self.fields["to_email"].help_text = "Leave this empty for a letter by post or telephone."

    def clean_to_email(self) -> str | None:
        return self.cleaned_data["to_email"] or None

    def build_layout(self) -> Layout:
        return Layout("to_email", Submit(self.submit_label, kind="secondary"))


class PostedForm(GovForm):
    """When a printed letter was posted."""

    submit_label = "Mark as posted"
    posted_on = GovDateField(label="Posted on", noun="the date it was posted")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["posted_on"].initial = timezone.localdate()

    def build_layout(self) -> Layout:
        return Layout(GovField("posted_on"), Submit(self.submit_label))


class ReadOutForm(GovForm):
    """To whom a letter was read out by telephone."""

    submit_label = "Mark as read out"
    spoken_to = PlainCharField(
        label="Who did you speak to?", missing="Enter who you spoke to", max_length=100
    )

    def build_layout(self) -> Layout:
        return Layout(GovField("spoken_to", width=20), Submit(self.submit_label))


class ConfirmForm(GovForm):
    """Nothing to enter."""

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        self.submit_label = label
        super().__init__(*args, **kwargs)

    def build_layout(self) -> Layout:
        return Layout(Submit(self.submit_label, kind="secondary"))
