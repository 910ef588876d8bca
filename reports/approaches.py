"""Approaches to the Deputy, counted without judgement:
who asked, how it came about, what was explained, what came back (P4 to P6).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from civic.queries import CouncilNow
from engagements.folding import fold
from engagements.models import Delegation, Letter, Provenance, RecordEntry
from protocols.core.letters import EXPLAINING
from protocols.core.vocabulary import Step
from reports import figures
from reports.figures import Basis, Case, Period

ANSWERS = {
    Step.INVITE_MAYOR.value: "invited the Mayor",
    Step.NO_THANK_YOU.value: "said no, thank you",
    Step.COUNCILLOR_ONLY.value: "invited the councillor as a councillor only",
}
NO_ANSWER, NOT_ASKED = "no answer recorded", "not asked"
CONFIDENTIAL = "Confidential invitation"
COLUMNS = (
    "Number", "Protocol explained", "Invited the Mayor", "No, thank you", "As a councillor only",
    "No answer recorded",
    "Goodwill exceptions",
)  # fmt: skip


@dataclass(frozen=True)
class Approach:
    """One invitation that asked for the Deputy."""

    reference: str
    title: str
    organiser: str
    # What an organiser is counted by, however it spells itself.
    organiser_key: str
    provenance: str
    received_on: date
    event_on: date
    explained_on: date | None
    answer: str
    answered_on: date | None
    exception_on: date | None
    # Whether the protocol had been explained to this organiser on an earlier invitation.
    explained_before: bool


@dataclass(frozen=True)
class Line:
    """One organiser, one way in which approaches came about, or the whole."""

    label: str
    counts: tuple[int, ...]

    @property
    def counted(self) -> list[tuple[str, int]]:
        """Each count with the heading of its column."""
        return list(zip(COLUMNS, self.counts, strict=True))


@dataclass(frozen=True)
class Granted:
    """A goodwill exception granted on an invitation of the period, also where both had been invited.

    One that the Mayor took back is none (P5).
    """

    reference: str
    title: str
    granted_on: date
    granted_by: str
    deputy: str


@dataclass(frozen=True)
class Pattern:
    """The approaches of a period, oldest first, and the exceptions granted on invitations received in it."""

    period: Period
    approaches: tuple[Approach, ...]
    exceptions: tuple[Granted, ...]

    def by_organiser(self) -> list[Line]:
        """Most approaches first."""
        named: dict[str, str] = {}
        for one in self.approaches:
            named.setdefault(one.organiser_key, one.organiser)
        lines = self._by(lambda one: named[one.organiser_key])
        return sorted(lines, key=lambda line: (-line.counts[0], line.label.casefold()))

    def by_provenance(self) -> list[Line]:
        """In the order of the list officers choose from."""
        order = [label for _, label in Provenance.choices]
        return sorted(self._by(lambda one: one.provenance), key=lambda line: order.index(line.label))

    def before_and_after(self) -> list[Line]:
        """Approaches of organisers to whom nothing had been explained yet, and of those to whom it had."""
        before = [one for one in self.approaches if not one.explained_before]
        after = [one for one in self.approaches if one.explained_before]
        return [
            Line("Before the protocol had been explained to the organiser", _counts(before)),
            Line("After it had been explained on an earlier invitation", _counts(after)),
        ]

    def total(self) -> Line:
        return Line("All", _counts(list(self.approaches)))

    def _by(self, key: Callable[[Approach], str]) -> list[Line]:
        groups: dict[str, list[Approach]] = defaultdict(list)
        for one in self.approaches:
            groups[key(one)].append(one)
        return [Line(label, _counts(ones)) for label, ones in groups.items()]


def _counts(ones: list[Approach]) -> tuple[int, ...]:
    answers = [one.answer for one in ones]
    return (
        len(ones),
        sum(one.explained_on is not None for one in ones),
        *(answers.count(words) for words in ANSWERS.values()),
        answers.count(NO_ANSWER),
        sum(one.exception_on is not None for one in ones),
    )


def read(period: Period, at: CouncilNow) -> Pattern:
    """The pattern of the invitations received in the period.

    Confidential ones are counted without their names (P14).
    """
    report = figures.read(period, Basis.RECEIVED, at)
    cases = {case.pk: case for case in report.cases}
    granted = _granted(cases)
    found = report.of("approaches")
    explained, answered = _explained([case.pk for case in found]), _answered([case.pk for case in found])
    approaches = [
        _approach(case, explained.get(case.pk), answered.get(case.pk), granted.get(case.pk)) for case in found
    ]
    exceptions = tuple(
        Granted(
            cases[pk].reference,
            _title(cases[pk]),
            on,
            one.decision.made_by.written_name,
            one.deputy.written_name,
        )
        for pk, (on, one) in sorted(granted.items(), key=lambda pair: (pair[1][0], pair[0]))
    )
    return Pattern(
        period, tuple(sorted(approaches, key=lambda one: (one.received_on, one.reference))), exceptions
    )


def _approach(
    case: Case,
    explained_on: date | None,
    answered: tuple[str, date] | None,
    granted: tuple[date, Delegation] | None,
) -> Approach:
    answer, answered_on = answered or (NO_ANSWER if explained_on else NOT_ASKED, None)
    organiser = CONFIDENTIAL if case.confidential else case.organisation or case.organiser
    return Approach(
        reference=case.reference,
        title=_title(case),
        organiser=organiser,
        organiser_key=fold(organiser),
        provenance=Provenance(case.provenance).label,
        received_on=case.received_on,
        event_on=case.event_on,
        explained_on=explained_on,
        answer=answer,
        answered_on=answered_on,
        exception_on=granted[0] if granted else None,
        explained_before=case.explained_to_organiser_before,
    )


def _title(case: Case) -> str:
    return CONFIDENTIAL if case.confidential else case.title


def _explained(cases: list[int]) -> dict[int, date]:
    """When the letter that explains the protocol left, the first time.

    One that never left explained nothing.
    """
    letters = (
        Letter.objects.letters()
        .left()
        .filter(invitation__in=cases, kind__in=[letter.value for letter in EXPLAINING])
    )
    rows = letters.order_by("-id").values_list("invitation_id", "sent_at", "posted_at", "drafted_at")
    return {case: timezone.localdate(sent or posted or drafted) for case, sent, posted, drafted in rows}


def _answered(cases: list[int]) -> dict[int, tuple[str, date]]:
    """What the organiser last answered, and when."""
    entries = (
        RecordEntry.objects.filter(invitation__in=cases, kind__in=ANSWERS)
        .order_by("id")
        .values_list("invitation_id", "kind", "at")
    )
    return {case: (ANSWERS[kind], timezone.localdate(at)) for case, kind, at in entries}


def _granted(cases: Mapping[int, Case]) -> dict[int, tuple[date, Delegation]]:
    exceptions = Delegation.objects.exceptions().select_related("deputy", "decision__made_by").order_by("id")
    return {
        one.invitation_id: (timezone.localdate(one.asked_at), one)
        for one in exceptions
        if one.invitation_id in cases
    }
