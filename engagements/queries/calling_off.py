"""What is on in a number of days, for calling several engagements off for one cause (P1)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from civic import wording
from civic.models import Person
from civic.queries import CouncilNow
from engagements import promise, situations
from engagements.models import Invitation, RecordEntry
from protocols.core.rulings import open_rows
from protocols.core.table import ALIVE
from protocols.core.vocabulary import Step

# A page for people: of more than this, somebody chooses fewer days.
MOST = 100
_VERSION = re.compile("[0-9]{1,9}")
_STEPS = (Step.CALL_OFF_FOR_CAUSE.value, Step.SEND_HOLDING.value)


@dataclass(frozen=True)
class LeftAlone:
    """A case that is in those days and to which nothing is written, with why."""

    invitation: Invitation
    why: str

    @property
    def words(self) -> str:
        return in_words(self.invitation)


@dataclass(frozen=True)
class OnThoseDays:
    """The cases in the order of their events: what can be called off, whose organiser can be told that the
    answer takes longer, and the rest.
    """

    announced: Sequence[Invitation]
    undecided: Sequence[Invitation]
    left_alone: Sequence[LeftAlone]
    too_many: bool

    def __bool__(self) -> bool:
        return bool(self.announced or self.undecided or self.left_alone)


def on(first: date, last: date, at: CouncilNow) -> OnThoseDays:
    """Every living case whose event touches these days and is still ahead."""
    cases = list(
        Invitation.objects.for_situations()
        .filter(
            stage__in=[stage.value for stage in ALIVE],
            event_on__lte=last,
            ends_on__gte=first,
            ends_at__gt=at.now,
        )
        .order_by("starts_at", "id")[: MOST + 1]
    )
    facts = situations.of_many(cases[:MOST], at)
    openly = {case.pk: {row.step for row in open_rows(facts[case.pk])} for case in cases[:MOST]}
    announced, undecided, left_alone = [], [], []
    for case in cases[:MOST]:
        if Step.CALL_OFF_FOR_CAUSE in openly[case.pk]:
            announced.append(case)
        elif Step.SEND_HOLDING not in openly[case.pk]:
            left_alone.append(LeftAlone(case, _why(openly[case.pk])))
        elif why := promise.why_not_renewed(case, at.today):
            left_alone.append(LeftAlone(case, why))
        else:
            undecided.append(case)
    return OnThoseDays(announced, undecided, left_alone, len(cases) > MOST)


def were_done(ticked: Sequence[str], why: str, by: Person) -> bool:
    """Whether just this was done with just these already: the same page was sent twice."""
    return bool(ticked) and all(_was_done(seen, why, by) for seen in ticked)


def _was_done(seen: str, why: str, by: Person) -> bool:
    reference, _, version = seen.partition(":")
    entries = RecordEntry.objects.filter(
        invitation__reference=reference, kind__in=_STEPS, by=by, particulars__words__why=why
    )
    return bool(_VERSION.fullmatch(version)) and entries.filter(made_version=int(version) + 1).exists()


def seen(case: Invitation) -> str:
    """The case as a page shows it: once it has moved, this is no choice any more."""
    return f"{case.reference}:{case.version}"


def _why(openly: set[Step]) -> str:
    if Step.STOP_WAITING in openly or Step.RETRACT_EXPLANATION in openly:
        return "Waiting for the organiser’s answer."
    if Step.CORRECT_SLIP in openly or Step.TAKE_BACK in openly:
        return "The organiser has not been told yet who will attend. Hold the letter back, and ask the Mayor."
    return "Nothing has been announced, and no answer has been promised by a certain date."


def in_words(case: Invitation) -> str:
    """A case as it stands beside a box to tick."""
    title = "confidential" if case.confidential else case.title
    return f"{case.reference} {title}, {wording.occasion(case.starts_at, case.ends_at)}"
