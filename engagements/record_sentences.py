"""The record as a person reads it: each entry a plain sentence, with its particulars in words."""

from dataclasses import dataclass

from engagements.models import EntryKind, RecordEntry
from engagements.record_details import AS_TYPED, Around, Known, Names, details
from protocols.core.vocabulary import Party, Stage, Step
from protocols.wording import in_council_words

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
            (label, value if label in AS_TYPED else in_council_words(value, names))
            for label, value in details(around)
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
