"""One narrow row for each invitation of the period, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from civic import queries as council
from civic.models import Council, DayKind
from engagements.likeness import KnownBy, Mark, marks
from engagements.models import (
    Decision,
    DeclineKind,
    Delegation,
    Engagement,
    Invitation,
    Letter,
    Outcome,
    RecordEntry,
)
from protocols.core.vocabulary import OPEN_STAGES, OUTCOMES, Announced, Explained, Stage, Step
from protocols.wording import in_council_words
from reports.figures.period import Basis, Period

OPEN = frozenset(stage.value for stage in OPEN_STAGES)
WAITING = frozenset({Stage.AWAITING_INFORMATION.value, Stage.PROTOCOL_EXPLAINED.value})
# The letter of the first step to one of these is the office's answer to the invitation.
ANSWERED_BY = frozenset(
    {Stage.MAYOR_ATTENDS.value, Stage.DEPUTY_ATTENDS.value, Stage.DECLINED.value, Stage.REFUSED.value}
)
ANNOUNCED = frozenset(word.value for word in Announced)
COLUMNS = (
    "pk", "reference", "title", "stage", "addressee", "explained", "kind", "event_on", "received_on",
    "received_at", "postcode",
    "outside_area", "confidential", "provenance", "assigned_to_id", "organiser__name",
    "organiser__organisation",
    "organiser__folded_organisation", "organiser__mailbox",
)  # fmt: skip


@dataclass(frozen=True)
class Value:
    """One value of a dimension: its code for addresses, our words for it,
    and other people's words beside them.
    """

    code: str
    ours: str = ""
    theirs: str = ""

    def said(self, names: Mapping[str, str]) -> str:
        """In the council's titles; names of people and organisations stay as they are."""
        return ", ".join(filter(None, (in_council_words(self.ours, names), self.theirs)))


@dataclass(frozen=True)
class Case:
    """What the figures need to know of one invitation."""

    pk: int
    reference: str
    title: str
    stage: str
    addressee: str
    explained: str
    kind: str
    event_on: date
    received_on: date
    postcode: str
    outside_area: bool | None
    confidential: bool
    provenance: str
    assigned_to: int | None
    organiser: str
    organisation: str
    organisation_key: str
    # The day that puts it into the period.
    counted_on: date
    steps: frozenset[str] = frozenset()
    # Whether somebody attended, as it was recorded or corrected last.
    attended: bool = False
    hands: frozenset[int] = frozenset()
    # The clause of the last step that closed it.
    closing_clause: str = ""
    # The letter of the last lapse, which says why.
    lapsed_with: str = ""
    attendee: Value | None = None
    accompanied: bool = False
    # Why the Mayor asked the Deputy, the last time; the Deputy a goodwill exception was granted to.
    delegated: Value | None = None
    exception: Value | None = None
    # Of what kind the Mayor's reason for declining was, the last time.
    declined: Value | None = None
    explained_to_organiser_before: bool = False
    days_to_answer: int | None = None
    days_of_notice: int = 0


@dataclass(frozen=True)
class Days:
    """How the council counts the days of its promise and of the notice it asks for."""

    council: Council
    closed: frozenset[date]

    def of_promise(self, first: date, last: date) -> int:
        return self._between(first, last, self.council.answer_promised_in)

    def of_notice(self, first: date, last: date) -> int:
        return self._between(first, last, self.council.notice_asked_in)

    def _between(self, first: date, last: date, kind: str) -> int:
        if kind == DayKind.WORKING:
            return council.working_days_between(first, last, closed=self.closed)
        return (last - first).days


def read_cases(period: Period, basis: Basis, days: Days) -> tuple[Case, ...]:
    """Every invitation of the period, by its reference."""
    rows = Invitation.objects.filter(**period.filters(basis)).order_by("pk").values(*COLUMNS)
    traces = {
        "entries": _entries(period, basis),
        "engagements": _engagements(period, basis),
        "decisions": _decisions(period, basis),
        "exceptions": _exceptions(period, basis),
        "letters": _letters(period, basis),
        "lapses": _lapses(period, basis),
    }
    explained = _explained_first()
    return tuple(
        _case(
            row,
            basis,
            days,
            explained,
            _Traces(**{name: found[row["pk"]] for name, found in traces.items()}),
        )
        for row in rows
    )


# A row as values() gives it.
Row = dict[str, Any]


@dataclass(frozen=True)
class _Traces:
    """What an invitation left in the other tables, oldest first."""

    entries: list[Row]
    engagements: list[Row]
    decisions: list[Row]
    exceptions: list[Row]
    letters: list[Row]
    lapses: list[Row]


def _case(row: Row, basis: Basis, days: Days, explained: dict[Mark, datetime], traces: _Traces) -> Case:
    body = KnownBy(row["organiser__mailbox"], row["organiser__folded_organisation"])
    earlier = [explained[mark] for mark in marks(body) if mark in explained]
    same = (
        "pk",
        "reference",
        "title",
        "stage",
        "addressee",
        "explained",
        "kind",
        "event_on",
        "received_on",
        "postcode",
        "outside_area",
    )
    together = [decision for decision in traces.decisions if decision["outcome"] == Outcome.ACCEPT_TOGETHER]
    closing = [entry for entry in traces.entries if entry["to_stage"] and entry["to_stage"] not in OPEN]
    return Case(
        **{name: row[name] for name in same},
        confidential=row["confidential"],
        provenance=row["provenance"],
        assigned_to=row["assigned_to_id"],
        organiser=row["organiser__name"],
        organisation=row["organiser__organisation"],
        organisation_key=body.folded_organisation,
        counted_on=row["event_on"] if basis is Basis.EVENT else row["received_on"],
        steps=frozenset(entry["kind"] for entry in traces.entries),
        attended=_attended(row, traces),
        hands=frozenset(entry["by_id"] for entry in traces.entries if entry["by_id"]),
        closing_clause=closing[-1]["clause"] if closing else "",
        lapsed_with=traces.lapses[-1]["kind"] if traces.lapses else "",
        attendee=_attendee(row, traces),
        # The diary lets go of whoever accompanies when it is over; what the Deputy was asked keeps it.
        accompanied=any(
            one["delegation__state"] == Delegation.State.ENDED and one["delegation__answered_at"]
            for one in together
        ),
        delegated=_last(
            traces.decisions,
            Outcome.DELEGATE,
            lambda one: Value(one["agreed_reason"], theirs=one["agreed_reason__wording"]),
        ),
        declined=_last(
            traces.decisions,
            Outcome.DECLINE,
            lambda one: Value(one["decline_kind"], DeclineKind(one["decline_kind"]).label),
        ),
        exception=_granted_to(traces.exceptions[-1]) if traces.exceptions else None,
        explained_to_organiser_before=any(at < row["received_at"] for at in earlier),
        days_to_answer=_days_to_answer(row, traces, days),
        days_of_notice=days.of_notice(row["received_on"], row["event_on"]),
    )


# --- What each thing is made of -----------------------------------------------------------------------------


def _attended(row: Row, traces: _Traces) -> bool:
    recorded = [entry["kind"] for entry in traces.entries if entry["kind"] in OUTCOMES]
    return row["stage"] == Stage.COMPLETED.value and recorded[-1:] == [Step.OUTCOME_ATTENDED.value]


def _attendee(row: Row, traces: _Traces) -> Value | None:
    """Who went, and as what: by the diary, or by what was announced where the diary's entry had
    been given up before the event.
    """
    if not _attended(row, traces):
        return None
    gone = [engagement for engagement in traces.engagements if engagement["state"] == Engagement.State.DONE]
    if not gone:
        announced = next(
            (letter["announces"] for letter in reversed(traces.letters) if letter["announces"] in ANNOUNCED),
            "",
        )
        as_what = Announced.MAYOR.value if announced == Announced.BOTH.value else announced
        gone = [
            engagement for engagement in traces.engagements if engagement["attendee"] == as_what
        ] or traces.engagements
    if not gone:
        return Value("unknown", "not recorded who")
    last = gone[-1]
    return Value(
        f"{last['attendee']}-{last['person_id']}",
        Engagement.Attendee(last["attendee"]).label,
        last["person__name"],
    )


def _last(decisions: list[Row], outcome: Outcome, value: Callable[[Row], Value]) -> Value | None:
    made = [decision for decision in decisions if decision["outcome"] == outcome]
    return value(made[-1]) if made else None


def _granted_to(exception: Row) -> Value:
    return Value(str(exception["deputy_id"]), "the Deputy", exception["deputy__name"])


def _days_to_answer(row: Row, traces: _Traces, days: Days) -> int | None:
    """From receipt to the day the answer's letter left,
    without the days the organiser was asked for something (P21).
    """
    answers = [_left_on(letter) for letter in traces.letters if letter["entry__to_stage"] in ANSWERED_BY]
    if not answers:
        return None
    answered_on = min(answers)
    stopped, since = 0, None
    for entry in traces.entries:
        on = min(timezone.localdate(entry["at"]), answered_on)
        if entry["to_stage"] in WAITING and since is None:
            since = on
        elif entry["to_stage"] and entry["to_stage"] not in WAITING and since is not None:
            stopped, since = stopped + days.of_promise(since, on), None
    return max(days.of_promise(row["received_on"], answered_on) - stopped, 0)


def _left_on(letter: Row) -> date:
    return timezone.localdate(
        letter["sent_at"] or letter["posted_at"] or letter["released_at"] or letter["drafted_at"]
    )


# --- The other tables ---------------------------------------------------------------------------------------

Grouped = dict[int, list[Row]]


def _grouped(rows: QuerySet[Any], *names: str) -> Grouped:
    found: Grouped = defaultdict(list)
    for row in rows.values("invitation_id", *names):
        found[row["invitation_id"]].append(row)
    return found


def _entries(period: Period, basis: Basis) -> Grouped:
    rows = RecordEntry.objects.filter(**period.filters(basis, "invitation__")).order_by(
        "invitation_id", "sequence"
    )
    return _grouped(rows, "kind", "at", "to_stage", "clause", "by_id")


def _engagements(period: Period, basis: Basis) -> Grouped:
    rows = Engagement.objects.filter(**period.filters(basis, "invitation__")).order_by("id")
    return _grouped(rows, "attendee", "person_id", "person__name", "state")


def _decisions(period: Period, basis: Basis) -> Grouped:
    counted = [Outcome.DELEGATE, Outcome.ACCEPT_TOGETHER, Outcome.DECLINE]
    rows = Decision.objects.filter(outcome__in=counted, **period.filters(basis, "invitation__")).order_by(
        "id"
    )
    # A reason is counted as it is worded today, and each under its own.
    reason = ("agreed_reason", "agreed_reason__wording", "decline_kind")
    return _grouped(rows, "outcome", *reason, "delegation__state", "delegation__answered_at")


def _exceptions(period: Period, basis: Basis) -> Grouped:
    rows = Delegation.objects.exceptions().filter(**period.filters(basis, "invitation__")).order_by("id")
    return _grouped(rows, "deputy_id", "deputy__name")


def _letters(period: Period, basis: Basis) -> Grouped:
    left = Letter.objects.letters().left().filter(**period.filters(basis, "invitation__")).order_by("id")
    return _grouped(left, "announces", "entry__to_stage", "sent_at", "posted_at", "released_at", "drafted_at")


def _lapses(period: Period, basis: Basis) -> Grouped:
    written = Letter.objects.letters().filter(
        entry__kind=Step.LAPSE.value, **period.filters(basis, "invitation__")
    )
    return _grouped(written.order_by("id"), "kind")


def _explained_first() -> dict[Mark, datetime]:
    """When the protocol was first explained to a mailbox or an organisation,
    on any case and not by mistake.
    """
    explained = RecordEntry.objects.filter(kind=Step.EXPLAIN_PROTOCOL.value).exclude(
        invitation__explained=Explained.RETRACTED.value
    )
    known: dict[Mark, datetime] = {}
    names = ("invitation__organiser__mailbox", "invitation__organiser__folded_organisation")
    for mailbox, folded, at in explained.order_by("-at").values_list(*names, "at"):
        known |= dict.fromkeys(marks(KnownBy(mailbox, folded)), at)
    return known
