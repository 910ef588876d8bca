"""Keeping up with the world: what the system itself may do, worked out from the database each time, safe to
run twice.
"""

import logging
from collections.abc import Iterator
from contextlib import suppress

from django.db import DatabaseError
from django.db.models import Q
from django.utils import timezone

from civic.queries import CouncilNow, read_council
from engagements import case_context, situations
from engagements.models import Invitation
from engagements.services import sweeps
from engagements.services.steps import new_deciders, transitions
from protocols.core.rulings import BreachOfProtocol, open_rows
from protocols.core.vocabulary import ATTENDING_STAGES, Party, Stage

log = logging.getLogger(__name__)
BATCH = 200
_MAY_MOVE = [
    stage.value
    for stage in (Stage.WITH_MAYOR, Stage.HELD_FOR_SUCCESSOR, Stage.WITH_DEPUTY, *ATTENDING_STAGES)
]


def keep_up() -> int:
    """Take every step that is the system's to take now: hold, hand on, let fall, remind, lapse; and tell
    whoever has an invitation to decide by now that was put to somebody else.

    Returns how many steps were taken.
    """
    at = read_council()
    due = (invitation for batch in _batches() for invitation in _with_something_to_do(batch, at))
    taken = sweeps.each_on_its_own(
        due, lambda invitation: _keep_up_with(invitation, at), sweep=sweeps.Name.SYSTEM_STEPS
    )
    new_deciders.tell(at)
    return sum(taken)


def _batches() -> Iterator[list[Invitation]]:
    """The cases on which the system may have something to do, a batch at a time."""
    today, now = timezone.localdate(), timezone.now()
    due = Q(stage__in=_MAY_MOVE) | Q(answer_due_on__lt=today) | Q(ends_at__lte=now)
    cases = Invitation.objects.living().filter(due).for_situations().order_by("pk")
    last = 0
    while batch := list(cases.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        yield batch


def _with_something_to_do(batch: list[Invitation], at: CouncilNow) -> Iterator[Invitation]:
    """Those with a step of the system's; and those that cannot be worked out here.

    Whatever is the matter with one of these is raised again when it is acted on, where it is that one's
    trouble alone.
    """
    try:
        context = case_context.read(batch, at)
    except DatabaseError:
        raise
    except Exception:  # noqa: BLE001
        yield from batch
        return
    for invitation in batch:
        idle = False
        with suppress(Exception):
            idle = not open_rows(situations.situation(invitation, context), Party.SYSTEM)
        if not idle:
            yield invitation


def _keep_up_with(invitation: Invitation, at: CouncilNow) -> int:
    """Step by step until the system has nothing left to do: a fallen choice may have to be held as well."""
    taken = 0
    while rows := open_rows(situations.of(invitation, at), Party.SYSTEM):
        try:
            with transitions.step(invitation, party=Party.SYSTEM, step=rows[0].step, by=None):
                pass
        except BreachOfProtocol:
            # Somebody moved it between the look and the step; what is left to do shows at the next round.
            log.info("%s moved meanwhile", invitation.reference)
            return taken
        taken += 1
    return taken
