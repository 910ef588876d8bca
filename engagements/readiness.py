"""Whether the machine does its work: each check, judged from one read (queries.machine), with an officer's
words.

Pure. /readyz, the metrics, the banner on the office's pages and the civic manager's page all say what is
judged here; docs/runbook.md says what to do about each.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from civic import wording

# By so much the clocks of two computers may differ.
CLOCKS_DIFFER = timedelta(minutes=1)


@dataclass(frozen=True)
class Sweep:
    """A sweep as it last ran."""

    name: str
    label: str
    started_at: datetime | None = None
    finished_at: datetime | None = None
    taken: int = 0
    failed: int = 0
    trouble: str = ""


@dataclass(frozen=True)
class Seen:
    """What one read of the database saw of the machine, and what the broker said when it was asked."""

    now: datetime
    sweeps: tuple[Sweep, ...]
    # Since when the letter waits that has waited longest and should have left.
    letter_due_since: datetime | None = None
    # By state: only those that are on somebody's desk. What has left is not counted: that number only grows.
    letters: Mapping[str, int] = field(default_factory=dict)
    # The same of the notification or link that has waited longest.
    mail_due_since: datetime | None = None
    mail_taken_at: datetime | None = None
    # Rows other than letters that failed so often that an officer should look.
    put_off: int = 0
    # Notifications that were refused, or tried as often as that.
    undelivered: int = 0
    # None when it was not asked.
    broker_answers: bool | None = None

    @property
    def troubled(self) -> int:
        """Letters that could not be delivered, or may or may not have gone."""
        return self.letters.get("failed", 0) + self.letters.get("uncertain", 0)

    @property
    def worker_seen_at(self) -> datetime | None:
        """When anything of the worker was last seen."""
        moments = [moment for sweep in self.sweeps for moment in (sweep.started_at, sweep.finished_at)]
        return max((moment for moment in moments if moment and not ahead(moment, self.now)), default=None)

    @property
    def waits_since(self) -> datetime | None:
        """Since when anything that leaves by mail has waited."""
        return min(
            (moment for moment in (self.letter_due_since, self.mail_due_since) if moment), default=None
        )


@dataclass(frozen=True)
class Check:
    """One thing that is as it should be, or not: its name in /readyz and the runbook; what officers read when
    not.
    """

    name: str
    good: bool
    says: str
    # How old it is, or how many there are; None for what never was.
    value: int | None = None


def ahead(moment: datetime | None, now: datetime) -> bool:
    """Whether it has not come yet. Clocks differ a little; by more than that one of them is wrong."""
    return moment is not None and moment - now > CLOCKS_DIFFER


def checks(seen: Seen, *, stale_after: Mapping[str, int], troubled_letters: int) -> list[Check]:
    """Every check, in the order in which one explains the next: broker, sweeps, mail server, letters."""
    found = [] if seen.broker_answers is None else [_broker(seen)]
    found += [_sweep(sweep, seen.now, stale_after[sweep.name]) for sweep in seen.sweeps]
    letter, mail = _letter(seen, stale_after["letter"]), _mail(seen, stale_after["letter"])
    many = bool(troubled_letters) and seen.troubled > troubled_letters
    troubled = f"{seen.troubled} letters could not be delivered, or their delivery is uncertain."
    return [
        *found,
        _mail_server(seen, late=not (letter.good and mail.good)),
        letter,
        mail,
        Check("troubled_letters", not many, troubled, seen.troubled),
        _put_off(seen),
        _undelivered(seen),
    ]


def troubles(seen: Seen, found: Iterable[Check]) -> list[str]:
    """What is wrong, in plain words. A worker that is away is one sentence, not one a sweep."""
    wrong = [check for check in found if not check.good]
    sweeps = {f"sweep_{sweep.name}" for sweep in seen.sweeps}
    if sweeps and sweeps <= {check.name for check in wrong}:
        waits = "letters are waiting" if seen.letter_due_since else "letters will have to wait"
        gone = {*sweeps, "oldest_letter", "oldest_mail", "mail_server"}
        away = (
            f"The part of the system that sends letters has not been "
            f"running{_since(seen.worker_seen_at, seen.now)}; {waits}."
        )
        return [away, *(check.says for check in wrong if check.name not in gone)]
    return [check.says for check in wrong]


def _broker(seen: Seen) -> Check:
    says = (
        "Part of the system (the message broker) is not responding. Decisions are safe, "
        "but letters may be sent late."
    )
    return Check("broker", bool(seen.broker_answers), says)


def _sweep(sweep: Sweep, now: datetime, limit: int) -> Check:
    done_at = sweep.finished_at
    if done_at is not None and ahead(done_at, now):
        says = f"{wording.capital(sweep.label)} is recorded as done at a time in the future: "
        says += f"{wording.moment(done_at)}. The clock of one of our computers is, or was, wrong."
        return Check(f"sweep_{sweep.name}", False, says, _seconds(done_at, now))
    stale = bool(limit) and (done_at is None or now - done_at > timedelta(seconds=limit))
    error = ", because of an error" if sweep.trouble else ""
    says = f"{wording.capital(sweep.label)} has not been done{_since(done_at, now)}{error}."
    return Check(f"sweep_{sweep.name}", not stale, says, _seconds(done_at, now))


def _letter(seen: Seen, limit: int) -> Check:
    return _oldest(
        "oldest_letter", "A letter has been waiting to be sent", seen.letter_due_since, seen.now, limit
    )


def _mail(seen: Seen, limit: int) -> Check:
    says = "A notification or a requested link has been waiting to be sent"
    return _oldest("oldest_mail", says, seen.mail_due_since, seen.now, limit)


def _oldest(name: str, says: str, since: datetime | None, now: datetime, limit: int) -> Check:
    late = bool(limit) and since is not None and now - since > timedelta(seconds=limit)
    return Check(name, not late, f"{says}{_since(since, now)}.", _seconds(since, now) or 0)


def _put_off(seen: Seen) -> Check:
    says = f"{seen.put_off} things could not be done automatically and need someone to look at them."
    if seen.put_off == 1:
        says = "1 thing could not be done automatically and needs someone to look at it."
    return Check("put_off", not seen.put_off, says, seen.put_off)


def _undelivered(seen: Seen) -> Check:
    says = f"{seen.undelivered} notifications could not be delivered and need someone to look at them."
    if seen.undelivered == 1:
        says = "1 notification could not be delivered and needs someone to look at it."
    return Check("undelivered_notifications", not seen.undelivered, says, seen.undelivered)


def _mail_server(seen: Seen, *, late: bool) -> Check:
    """Its silence means something only while mail waits too long: on a quiet day nobody asks it."""
    took = None if ahead(seen.mail_taken_at, seen.now) else seen.mail_taken_at
    since = seen.waits_since
    silent = late and since is not None and (took is None or took < since)
    return Check(
        "mail_server",
        not silent,
        f"The mail server has not accepted any e-mail{_since(took, seen.now)}.",
        _seconds(took, seen.now),
    )


def _since(moment: datetime | None, now: datetime) -> str:
    """ " since 9.14am" today, with the day before that; " yet" for what never was."""
    if moment is None:
        return " yet"
    today = wording.local(moment).date() == wording.local(now).date()
    return f" since {wording.clock(moment) if today else wording.moment(moment)}"


def _seconds(moment: datetime | None, now: datetime) -> int | None:
    return None if moment is None else int((now - moment).total_seconds())
