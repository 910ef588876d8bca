"""A field for the beginnings of postcodes."""

from typing import Any

from django.core.exceptions import ValidationError

from civic.forms.fields import PlainCharField
from civic.postcodes import BEGINNING


class PostcodesField(PlainCharField):
    """The beginnings of postcodes with commas between them, as a list: WX1, WX2 4."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        typed = str(super().clean(", ".join(value) if isinstance(value, list) else value))
        found = list(
            dict.fromkeys(" ".join(part.upper().split()) for part in typed.split(",") if part.strip())
        )
        if wrong := [part for part in found if not BEGINNING.fullmatch(part)]:
            raise ValidationError(
                f"“{wrong[0]}” is not the first part of a postcode. Enter parts like "
                "WX1 or WX1 2, separated by commas"
            )
        return found
