"""What an entry of the record says in particular, in words: one telling for each word of `EntryWords`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from civic import wording
from engagements import changed_fields
from engagements.changed_fields import label_of
from engagements.models import (
    Channel,
    Decision,
    Delegation,
    Instruction,
    LegalAdvice,
    NoInvitation,
    Note,
    Provenance,
    Question,
)
from protocols.core.vocabulary import Addressee, LetterKind, Wish

Names = Mapping[str, str]


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
        "Civic head",
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
    for sentence in changed_fields.sentences(changed, around.names):
        yield "", sentence


def _before(value: object, around: Around) -> Details:
    yield "Was", _any_label(value)


def _after(value: object, around: Around) -> Details:
    yield "Is now", _any_label(value)


def _any_label(value: object) -> str:
    for kind in (Addressee, Wish):
        if value in {word.value for word in kind}:
            return label_of(kind, value)
    return _plain(value)


def _one(label: str, words_of: type | None = None) -> Callable[[Any, Around], Details]:
    def detail(value: object, around: Around) -> Details:
        if value not in ("", None, []):
            yield label, label_of(words_of, value) if words_of else _plain(value)

    return detail


def _withdrawn(letters: list[str], around: Around) -> Details:
    yield "Letters withdrawn before sending", ", ".join(label_of(LetterKind, letter) for letter in letters)


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
    "said": _one("They said"),
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
    "civic_head": _one("Civic head"),
    "heard_on": _day("Day"),
    "way": _one("How", Instruction),
    "noted_on": _one("Clause"),
    "links": _one("Links ended"),
    "what": _one("What was erased"),
    "certificate": _one("Certificate"),
    "reason": _one("Reason"),
}
# Numbers of rows and messages that say nothing to a reader.
SILENT = frozenset(
    {"digest", "letter_id", "note", "call", "interest", "message_id", "attended", "reference", "task"}
)
