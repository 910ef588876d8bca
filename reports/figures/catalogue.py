"""Every figure of the reports, by name: what it is called, what exactly it counts,
and the question it asks of a case.
"""

from collections.abc import Callable
from dataclasses import dataclass

from civic import wording
from engagements.models import EventKind, Provenance
from protocols.core.vocabulary import Addressee, Explained, LetterKind, Stage, Step
from reports.figures.cases import OPEN, Case, Value

S = Stage
ACCEPTED = frozenset(stage.value for stage in (S.MAYOR_ATTENDS, S.DEPUTY_ATTENDS, S.COMPLETED, S.CANCELLED))
ENDED_OTHERWISE = frozenset(
    stage.value
    for stage in (
        *(S.WITHDRAWN, S.LAPSED, S.DUPLICATE, S.CANCELLED, S.COMPLETED),
        *(S.NOT_CIVIC, S.SET_ASIDE),
    )
)
CONFIDENTIAL = Value("confidential", "confidential invitations")


@dataclass(frozen=True)
class Figure:
    """A number of a report. `says` is what it counts, in a sentence a reader can check."""

    code: str
    label: str
    says: str
    holds: Callable[[Case], bool]


@dataclass(frozen=True)
class Dimension:
    """What a figure can be broken down by.

    Buckets stand in the order of their codes, or the largest first.
    """

    code: str
    label: str
    of: Callable[[Case], Value | None]
    in_order: bool = False


def is_civic(case: Case) -> bool:
    """A councillor's private matter is in no civic statistics (P7), nor what was no invitation at all."""
    return case.stage not in (S.NOT_CIVIC.value, S.SET_ASIDE.value)


def stands_at(*stages: Stage) -> Callable[[Case], bool]:
    codes = frozenset(stage.value for stage in stages)
    return lambda case: case.stage in codes


def is_approach(case: Case) -> bool:
    """Somebody asked for the Deputy: addressed so, explained so, or passed on by the Deputy (P4, P6)."""
    asked = case.addressee == Addressee.DEPUTY.value or case.explained in (
        Explained.ASKED.value,
        Explained.ANSWERED.value,
    )
    return asked or Step.REFER.value in case.steps


def awaits_answer(case: Case) -> bool:
    return case.days_to_answer is None and case.stage not in ENDED_OTHERWISE


# Answers and notice are compared with the council's own numbers, which the report knows: see report.py.
RECEIVED = Figure(
    "received",
    "Received",
    "All invitations, except councillors’ private matters and those set aside.",
    is_civic,
)
OUTCOMES = (
    Figure(
        "open", "Not decided yet", "Still with the office, the organiser or the person who decides.",
        lambda case: case.stage in OPEN,
    ),
    Figure(
        "in_diary", "In the diary", "Accepted. The event is still to come, or its outcome is not "
        "recorded yet.",
        stands_at(S.MAYOR_ATTENDS, S.DEPUTY_ATTENDS),
    ),
    Figure("attended", "Attended", "Accepted, and someone attended for the council.",
           lambda case: case.attended),
    Figure(
        "not_attended", "Accepted, nobody attended", "Accepted, but recorded afterwards as not attended.",
        lambda case: case.stage == S.COMPLETED.value and not case.attended,
    ),
    Figure(
        "cancelled", "Cancelled",
        "An attendance that was announced, then cancelled by the organiser or by the office.",
        stands_at(S.CANCELLED),
    ),
    Figure("declined", "Declined", "The Mayor declined outright.", stands_at(S.DECLINED)),
    Figure(
        "refused", "Refused", "Refused by the office under a clause of the protocol.",
        stands_at(S.REFUSED),
    ),
    Figure(
        "withdrawn", "Withdrawn", "Withdrawn by the organiser before an attendance was announced.",
        stands_at(S.WITHDRAWN),
    ),
    Figure(
        "lapsed", "Lapsed", "No answer in time, from the organiser or from the office.",
        stands_at(S.LAPSED),
    ),
    Figure(
        "joined", "Joined to another", "A second invitation to the same event, joined to the first.",
        stands_at(S.DUPLICATE),
    ),
)  # fmt: skip
ACCEPTANCE = (
    Figure(
        "accepted", "Accepted", "In the diary, attended, not attended or cancelled afterwards.",
        lambda case: case.stage in ACCEPTED,
    ),
    Figure(
        "delegated", "Delegated",
        "The Mayor asked the Deputy to attend on the Mayor’s behalf, whatever the outcome.",
        lambda case: is_civic(case) and case.delegated is not None,
    ),
    Figure(
        "accompanied", "Attended together", "The Deputy accompanied the Mayor.",
        lambda case: case.attended and case.accompanied,
    ),
    Figure(
        "exceptions", "Goodwill exceptions",
        "The Mayor stepped aside for a Deputy whom the organiser had named, and did not take it back.",
        lambda case: is_civic(case) and case.exception is not None,
    ),
)  # fmt: skip
APPROACHES = (
    Figure(
        "approaches", "Approaches to the Deputy",
        "Invitations that asked for the Deputy, private ones included.",
        is_approach,
    ),
    Figure(
        "approaches_before", "Before the protocol was explained to that organiser",
        "The protocol had not been explained to the organiser yet.",
        lambda case: is_approach(case) and not case.explained_to_organiser_before,
    ),
    Figure(
        "approaches_after", "After the protocol was explained to that organiser",
        "It had been explained on an earlier invitation.",
        lambda case: is_approach(case) and case.explained_to_organiser_before,
    ),
)  # fmt: skip
PRIVATE = Figure(
    "private",
    "Private matters",
    "A councillor’s private matter, not included in the civic figures.",
    stands_at(S.NOT_CIVIC),
)
SET_ASIDE = Figure(
    "set_aside",
    "Set aside",
    "Spam, tests, mistakes and invitations meant for another council. Not counted as received.",
    stands_at(S.SET_ASIDE),
)
ANSWERED = Figure(
    "answered",
    "Answered",
    "A letter with the answer has been sent.",
    lambda case: is_civic(case) and case.days_to_answer is not None,
)
AWAITING = Figure(
    "awaiting",
    "Not answered yet",
    "No letter with an answer has been sent, and the case has not ended in another way.",
    awaits_answer,
)

PARTITION = (RECEIVED, *OUTCOMES)
SECTIONS = (PARTITION, ACCEPTANCE, APPROACHES, (PRIVATE, SET_ASIDE), (ANSWERED, AWAITING))
FIGURES = {figure.code: figure for section in SECTIONS for figure in section}


# --- Dimensions ---------------------------------------------------------------------------------------------


def _month(case: Case) -> Value:
    on = case.counted_on
    return Value(f"{on:%Y-%m}", f"{wording.MONTHS[on.month - 1]} {on.year}")


def _area(case: Case) -> Value:
    """The postcode's first half: the nearest thing to a ward that every invitation tells."""
    if case.outside_area:
        return Value("outside", "outside the council’s area")
    outward = case.postcode.upper().split()[0] if case.postcode.strip() else ""
    return Value(f"in-{outward}", "", outward) if outward else Value("unknown", "no postcode given")


def _organisation(case: Case) -> Value:
    if case.confidential:
        return CONFIDENTIAL
    if not case.organisation_key:
        return Value("none", "no organisation given")
    return Value(f"of-{case.organisation_key}", "", case.organisation)


def _answer_to_explanation(case: Case) -> Value:
    for step in (Step.INVITE_MAYOR, Step.NO_THANK_YOU, Step.COUNCILLOR_ONLY):
        if step.value in case.steps:
            return Value(step.value, step.label)
    if Step.EXPLAIN_PROTOCOL.value not in case.steps:
        return Value("not_explained", "not explained")
    return Value("no_answer", "explained, with no answer yet or no answer in time")


_LAPSED_BECAUSE = {
    LetterKind.CLOSING_SILENCE.value: "the organiser did not answer",
    LetterKind.CLOSING_QUESTION.value: "the event took place before the organiser had answered",
    LetterKind.CLOSING_APOLOGY.value: "the event passed before the office had decided",
}


def _lapse(case: Case) -> Value:
    return Value(case.lapsed_with, _LAPSED_BECAUSE[case.lapsed_with])


_ALL = (
    Dimension("month", "Month", _month, in_order=True),
    Dimension("kind", "Kind of event", lambda case: Value(case.kind, EventKind(case.kind).label)),
    Dimension("area", "Area", _area),
    Dimension("organisation", "Organisation", _organisation),
    Dimension("attendee", "Who attended, and as what", lambda case: case.attendee),
    Dimension("reason", "Reason", lambda case: case.delegated),
    Dimension("decline_kind", "Kind of reason", lambda case: case.declined),
    Dimension(
        "clause",
        "Clause",
        lambda case: Value(case.closing_clause, f"clause {case.closing_clause}"),
        in_order=True,
    ),
    Dimension("lapse", "Why", _lapse, in_order=True),
    Dimension("deputy", "Granted to", lambda case: case.exception),
    Dimension("answer", "What the organiser answered", _answer_to_explanation),
    Dimension(
        "provenance",
        "How it came about",
        lambda case: Value(case.provenance, Provenance(case.provenance).label),
    ),
)
DIMENSIONS = {dimension.code: dimension for dimension in _ALL}
