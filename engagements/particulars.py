"""What is said of an invitation: who invites, and to what.

The public form, an officer's entry, the Deputy's referral, the organiser's changes and the office's
corrections all make these two, and whoever else writes invitations makes them too.

Each value is made harmless and held against its own column when the particulars are made, so that there are
none unfit to be kept: text without control characters and no longer than its column, closed choices, times
that exist, an end after the start. Raises ValidationError by field. What is merely asked, the form checks.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, datetime, time, timedelta
from enum import Enum
from typing import Any, ClassVar, Self, get_type_hints

from django.core.exceptions import ValidationError
from django.db import models

from civic import addresses, wording
from civic.wall_time import SkippedHour, moment_of
from engagements.models import Asked, EventKind, Invitation, Language, Organiser, Provenance, Purpose
from protocols.core.vocabulary import Addressee, Wish

LONGEST = timedelta(days=31)
MOST_PEOPLE = 10_000_000
YEARS = range(1900, 2200)
POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
BAD_NUMBER = "Enter the number of people in figures, like 120"
MISSING_WORDS = "Fill this in"


class Particulars:
    """What the two have in common: how they are checked, read from words, and compared with what is kept."""

    kept_in: ClassVar[type[models.Model]]
    # What a text must be beside short enough: gives it as it is usually written, or raises ValidationError.
    forms: ClassVar[Mapping[str, Callable[[str], str]]] = {}

    def __post_init__(self) -> None:
        problems: dict[str, Any] = {}
        for name, kind in _kinds(type(self)).items():
            try:
                value = _fit(self._column(name), kind, getattr(self, name))
                object.__setattr__(self, name, self.forms[name](value) if name in self.forms else value)
            except ValidationError as error:
                problems[name] = error
        if problems:
            raise ValidationError(problems)
        self.check_together()

    def check_together(self) -> None:
        """What no value shows by itself. Raises ValidationError by field."""
        raise NotImplementedError

    @classmethod
    def names(cls) -> tuple[str, ...]:
        """The particulars by name, which are the names of their columns."""
        return tuple(_kinds(cls))

    @classmethod
    def of(cls, kept: models.Model) -> Self:
        """The particulars of an organiser or an invitation as they are kept now."""
        return cls(**{name: getattr(kept, name) for name in cls.names()})

    @classmethod
    def read(cls, words: Mapping[str, str]) -> Self:
        """From words, as a file or another machine gives them; an empty one counts as not given.

        Days as 2027-03-27, times of day as 14:30, yes or no, numbers in figures, choices parted by commas.
        """
        kinds, problems, read = _kinds(cls), dict[str, Any](), dict[str, Any]()
        for name, said in words.items():
            if name not in kinds:
                problems[name] = "There is no such detail"
            elif said.strip():
                try:
                    read[name] = _read(kinds[name], said.strip())
                except ValueError:
                    problems[name] = f"Enter {_READABLE[kinds[name]]}"
        # Each kind is a dataclass, which the mixin cannot say of itself.
        needed = {one.name for one in fields(cls) if one.default is MISSING}  # type: ignore[arg-type]
        problems |= dict.fromkeys(needed - set(read) - set(problems), MISSING_WORDS)
        if problems:
            raise ValidationError(problems)
        return cls(**read)

    @property
    def columns(self) -> dict[str, Any]:
        """The values as they are kept, by column."""
        return {name: _plain(getattr(self, name)) for name in self.names()}

    def differing_from(self, before: Self) -> dict[str, tuple[Any, Any]]:
        """What is different, by column: before, and now."""
        old = before.columns
        return {name: (old[name], now) for name, now in self.columns.items() if now != old[name]}

    @classmethod
    def _column(cls, name: str) -> "models.Field[Any, Any]":
        return cls.kept_in._meta.get_field(name)  # type: ignore[return-value]  # no relation is among them


def email_of(typed: str) -> str:
    """An e-mail address. Raises ValidationError for what is none."""
    return addresses.usable(typed) if typed else ""


def addressed_as_of(typed: str) -> str:
    """How somebody wishes to be addressed, without the "Dear" and the comma that letters put around it."""
    return re.sub(r"^dear(?:[\s,]+|$)", "", typed.strip(), flags=re.IGNORECASE).rstrip(", ")


def postcode_of(typed: str) -> str:
    """A postcode in any spacing and capitals, as usually written. Raises ValidationError for what is none."""
    if not typed:
        return ""
    match = POSTCODE.fullmatch(re.sub(r"[^A-Z0-9]", "", typed.upper()))
    if not match or len(typed) > 20:
        raise ValidationError("Enter a full postcode, like WX1 1AA, or leave this empty", code="invalid")
    return f"{match[1]} {match[2]}"


@dataclass(frozen=True, kw_only=True)
class OrganiserParticulars(Particulars):
    """Who invites, and how they are answered. What is empty was not said; one way to answer there must be."""

    kept_in = Organiser
    forms = {"email": email_of, "addressed_as": addressed_as_of}

    name: str
    addressed_as: str = ""
    organisation: str = ""
    aims: str = ""
    role: str = ""
    email: str = ""
    telephone: str = ""
    postal_address: str = ""
    language: Language = Language.ENGLISH

    def check_together(self) -> None:
        check_answerable(self.email, self.telephone, self.postal_address)


@dataclass(frozen=True, kw_only=True)
class EventParticulars(Particulars):
    """To what the civic head is invited, when and where, and what was said about it.

    Days and times of day are those on the council's own clocks. `ends_on` given as None is the first day, or
    the day after it for what ends at midnight; once made, it says a day. `expected_numbers` are people, None
    where nobody said how many. Text that is empty was not said. `outside_area` is None where nobody said it
    either: it is worked out from the postcode.
    """

    kept_in = Invitation
    forms = {"postcode": postcode_of}

    addressee: Addressee
    councillor_name: str = ""
    wish: Wish = Wish.NOT_SAID
    title: str
    kind: EventKind = EventKind.OTHER
    what_happens: str = ""
    event_on: date
    starts_wall: time
    ends_on: date | None = None
    ends_wall: time
    date_can_move: bool | None = None
    venue: str
    address: str = ""
    postcode: str = ""
    outside_area: bool | None = None
    expected_numbers: int | None = None
    open_to_public: bool | None = None
    asked: tuple[Asked, ...] = ()
    asked_words: str = ""
    consort_invited: bool | None = None
    dignitaries: str = ""
    press: bool | None = None
    provenance: Provenance = Provenance.UNKNOWN
    provenance_words: str = ""
    purpose: Purpose = Purpose.COMMUNITY
    affects_election: bool = False
    dealings: str = ""
    confidential: bool = False
    confidential_why: str = ""

    def check_together(self) -> None:
        object.__setattr__(self, "ends_on", self.last_day)
        check_when(self.event_on, self.starts_wall, self.last_day, self.ends_wall)

    @property
    def last_day(self) -> date:
        """The day on which it ends."""
        return self.ends_on or last_day(self.event_on, self.starts_wall, self.ends_wall)

    @property
    def starts_at(self) -> datetime:
        return moment_of(self.event_on, self.starts_wall)

    @property
    def ends_at(self) -> datetime:
        return moment_of(self.last_day, self.ends_wall)


WHEN = ("event_on", "starts_wall", "ends_on", "ends_wall")


def last_day(on: date, starts: time, ends: time) -> date:
    """The same day, unless it ends at midnight: nobody means the midnight before it started."""
    return on + timedelta(days=1) if ends == time(0) < starts else on


def check_when(on: date, starts: time, ends_on: date, ends: time) -> None:
    """Raises ValidationError by field: a time no clock shows, an end before the start, more than a month."""
    if ends_on > on + LONGEST:
        raise ValidationError({"ends_on": "The last day must be within a month of the first day"})
    moments, problems = [], dict[str, Any]()
    for name, day, at in (("starts_wall", on, starts), ("ends_wall", ends_on, ends)):
        try:
            moments.append(moment_of(day, at))
        except SkippedHour as skipped:
            problems[name] = skipped
    if len(moments) == 2 and moments[1] <= moments[0]:
        problems["ends_wall"] = (
            "The event must end after it starts. If it ends on a later day, enter that day too"
        )
    if problems:
        raise ValidationError(problems)


def check_answerable(email: str, telephone: str, postal_address: str) -> None:
    """Raises ValidationError at the e-mail address where there is no way to answer."""
    if not (email or telephone or postal_address):
        words = "Enter an e-mail address, a telephone number or a postal address, so that we can answer"
        raise ValidationError({"email": words})


def _kinds(particulars: type[Any]) -> dict[str, Any]:
    """The declared type of each particular."""
    kinds = get_type_hints(particulars)
    return {one.name: kinds[one.name] for one in fields(particulars)}


def _fit(column: "models.Field[Any, Any]", kind: Any, value: Any) -> Any:
    """The value as it may be kept. Raises ValidationError for what its column or type does not take."""
    if kind is str:
        return _fit_text(column, value)
    if kind == tuple[Asked, ...]:
        return tuple(dict.fromkeys(_word(Asked, one) for one in value or ()))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _word(kind, value)
    if kind == int | None and value is not None and not (type(value) is int and 0 <= value <= MOST_PEOPLE):
        raise ValidationError(BAD_NUMBER)
    if isinstance(value, date) and value.year not in YEARS:
        raise ValidationError(f"The year must be between {YEARS.start} and {YEARS.stop - 1}")
    if isinstance(value, time) and value.tzinfo is not None:
        raise ValidationError("Enter the local time, without a time zone")
    if not isinstance(value, kind) or isinstance(value, datetime):
        raise ValidationError(MISSING_WORDS)
    return value


def _fit_text(column: "models.Field[Any, Any]", value: object) -> str:
    if not isinstance(value, str):
        raise ValidationError("Enter text")
    cleansed = wording.plain_text if isinstance(column, models.TextField) else wording.plain_line
    text = cleansed(value).strip()
    if not text and not column.blank:
        raise ValidationError(MISSING_WORDS)
    if column.max_length and len(text) > column.max_length:
        raise ValidationError(f"Use {column.max_length} characters or fewer. You have used {len(text)}.")
    return text


def _word(kind: type[Enum], value: object) -> Enum:
    try:
        return kind(value)
    except ValueError:
        known = ", ".join(str(word.value) for word in kind)
        raise ValidationError(f"This must be one of: {known}") from None


_READABLE: dict[Any, str] = {
    bool: "yes or no",
    bool | None: "yes or no",
    int | None: "a number in figures",
    date: "a day, like 2027-03-27",
    date | None: "a day, like 2027-03-27",
    time: "a time of day, like 14:30",
}


def _read(kind: Any, said: str) -> Any:
    """Raises ValueError for words that are none of the kind."""
    if kind in (bool, bool | None):
        # The index of what was said: no is 0, yes is 1.
        return bool(("no", "yes").index(said.lower()))
    if kind == int | None:
        return _figures(said)
    if kind in (date, date | None):
        return date.fromisoformat(said)
    if kind is time:
        return time.fromisoformat(said)
    return [one.strip() for one in said.split(",")] if kind == tuple[Asked, ...] else said


def _figures(said: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", said):
        raise ValueError(said)
    return int(said)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [one.value for one in value]
    return value.value if isinstance(value, Enum) else value
