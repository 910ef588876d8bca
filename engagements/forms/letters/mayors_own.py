"""A letter over the Mayor's own name (P12): what the officer drafts, and what the Mayor says of its words."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from civic import wording
from civic.forms.choices import offer
from civic.forms.fields import ChoiceField, PlainTextField
from civic.forms.layout import Buttons, GovField, GovForm, Layout, Link, Submit
from protocols.core.vocabulary import LetterKind
from protocols.wording import in_council_words

WORDS_LIMIT = 3000


class MayorsLetterForm(GovForm):
    """Which letter, and what it is about. The rest of the wording is the template's, and can be changed."""

    kind = ChoiceField(label="What kind of letter is it?", missing="Choose what kind of letter it is")
    own_words = PlainTextField(
        label="What it is about",
        help_text=(
            "Write full sentences, as the Mayor would say them. They appear in the letter exactly as you "
            "write them, and you can edit the whole letter before you ask the Mayor."
        ),
        missing="Enter what the letter is about",
        max_length=WORDS_LIMIT,
    )

    def __init__(
        self, *args: Any, kinds: Sequence[LetterKind], names: Mapping[str, str], back: str, **kwargs: Any
    ) -> None:
        self.back = back
        super().__init__(*args, **kwargs)
        labels = [(kind.value, wording.capital(in_council_words(kind.label, names))) for kind in kinds]
        offer(self, "kind", labels)
        self.fields["own_words"].help_text = in_council_words(str(self.fields["own_words"].help_text), names)

    def build_layout(self) -> Layout:
        return Layout(
            GovField("kind", small=True),
            "own_words",
            Buttons(Submit("Draft the letter"), Link("Cancel", self.back)),
        )


class ReadForm(forms.Form):
    """Nothing to enter: which words the page showed."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)


class RefuseForm(GovForm):
    """Why the Mayor does not approve the words; `read` says which."""

    read = forms.CharField(widget=forms.HiddenInput, max_length=64)
    why = PlainTextField(
        label="What should be different?",
        help_text="The civic office can read it, and it is kept in the record.",
        missing="Enter why you do not approve these words",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def build_layout(self) -> Layout:
        return Layout("read", "why", Submit("Do not approve", name="refuse", kind="secondary"))
