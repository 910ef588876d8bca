"""What the worker does when it is woken or beat says 'look now'. Each computes what is due from the database.

Each is one sweep, of which one runs at a time; two beats change nothing.
"""

from collections.abc import Callable

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from civic.celery import app
from civic.services import accounts, sent_forms
from engagements.models import SweepRun
from engagements.services import stored_files, sweeps
from engagements.services.case_record import record_heads
from engagements.services.intake import rate_limits, submissions
from engagements.services.mail import (
    account_mails,
    lost_link_mails,
    notification_mails,
    notifications,
    outbox,
    outgoing,
    worker_wakeup,
)
from engagements.services.records import own_time, retention
from engagements.services.steps import system_steps
from engagements.services.terms import handbook_reminders
from protocols import sign_off

Name = SweepRun.Name


@app.task(name=worker_wakeup.SEND_LETTERS)
def send_letters() -> None:
    """Send the letters that are due."""
    _send(Name.SEND_LETTERS, outbox.send_due, worker_wakeup.SEND_LETTERS)


@app.task(name=worker_wakeup.SEND_NOTIFICATIONS)
def send_notifications() -> None:
    """Tell members and officers what waits for them."""
    _send(Name.SEND_NOTIFICATIONS, notification_mails.send_due, worker_wakeup.SEND_NOTIFICATIONS)


@app.task(name=worker_wakeup.SEND_LINKS)
def send_links() -> None:
    """Send the links that organisers asked for anew."""
    _send(Name.SEND_LINKS, lost_link_mails.send_due, worker_wakeup.SEND_LINKS)


@app.task(name=worker_wakeup.SEND_ACCOUNT_MAILS)
def send_account_mails() -> None:
    """Tell people what concerns their own accounts."""
    _send(Name.SEND_ACCOUNT_MAILS, account_mails.send_due, worker_wakeup.SEND_ACCOUNT_MAILS)


def _send(name: SweepRun.Name, send_due: Callable[[], int], task: str) -> None:
    """When there may be more, ask to be woken again."""
    if sweeps.in_turn(name, send_due) == outgoing.BATCH:
        worker_wakeup.call(task)


@app.task(name="engagements.tasks.take_system_steps")
def take_system_steps() -> None:
    """Take the steps that are the system's own: hold, hand on, remind, let lapse."""
    sweeps.in_turn(Name.SYSTEM_STEPS, system_steps.keep_up)


@app.task(name="engagements.tasks.bring_in_handbook_versions")
def bring_in_handbook_versions() -> None:
    """Bring into force what was planned for a moment that has come."""

    def bring_in() -> int:
        versions = sign_off.due_versions()
        return len(sweeps.each_on_its_own(versions, sign_off.bring_in, sweep=Name.HANDBOOK_VERSIONS))

    sweeps.in_turn(Name.HANDBOOK_VERSIONS, bring_in)


@app.task(name="engagements.tasks.remind_of_handbook")
def remind_of_handbook() -> None:
    """Remind Mayor and Deputy to acknowledge the protocol in force."""
    sweeps.in_turn(Name.HANDBOOK_REMINDERS, handbook_reminders.remind)


@app.task(name="engagements.tasks.erase_approved")
def erase_approved() -> None:
    """Erase some of what was approved for it."""
    sweeps.in_turn(Name.RETENTION, retention.carry_on)


@app.task(name="engagements.tasks.forget")
def forget() -> None:
    """Forget what was only kept for a while: forms nobody sent, attempts, requests for links."""

    def forget_all() -> int:
        forgotten = submissions.forget_old() + rate_limits.forget_old()
        forgotten += lost_link_mails.forget_old() + account_mails.forget_old()
        forgotten += sent_forms.forget_old() + own_time.forget_old() + accounts.forget_absences()
        SessionStore.clear_expired()
        sweeps.forget_settled()
        return forgotten

    sweeps.in_turn(Name.FORGET, forget_all)


@app.task(name="engagements.tasks.collect_files")
def collect_files() -> None:
    """Remove files that no row names."""
    sweeps.in_turn(Name.COLLECT_FILES, stored_files.collect)


@app.task(name="engagements.tasks.keep_head")
def keep_head() -> None:
    """Keep the day's head of the record, once a day; looked for more often, so that no day is missed."""

    def keep() -> int:
        return 1 if record_heads.keep(timezone.now(), tell=notifications.tell_of_head) else 0

    sweeps.in_turn(Name.HEADS, keep)
