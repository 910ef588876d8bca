"""The record as a person reads it: each entry a plain sentence, with its particulars in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.db.models import BooleanField, DateField, TimeField

from civic import wording
from engagements.models import (
    Asked,
    Channel,
    Decision,
    Delegation,
    EntryKind,
    Invitation,
    LegalAdvice,
    NoInvitation,
    Note,
    Organiser,
    Provenance,
    Question,
    RecordEntry,
)
from engagements.record_words import FIELDS, STEPS, SUBJECTS
from protocols.core.vocabulary import Addressee, LetterKind, Party, Stage, Step, Wish
from protocols.wording import in_council_words

Names = Mapping[str, str]
_NOT_STEPS = frozenset(kind.value for kind in EntryKind)
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


@dataclass(frozen=True)
class Sentence:
    """One entry, as it is shown. A particular without a label is a sentence of its own."""

    entry: RecordEntry
    says: str
    byline: str
    moved: str
    particulars: list[tuple[str, str]]


def of(entry: RecordEntry, names: Names, known: Known | None = None) -> Sentence:
    """The entry in plain words; `names` are the council's titles."""
    particulars = getattr(entry, "particulars", None)
    around = Around(particulars.words if particulars else {}, known or Known(), names)
    return Sentence(
        entry,
        in_council_words(_says(entry), names),
        in_council_words(_byline(entry), names),
        moved(entry, names),
        [
            (label, value if label in _AS_TYPED else in_council_words(value, names))
            for label, value in _details(around)
        ],
    )


def happened(entry: RecordEntry, names: Names) -> str:
    """Who did what, for the page that says somebody was quicker."""
    return in_council_words(_says(entry), names)


def moved(entry: RecordEntry, names: Names) -> str:
    """From which stage to which, where the entry moved the case."""
    if not entry.to_stage or entry.from_stage == entry.to_stage:
        return ""
    after = Stage(entry.to_stage).label
    before = f"from ‘{Stage(entry.from_stage).label}’ to" if entry.from_stage else "is"
    text = f"stage {before} ‘{after}’"
    return in_council_words(text, names)


def _says(entry: RecordEntry) -> str:
    return f"{SUBJECTS[Party(entry.party)]} {sentence(entry.kind)}"


def sentence(kind: str) -> str:
    """What is told of whoever did it. Raises ValueError for a kind the database refuses, too."""
    return EntryKind(kind).label if kind in _NOT_STEPS else STEPS[Step(kind)]


def _byline(entry: RecordEntry) -> str:
    if entry.by and entry.on_instruction_of:
        return f"recorded by {entry.by.name}, as told by {entry.on_instruction_of}"
    if entry.by:
        return f"by {entry.by.name}"
    return "online" if entry.party == Party.ORGANISER.value else "automatically"


# What people typed is shown as it was typed, whatever words it has.
_AS_TYPED = frozenset(
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


def _details(around: Around) -> Details:
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
