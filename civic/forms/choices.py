"""Choices as they stand beside radio buttons, and as a form is given them when it is made."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet, TextChoices
from django.utils.choices import flatten_choices

from civic import wording
from civic.forms.fields import Hinted


def sentences(choices: type[TextChoices]) -> list[tuple[str, str]]:
    """The choices with a capital letter each."""
    return [(str(choice.value), wording.capital(str(choice.label))) for choice in choices]


def offer(
    form: forms.BaseForm,
    name: str,
    choices: Iterable[tuple[Any, Any]],
    *,
    hints: Mapping[str, str] | None = None,
) -> None:
    """Give a field of the form its choices, and a line of explanation under some of them."""
    field = _giving_choices(form, name)
    field.choices = choices
    if hints and isinstance(field, Hinted):
        field.hints = dict(hints)


def offer_rows(form: forms.BaseForm, name: str, rows: QuerySet[Any]) -> None:
    """Give a field of the form the rows it lets choose from."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} lets nobody choose a row.")
    field.queryset = rows


def labels(form: forms.BaseForm, name: str) -> dict[Any, str]:
    """The words of each choice that a field of the form gives, by its value."""
    given: Any = _giving_choices(form, name).choices
    flat: Iterable[tuple[Any, object]] = flatten_choices(given)
    return {value: str(label) for value, label in flat}


def _giving_choices(form: forms.BaseForm, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} gives no choices.")
    return field
