"""A moment asked for as a day and a time of day, as people think of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from civic.wall_time import moment_of


class DateTimeFieldsMixin(forms.BaseForm):
    """For forms with fields NAME_on and NAME_time: puts NAME_at into the cleaned data."""

    moments: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in self.moments:
            on, at = cleaned.get(f"{name}_on"), cleaned.get(f"{name}_time")
            cleaned[f"{name}_at"] = None
            if on and at is not None:
                try:
                    cleaned[f"{name}_at"] = moment_of(on, at)
                except ValidationError as error:
                    self.add_error(f"{name}_time", error)
        begins_at, ends_at = cleaned.get("begins_at"), cleaned.get("ends_at")
        if begins_at and ends_at and ends_at <= begins_at:
            self.add_error("ends_on", "The end must be after the beginning")
        return cleaned


def initial_of(name: str, moment: datetime | None) -> dict[str, object]:
    """The initial values of NAME_on and NAME_time."""
    if moment is None:
        return {}
    local = timezone.localtime(moment)
    return {f"{name}_on": local.date(), f"{name}_time": local.time()}
