"""The filters of a list: sent by GET, nothing required, and each named beside the list while it is in use."""

from datetime import date

from django import forms

from civic import wording
from civic.forms.choices import labels
from civic.forms.layout import GovForm

ANY = [("", "Any")]
NO_DATE = "“Event %s” must be a real date"


class FilterForm(GovForm):
    """What a reader looks for in a list; a field with an error filters nothing."""

    not_filters: tuple[str, ...] = ()

    def used(self) -> dict[str, object]:
        """The fields that filter, with what was chosen."""
        self.is_valid()
        return {
            name: value for name, value in self.cleaned_data.items() if value and name not in self.not_filters
        }

    def chosen(self) -> dict[str, str]:
        """Each filter in use with its words, by field, for the list of what is being shown."""
        return {name: self._said(name, value) for name, value in self.used().items()}

    def _said(self, name: str, value: object) -> str:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return labels(self, name)[value]
        if isinstance(value, date):
            return f"{field.label} {wording.day(value)}"
        return str(field.label) if value is True else f"“{value}”"
