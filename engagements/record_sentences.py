"""The record as a person reads it: each entry a plain sentence, with its particulars in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from civic import wording
from engagements.models import (
    Channel,
    Decision,
    Delegation,
    LegalAdvice,
    Note,
    Provenance,
    Question,
    RecordEntry,
)
from protocols.core.vocabulary import Addressee, LetterKind, Party, Stage, Step, Wish
from protocols.wording import in_council_words

Names = Mapping[str, str]
SUBJECTS = {
    Party.ORGANISER: "The organiser",
    Party.OFFICER: "The civic office",
    Party.CIVIC_MANAGER: "The civic manager",
    Party.MONITORING_OFFICER: "The Monitoring Officer",
    Party.MAYOR: "The Mayor",
    Party.DEPUTY: "The Deputy",
    Party.SYSTEM: "The system",
}
STEPS = {
    Step.REGISTER: "registered the invitation",
    Step.REFER: "passed on an approach",
    Step.ASK_INFORMATION: "asked the organiser a question",
    Step.ANSWER_QUESTION: "answered the office’s question",
    Step.STOP_WAITING: "stopped waiting for the organiser’s answer",
    Step.SETTLE_ADDRESSEE: "settled whom the invitation is addressed to",
    Step.SETTLE_SAME_EVENT: "said whether it is the same event as a declined one",
    Step.CHANGE_WISH: "said what is wished if the Mayor cannot attend",
    Step.EXPLAIN_PROTOCOL: "explained the protocol to the organiser",
    Step.WAIT_AGAIN: "waits for the organiser’s answer again",
    Step.RETRACT_EXPLANATION: "took back an explanation made by mistake",
    Step.INVITE_MAYOR: "invited the Mayor",
    Step.NO_THANK_YOU: "said no, thank you",
    Step.COUNCILLOR_ONLY: "invited the councillor as a councillor only",
    Step.TELL_SPECIAL_CASE: "told the Mayor of a special case",
    Step.GRANT_EXCEPTION: "granted a goodwill exception",
    Step.LEAVE_TO_PROTOCOL: "left the case to the protocol",
    Step.RECORD_NOT_CIVIC: "recorded a councillor’s private matter",
    Step.PUT_TO_MAYOR: "put the invitation to the Mayor",
    Step.SUCCESSOR_KNOWN: "put the invitation to the successor, now known",
    Step.HOLD: "held the invitation for the successor",
    Step.ASK_MONITORING_OFFICER: "asked for the Monitoring Officer’s advice",
    Step.ADVISE: "gave advice",
    Step.ADVISE_AGAINST: "advised against it",
    Step.REFUSE_P10: "refused the invitation under P10",
    Step.REFUSE_P11: "refused the invitation under P11",
    Step.LOOK_AGAIN: "asked the office to look at the refusal again",
    Step.LINK_DUPLICATE: "joined the invitation to another case",
    Step.UNLINK: "separated the invitation from the case it was joined to",
    Step.ACCEPT: "accepted the invitation",
    Step.ACCEPT_TOGETHER: "accepted, and asked the Deputy to come along",
    Step.DECLINE: "declined outright",
    Step.NOBODY_GOES: "decided that nobody goes after all",
    Step.DELEGATE: "cannot attend, and asked the Deputy",
    Step.ASK_OFFICE: "asked the office a question",
    Step.RECALL: "called the case back",
    Step.DEPUTY_ACCEPTS: "agreed to attend",
    Step.DEPUTY_DECLINES: "said no",
    Step.TAKE_BACK: "took back what was asked of the Deputy",
    Step.DEPUTY_CANNOT: "can no longer attend",
    Step.MAYOR_CANNOT: "can no longer attend, and asked the Deputy",
    Step.CHOICE_FALLS: "set the case back: the choice it rested on no longer stood",
    Step.ACCOMPANY_ACCEPTS: "agreed to come along",
    Step.ACCOMPANY_DECLINES: "said no to coming along",
    Step.ACCOMPANY_CANNOT: "can no longer come along",
    Step.ACCOMPANY_TAKE_BACK: "took back the request to come along",
    Step.ACCOMPANY_FALLS: "ended the Deputy’s part: the Deputy left office",
    Step.CORRECT_SLIP: "corrected a slip",
    Step.CHANGE_DETAILS: "changed the details of the event",
    Step.WITHDRAW: "withdrew the invitation",
    Step.CALL_OFF: "called the event off",
    Step.CALL_OFF_FOR_CAUSE: "called the engagement off for cause",
    Step.OUTCOME_ATTENDED: "recorded that the engagement was attended",
    Step.OUTCOME_NOT_ATTENDED: "recorded that nobody attended",
    Step.REMIND: "reminded the organiser",
    Step.LAPSE: "closed the case: it had lapsed",
    Step.REOPEN: "opened the case again",
}
OTHER_KINDS = {
    "note": "wrote a note",
    "telephone_call": "spoke to the organiser by telephone",
    "interest": "recorded an interest",
    "advice": "wrote advice for the Mayor",
    "assigned": "changed who has the case",
    "corrected": "corrected what was taken down",
    "question_answered": "answered the Mayor’s question",
    "consultation_asked": "asked for advice on the protocol",
    "consultation_answered": "gave advice on the protocol",
    "consultation_passed_up": "passed a question about the protocol up",
    "consultation_taken_up": "took a question about the protocol to the next level",
    "advice_noted": "made advice a note on a clause",
    "task_asked": "asked something of the civic office",
    "task_taken": "took on what was asked of the office",
    "task_given": "gave what was asked of the office to a colleague",
    "task_done": "did what was asked of the office",
    "task_cannot": "said that what was asked cannot be done",
    "letter_released": "released a letter",
    "letter_worded": "changed the words of a draft",
    "letter_stopped": "held a letter back",
    "letter_sent": "handed a letter to the mail server",
    "letter_failed": "could not deliver a letter",
    "letter_uncertain": "could not tell whether a letter went",
    "letter_cancelled": "withdrew a letter before it left",
    "letter_sent_again": "sent an uncertain letter again",
    "letter_treated_as_sent": "counts an uncertain letter as sent",
    "letter_retried": "tried a failed letter again",
    "letter_drafted_anew": "drafted a letter anew",
    "letter_posted": "posted a letter",
    "link_sent": "sent the organiser’s link again",
    "erased": "erased what is kept no longer",
    "legal_hold": "placed a legal hold",
    "legal_hold_lifted": "lifted the legal hold",
    "link_revoked": "made the organiser’s link invalid",
}
FIELDS = {
    "event_on": "date", "starts_wall": "start", "ends_on": "last day", "ends_wall": "end", "starts_at": "", "ends_at": "",
    "title": "name of the event", "what_happens": "what happens", "name": "organiser’s name", "email": "e-mail address",
    "mailbox": "", "folded_organisation": "", "search_text": "", "asked": "what is asked", "asked_words": "what is asked, in words",
    "callers_words": "the caller’s words", "consort_invited": "consort invited", "press": "press expected",
}  # fmt: skip


@dataclass
class Known:
    """The rows that entries speak of by their number, read once for the page."""

    decisions: dict[int, Decision] = field(default_factory=dict)
    delegations: dict[int, Delegation] = field(default_factory=dict)
    questions: dict[int, Question] = field(default_factory=dict)
    advice: dict[int, LegalAdvice] = field(default_factory=dict)


@dataclass(frozen=True)
class Sentence:
    """One entry, as it is shown."""

    entry: RecordEntry
    says: str
    byline: str
    moved: str
    particulars: list[tuple[str, str]]


def of(entry: RecordEntry, names: Names, known: Known | None = None) -> Sentence:
    """The entry in plain words; `names` are the council's titles."""
    particulars = getattr(entry, "particulars", None)
    told = list(_told(particulars.words if particulars else {}, known or Known()))
    return Sentence(entry, in_council_words(_says(entry), names), in_council_words(_byline(entry), names), moved(entry, names), [
        (label, in_council_words(value, names) if label not in _AS_TYPED else value) for label, value in told
    ])  # fmt: skip


def happened(entry: RecordEntry, names: Names) -> str:
    """Who did what, for the page that says somebody was quicker."""
    return in_council_words(_says(entry), names)


def moved(entry: RecordEntry, names: Names) -> str:
    """From which stage to which, where the entry moved the case."""
    if not entry.to_stage or entry.from_stage == entry.to_stage:
        return ""
    after = Stage(entry.to_stage).label
    text = f"from ‘{Stage(entry.from_stage).label}’ to ‘{after}’" if entry.from_stage else f"now at ‘{after}’"
    return in_council_words(text, names)


def _says(entry: RecordEntry) -> str:
    subject = SUBJECTS[Party(entry.party)]
    if entry.kind in OTHER_KINDS:
        return f"{subject} {OTHER_KINDS[entry.kind]}"
    try:
        return f"{subject} {STEPS[Step(entry.kind)]}"
    except (ValueError, KeyError):
        return f"{subject}: {entry.kind.replace('_', ' ')}"


def _byline(entry: RecordEntry) -> str:
    if entry.by and entry.on_instruction_of:
        return f"recorded by {entry.by.name}, on the word of {entry.on_instruction_of}"
    if entry.by:
        return f"by {entry.by.name}"
    return (
        "through the organiser’s own page or form"
        if entry.party == Party.ORGANISER.value
        else "without anybody’s doing"
    )


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
        "Changed",
        "Why",
    }
    | {"Was with", "Now with"}
)


def _told(words: Mapping[str, Any], known: Known) -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if key in _TOLD:
            yield from _TOLD[key](value, words, known)
        elif key not in _SILENT:
            yield key.replace("_", " ").capitalize(), _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(_plain, value))
    return str(value) if value not in (None, "") else "nothing"


def _label(words: type, code: Any) -> str:
    """The label of a code, or the code itself where a later version no longer knows it."""
    try:
        return str(words(code).label)
    except ValueError:
        return str(code)


Told = Iterator[tuple[str, str]]


def _decision(pk: int, words: Mapping[str, Any], known: Known) -> Told:
    decision = known.decisions.get(pk)
    if decision:
        yield (
            "Decided",
            f"{decision.get_outcome_display()}, {decision.get_capacity_display()}, {wording.moment(decision.made_at)}",
        )
        if decision.agreed_reason:
            yield "Agreed reason", decision.get_agreed_reason_display()
        if decision.reason:
            yield "Reason", decision.reason
        if decision.reason_for_release:
            yield "Reason approved for the letter", decision.reason_for_release
        if decision.question:
            yield "Question", decision.question


def _delegation(pk: int, words: Mapping[str, Any], known: Known) -> Told:
    delegation = known.delegations.get(pk)
    if delegation:
        yield "Asked", f"{delegation.deputy.name}, {delegation.get_kind_display()}"
        # The reason belongs to the entry of the answer, not to that of the question.
        if delegation.private_reason and "decision" not in words:
            yield "Reason", delegation.private_reason


def _question(pk: int, words: Mapping[str, Any], known: Known) -> Told:
    question = known.questions.get(pk)
    if question:
        yield "Question", question.text
        if question.answer:
            yield "Answer", question.answer


def _advice_request(pk: int, words: Mapping[str, Any], known: Known) -> Told:
    request = known.advice.get(pk)
    if request:
        yield "Question", request.question
        if request.answer:
            yield "Answer", request.answer


def _changes(changes: Mapping[str, Any], words: Mapping[str, Any], known: Known) -> Told:
    for name, (before, after) in changes.items():
        label = FIELDS.get(name, name.replace("_", " "))
        if label:
            yield "Changed", f"{label}: from “{_value(name, before)}” to “{_value(name, after)}”"


def _value(name: str, value: Any) -> str:
    try:
        return wording.day(date.fromisoformat(value)) if name.endswith("_on") else _plain(value)
    except (TypeError, ValueError):
        return _plain(value)


def _before(value: Any, words: Mapping[str, Any], known: Known) -> Told:
    yield "Was", _any_label(value)


def _after(value: Any, words: Mapping[str, Any], known: Known) -> Told:
    yield "Is now", _any_label(value)


def _any_label(value: Any) -> str:
    for kind in (Addressee, Wish):
        if value in {word.value for word in kind}:
            return _label(kind, value)
    return _plain(value)


def _one(label: str, words_of: type | None = None) -> Any:
    def told(value: Any, words: Mapping[str, Any], known: Known) -> Told:
        if value not in ("", None, []):
            yield label, _label(words_of, value) if words_of else _plain(value)

    return told


def _withdrawn(letters: list[str], words: Mapping[str, Any], known: Known) -> Told:
    yield "Letters withdrawn before they left", ", ".join(_label(LetterKind, letter) for letter in letters)


def _posted_on(value: str, words: Mapping[str, Any], known: Known) -> Told:
    yield "Posted on", wording.day(date.fromisoformat(value))


_TOLD = {
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
    "withdrawn_letters": _withdrawn,
    "letter": _one("Letter", LetterKind),
    "channel": _one("Came by", Channel),
    "addressee": _one("Addressed to", Addressee),
    "wish": _one("If the Mayor cannot attend", Wish),
    "provenance": _one("How it came about", Provenance),
    "audience": _one("For", Note.Audience),
    "edited": _one("Words changed by the officer"),
    "copies": _one("Copies"),
    "to": _one("To"),
    "address": _one("To"),
    "new_address": _one("To"),
    "posted_on": _posted_on,
    "spoken_to": _one("With"),
    "person": _one("Person"),
    "advice": _one("Advice"),
    "was_with": _one("Was with"),
    "now_with": _one("Now with"),
    "advice_reference": _one("Advice"),
    "level": _one("With"),
    "noted_on": _one("Clause"),
}
# Numbers of rows and messages that say nothing to a reader.
_SILENT = frozenset({"letter_id", "note", "call", "interest", "message_id", "attended", "task"})
