"""What the worker does when it is woken or beat says 'look now'. Each computes what is due from the database."""

import logging

from civic.celery import app
from engagements.services import delivering, delivering_notices, keeping_up, waking

logger = logging.getLogger(__name__)


@app.task(name=waking.SEND_REPLIES)
def send_replies() -> None:
    """Send the letters and notices that are due; when there may be more, ask to be woken again."""
    notices, letters = delivering_notices.send_due(), delivering.send_due()
    if notices or letters:
        logger.info("Notices taken up: %s, letters: %s.", notices, letters)
    if delivering.BATCH in (notices, letters):
        waking.call()


@app.task(name="engagements.tasks.keep_up")
def keep_up() -> None:
    """Take the steps that the world's own moves call for: terms, reminders, lapses."""
    keeping_up.keep_up()
