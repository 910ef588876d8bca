"""Keeping up with the world: what the system itself may do, worked out from the database each time, safe to
run twice.
"""

import logging
from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from civic.queries import read_council
from engagements import situations
from engagements.models import Invitation
from engagements.services import sweeps
from engagements.services.steps import transitions
from protocols.core.rulings import BreachOfProtocol, open_rows
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, Party, Stage

log = logging.getLogger(__name__)
BATCH = 200
_MAY_MOVE = [
    stage.value
    for stage in (Stage.WITH_MAYOR, Stage.HELD_FOR_SUCCESSOR, Stage.WITH_DEPUTY, *ATTENDING_STAGES)
]


def keep_up() -> int:
    """Take every step that is the system's to take now: hold, hand on, let fall, remind, lapse.

    Returns how many were taken.
    """
    due = (invitation for batch in _in_batches() for invitation in batch)
    return sum(sweeps.each_on_its_own(due, _keep_up_with, sweep=sweeps.Name.SYSTEM_STEPS))


def _in_batches() -> Iterator[list[Invitation]]:
    """The cases on which the system may have something to do, a batch at a time."""
    today, now = timezone.localdate(), timezone.now()
    due = Q(stage__in=_MAY_MOVE) | Q(answer_due_on__lt=today) | Q(ends_at__lte=now)
    cases = Invitation.objects.filter(
        due, stage__in=[stage.value for stage in OPEN_STAGES + ATTENDING_STAGES]
    )
    last = 0
    while batch := list(
        cases.filter(pk__gt=last)
        .select_related("organiser", "joined_to", "protocol_version")
        .order_by("pk")[:BATCH]
    ):
        last = batch[-1].pk
        facts = situations.of_many(batch, read_council())
        yield [invitation for invitation in batch if open_rows(facts[invitation.pk], Party.SYSTEM)]


def _keep_up_with(invitation: Invitation) -> int:
    """Step by step until the system has nothing left to do: a fallen choice may have to be held as well."""
    taken = 0
    while rows := open_rows(situations.of(invitation), Party.SYSTEM):
        try:
            with transitions.step(invitation, party=Party.SYSTEM, step=rows[0].step, by=None):
                pass
        except BreachOfProtocol:
            # Somebody moved it between the look and the step; what is left to do shows at the next round.
            log.info("%s moved meanwhile", invitation.reference)
            return taken
        taken += 1
    return taken
