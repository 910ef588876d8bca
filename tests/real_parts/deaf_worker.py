"""The office's worker, which goes deaf at SIGUSR2, in the way that DEAF names."""

import os
import signal
import time
from collections.abc import Callable

from celery import signals
from celery.worker.consumer import Consumer

from civic.celery import app
from civic.machine import worker_watch

__all__ = ["app"]

WAITS_FOR_THE_SIGN = "It waits for the sign to go deaf."

worker_watch.EVERY, worker_watch.ANSWER_WITHIN = 0.5, 1.0


def stands_still(consumer: Consumer) -> None:
    time.sleep(3600)


def fetches_nothing(consumer: Consumer) -> None:
    """It still answers whoever calls it by name."""
    for channel in consumer.connection.transport.cycle._channels:
        channel.qos.can_consume = lambda: False


WAYS: dict[str, Callable[[Consumer], None]] = {
    "stands still": stands_still,
    "fetches nothing": fetches_nothing,
}


def wait_for_the_sign(sender: Consumer, **rest: object) -> None:
    signal.signal(signal.SIGUSR2, lambda *_: WAYS[os.environ["DEAF"]](sender))
    # Before this the sign would end it instead.
    print(WAITS_FOR_THE_SIGN, flush=True)


signals.worker_ready.connect(wait_for_the_sign)
