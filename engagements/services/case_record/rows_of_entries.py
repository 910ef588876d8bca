"""Whether decisions, delegations and engagements are what the entries of the record tell.

The chain says what was written into the record; this says whether the rows beside it follow from it. The
entries of a case are gone through from the first to the last, and what must stand beside them is compared
with what does. An entry whose particulars were erased names no row any more: its kind and its hand still
tell.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from engagements.models import STEPS_OF, Decision, Delegation, Engagement, Invitation, RecordEntry
from protocols.core.consequences import CHOOSING, MAKES_ANEW
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, Stage, Step

# So many cases are read together.
TOGETHER = 500
OUTCOMES = {step.value: outcome for outcome, steps in STEPS_OF.items() for step in steps}
Kind, State = Delegation.Kind, Delegation.State
ASKS = {
    Step.DELEGATE.value: Kind.DELEGATION,
    Step.MAYOR_CANNOT.value: Kind.DELEGATION,
    Step.GRANT_EXCEPTION.value: Kind.EXCEPTION,
    Step.ACCEPT_TOGETHER.value: Kind.ACCOMPANY,
}
ATTENDS = frozenset({Step.ACCEPT.value, Step.ACCEPT_TOGETHER.value})
ACCEPTS = frozenset({Step.DEPUTY_ACCEPTS.value, Step.ACCOMPANY_ACCEPTS.value})
# How a delegation ends by a step that is about it; by any other that leads away it falls.
ENDS = {
    Step.DEPUTY_DECLINES.value: State.DECLINED,
    Step.ACCOMPANY_DECLINES.value: State.DECLINED,
    Step.DEPUTY_CANNOT.value: State.CANNOT,
    Step.ACCOMPANY_CANNOT.value: State.CANNOT,
    Step.TAKE_BACK.value: State.TAKEN_BACK,
    Step.ACCOMPANY_TAKE_BACK.value: State.TAKEN_BACK,
    Step.ACCOMPANY_FALLS.value: State.FALLEN,
}
HELD = frozenset(stage.value for stage in (Stage.WITH_DEPUTY, *ATTENDING_STAGES))
OPEN = frozenset(stage.value for stage in OPEN_STAGES)
ANEW = frozenset(step.value for step in MAKES_ANEW)
CHOOSES = frozenset(step.value for step in CHOOSING)
ATTENDED = frozenset(stage.value for stage in ATTENDING_STAGES)


@dataclass(frozen=True)
class Unlike:
    """A row that no entry of its case tells of, or what an entry tells of and no row holds; in a sentence."""

    case: str
    what: str


@dataclass
class Asked:
    """What an entry tells was asked of the Deputy, and what later ones tell became of it."""

    version: int
    kind: Delegation.Kind
    named: int | None
    state: Delegation.State = State.ASKED

    @property
    def lives(self) -> bool:
        return self.state in (State.ASKED, State.ACCEPTED)

    def is_row(self, row: Delegation) -> bool:
        return (
            (row.decision.made_version, row.kind, row.state) == (self.version, self.kind, self.state)
            and row.decision.invitation_id == row.invitation_id
            and self.named in (None, row.pk)
        )


@dataclass
class Goes:
    """Who an entry tells goes: the Mayor on the decision of a version, or the Deputy on what was asked."""

    version: int
    on: Asked | None
    state: Engagement.State = Engagement.State.LIVE
    with_deputy: bool = False
    # Whether it was announced, and so kept as to be confirmed again, letters say and not the record.
    waits: bool = False
    may_be_done: bool = False

    def is_row(self, row: Engagement) -> bool:
        states = {self.state}
        states |= {Engagement.State.TENTATIVE} if self.waits else set()
        states |= {Engagement.State.DONE} if self.may_be_done else set()
        if row.state not in states or (row.accompanied_by_id is not None) != self.with_deputy:
            return False
        if self.on is None:
            return _rests(row, row.decision, self.version) and row.delegation_id is None
        rests = row.delegation is not None and _rests(row, row.delegation.decision, self.on.version)
        return rests and row.attendee == Engagement.Attendee.DEPUTY and _goes_as(row, row.delegation)


def _rests(row: Engagement, decision: Decision | None, version: int) -> bool:
    """On the decision of that version of its own case, by whoever goes where the Mayor does."""
    if decision is None or (decision.invitation_id, decision.made_version) != (row.invitation_id, version):
        return False
    return row.delegation_id is not None or decision.made_by_id == row.person_id


def _goes_as(row: Engagement, delegation: Delegation | None) -> bool:
    return delegation is not None and delegation.deputy_id == row.person_id


@dataclass
class Told:
    """What the entries of one case tell, gone through one by one."""

    decided: list[RecordEntry] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    goes: list[Goes] = field(default_factory=list)

    def take(self, entry: RecordEntry) -> None:
        version = entry.made_version or 0
        if entry.kind in OUTCOMES:
            self.decided.append(entry)
        self._of_the_deputy(entry, version)
        self._of_the_diary(entry, version)

    def _of_the_deputy(self, entry: RecordEntry, version: int) -> None:
        last = self.asked[-1] if self.asked else None
        if last and last.lives:
            if entry.kind in ACCEPTS:
                last.state = State.ACCEPTED
            elif entry.kind in ENDS:
                last.state = ENDS[entry.kind]
            elif entry.kind == Step.ONLY_MAYOR.value and last.kind is Kind.ACCOMPANY:
                last.state = State.FALLEN
            elif entry.to_stage not in HELD:
                completed = entry.to_stage == Stage.COMPLETED.value
                last.state = State.ENDED if completed else State.FALLEN
        if last and entry.kind == Step.CORRECT_NO.value:
            last.state = State.MISTAKEN
        if entry.kind in ASKS:
            self.asked.append(Asked(version, ASKS[entry.kind], _named(entry, "delegation")))

    def _of_the_diary(self, entry: RecordEntry, version: int) -> None:
        # Who goes already and asks the Deputy along stays on the first answer.
        if entry.kind in ATTENDS and entry.from_stage != Stage.MAYOR_ATTENDS.value:
            self.goes.append(Goes(version, None))
        elif entry.kind == Step.DEPUTY_ACCEPTS.value and self.asked:
            self.goes.append(Goes(version, self.asked[-1]))
        last = self.goes[-1] if self.goes else None
        completed = entry.to_stage == Stage.COMPLETED.value
        if entry.kind in CHOOSES or entry.to_stage not in OPEN:
            for waiting in (one for one in self.goes if one.waits):
                waiting.waits, waiting.may_be_done = False, completed
        if last is None or last.state is not Engagement.State.LIVE:
            return
        if entry.to_stage not in ATTENDED:
            last.state = Engagement.State.DONE if completed else Engagement.State.ENDED
            last.waits = entry.kind in ANEW
        asked = self.asked[-1] if self.asked and self.asked[-1].kind is Kind.ACCOMPANY else None
        if last.on is None and not completed:
            last.with_deputy = asked is not None and asked.state is State.ACCEPTED


def _named(entry: RecordEntry, word: str) -> int | None:
    kept = getattr(entry, "particulars", None)
    named = kept.words.get(word) if kept else None
    return named if isinstance(named, int) else None


def all_unlike() -> Iterator[Unlike]:
    """Each decision, delegation and engagement that does not follow from the record, case by case."""
    waiting = Invitation.objects.order_by("pk").values_list("pk", "reference").iterator(chunk_size=TOGETHER)
    while cases := dict(islice(waiting, TOGETHER)):
        yield from _unlike_of(cases)


def _unlike_of(cases: dict[int, str]) -> Iterator[Unlike]:
    told: dict[int, Told] = defaultdict(Told)
    entries = RecordEntry.objects.filter(invitation__in=cases, made_version__isnull=False)
    for entry in entries.select_related("particulars").order_by("invitation_id", "sequence"):
        told[entry.invitation_id].take(entry)
    beside = _rows_of(list(cases))
    for key, reference in cases.items():
        case, rows = told[key], beside[key]
        for what in (
            *_differences(case.decided, rows.decisions, _is_decision),
            *_differences(case.asked, rows.delegations, Asked.is_row),
            *_differences(case.goes, rows.engagements, Goes.is_row),
        ):
            yield Unlike(reference, what)


@dataclass
class Rows:
    """What stands beside the record of one case."""

    decisions: list[Decision] = field(default_factory=list)
    delegations: list[Delegation] = field(default_factory=list)
    engagements: list[Engagement] = field(default_factory=list)


def _rows_of(cases: list[int]) -> dict[int, Rows]:
    rows: dict[int, Rows] = defaultdict(Rows)
    of_these = {"invitation__in": cases}
    for decision in Decision.objects.filter(**of_these).order_by("pk"):
        rows[decision.invitation_id].decisions.append(decision)
    for delegation in Delegation.objects.filter(**of_these).select_related("decision").order_by("pk"):
        rows[delegation.invitation_id].delegations.append(delegation)
    engagements = Engagement.objects.filter(**of_these).select_related("decision", "delegation__decision")
    for engagement in engagements.order_by("pk"):
        rows[engagement.invitation_id].engagements.append(engagement)
    return rows


def _is_decision(entry: RecordEntry, row: Decision) -> bool:
    """The entry of its own version says so, by the same hand; and by whose word, where it was the own one."""
    return (
        (row.made_version, row.outcome) == (entry.made_version, OUTCOMES[entry.kind])
        and row.recorded_by_id == entry.by_id
        and (row.made_by_id == entry.by_id) == (entry.on_instruction_of == "")
        and _named(entry, "decision") in (None, row.pk)
    )


Thing = TypeVar("Thing", RecordEntry, Asked, Goes)
Row = TypeVar("Row", Decision, Delegation, Engagement)


def _differences(told: list[Thing], rows: list[Row], fits: Callable[[Thing, Row], bool]) -> Iterator[str]:
    """The rows that nothing tells of; and where there are too few, what is told and stands nowhere."""
    left = list(rows)
    missing = []
    for thing in told:
        row = next((row for row in left if fits(thing, row)), None)
        if row is None:
            missing.append(thing)
        else:
            left.remove(row)
    yield from (_name_of(row) for row in left)
    yield from (_told_by(thing) for thing in missing[len(left) :])


def _name_of(row: Decision | Delegation | Engagement) -> str:
    if isinstance(row, Decision):
        what = f"decision {row.pk} ({row.outcome})"
    elif isinstance(row, Delegation):
        what = f"delegation {row.pk} ({row.state})"
    else:
        what = f"engagement {row.pk} ({row.attendee}, {row.state})"
    return f"no entry of the record tells of its {what} as it stands"


def _told_by(thing: RecordEntry | Asked | Goes) -> str:
    if isinstance(thing, RecordEntry):
        what = f"decision at version {thing.made_version} ({thing.kind})"
    else:
        word = "delegation" if isinstance(thing, Asked) else "engagement"
        what = f"{word} since version {thing.version} ({thing.state.value})"
    return f"its record tells of this, which stands nowhere: {what}"
