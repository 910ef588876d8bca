"""What the civic manager types into the wording of a letter, and the case to try it on."""

import hashlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from civic import wording
from civic.forms.choices import offer
from civic.forms.fields import ChoiceField, PlainCharField
from civic.forms.layout import Buttons, Fieldset, GovField, GovForm, Layout, Link, Submit
from engagements.models import Invitation
from protocols.letters import LetterName, LetterTemplateVersion
from protocols.wording import BODY_LIMIT, SUBJECT_LIMIT, body_problems, subject_problems

ANOTHER = "another"
NO_CASE = "There is no invitation with this reference. Check it, or choose another case."


class WordingForm(GovForm):
    """Subject and text of a letter, and on which case to show it.

    `after` is the wording that was on the screen, so that nobody's change is lost.
    """

    subject = forms.CharField(
        label="Subject", max_length=SUBJECT_LIMIT, error_messages={"required": "Enter a subject."}
    )
    body = forms.CharField(
        label="Text of the letter",
        help_text=(
            "Leave an empty line between paragraphs. The letterhead, greeting, signature and "
            "footer are added to every letter."
        ),
        max_length=BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"}),
        error_messages={"required": "Enter the text of the letter."},
    )
    after = forms.IntegerField(widget=forms.HiddenInput)
    case = ChoiceField(
        label="Which case?",
        required=False,
        error_messages={"invalid_choice": "Choose one of these cases."},
    )
    reference = PlainCharField(
        label="Reference of another case",
        help_text="Such as CIV-2026-0142. Leave it empty to use the case above.",
        required=False,
        max_length=20,
    )

    def __init__(
        self,
        *args: Any,
        name: LetterName,
        current: LetterTemplateVersion,
        cases: list[Invitation],
        back: str,
        **kwargs: Any,
    ) -> None:
        self.name, self.cases, self.back = name, {case.reference: case for case in cases}, back
        kwargs["initial"] = {
            "subject": current.subject,
            "body": current.body,
            "after": current.number,
            "case": cases[0].reference if cases else "",
        }
        super().__init__(*args, **kwargs)
        offer(self, "case", [(case.reference, _named(case)) for case in cases])
        if not cases:
            del self.fields["case"]
            self.fields["reference"].help_text = (
                "Such as CIV-2026-0142. No invitation has had this letter yet, so the preview fills it in as "
                "it would be written for that case today."
            )
        # The button that saves is below the preview, outside the form.
        self.helper.form_id = "wording"

    def clean_subject(self) -> str:
        return _fit(
            self.cleaned_data["subject"], subject_problems(self.name.kind, self.cleaned_data["subject"])
        )

    def clean_body(self) -> str:
        return _fit(self.cleaned_data["body"], body_problems(self.name.kind, self.cleaned_data["body"]))

    def clean_reference(self) -> Invitation | None:
        """The case itself. Raises ValidationError where there is none of this reference."""
        typed: str = self.cleaned_data["reference"]
        if not typed.strip():
            return None
        found = Invitation.objects.called(typed).for_situations().select_related("assigned_to").first()
        if found is None:
            raise ValidationError(NO_CASE)
        return found

    @property
    def words(self) -> dict[str, str]:
        return {"subject": self.cleaned_data["subject"], "body": self.cleaned_data["body"]}

    @property
    def chosen(self) -> Invitation | None:
        """The case to try the words on; the newest of those that got the letter unless another is chosen."""
        found: Invitation | None = self.cleaned_data.get("reference")
        newest = next(iter(self.cases.values()), None)
        return found or self.cases.get(self.cleaned_data.get("case", ""), newest)

    @property
    def digest(self) -> str:
        """What tells these words from others."""
        return hashlib.sha256("\n".join(self.words.values()).encode()).hexdigest()

    def build_layout(self) -> Layout:
        case = [GovField("case", small=True, asked=True)] if "case" in self.fields else []
        return Layout(
            "after",
            GovField("subject"),
            GovField("body"),
            Fieldset("Preview on a real case", *case, GovField("reference", width=20, asked=True), size="s"),
            Buttons(Submit("Preview", name="look", to="#arrives"), Link("Cancel", self.back)),
        )


def _named(case: Invitation) -> str:
    return f"{case.reference}: {case.title}, {wording.day(case.event_on)}"


def _fit(text: str, problems: list[str]) -> str:
    if problems:
        raise ValidationError(problems)
    return text
