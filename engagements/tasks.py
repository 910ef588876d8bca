"""What the worker does when it is woken or beat says 'look now'. Each computes what is due from the database."""

import logging

from civic.celery import app
from engagements.services import (
    delivering,
    delivering_links,
    delivering_notices,
    drafting,
    handbook_reminders,
    intake_limits,
    keeping_up,
    retaining,
    waking,
)
from protocols import signing

logger = logging.getLogger(__name__)


@app.task(name=waking.SEND_REPLIES)
def send_replies() -> None:
    """Send the letters, notices and lost links that are due; when there may be more, ask to be woken again."""
    links, notices, letters = delivering_links.send_due(), delivering_notices.send_due(), delivering.send_due()
    if notices or letters:
        logger.info("Notices taken up: %s, letters: %s.", notices, letters)
    if delivering.BATCH in (links, notices, letters):
        waking.call()


@app.task(name="engagements.tasks.keep_up")
def keep_up() -> None:
    """Take the steps that the world's own moves call for: a new protocol, terms, reminders, lapses."""
    signing.bring_in_due()
    keeping_up.keep_up()
    handbook_reminders.remind()
    retaining.carry_on()


@app.task(name="engagements.tasks.forget")
def forget() -> None:
    """Forget what was only kept for a while: forms nobody sent, attempts, requests for links."""
    logger.info("Forms forgotten: %s.", drafting.forget_old())
    intake_limits.forget_old()
    delivering_links.forget_old()
