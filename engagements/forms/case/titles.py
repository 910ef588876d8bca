"""The council's own titles in the words of a form."""

from collections.abc import Mapping

from django import forms

from civic.forms.choices import labels
from protocols.wording import in_council_words


def apply_titles(form: forms.BaseForm, names: Mapping[str, str]) -> None:
    """In every label, help text and choice. Rows to choose from are no words of ours."""
    for name, field in form.fields.items():
        field.label = in_council_words(str(field.label or ""), names)
        field.help_text = in_council_words(str(field.help_text or ""), names)
        if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
            said = labels(form, name).items()
            field.choices = [(value, in_council_words(label, names)) for value, label in said]
