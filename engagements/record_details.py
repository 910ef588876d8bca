"""What an entry of the record says in particular, in words: one telling for each word of `EntryWords`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.db.models import BooleanField, DateField, TimeField

from civic import wording
from engagements.models import (
    Asked,
    Channel,
    Decision,
    Delegation,
    Invitation,
    LegalAdvice,
    NoInvitation,
    Note,
    Organiser,
    Provenance,
    Question,
)
from protocols.core.vocabulary import Addressee, LetterKind, Wish
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
    "confidential": "Confidential", "councillor_name": "Councillor’s name", "name": "Organiser’s name",
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


@dataclass
class Known:
    """The rows that entries speak of by their number, read once for the page."""

    decisions: dict[int, Decision] = field(default_factory=dict)
    delegations: dict[int, Delegation] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    advice: dict[int, LegalAdvice] = field(default_factory=dict)


# What people typed is shown as it was typed, whatever words it has.
AS_TYPED = frozenset(
    {
        "Reason",
        "Reason approved for the letter",
        "Answer",
        "Question",
        "Advice",
        "To",
        "Copies",
        "With",
        "Person",
        "Why",
        "",
    }
    | {"Was with", "Now with"}
)


@dataclass(frozen=True)
class Around:
    """What stands around one word of an entry: its other words, the rows they name, the council's titles."""

    words: Mapping[str, object]
    known: Known
    names: Names


Details = Iterator[tuple[str, str]]


def details(around: Around) -> Details:
    for key, value in around.words.items():
        if key not in SILENT:
            yield from DETAILS[key](value, around)


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return str(value) if value not in (None, "") else "nothing"


def _label(words: type, code: object) -> str:
    """The label of a code, or the code itself where a later version no longer knows it."""
    try:
        return str(words(code).label)
    except ValueError:
        return str(code)


def _decision(pk: int, around: Around) -> Details:
    decision = around.known.decisions.get(pk)
    if decision:
        yield (
            "Decided",
            f"{decision.get_outcome_display()}, {decision.get_capacity_display()}, "
            f"{wording.moment(decision.made_at)}",
        )
        said = (
            ("Agreed reason", decision.agreed_reason_words),
            ("Kind of reason, for reports", wording.capital(decision.get_decline_kind_display())),
            ("Reason", decision.reason),
            ("Reason approved for the letter", decision.reason_for_release),
            ("Question", decision.question),
        )
        yield from ((label, words) for label, words in said if words)


def _delegation(pk: int, around: Around) -> Details:
    delegation = around.known.delegations.get(pk)
    if delegation:
        yield "Asked", f"{delegation.deputy.name}, {delegation.get_kind_display()}"
        # The reason belongs to the entry of the answer, not to that of the question.
        if delegation.private_reason and "decision" not in around.words:
            yield "Reason", delegation.private_reason


def _question(pk: int, around: Around) -> Details:
    question = around.known.questions.get(pk)
    if question:
        yield "Question", question.text
        if question.answer:
            yield "Answer", question.answer


def _advice_request(pk: int, around: Around) -> Details:
    request = around.known.advice.get(pk)
    if request:
        yield "Question", request.question
        if request.answer:
            yield "Answer", request.answer


def _changes(changed: Mapping[str, list[Any]], around: Around) -> Details:
    for name, label in FIELDS.items():  # in an order of our own: PostgreSQL keeps none
        if label and name in changed:
            was, now = (_in_words(name, value, around.names) for value in changed[name])
            yield "", f"{label} changed from {was} to {now}"


def _in_words(name: str, value: Any, names: Names) -> str:
    """A field's value as people say it; what they typed in quotation marks."""
    field = _FIELD_OF[name]
    if isinstance(value, bool) or (value is None and isinstance(field, BooleanField)):
        return wording.yes_no(value).lower()
    if value in (None, "", []):
        return "nothing"
    if isinstance(value, list):
        return ", ".join(_label(Asked, code) for code in value)
    if isinstance(field, DateField):
        return wording.day(date.fromisoformat(value))
    if isinstance(field, TimeField):
        return wording.clock(time.fromisoformat(value))
    if field.choices:
        return f"‘{in_council_words(str(dict(field.flatchoices).get(value, value)), names)}’"
    return str(value) if isinstance(value, int) else f"“{value}”"


def _before(value: object, around: Around) -> Details:
    yield "Was", _any_label(value)


def _after(value: object, around: Around) -> Details:
    yield "Is now", _any_label(value)


def _any_label(value: object) -> str:
    for kind in (Addressee, Wish):
        if value in {word.value for word in kind}:
            return _label(kind, value)
    return _plain(value)


def _one(label: str, words_of: type | None = None) -> Callable[[Any, Around], Details]:
    def detail(value: object, around: Around) -> Details:
        if value not in ("", None, []):
            yield label, _label(words_of, value) if words_of else _plain(value)

    return detail


def _withdrawn(letters: list[str], around: Around) -> Details:
    yield "Letters withdrawn before sending", ", ".join(_label(LetterKind, letter) for letter in letters)


def _day(label: str) -> Callable[[str, Around], Details]:
    def detail(value: str, around: Around) -> Details:
        yield label, wording.day(date.fromisoformat(value))

    return detail


def _moment(label: str) -> Callable[[str, Around], Details]:
    def detail(value: str, around: Around) -> Details:
        yield label, wording.moment(datetime.fromisoformat(value))

    return detail


# Every word that EntryWords declares stands here or below.
DETAILS: dict[str, Callable[[Any, Around], Details]] = {
    "decision": _decision,
    "delegation": _delegation,
    "question": _question,
    "advice_request": _advice_request,
    "changes": _changes,
    "before": _before,
    "after": _after,
    "why": _one("Why"),
    "declined": _one("Declined case"),
    "same": _one("The same event"),
    "joined_to": _one("Joined to"),
    "set_aside_as": _one("Set aside as", NoInvitation),
    "withdrawn_letters": _withdrawn,
    "letter": _one("Letter", LetterKind),
    "channel": _one("Came by", Channel),
    "addressee": _one("Addressed to", Addressee),
    "wish": _one("If the Mayor cannot attend", Wish),
    "provenance": _one("How it came about", Provenance),
    "audience": _one("For", Note.Audience),
    "edited": _one("Edited by the officer"),
    "copies": _one("Copies"),
    **dict.fromkeys(("to", "address", "new_address"), _one("To")),
    "told_at": _moment("Told on"),
    "posted_on": _day("Posted on"),
    "answer_by": _day("Answer promised by"),
    **dict.fromkeys(("spoken_to", "level"), _one("With")),
    "told": _one("Told by telephone"),
    "person": _one("Person"),
    **dict.fromkeys(("advice", "advice_reference"), _one("Advice")),
    "was_with": _one("Was with"),
    "now_with": _one("Now with"),
    "noted_on": _one("Clause"),
    "links": _one("Links ended"),
    "what": _one("What was erased"),
    "certificate": _one("Certificate"),
    "reason": _one("Reason"),
}
# Numbers of rows and messages that say nothing to a reader.
SILENT = frozenset({"letter_id", "note", "call", "interest", "message_id", "attended", "reference", "task"})
