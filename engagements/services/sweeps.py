"""Each sweep's row: when it began and ended, what it took up, what ended it. And its one line in the log.

with sweeps.noted(Name.SEND) as run:
    run.taken = outbox.send_due()
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from django.db import DatabaseError
from django.utils import timezone

from civic.machine import metrics, runs, statements
from engagements.models import MailServer, SweepRun

logger = logging.getLogger(__name__)
Name = SweepRun.Name


@dataclass
class Run:
    """What a sweep says of itself while it runs."""

    taken: int = 0
    failed: int = 0


@contextmanager
def noted(name: SweepRun.Name) -> Iterator[Run]:
    """Run a sweep under a number of its own. What it raises is logged here, and goes on."""
    run, began = Run(), time.perf_counter()
    with runs.running(), statements.counted() as count:
        ended = "failed"
        try:
            SweepRun.objects.update_or_create(name=name, defaults={"started_at": timezone.now()})
            yield run
            finished = {
                "finished_at": timezone.now(),
                "taken": run.taken,
                "failed": run.failed,
                "trouble": "",
            }
            SweepRun.objects.filter(name=name).update(**finished)
            ended = "done"
        except Exception as error:
            logger.exception("Sweep %s ended by an error.", name.value)
            # Where the database itself is the trouble, the row stays as it is and grows stale.
            with suppress(DatabaseError):
                SweepRun.objects.filter(name=name).update(trouble=type(error).__name__)
            raise
        finally:
            seconds = time.perf_counter() - began
            metrics.sweep(name=name.value, ended=ended, taken=run.taken, failed=run.failed)
            facts = {"sweep": name.value, "ended": ended, "taken": run.taken, "failed": run.failed}
            facts |= {"ms": round(seconds * 1000), "statements": count.statements}
            logger.info(
                "Sweep %(sweep)s %(ended)s: %(taken)s taken up, %(failed)s failed",
                facts,
                extra={"facts": facts},
            )


def mail_server_said_yes() -> None:
    """It took a mail. Written once for each connection, not for each mail."""
    MailServer.objects.update_or_create(only=True, defaults={"said_yes_at": timezone.now()})
