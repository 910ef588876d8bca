"""Tick boxes of which all or none can be chosen at once, without a script as with one."""

from typing import Any

from django.forms import MultipleChoiceField
from django.forms.utils import ErrorDict
from django.http import QueryDict

from civic.forms.choices import labels
from civic.forms.layout import GovForm


class ChoosesMany(GovForm):
    """A form with boxes that are `counted` (see GovField).

    Its buttons "Select all" and "Select none" send it: the page comes back with what was typed, and nothing
    else happens. Where scripts run they never send it.
    """

    def __init__(self, data: QueryDict | None = None, **kwargs: Any) -> None:
        # Which of these buttons was pressed: whose boxes, and what of them.
        self.pressed = data.get("tick", "") if data is not None else ""
        super().__init__(data, **kwargs)

    def tick(self) -> None:
        """Do what the pressed button says; for the end of a form's own __init__, when it has its choices."""
        name, _, which = self.pressed.partition(":")
        if not isinstance(self.fields.get(name), MultipleChoiceField) or which not in ("all", "none"):
            return
        ticked = QueryDict(mutable=True)
        for other, values in self.data.lists() if isinstance(self.data, QueryDict) else ():
            ticked.setlist(other, values)
        ticked.setlist(name, [str(value) for value in labels(self, name)] if which == "all" else [])
        self.data = ticked

    def is_valid(self) -> bool:
        """Never of a form that is not sent yet, but only ticked."""
        return not self.pressed and super().is_valid()

    def full_clean(self) -> None:
        """Nothing is said to be wrong with a form that is only ticked."""
        if not self.pressed:
            super().full_clean()
            return
        self._errors, self.cleaned_data = ErrorDict(), {}
