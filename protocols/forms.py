"""What the civic manager types into the handbook: clauses of a draft, and the wording of letters."""

from typing import Any

from django import forms

from protocols.core.vocabulary import Letter
from protocols.models import Clause, LetterTemplateVersion
from protocols.wording import (
    BODY_LIMIT,
    CLAUSE_LIMIT,
    SUBJECT_LIMIT,
    body_problems,
    clause_text_problems,
    clause_title_problems,
    subject_problems,
)


class WordingForm(forms.Form):
    """Subject and text of a letter. `after` is the wording that was on the screen, so that nobody's change is lost."""

    use_required_attribute = False
    subject = forms.CharField(label="Subject", max_length=SUBJECT_LIMIT, error_messages={"required": "Enter a subject."})
    body = forms.CharField(
        label="Text of the letter",
        help_text="Leave an empty line between paragraphs. Letterhead, salutation, signature and foot are added to every letter.",
        max_length=BODY_LIMIT,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"}),
        error_messages={"required": "Enter the text of the letter."},
    )
    after = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, letter: Letter, wording: LetterTemplateVersion | None = None, **kwargs: Any) -> None:
        if wording is not None:
            kwargs["initial"] = {"subject": wording.subject, "body": wording.body, "after": wording.number}
        super().__init__(*args, **kwargs)
        self.letter = letter

    def clean_subject(self) -> str:
        return checked(self.cleaned_data["subject"], subject_problems(self.letter, self.cleaned_data["subject"]))

    def clean_body(self) -> str:
        return checked(self.cleaned_data["body"], body_problems(self.letter, self.cleaned_data["body"]))


class ClauseForm(forms.Form):
    """Title and text of one clause of a draft."""

    use_required_attribute = False
    title = forms.CharField(label="Title", max_length=SUBJECT_LIMIT, error_messages={"required": "Enter a title of one line."})
    text = forms.CharField(
        label="Text of the clause",
        help_text="Write titles of offices as placeholders, so that the clause reads as your council speaks.",
        max_length=CLAUSE_LIMIT,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "true"}),
        error_messages={"required": "Enter the text of the clause."},
    )

    def __init__(self, *args: Any, clause: Clause, **kwargs: Any) -> None:
        kwargs["initial"] = {"title": clause.title, "text": clause.text}
        super().__init__(*args, **kwargs)

    def clean_title(self) -> str:
        return checked(self.cleaned_data["title"], clause_title_problems(self.cleaned_data["title"]))

    def clean_text(self) -> str:
        return checked(self.cleaned_data["text"], clause_text_problems(self.cleaned_data["text"]))


class PublishForm(forms.Form):
    """What changed, for whoever reads the list of versions later."""

    use_required_attribute = False
    note = forms.CharField(label="What has changed", help_text="Shown in the list of versions.", max_length=500, required=False)


class ByItselfForm(forms.Form):
    """Whether a letter may leave without an officer reading it first."""

    allowed = forms.BooleanField(required=False)


def checked(text: str, problems: list[str]) -> str:
    if problems:
        raise forms.ValidationError(problems)
    return text
