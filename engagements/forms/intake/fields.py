"""The fields of an invitation, shared by the public form, the officer's entry,
the referral and later changes.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from civic import wording
from civic.forms.fields import (
    ChoiceField,
    ChoicesField,
    EmailField,
    GovDateField,
    PlainCharField,
    PlainTextField,
    WallTimeField,
)
from civic.wall_time import moment_of
from engagements import particulars
from engagements.models import Asked, EventKind, Language
from engagements.particulars import OrganiserParticulars

YEARS_AHEAD = 3
YES_NO = [("yes", "Yes"), ("no", "No")]
# Where an answer may be taken back, too.
YES_NO_OR_OPEN = [*YES_NO, ("", wording.yes_no(None))]


def capitals(choices: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Choices as a page shows them, each with a capital at the start."""
    return [(code, wording.capital(str(label))) for code, label in choices]


class YesNoField(ChoiceField):
    """Yes or no with neither chosen beforehand; no answer is None, or what `unanswered` says."""

    def __init__(self, *, unanswered: bool | None = None, **kwargs: Any) -> None:
        self.unanswered = unanswered
        given: dict[str, Any] = {"choices": YES_NO, "required": False}
        super().__init__(**(given | kwargs))

    def clean(self, value: Any) -> bool | None:
        return {"yes": True, "no": False}.get(super().clean(value), self.unanswered)

    def prepare_value(self, value: Any) -> Any:
        return (
            {True: "yes", False: "no"}[value] if isinstance(value, bool) else "" if value is None else value
        )


class PostcodeField(PlainCharField):
    """A postcode in any spacing and capitals, written the usual way."""

    def to_python(self, value: Any) -> str:
        return particulars.postcode_of(super().to_python(value))


class AddressedAsField(PlainCharField):
    """Whom a letter greets after "Dear", also when that was typed with it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=80, **kwargs)

    def to_python(self, value: Any) -> str:
        return particulars.addressed_as_of(super().to_python(value))


class OrganiserFields(forms.Form):
    """Who invites and how they are answered."""

    name = PlainCharField(
        label="Your name",
        max_length=120,
        missing="Enter your name",
        help_text="As it should stand on an envelope, for example Dr Amrit Singh.",
    )
    addressed_as = AddressedAsField(
        label="How should we address you in a letter?",
        required=False,
        help_text="For example: Dr Singh. If you leave this empty, we use your name.",
    )
    organisation = PlainCharField(label="Organisation", max_length=160, required=False)
    aims = PlainTextField(
        label="What the organisation does",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    role = PlainCharField(label="Your role in the organisation", max_length=120, required=False)
    email = EmailField(
        label="E-mail address",
        required=False,
        help_text="We will send our answer here, with a private link where you can check, change "
        "or withdraw your invitation.",
    )
    telephone = PlainCharField(
        label="Telephone number", max_length=40, required=False, widget=forms.TextInput(attrs={"type": "tel"})
    )
    postal_address = PlainTextField(
        label="Postal address",
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="We will write to you here if you do not give an e-mail address.",
    )
    language = ChoiceField(
        label="Preferred language",
        choices=capitals(Language.choices),
        required=False,
        help_text="Our letters are in English. If you prefer another language, we take note of it.",
    )

    organiser_names = OrganiserParticulars.names()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        ways = ("email", "telephone", "postal_address")
        if not any(name in self.errors for name in ways):
            try:
                particulars.check_answerable(*(cleaned.get(name) or "" for name in ways))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned

    @property
    def organiser(self) -> OrganiserParticulars:
        """Who invites, as the form says."""
        given = {name: self.cleaned_data[name] for name in self.organiser_names if name in self.cleaned_data}
        return OrganiserParticulars(**given | {"language": given.get("language") or Language.ENGLISH})


class WhenFields(forms.Form):
    """When the event is. The last day may be left out where it is the first one."""

    event_on = GovDateField(
        label="Date of the event", noun="the date of the event", help_text="For example, 27 3 2027."
    )
    starts_wall = WallTimeField(
        label="When it starts",
        missing="Enter when the event starts",
        help_text="For example, 2.30pm or 14:30.",
    )
    ends_wall = WallTimeField(
        label="When it ends", missing="Enter when the event ends", help_text="An estimate is fine."
    )
    ends_on = GovDateField(
        label="End date, if different",
        noun="the last day",
        required=False,
        help_text="Leave this empty if it ends on the same day.",
    )

    when_names = ("event_on", "starts_wall", "ends_on", "ends_wall")

    def clean_event_on(self) -> date:
        on: date = self.cleaned_data["event_on"]
        today = timezone.localdate()
        if on < today:
            raise ValidationError("The date of the event must be today or later")
        if on > today + timedelta(days=366 * YEARS_AHEAD):
            raise ValidationError(f"The date of the event must be within the next {YEARS_AHEAD} years")
        return on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        on, starts, ends = (cleaned.get(name) for name in ("event_on", "starts_wall", "ends_wall"))
        if on and starts is not None and ends is not None and "ends_on" not in self.errors:
            cleaned["ends_on"] = cleaned.get("ends_on") or particulars.last_day(on, starts, ends)
            self.check_order(on, starts, cleaned["ends_on"], ends)
        return cleaned

    def check_order(self, on: date, starts: time, ends_on: date, ends: time) -> None:
        try:
            particulars.check_when(on, starts, ends_on, ends)
        except ValidationError as error:
            self.add_error(None, error)
        else:
            if moment_of(ends_on, ends) <= timezone.now():
                self.add_error("ends_wall", "This time has already passed. Enter a later time")


class PlaceFields(forms.Form):
    """Where the event is."""

    venue = PlainCharField(
        label="Venue",
        max_length=160,
        missing="Enter the venue",
        help_text="The name of the place, for example Northgate scout hut.",
    )
    address = PlainTextField(
        label="Address of the venue", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    postcode = PostcodeField(label="Postcode of the venue", required=False)


class EventFields(WhenFields, PlaceFields):
    """What the event is."""

    title = PlainCharField(label="Name of the event", max_length=160, missing="Enter the name of the event")
    kind = ChoiceField(
        label="What kind of event is it?",
        choices=capitals(EventKind.choices),
        missing="Choose what kind of event it is",
    )
    what_happens = PlainTextField(
        label="What happens at the event?",
        max_length=3000,
        missing="Tell us what happens at the event",
        help_text="Tell us about the programme, who will be there, and what the event is for.",
    )
    date_can_move = YesNoField(label="Could the date be moved if the diary is full?")
    expected_numbers = forms.IntegerField(
        label="How many people do you expect?",
        min_value=0,
        max_value=particulars.MOST_PEOPLE,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": particulars.BAD_NUMBER,
            "min_value": particulars.BAD_NUMBER,
            "max_value": "Enter a smaller number of people",
        },
    )
    open_to_public = YesNoField(label="Is it open to the public?")

    event_names: tuple[str, ...] = (
        "title", "kind", "what_happens", "event_on", "starts_wall", "ends_on", "ends_wall", "date_can_move",
        "venue", "address", "postcode",
        "expected_numbers", "open_to_public",
    )  # fmt: skip

    @property
    def said_of_event(self) -> dict[str, Any]:
        """The answers that are particulars of the event, by name."""
        return {name: self.cleaned_data[name] for name in self.event_names if name in self.cleaned_data}


class AskedFields(forms.Form):
    """What is asked of whoever attends, and who else will be there."""

    asked = ChoicesField(
        label="What would you like your guest to do?",
        choices=capitals(Asked.choices),
        required=False,
        help_text="Choose all that apply.",
    )
    asked_words = PlainTextField(
        label="More about what you would like your guest to do",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, how long a speech should be.",
    )
    consort_invited = YesNoField(label="Is a consort or companion invited too?")
    dignitaries = PlainTextField(
        label="Other dignitaries who are invited",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    press = YesNoField(label="Do you expect the press?")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if (
            Asked.OTHER.value in cleaned.get("asked", [])
            and not cleaned.get("asked_words")
            and "asked_words" not in self.errors
        ):
            self.add_error("asked_words", "Tell us what else you would like your guest to do")
        return cleaned


def as_typed(form: forms.Form, typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed before, as a form's initial values, wrong answers included."""
    return {
        name: field.widget.value_from_datadict(typed, {}, name)
        for name, field in form.fields.items()
        if not isinstance(field, forms.FileField)
    }


def names_in(part: Any) -> Iterator[str]:
    """The names of the fields of a layout, in the order in which a page shows them."""
    for field in getattr(part, "fields", []):
        if isinstance(field, str):
            yield field
        else:
            yield from names_in(field)
