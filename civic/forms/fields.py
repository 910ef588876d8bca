"""Fields for what organisers and officers type: dates, times of day, plain words, choices and files.

`missing` is the sentence shown when nothing was given, such as "Enter the name of the event".
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from civic import addresses, wording

TOO_LONG = "Use %(limit_value)d characters or fewer. You have used %(show_value)d."


class SaysWhatIsMissing(forms.Field):
    """A field that takes `missing`, the sentence for an empty answer."""

    def __init__(self, *, missing: str = "", **kwargs: Any) -> None:
        if missing:
            kwargs["error_messages"] = {"required": missing, **(kwargs.get("error_messages") or {})}
        super().__init__(**kwargs)


class PlainCharField(SaysWhatIsMissing, forms.CharField):
    """One line of plain words; line ends become spaces, control characters and direction overrides go.

    Words of which nothing can be seen are none.
    """

    default_error_messages = {"max_length": TOO_LONG}

    def to_python(self, value: Any) -> str:
        typed = super().to_python(None if value is None else self.cleansed(str(value))) or ""
        return typed if wording.says_something(typed) else ""

    def cleansed(self, value: str) -> str:
        return wording.plain_line(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Without maxlength: a browser would cut a pasted text short in silence,
        where the error says how long it is.
        """
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs


class EmailField(PlainCharField):
    """An e-mail address, as a letter can be sent to it."""

    widget = forms.EmailInput

    def to_python(self, value: Any) -> str:
        typed = super().to_python(value)
        return addresses.usable(typed) if typed else ""


class PlainTextField(PlainCharField):
    """Several lines of plain words."""

    widget = forms.Textarea(attrs={"rows": 5})

    def cleansed(self, value: str) -> str:
        return wording.plain_text(value)


class SentenceField(PlainTextField):
    """Words that stand in a letter as they are: whole sentences.

    A capital and a full stop that were forgotten are put there; words that make no sentence are refused.
    """

    fewest_words = 3
    no_sentence = "Write a full sentence. It appears in the letter exactly as you write it."

    def cleansed(self, value: str) -> str:
        return wording.sentence(super().cleansed(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and len(value.split()) < self.fewest_words:
            raise forms.ValidationError(self.no_sentence)


class DateWidget(forms.MultiWidget):
    """Day, month and year in three boxes that keep what was typed."""

    template_name = "govuk/widgets/date.html"
    use_fieldset = True
    parts = (("day", "Day", 2), ("month", "Month", 4), ("year", "Year", 4))

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {
            name: forms.TextInput(
                attrs={
                    "inputmode": "numeric",
                    "autocomplete": "off",
                    "class": f"govuk-input govuk-date-input__input govuk-input--width-{width}",
                }
            )
            for name, _, width in self.parts
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: date | str | None) -> list[Any]:
        if not value:
            return [None, None, None]
        on = date.fromisoformat(value) if isinstance(value, str) else value
        return [on.day, on.month, on.year]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        for box, (_, label, _) in zip(context["widget"]["subwidgets"], self.parts, strict=True):
            box["label"] = label
            if box["attrs"].get("aria-invalid"):
                box["attrs"]["class"] += " govuk-input--error"
        return context


class GovDateField(SaysWhatIsMissing):
    """A day, typed in three boxes; the month also by name.

    `noun` names it in errors: "the date of the event".
    """

    widget = DateWidget
    months = {name[:3].lower(): number for number, name in enumerate(wording.MONTHS, 1)}

    def __init__(self, *, noun: str = "the date", **kwargs: Any) -> None:
        self.noun = noun
        kwargs.setdefault("missing", f"Enter {noun}")
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """The day meant, or None for three empty boxes.

        Raises ValidationError that says which part is wrong.
        """
        if isinstance(value, date) or value in self.empty_values:
            return value or None
        day, month, year = (wording.plain_line(str(part or "")).strip() for part in value)
        if not (day or month or year):
            return None
        absent = [name for name, part in (("a day", day), ("a month", month), ("a year", year)) if not part]
        if absent:
            raise self.refusal(f"must include {' and '.join(absent)}", code="incomplete")
        if re.fullmatch("[0-9]{1,3}", year):
            raise self.refusal("must have a year of four numbers, like 2027", code="year")
        return self.real_date(day, month, year)

    def real_date(self, day: str, month: str, year: str) -> date:
        number = month if re.fullmatch("[0-9]{1,2}", month) else self.month_named(month)
        if not number or not re.fullmatch("[0-9]{1,2}", day) or not re.fullmatch("[0-9]{4}", year):
            raise self.refusal("must be a real date, like 27 3 2027", code="invalid")
        try:
            return date(int(year), int(number), int(day))
        except ValueError:
            raise self.refusal("must be a real date, like 27 3 2027", code="invalid") from None

    def month_named(self, word: str) -> int | None:
        """The month a word means: its name in full or cut short after three letters or more."""
        word = word.lower().rstrip(".")
        number = self.months.get(word[:3])
        begins = number and (wording.MONTHS[number - 1].lower().startswith(word) or word == "sept")
        return number if begins else None

    def refusal(self, says: str, *, code: str) -> ValidationError:
        return ValidationError(f"{wording.capital(self.noun)} {says}", code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != (self.to_python(initial) if initial else None)
        except ValidationError:
            return True


class DayInput(forms.DateInput):
    """The browser's own box for a date, where GOV.UK's three would be most of a panel."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class WallTimeField(SaysWhatIsMissing):
    """A time of day as people write it: 2.30pm, 14:30, 2pm, 1430, noon, midnight. Gives a datetime.time."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})
    default_error_messages = {
        "invalid": "Enter a time, like 2.30pm or 14:30",
        "unclear": "Add am or pm to %(typed)s, like %(typed)spm",
    }
    named = {
        "noon": time(12),
        "midday": time(12),
        "12noon": time(12),
        "midnight": time(0),
        "12midnight": time(0),
    }
    pattern = re.compile(r"(?P<hour>[0-9]{1,2})(?:[.:]?(?P<minute>[0-9]{2}))?(?P<half>am|pm)?")

    def to_python(self, value: Any) -> time | None:
        """The time meant.

        Raises ValidationError where none can be read, or where am and pm are equally likely.
        """
        if isinstance(value, time) or value in self.empty_values:
            return value or None
        typed = wording.plain_line(str(value)).strip().lower()
        tight = re.sub(r"([ap])\.?m\.?$", r"\1m", typed.replace(" ", ""))
        if not tight:
            return None
        if tight in self.named:
            return self.named[tight]
        match = self.pattern.fullmatch(tight)
        if not match or not (match["minute"] or match["half"]):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return self.read(match, typed)

    def read(self, match: re.Match[str], typed: str) -> time:
        hour, half = int(match["hour"]), match["half"]
        if half and not 1 <= hour <= 12:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0)
        elif 1 <= hour <= 6 and not match["hour"].startswith("0"):
            raise ValidationError(self.error_messages["unclear"], code="unclear", params={"typed": typed})
        try:
            return time(hour, int(match["minute"] or 0))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return wording.clock(value) if isinstance(value, time) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True


class Hinted(SaysWhatIsMissing):
    """Choices with a line of explanation under some of them: `hints={value: text}`."""

    def __init__(self, *, hints: Mapping[Any, str] | None = None, **kwargs: Any) -> None:
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}
        super().__init__(**kwargs)


class ChoiceField(Hinted, forms.ChoiceField):
    """One answer of several, as radio buttons with none chosen beforehand."""

    widget = forms.RadioSelect


class ChoicesField(Hinted, forms.MultipleChoiceField):
    """Any number of answers, as boxes to tick."""

    widget = forms.CheckboxSelectMultiple


class FilesWidget(forms.FileInput):
    """One box that takes several files."""

    allow_multiple_selected = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"multiple": True, **(attrs or {})})

    def value_from_datadict(
        self, data: Mapping[str, Any], files: "MultiValueDict[str, UploadedFile[Any]]", name: str
    ) -> list["UploadedFile[Any]"]:
        return (
            files.getlist(name)
            if isinstance(files, MultiValueDict)
            else [file for file in [files.get(name)] if file]
        )


class FilesField(SaysWhatIsMissing, forms.FileField):
    """Up to `limit` files of at most `max_bytes` each. Gives a list.

    What is inside them, the service checks.
    """

    widget = FilesWidget

    def __init__(
        self, *, limit: int = 5, max_bytes: int = 10 * 1024 * 1024, accept: Sequence[str] = (), **kwargs: Any
    ) -> None:
        self.limit, self.max_bytes, self.accept = limit, max_bytes, accept
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": ",".join(self.accept)} if self.accept else {}

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[Any]"]:
        given = [data] if isinstance(data, UploadedFile) else list(data or [])
        if not given and self.required and not initial:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(given) > self.limit:
            raise ValidationError(
                f"You can add up to {self.limit} files. You chose {len(given)}.", code="too_many"
            )
        return [self.checked(file) for file in given]

    def checked(self, file: "UploadedFile[Any]") -> "UploadedFile[Any]":
        name = wording.plain_line(file.name or "")
        if not file.size:
            raise ValidationError(f"The file “{name}” is empty", code="empty")
        if file.size > self.max_bytes:
            raise ValidationError(
                f"The file “{name}” is larger than {self.max_bytes // (1024 * 1024)} MB", code="too_large"
            )
        return file
