"""The worker's engine. What is due is always computed from the database; beat only says 'look now'."""

import logging.config
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from billiard.process import current_process
from celery import Celery, signals
from celery.app.amqp import AMQP
from celery.beat import PersistentScheduler
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from kombu.connection import Connection
from kombu.exceptions import OperationalError
from kombu.transport.redis import Channel

from civic import VERSION, opening

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")


class SoonAgain(Connection):
    """A connection that is tried again soon, however long the broker was away: letters leave within seconds
    after it is well. The library's own waits grow to half a minute.
    """

    def ensure_connection(self, *args: Any, **kwargs: Any) -> Any:
        """As the library does it, every three seconds at the latest."""
        soon = {"interval_start": 1, "interval_step": 1, "interval_max": 3}
        return super().ensure_connection(*args, **soon | kwargs)  # type: ignore[no-untyped-call]


class OurAMQP(AMQP):
    Connection = SoonAgain


app = Celery("civic", amqp=OurAMQP)
app.config_from_object("django.conf:settings", namespace="CELERY")
try:
    settings.INSTALLED_APPS  # noqa: B018  (reads the settings now, so that a missing one is one sentence)
except ImproperlyConfigured as problem:
    sys.exit(str(problem))
app.autodiscover_tasks()
# A message only says 'look now': none is given back when the broker goes away. Trying to ends the worker, for
# by then it knows no broker any more (kombu 5.7).
Channel.do_restore = False
# A queue of each worker's own, by which it asks itself whether it still hears.
app.conf.worker_direct = True


@signals.setup_logging.connect
def _log_as_the_web_does(**rest: object) -> None:
    logging.config.dictConfig(settings.LOGGING)


@signals.celeryd_init.connect
def _worker_begins(sender: str, **rest: object) -> None:
    """`sender` is the worker's own name, which tells several workers of one machine apart."""
    os.environ["CIVIC_WORKER"] = f"worker-{sender}"
    # Its task is known to the children, too: they come later.
    import_module("civic.machine.worker_watch")
    import_module("civic.machine.metrics").begin(os.environ["CIVIC_WORKER"])


@signals.worker_process_init.connect
def _child_begins(**rest: object) -> None:
    """A child that follows one that died takes its place in the counts."""
    place = getattr(current_process(), "index", 0)
    import_module("civic.machine.metrics").take_place(f"{os.environ['CIVIC_WORKER']}-{place}")


@signals.worker_ready.connect
def _worker_says_so(sender: object, **rest: object) -> None:
    logging.getLogger("civic.start").info("A worker begins.", extra={"facts": {"version": VERSION}})
    import_module("civic.machine.worker_watch").begin(sender)


@signals.beat_init.connect
def _beat_looks_at_once(**rest: object) -> None:
    """What was missed while no beat ran does not wait until its turn comes again, which may be an hour."""
    logging.getLogger("civic.start").info("Beat begins.", extra={"facts": {"version": VERSION}})
    for entry in app.conf.beat_schedule.values():
        try:
            app.send_task(entry["task"], expires=60, retry=True, retry_policy={"max_retries": 0})
        except OperationalError:
            logging.getLogger("civic.start").warning("The broker does not answer yet; beat goes on trying.")
            break


class FitScheduler(PersistentScheduler):
    """Beat's own, which begins only where the office may open and where it can keep its schedule."""

    def setup_schedule(self) -> None:
        opening.refuse_when_not_ready()
        folder = Path(self.schedule_filename).absolute().parent
        can_be_written = os.path.isdir(folder) and os.access(folder, os.W_OK | os.X_OK)
        if not can_be_written or os.path.isdir(self.schedule_filename):
            sys.exit(
                f"Beat cannot keep its schedule in {self.schedule_filename}:"
                " name by --schedule a file in a folder that this user may write."
            )
        super().setup_schedule()


app.conf.beat_scheduler = FitScheduler


def _every(seconds: float, *names: str) -> dict[str, dict[str, object]]:
    """Each a task of its own. A look that was not taken in time is forgotten: the next one sees the same
    rows, and a slow mail server piles nothing up.
    """
    options = {"expires": max(seconds, 15.0)}
    return {
        name: {"task": f"engagements.tasks.{name}", "schedule": seconds, "options": options} for name in names
    }


app.conf.beat_schedule = {
    **_every(5.0, "send_letters", "send_notifications", "send_links", "send_account_mails"),
    **_every(60.0, "bring_in_handbook_versions", "take_system_steps", "remind_of_handbook", "erase_approved"),
    **_every(3600.0, "forget", "collect_files", "keep_head"),
}


@signals.worker_init.connect
def open_only_on_a_fit_database(**kwargs: object) -> None:
    """Before the worker takes its first task."""
    opening.refuse_when_not_ready()
