"""What the worker does when it is woken or beat says 'look now'. Each computes what is due from the database."""

from django.utils import timezone

from civic.celery import app
from engagements.models import SweepRun
from engagements.services import sweeps
from engagements.services.case_record import record_heads
from engagements.services.intake import rate_limits, submissions
from engagements.services.mail import (
    lost_link_mails,
    notification_mails,
    notifications,
    outbox,
    worker_wakeup,
)
from engagements.services.records import retention
from engagements.services.steps import system_steps
from engagements.services.terms import handbook_reminders
from protocols import sign_off


@app.task(name=worker_wakeup.SEND_LETTERS)
def send_letters() -> None:
    """Send the letters, notices and lost links that are due; when there may be more, ask to be woken again."""
    with sweeps.noted(SweepRun.Name.SEND) as run:
        links, notifications, letters = (
            lost_link_mails.send_due(),
            notification_mails.send_due(),
            outbox.send_due(),
        )
        run.taken = links + notifications + letters
    if outbox.BATCH in (links, notifications, letters):
        worker_wakeup.call()


@app.task(name="engagements.tasks.keep_up")
def keep_up() -> None:
    """Take the steps that the world's own moves call for: a new protocol, terms, reminders, lapses."""
    with sweeps.noted(SweepRun.Name.KEEP_UP):
        sign_off.bring_in_due()
        system_steps.keep_up()
        handbook_reminders.remind()
        retention.carry_on()


@app.task(name="engagements.tasks.forget")
def forget() -> None:
    """Forget what was only kept for a while: forms nobody sent, attempts, requests for links."""
    with sweeps.noted(SweepRun.Name.FORGET) as run:
        run.taken = submissions.forget_old()
        rate_limits.forget_old()
        lost_link_mails.forget_old()


@app.task(name="engagements.tasks.keep_head")
def keep_head() -> None:
    """Keep the day's head of the record, once a day."""
    with sweeps.noted(SweepRun.Name.HEADS) as run:
        head = record_heads.keep(timezone.now(), tell=notifications.tell_of_head)
        run.taken = 1 if head else 0
