"""The record as a person reads it: each entry a plain sentence, with its particulars in words."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from civic import wording
from engagements import changed_fields
from engagements.changed_fields import label_of
from engagements.models import (
    Channel,
    Decision,
    Delegation,
    EntryKind,
    Instruction,
    LegalAdvice,
    NoInvitation,
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
    Step.ENTER_LATE: "entered what took place",
    Step.WRITE_THANKS: "wrote a letter of thanks",
    Step.ASK_INFORMATION: "asked the organiser a question",
    Step.ANSWER_QUESTION: "answered the office’s question",
    Step.STOP_WAITING: "stopped waiting for the organiser’s answer",
    Step.SETTLE_ADDRESSEE: "confirmed who is invited",
    Step.SETTLE_SAME_EVENT: "confirmed whether it is the same event as a declined one",
    Step.CHANGE_WISH: "recorded the wish if the Mayor cannot attend",
    Step.ONLY_MAYOR: "said that only the Mayor is invited",
    Step.EXPLAIN_PROTOCOL: "explained the protocol to the organiser",
    Step.WAIT_AGAIN: "reopened the question to the organiser",
    Step.RETRACT_EXPLANATION: "withdrew an explanation sent by mistake",
    Step.INVITE_MAYOR: "invited the Mayor",
    Step.NO_THANK_YOU: "did not wish to invite the Mayor",
    Step.COUNCILLOR_ONLY: "invited the councillor as a councillor only",
    Step.TELL_SPECIAL_CASE: "told the Mayor about a special case",
    Step.GRANT_EXCEPTION: "granted a goodwill exception",
    Step.LEAVE_TO_PROTOCOL: "followed the protocol, with no exception",
    Step.RECORD_NOT_CIVIC: "recorded a councillor’s private matter",
    Step.PUT_TO_MAYOR: "sent the invitation to the Mayor for a decision",
    Step.SUCCESSOR_KNOWN: "sent the invitation to the next Mayor, now known",
    Step.HOLD: "held the invitation for the next Mayor",
    Step.ASK_MONITORING_OFFICER: "asked for the Monitoring Officer’s advice",
    Step.ADVISE: "gave advice",
    Step.ADVISE_AGAINST: "advised against it",
    Step.REFUSE_P10: "refused the invitation under P10",
    Step.REFUSE_P11: "refused the invitation under P11",
    Step.SET_ASIDE: "set it aside",
    Step.PASS_ON: "set it aside as meant for another council",
    Step.TAKE_UP: "reopened the invitation",
    Step.SEND_HOLDING: "told the organiser that the answer will take longer",
    Step.LOOK_AGAIN: "asked the office to reconsider the refusal",
    Step.LINK_DUPLICATE: "joined the invitation to another case",
    Step.UNLINK: "separated the invitation from the one it was joined to",
    Step.TELL_TOGETHER: "answered this organiser together with the other",
    Step.STAND_ALONE: "returned the invitation to the office: the case it was joined to has ended",
    Step.ACCEPT: "accepted the invitation",
    Step.ACCEPT_TOGETHER: "accepted, and asked the Deputy to accompany",
    Step.DECLINE: "declined outright",
    Step.NOBODY_GOES: "cancelled the attendance",
    Step.DELEGATE: "cannot attend, and asked the Deputy",
    Step.ASK_OFFICE: "asked the office a question",
    Step.RECALL: "returned the case to the office",
    Step.DEPUTY_ACCEPTS: "agreed to attend",
    Step.DEPUTY_DECLINES: "said no",
    Step.TAKE_BACK: "took back the request to the Deputy",
    Step.DEPUTY_CANNOT: "can no longer attend",
    Step.MAYOR_CANNOT: "can no longer attend, and asked the Deputy",
    Step.CHOICE_FALLS: "returned the case: the choice it depended on no longer applies",
    Step.ACCOMPANY_ACCEPTS: "agreed to accompany the Mayor",
    Step.ACCOMPANY_DECLINES: "said no to accompanying the Mayor",
    Step.ACCOMPANY_CANNOT: "can no longer accompany the Mayor",
    Step.ACCOMPANY_TAKE_BACK: "took back the request to accompany",
    Step.ACCOMPANY_FALLS: "ended the Deputy’s part, because the Deputy left office",
    Step.CORRECT_SLIP: "corrected a slip",
    Step.TELL_BY_TELEPHONE: "told the organiser by telephone",
    Step.CORRECT_NO: "took back a no given by mistake",
    Step.CHANGE_DETAILS: "changed the details of the event",
    Step.CORRECT_EVENT: "corrected the event",
    Step.AMEND_DETAIL: "changed a detail of the event",
    Step.WITHDRAW: "withdrew the invitation",
    Step.CALL_OFF: "cancelled the event",
    Step.CALL_OFF_FOR_CAUSE: "cancelled the engagement for a serious reason",
    Step.OUTCOME_ATTENDED: "recorded that the engagement was attended",
    Step.OUTCOME_NOT_ATTENDED: "recorded that nobody attended",
    Step.REMIND: "reminded the organiser",
    Step.LAPSE: "closed the case, as it had lapsed",
    Step.REOPEN: "reopened the case",
}
_NOT_STEPS = frozenset(kind.value for kind in EntryKind)


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
        "Civic head",
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
    "civic_head": _one("Civic head"),
    "heard_on": _day("Day"),
    "way": _one("How", Instruction),
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
