"""What the worker does when it is woken or beat says 'look now'. Each computes what is due from the database."""

import logging

from civic.celery import app
from engagements.services import delivering, keeping_up, waking

logger = logging.getLogger(__name__)


@app.task(name=waking.SEND_REPLIES)
def send_replies() -> None:
    """Send the letters that are due; when there may be more, ask to be woken again."""
    taken = delivering.send_due(limit=delivering.BATCH)
    if taken:
        logger.info("Letters taken up: %s.", taken)
    if taken == delivering.BATCH:
        waking.call()


@app.task(name="engagements.tasks.keep_up")
def keep_up() -> None:
    """Take the steps that the world's own moves call for: terms, reminders, lapses."""
    keeping_up.keep_up()
