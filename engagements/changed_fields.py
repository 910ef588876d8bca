"""What was changed of an event or of its organiser, told as people would: each field, what it was and is."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Any

from django.db.models import BooleanField, DateField, TimeField

from civic import wording
from engagements.models import Asked, Invitation, Organiser
from protocols.wording import in_council_words

Names = Mapping[str, str]
# What a change is called. Empty: told by another of the same change, or none that people would know.
FIELDS = {
    "event_on": "Date", "starts_wall": "Start time", "ends_on": "Last day", "ends_wall": "End time",
    "starts_at": "", "ends_at": "", "title": "Name of the event", "kind": "Kind of event",
    "what_happens": "What happens", "venue": "Venue", "address": "Address", "postcode": "Postcode",
    "date_can_move": "Date can be moved", "outside_area": "Outside the council’s area",
    "expected_numbers": "Expected numbers", "open_to_public": "Open to the public",
    "asked": "Guest is asked to", "asked_words": "Guest is asked to, in the organiser’s words",
    "consort_invited": "Consort invited", "dignitaries": "Other dignitaries", "press": "Press expected",
    "provenance": "How it came about",
    "provenance_words": "How it came about, in words", "purpose": "Purpose",
    "affects_election": "Could affect an election", "dealings": "Dealings with the council",
    "confidential": "Confidential", "confidential_why": "Why it is confidential",
    "councillor_name": "Councillor’s name", "name": "Organiser’s name",
    "organisation": "Organisation", "aims": "What the organisation does", "role": "Role in the organisation",
    "email": "E-mail address", "telephone": "Telephone number", "postal_address": "Postal address",
    "language": "Preferred language", "addressed_as": "How they are addressed in a letter"}  # fmt: skip
# Both have a few columns of the same name; only the event's are told under them.
_FIELD_OF: dict[str, Any] = {
    column.name: column
    for model in (Organiser, Invitation)
    for column in model._meta.concrete_fields
    if column.name in FIELDS
}


def sentences(changed: Mapping[str, list[Any]], names: Names) -> Iterator[str]:
    """One for each field, in an order of our own: PostgreSQL keeps none."""
    for name, label in FIELDS.items():
        if label and name in changed:
            was, now = (_in_words(name, value, names) for value in changed[name])
            yield f"{label} changed from {was} to {now}"


def _in_words(name: str, value: Any, names: Names) -> str:
    """A field's value as people say it; what they typed in quotation marks."""
    field = _FIELD_OF[name]
    if value is None and name == "outside_area":
        return "not known"
    if isinstance(value, bool) or (value is None and isinstance(field, BooleanField)):
        return wording.yes_no(value).lower()
    if value in (None, "", []):
        return "nothing"
    if isinstance(value, list):
        return ", ".join(label_of(Asked, code) for code in value)
    if isinstance(field, DateField):
        return wording.day(date.fromisoformat(value))
    if isinstance(field, TimeField):
        return wording.clock(time.fromisoformat(value))
    if field.choices:
        return f"‘{in_council_words(str(dict(field.flatchoices).get(value, value)), names)}’"
    return str(value) if isinstance(value, int) else f"“{value}”"


def label_of(words: type, code: object) -> str:
    """The label of a code, or the code itself where a later version no longer knows it."""
    try:
        return str(words(code).label)
    except ValueError:
        return str(code)
