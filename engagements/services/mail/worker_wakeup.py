"""Waking the worker once a letter, notification or link is queued and committed.

The rows are the truth: an unheard call costs a few seconds.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from kombu.connection import Connection

from civic.celery import app

logger = logging.getLogger(__name__)
SEND_LETTERS = "engagements.tasks.send_letters"
SEND_NOTIFICATIONS = "engagements.tasks.send_notifications"
SEND_LINKS = "engagements.tasks.send_links"
SEND_ACCOUNT_MAILS = "engagements.tasks.send_account_mails"
# Nobody waits for a broker that has stalled: half a second, then the sweep does it.
PATIENCE = 0.5
FORGET_AFTER = 60
LEAVE_ALONE_FOR = 5.0

_down_until = 0.0


def wake(task: str = SEND_LETTERS) -> None:
    """Ask the worker to look for what this task sends as soon as this transaction is committed.

    Never raises, never waits for a dead broker.
    """

    # A function of its own: Django 5.2 fails on a partial when it logs a robust hook's error.
    def after_commit() -> None:
        call(task)

    transaction.on_commit(after_commit, robust=True)


def call(task: str = SEND_LETTERS) -> bool:
    """Ask the worker now; whether the broker took the message.

    A broker that was down is left alone for some seconds.
    """
    global _down_until
    if time.monotonic() < _down_until:
        return False
    try:
        with _impatient() as connection:
            # Measured: retry=False waits six seconds for a dead broker, a policy of no retries not at all.
            app.send_task(
                task,
                connection=connection,
                expires=FORGET_AFTER,
                retry=True,
                retry_policy={"max_retries": 0},
            )
    except Exception as error:
        _down_until = time.monotonic() + LEAVE_ALONE_FOR
        logger.warning("The worker could not be woken (%s); its sweep will find the letters.", error)
        return False
    return True


def broker_answers() -> bool:
    """Ask the broker whether it is there. Waits for a stalled one no longer than a page may."""
    try:
        with _impatient() as connection:
            # One try: more would wait in between.
            connection.ensure_connection(max_retries=1, interval_start=0, interval_step=0, timeout=PATIENCE)
    except Exception as error:
        logger.warning("The broker does not answer (%s).", type(error).__name__)
        return False
    return True


@contextmanager
def _impatient() -> Iterator[Connection]:
    with app.connection_for_write() as connection:
        connection.connect_timeout = PATIENCE
        connection.transport_options = connection.transport_options | {
            "socket_connect_timeout": PATIENCE,
            "socket_timeout": PATIENCE,
            "retry_on_timeout": False,
        }
        yield connection


def try_again() -> None:
    """Forget that the broker was down."""
    global _down_until
    _down_until = 0.0
