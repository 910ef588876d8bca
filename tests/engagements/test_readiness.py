"""What counts as wrong with the machine, and in which words. Pure: no database."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from engagements import readiness
from engagements.models import SweepRun
from engagements.readiness import Seen, Sweep
from tests.council import OFFICE_DAY, london

LIMITS = {
    "send_letters": 120,
    "send_notifications": 120,
    "send_links": 120,
    "send_account_mails": 120,
    "system_steps": 600,
    "handbook_versions": 600,
    "handbook_reminders": 600,
    "retention": 600,
    "forget": 10800,
    "collect_files": 10800,
    "heads": 10800,
    "letter": 900,
}
NAMES = tuple(SweepRun.Name.values)


def sweeps(**ago: int | None) -> tuple[Sweep, ...]:
    """Each done so many seconds ago; a moment ago when nothing is said, never for None."""
    labels = {name.value: str(name.label) for name in SweepRun.Name}
    done = {name: ago.get(name, 1) for name in NAMES}
    return tuple(
        Sweep(name, labels[name], finished_at=None if age is None else before(age))
        for name, age in done.items()
    )


def before(seconds: int) -> datetime:
    return OFFICE_DAY - timedelta(seconds=seconds)


def seen(**particulars: Any) -> Seen:
    usual = Seen(OFFICE_DAY, sweeps(), mail_taken_at=before(5), broker_answers=True)
    return replace(usual, **particulars)


def bad(one: Seen, **limits: int) -> set[str]:
    return {
        check.name
        for check in readiness.checks(one, stale_after=LIMITS | limits, troubled_letters=50)
        if not check.good
    }


def said(one: Seen) -> list[str]:
    return readiness.troubles(one, readiness.checks(one, stale_after=LIMITS, troubled_letters=50))


def test_every_sweep_has_its_limit() -> None:
    assert set(settings.STALE_AFTER) == {*SweepRun.Name.values, "letter"}


def test_nothing_is_wrong_on_a_good_day() -> None:
    assert bad(seen()) == set()
    assert said(seen()) == []
    checks = readiness.checks(seen(), stale_after=LIMITS, troubled_letters=50)
    assert {check.name: check.value for check in checks} == {
        "broker": None, **{f"sweep_{name}": 1 for name in NAMES}, "mail_server": 5, "oldest_letter": 0,
        "oldest_mail": 0, "troubled_letters": 0, "put_off": 0, "undelivered_notifications": 0,
    }  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_sweep_is_stale_after_its_limit_and_not_before(name: str) -> None:
    assert bad(seen(sweeps=sweeps(**{name: LIMITS[name]}))) == set()
    assert bad(seen(sweeps=sweeps(**{name: LIMITS[name] + 1}))) == {f"sweep_{name}"}
    assert bad(seen(sweeps=sweeps(**{name: None}))) == {f"sweep_{name}"}
    assert bad(seen(sweeps=sweeps(**{name: None})), **{name: 0}) == set()


@pytest.mark.parametrize("name", NAMES)
def test_a_sweep_that_was_done_at_a_moment_to_come_was_done_by_a_wrong_clock(name: str) -> None:
    assert bad(seen(sweeps=sweeps(**{name: -60}))) == set()
    wrong = seen(sweeps=sweeps(**{name: -86400}))
    assert bad(wrong, **{name: 0}) == {f"sweep_{name}"}
    [says] = said(wrong)
    assert says.endswith(
        " is recorded as done at a time in the future: Tuesday 2 June 2026, 10am."
        " The clock of one of our computers is, or was, wrong."
    )
    assert wrong.worker_seen_at == before(1)


def test_a_mail_server_that_said_yes_tomorrow_has_not_said_yes() -> None:
    waits = seen(letter_due_since=before(1200), mail_taken_at=before(-86400))
    assert bad(waits) == {"oldest_letter", "mail_server"}


def test_a_notification_or_link_that_waits_too_long_is_told_as_a_letter_is() -> None:
    waits = seen(mail_due_since=before(1200), mail_taken_at=before(7200))
    assert bad(waits) == {"oldest_mail", "mail_server"}
    assert said(waits) == [
        "The mail server has not accepted any e-mail since 8am.",
        "A notification or a requested link has been waiting to be sent since 9.40am.",
    ]
    assert bad(waits, letter=0) == set()


@pytest.mark.parametrize(
    ("number", "says"),
    [
        (1, "1 notification could not be delivered and needs someone to look at it."),
        (2, "2 notifications could not be delivered and need someone to look at them."),
    ],
)
def test_a_notification_that_nobody_received_is_told(number: int, says: str) -> None:
    assert bad(seen(undelivered=number)) == {"undelivered_notifications"}
    assert said(seen(undelivered=number)) == [says]


def test_a_worker_that_is_away_is_one_sentence() -> None:
    gone = int((OFFICE_DAY - london(2026, 6, 1, 9, 14)).total_seconds())
    away = seen(
        sweeps=sweeps(**dict.fromkeys(NAMES, 20000) | {"send_letters": gone}), letter_due_since=before(1200)
    )
    assert said(away) == [
        "The part of the system that sends letters has not been running since 9.14am; letters are waiting."
    ]


def test_a_worker_that_was_never_there() -> None:
    assert said(seen(sweeps=sweeps(**dict.fromkeys(NAMES)))) == [
        "The part of the system that sends letters has not been running yet; letters will have to wait."
    ]


def test_a_worker_that_is_away_since_another_day_names_the_day() -> None:
    assert said(seen(sweeps=sweeps(**dict.fromkeys(NAMES, 86400)))) == [
        "The part of the system that sends letters has not been running since Sunday 31 May 2026, 10am; "
        "letters will have to wait."
    ]


def test_one_stale_sweep_is_named_and_why() -> None:
    broken = (
        *sweeps()[:3],
        Sweep("system_steps", "updating terms", finished_at=before(1200), trouble="KeyError"),
        *sweeps()[4:],
    )
    assert said(seen(sweeps=broken)) == [
        "Updating terms has not been done since 9.40am, because of an error."
    ]


def test_an_old_letter_is_wrong_and_a_young_one_is_not() -> None:
    assert bad(seen(letter_due_since=before(900))) == set()
    assert bad(seen(letter_due_since=before(901))) == {"oldest_letter"}
    assert bad(seen(letter_due_since=before(901)), letter=0) == set()


def test_the_mail_servers_silence_counts_only_while_a_letter_waits() -> None:
    assert bad(seen(mail_taken_at=None)) == set()
    assert bad(seen(mail_taken_at=before(90000))) == set()
    assert bad(seen(letter_due_since=before(901), mail_taken_at=before(902))) == {
        "oldest_letter",
        "mail_server",
    }
    assert bad(seen(letter_due_since=before(901), mail_taken_at=None)) == {"oldest_letter", "mail_server"}


def test_many_letters_in_trouble_are_more_than_a_days_work() -> None:
    assert bad(seen(letters={"failed": 30, "uncertain": 20})) == set()
    many = seen(letters={"failed": 30, "uncertain": 21, "queued": 9})
    assert bad(many) == {"troubled_letters"}
    assert said(many) == ["51 letters could not be delivered, or their delivery is uncertain."]


def test_the_broker_is_judged_only_when_it_was_asked() -> None:
    assert bad(seen(broker_answers=False)) == {"broker"}
    assert "broker" not in {
        check.name
        for check in readiness.checks(seen(broker_answers=None), stale_after=LIMITS, troubled_letters=50)
    }


def test_what_is_put_before_officers_is_said() -> None:
    assert bad(seen(put_off=1)) == {"put_off"}
    assert said(seen(put_off=2)) == [
        "2 things could not be done automatically and need someone to look at them."
    ]
