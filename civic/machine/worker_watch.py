"""A worker that no longer hears its broker begins anew, in the same process.

After its broker was lost and came back, a worker can go on living and take nothing more, without a word in
its log. It was seen here once, under load, and is reported of many versions of the library. Nobody but the
worker itself can tell that from an idle night: it asks itself through the broker.
"""

import logging
import os
import sys
import threading

from billiard import active_children
from celery import Celery, shared_task, signals
from celery.concurrency.prefork import TaskPool
from celery.utils.nodenames import worker_direct
from celery.worker import state
from celery.worker.consumer import Consumer

logger = logging.getLogger(__name__)

EVERY = 20.0
"""Seconds between two looks. Beat wakes the worker every five: it asks itself only where nothing came."""
UNANSWERED = 3
"""So many questions in a row without an answer, while the broker takes them, and the worker is deaf."""
ANSWER_WITHIN = 5.0
CHILD_ENDS_WITHIN = 5.0


@shared_task
def listen() -> None:
    """What the worker sends itself. It is heard when it arrives; there is nothing to do."""


class Watch(threading.Thread):
    """Looks whether this worker still hears; one thread of the worker's own process."""

    def __init__(self, app: Celery, worker: str) -> None:
        super().__init__(name="worker-watch", daemon=True)
        self.app, self.worker = app, worker
        self.heard, self.over = threading.Event(), threading.Event()

    def run(self) -> None:
        unanswered = 0
        while not self.over.wait(EVERY):
            hears = self.heard.is_set() or self._hears()
            self.heard.clear()
            # What the broker does not take says nothing of the worker.
            unanswered = unanswered + 1 if hears is False else 0
            if unanswered >= UNANSWERED and not self.over.is_set():
                self._begin_anew()

    def hear(self, **task: object) -> None:
        """A task came."""
        self.heard.set()

    def stop(self, **why: object) -> None:
        """From now on its silence is wanted: it is ending."""
        self.over.set()

    def _hears(self) -> bool | None:
        """Whether the worker gets its own message; None where the broker does not take it.

        One whose hands are full takes no more tasks. That its loop goes round is enough then.
        """
        try:
            if state.reserved_requests:
                return bool(self.app.control.ping(destination=[self.worker], timeout=ANSWER_WITHIN))
            listen.apply_async(queue=worker_direct(self.worker), retry=False)
        except Exception as problem:  # noqa: BLE001 - whatever is the matter, it is the broker's
            logger.info("The worker could not ask itself: %s", problem.__class__.__name__)
            return None
        return self.heard.wait(ANSWER_WITHIN)

    def _begin_anew(self) -> None:
        """At once, and without its children: its own loop may never come round to ending in order."""
        logger.error("The worker no longer hears its broker, which answers. It begins anew.")
        children = active_children()
        for child in children:
            child.terminate()
        for child in children:
            child.join(CHILD_ENDS_WITHIN)
        # What it was started with.
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606


def begin(consumer: Consumer) -> None:
    """Watch from now on. Only where tasks run in children: elsewhere a long task is silence too."""
    if isinstance(consumer.pool, TaskPool):
        watch = Watch(consumer.app, consumer.hostname)
        signals.task_received.connect(watch.hear, weak=False)
        signals.worker_shutting_down.connect(watch.stop, weak=False)
        watch.start()
