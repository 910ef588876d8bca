"""How the office writes days, times and spans, and what is taken out of what people type.

Plain functions, so that pages, letters and notifications say the same thing in the same words.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

# Control characters break mail headers and terminals; direction overrides make a text read as what it is not.
_CONTROLS = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
# Letters and signs by their category, of which a page and a letter show nothing.
_EMPTY_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_LINE_ENDS = re.compile("\r\n|\r|\x85|\u2028|\u2029")
_LONE_SURROGATES = re.compile("[\ud800-\udfff]")


def plain_text(text: str) -> str:
    """Text of several lines, made harmless: one kind of line end, composed letters,
    nothing invisible that acts.
    """
    text = _LONE_SURROGATES.sub("\ufffd", text)
    text = _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))
    # Private and unassigned code points are nobody's letters: no letter shows them, and a name of them alone
    # is none.
    text = "".join(character for character in text if unicodedata.category(character) not in ("Cn", "Co"))
    return unicodedata.normalize("NFC", text)


def says_something(text: str) -> bool:
    """Whether there is anything in it that a reader can see: not only spaces, joiners and empty letters."""
    return any(
        unicodedata.category(character)[0] in "LNPS" and character not in _EMPTY_LETTERS for character in text
    )


def plain_line(text: str) -> str:
    """The same for one line: line ends and tabs become a space,
    so that nothing can start a header of its own.
    """
    return re.sub("[\n\t]+", " ", plain_text(text))


def capital(words: str) -> str:
    """With a capital at the start, and the rest left as it is.

    "the Mayor" begins a sentence as "The Mayor".
    """
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    """With a capital at the start and a full stop at the end, where there is no other end."""
    words = words.strip()
    return capital(words) + ("" if not words or words[-1] in '.!?…”’")' else ".")


def local(moment: datetime) -> datetime:
    """The moment on London's clocks. A moment without a zone is taken to be London's wall time already."""
    return moment if moment.tzinfo is None else moment.astimezone(LONDON)


def yes_no(said: bool | None) -> str:
    """An answer as a page says it; what was left open is no “no”."""
    return "Not answered" if said is None else "Yes" if said else "No"


def day(value: date) -> str:
    """Such as "Saturday 14 March 2026"."""
    on = local(value).date() if isinstance(value, datetime) else value
    return f"{WEEKDAYS[on.weekday()]} {on.day} {MONTHS[on.month - 1]} {on.year}"


def days(first: date, last: date) -> str:
    """The days from one to another: "on 3 March 2027", "from 3 to 10 March 2027", and each with the month and
    the year where they differ.
    """
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return f"on {end}"
    parts = [str(first.day)]
    if (first.month, first.year) != (last.month, last.year):
        parts.append(MONTHS[first.month - 1])
    if first.year != last.year:
        parts.append(str(first.year))
    return f"from {' '.join(parts)} to {end}"


def clock(value: time | datetime) -> str:
    """Such as "2.30pm", "2pm", "12 noon" and "12 midnight"."""
    at = local(value) if isinstance(value, datetime) else value
    if at.minute == 0 and at.hour in (0, 12):
        return "12 noon" if at.hour else "12 midnight"
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'am' if at.hour < 12 else 'pm'}"


def moment(value: datetime) -> str:
    """Such as "Saturday 14 March 2026, 2.30pm"."""
    return f"{day(value)}, {clock(value)}"


def hours(start: datetime, end: datetime | None) -> str:
    """From when to when: "2.30pm to 4pm" on one day, and both days in full where the night is passed."""
    if end is None:
        return clock(start)
    first, last = local(start), local(end)
    to_midnight = last.time() == time(0) and last.date() == first.date() + timedelta(days=1)
    if first.date() == last.date() or to_midnight:
        return f"{clock(first)} to {clock(last)}"
    return f"{moment(first)} to {moment(last)}"


def occasion(start: datetime, end: datetime | None) -> str:
    """The day and the hours: "Saturday 14 March 2026, 2.30pm to 4pm"."""
    span = hours(start, end)
    return span if span.startswith(WEEKDAYS) else f"{day(start)}, {span}"


# How far off, in days back and ahead, a day of a list needs no year.
_BACK, _AHEAD = 90, 270


def short_day(value: date, today: date) -> str:
    """For lists: "Sat 14 Mar", with the year where it would not be clear."""
    on = local(value).date() if isinstance(value, datetime) else value
    said = f"{WEEKDAYS[on.weekday()][:3]} {on.day} {MONTHS[on.month - 1][:3]}"
    return said if -_BACK <= (on - today).days <= _AHEAD else f"{said} {on.year}"


def short_occasion(start: datetime, end: datetime, today: date) -> str:
    """For lists: "Sat 14 Mar, 2.30–4pm"; where the night is passed "Sat 14 Mar, 11pm – Sun 15 Mar, 2am"."""
    first, last = local(start), local(end)
    to_midnight = last.time() == time(0) and last.date() == first.date() + timedelta(days=1)
    if first.date() != last.date() and not to_midnight:
        return f"{short_day(start, today)}, {clock(start)} – {short_day(end, today)}, {clock(end)}"
    begins, ends = clock(first), clock(last)
    if begins[-2:] == ends[-2:] and begins[-2:] in ("am", "pm"):
        begins = begins[:-2]
    return f"{short_day(start, today)}, {begins}–{ends}"


def days_away(days: int) -> str:
    """How far off a day is: "today", "in 3 days", "2 days ago"."""
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}
    if days in near:
        return near[days]
    return f"in {days} days" if days > 0 else f"{-days} days ago"
