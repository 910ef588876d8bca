"""What was answered, in words, for the page on which an organiser checks it."""

from datetime import date, time
from typing import TypedDict

from django import forms

from civic import wording
from civic.forms.choices import labels
from civic.forms.layout import Fieldset
from engagements.forms.intake.fields import YesNoField, names_in
from engagements.forms.intake.intake_form import IntakeFormBase
from protocols.core.vocabulary import Addressee


class Row(TypedDict):
    label: str
    value: str
    change_url: str


class Section(TypedDict):
    title: str
    rows: list[Row]


def sections(form: IntakeFormBase, change_url: str) -> list[Section]:
    """The answers of a valid form, by its fieldsets, each with the address at which it can be changed."""
    return [
        {
            "title": part.legend,
            "rows": [_row(form, name, change_url) for name in names_in(part) if _matters(form, name)],
        }
        for part in form.helper.layout.fields
        if isinstance(part, Fieldset)
    ]


def _matters(form: forms.Form, name: str) -> bool:
    """A councillor's name is only asked of whoever invites one; files have a list of their own."""
    if name == "councillor_name":
        return bool(form.cleaned_data.get("addressee") == Addressee.COUNCILLOR.value)
    return name in form.fields and name != "attachments"


def _row(form: forms.Form, name: str, change_url: str) -> Row:
    field = form[name]
    return {
        "label": str(field.label),
        "value": in_words(form, name),
        "change_url": f"{change_url}#{_anchor(field)}",
    }


def _anchor(field: forms.BoundField) -> str:
    widget = field.field.widget
    first = isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.MultiWidget))
    return f"{field.auto_id}_0" if first else str(field.auto_id)


def in_words(form: forms.Form, name: str) -> str:
    """One answer as a person would read it; nothing where none was given."""
    value, field = form.cleaned_data.get(name), form.fields[name]
    if isinstance(field, YesNoField):
        return wording.yes_no(value)
    if isinstance(field, forms.MultipleChoiceField):
        return "\n".join(label for code, label in labels(form, name).items() if code in (value or []))
    if isinstance(field, forms.ChoiceField):
        said = labels(form, name).items()
        return next((label for code, label in said if value and str(code) == str(value)), "")
    if name == "ends_on" and value == form.cleaned_data.get("event_on"):
        return "The same day"
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, time):
        return wording.clock(value)
    return "" if value is None else str(value)
