"""What goes from one Mayor to the next: worked out from terms,
cases and letters each time it is asked (P8, P22).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from civic import queries as council
from civic.models import OfficeKind, Person, Term
from civic.queries import CouncilNow, Tenure
from engagements import situations
from engagements.models import Engagement, Invitation, Letter
from protocols import acknowledgements
from protocols.core.rulings import open_rows
from protocols.core.vocabulary import ATTENDING_STAGES, Party, Stage

# A page for people: more than this is opened in the work list.
SHOWN = 100
_TURNS_WITH_THE_OFFICE = [
    stage.value
    for stage in (Stage.HELD_FOR_SUCCESSOR, Stage.WITH_MAYOR, Stage.WITH_DEPUTY, *ATTENDING_STAGES)
]
_FOR_THE_MAYOR = [stage.value for stage in (Stage.WITH_MAYOR, Stage.SPECIAL_CASE, Stage.WITH_DEPUTY)]
_FOR_AN_OFFICER = (Letter.State.DRAFT.value, Letter.State.FAILED.value, Letter.State.UNCERTAIN.value)


@dataclass(frozen=True)
class Turn:
    """The moment at which the offices change hands, and when the new terms end."""

    at: datetime
    until: datetime
    # Whether the annual meeting at which the new terms end is in the calendar yet.
    until_is_known: bool
    is_past: bool
    outgoing: dict[str, Term]
    incoming: dict[str, Term]

    @property
    def leaving(self) -> list[Person]:
        """Whoever held one of the offices until the turn and holds none after it."""
        staying = {term.person_id for term in self.incoming.values()}
        people = {
            term.person_id: term.person for term in self.outgoing.values() if term.person_id not in staying
        }
        return list(people.values())


@dataclass(frozen=True)
class Handover:
    """What there is to hand over at the turn."""

    held: list[Invitation]
    to_move: list[Invitation]
    beyond: list[Engagement]
    waiting: list[Invitation]
    outcomes: list[Invitation]
    letters: list[Letter]
    unacknowledged: list[Term]


def meetings(tenure: Tenure) -> list[datetime]:
    """The annual meetings of the calendar, in order."""
    return sorted(tenure.annual_meetings)


def turn_at(at: datetime, now: datetime, tenure: Tenure) -> Turn:
    """The turn at this annual meeting."""
    year = council.civic_year_of(at, tenure=tenure)
    of_office = [OfficeKind.MAYOR.value, OfficeKind.DEPUTY.value]
    return Turn(
        at=at,
        until=year.ends_at,
        until_is_known=year.ends_at in tenure.annual_meetings,
        is_past=at <= now,
        outgoing={kind: term for kind in of_office if (term := _last_before(tenure, kind, at))},
        incoming={term.office.kind: term for term in tenure.terms if term.begins_at == at},
    )


def nearest(now: datetime, tenure: Tenure) -> datetime | None:
    """The annual meeting one means without saying which; None when the calendar has none."""
    return min(meetings(tenure), key=lambda at: abs(at - now), default=None)


def _last_before(tenure: Tenure, kind: str, at: datetime) -> Term | None:
    """Who held the office up to the turn; a vacancy at the end of a year hands nothing over."""
    held = [term for term in tenure.terms if term.office.kind == kind and term.begins_at < at <= term.ends_at]
    return held[-1] if held else None


def handover(turn: Turn, at: CouncilNow) -> Handover:
    """Everything that turns, waits or is lacking, each list in the order of its events."""
    cases = Invitation.objects.select_related("organiser").order_by("starts_at", "id")
    after, before = {"starts_at__gte": turn.at}, {"starts_at__lt": turn.at}
    live = (
        Engagement.objects.live()
        .filter(**after)
        .select_related("invitation", "person", "accompanied_by__deputy")
    )
    letters = Letter.objects.letters().filter(state__in=_FOR_AN_OFFICER).select_related("invitation")
    return Handover(
        held=list(cases.filter(stage=Stage.HELD_FOR_SUCCESSOR.value)[:SHOWN]),
        to_move=to_move(list(cases.filter(stage__in=_TURNS_WITH_THE_OFFICE, **after)), at),
        beyond=list(live.order_by("starts_at", "id")[:SHOWN]),
        waiting=list(cases.filter(stage__in=_FOR_THE_MAYOR, ends_at__gt=at.now, **before)[:SHOWN]),
        outcomes=list(cases.living().filter(ends_at__lte=at.now, **before)[:SHOWN]),
        letters=list(letters.order_by("id")[:SHOWN]),
        unacknowledged=acknowledgements.not_acknowledged(turn.incoming.values()),
    )


def to_move(cases: Sequence[Invitation], at: CouncilNow) -> list[Invitation]:
    """Those that the system hands on as soon as it looks:
    their Mayor is known now, or the choice they rested on has fallen.
    """
    facts = situations.of_many(cases, at)
    return [case for case in cases if open_rows(facts[case.pk], Party.SYSTEM)]
