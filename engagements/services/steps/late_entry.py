"""What took place before the office heard of it: entered at once with who went, on the Mayor's recorded word,
and its outcome (P8).
"""

from dataclasses import dataclass
from enum import Enum

from django.db import transaction

from civic import wording
from civic.models import OfficeKind, Person
from civic.queries import CouncilNow, Holder, read_council
from engagements.models import Instruction, Invitation, Outcome
from engagements.particulars import EventParticulars, OrganiserParticulars
from engagements.services.intake import registration
from engagements.services.intake.registration import Arrival
from engagements.services.steps import deputys_answer, mayors_decision, triage
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Party, Stage, Step


class Went(Enum):
    """Who went to what is entered late, by the Mayor's decision that is recorded with it."""

    MAYOR = Outcome.ACCEPT
    DEPUTY = Outcome.DELEGATE
    BOTH = Outcome.ACCEPT_TOGETHER


@dataclass(frozen=True, kw_only=True)
class TookPlace:
    """What came of an event that is over, and how the office knows."""

    went: Went
    instruction: Instruction
    agreed_reason: str = ""
    # How the Deputy's own word reached the office, where the Deputy went.
    deputys_word: Instruction | None = None
    note: str = ""
    thanks: bool = False


@transaction.atomic
def enter(
    *,
    organiser: OrganiserParticulars,
    event: EventParticulars,
    arrival: Arrival,
    took_place: TookPlace,
    by: Person,
) -> Invitation:
    """Enter what took place: the case is completed, and nobody is written to unless `thanks` says so.

    Raises BreachOfProtocol for an event that is not over, where no Mayor was in office on that day, and where
    the Deputy could not be asked (P2, P3).
    """
    at = read_council()
    invitation = registration.enter_late(organiser=organiser, event=event, arrival=arrival, by=by)
    mayor = _of_that_day(invitation, at, OfficeKind.MAYOR)
    mayors_decision.record_decision(
        invitation,
        outcome=took_place.went.value,
        made_by=mayor.person,
        instruction=took_place.instruction,
        agreed_reason=took_place.agreed_reason,
        by=by,
    )
    if took_place.went is not Went.MAYOR:
        deputy = _of_that_day(invitation, at, OfficeKind.DEPUTY)
        deputys_answer.accept(invitation, deputy=deputy.person, instruction=took_place.deputys_word, by=by)
    triage.record_outcome(invitation, attended=True, note=took_place.note, by=by)
    if took_place.thanks:
        triage.write_thanks(invitation, by=by)
    return invitation


def _of_that_day(invitation: Invitation, at: CouncilNow, office: OfficeKind) -> Holder:
    """Who held the office then, whether or not that person holds it still: it is that person's word.

    Of the days of acting only whoever is still acting gives it: to “the Mayor went” nobody else can answer.
    """
    title = at.titles["mayor_title" if office is OfficeKind.MAYOR else "deputy_title"]
    deputy = wording.capital(at.titles["deputy_title"])
    if office is OfficeKind.DEPUTY:
        held = at.deputy_of_event(invitation.starts_at, then=True)
    else:
        held = at.mayor_of_event(invitation.starts_at, then=True)[1]
        if held and held.capacity == "acting" and held != at.mayor_of_event(invitation.starts_at)[1]:
            raise _nobodys_word(f"{deputy} carried out the duties of {title} on that day, and no longer does")
    if held is None:
        raise _nobodys_word(f"Nobody was {title} on that day")
    return held


def _nobodys_word(why: str) -> BreachOfProtocol:
    reasons = (f"{why}, so nobody can give that word.",)
    return BreachOfProtocol(Stage.WITH_MAYOR, Party.OFFICER, Step.ENTER_LATE, "P8", reasons)
