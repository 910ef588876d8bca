"""Calling several engagements off for one cause: national mourning, a flood (P1)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.core.exceptions import ValidationError

from civic.models import Person
from engagements.models import Invitation
from engagements.services.steps import triage
from engagements.services.steps.transitions import MovedMeanwhile
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Party, Step


@dataclass(frozen=True)
class Refused:
    """A case that moved on in the last moment, and why nothing was done with it."""

    invitation: Invitation
    why: str


@dataclass(frozen=True)
class CalledOff:
    """What was done: how many were called off, how many organisers told of a later day, and what was not."""

    announced: int
    undecided: int
    refused: list[Refused]


def call_off_all(
    *,
    announced: Iterable[Invitation],
    undecided: Iterable[Invitation],
    why: str,
    answer_by: date | None,
    by: Person,
) -> CalledOff:
    """Each case its own step, entry and letter, in a transaction of its own: what can be done is done.

    `why` stands in the letters of what is called off, word for word; `answer_by` is promised to whoever has
    no answer yet. The rows are as the page showed them: a case that has moved since is left alone.
    """
    refused = list[Refused]()

    def took(case: Invitation, step: Callable[[], object]) -> bool:
        try:
            step()
        except (BreachOfProtocol, MovedMeanwhile) as moved:
            refused.append(Refused(case, str(moved)))
            return False
        except ValidationError as unfit:
            refused.append(Refused(case, ". ".join(unfit.messages)))
            return False
        return True

    off = [took(case, partial(_call_off, case, why, by)) for case in announced]
    held = [took(case, partial(_hold, case, answer_by, why, by)) for case in undecided if answer_by]
    return CalledOff(sum(off), sum(held), refused)


def _call_off(case: Invitation, why: str, by: Person) -> None:
    step, manager = Step.CALL_OFF_FOR_CAUSE, Party.CIVIC_MANAGER
    triage.take(case, step=step, party=manager, why=why, seen=case.version, by=by)


def _hold(case: Invitation, answer_by: date, why: str, by: Person) -> None:
    triage.send_holding(case, answer_by=answer_by, why=why, seen=case.version, by=by)
