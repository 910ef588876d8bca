"""The office does not open with settings under which letters could be lost or pages hang."""

from typing import Any

import pytest
from django.conf import settings as configured
from django.core.checks import run_checks
from pytest_django import Settings

from engagements import checks


def complaints() -> list[str]:
    return [str(problem.id) for problem in run_checks() if str(problem.id).startswith("engagements.")]


def test_the_settings_as_they_are_pass() -> None:
    assert complaints() == []


@pytest.mark.parametrize("wait", [None, 0, -1, 100_000])
def test_a_mail_server_must_not_be_waited_for_without_end(settings: Settings, wait: int | None) -> None:
    settings.EMAIL_TIMEOUT = wait
    assert complaints() == ["engagements.E001"]


@pytest.mark.parametrize(
    ("option", "value", "complaint"),
    [
        ("transaction_mode", "DEFERRED", "engagements.E002"),
        ("transaction_mode", None, "engagements.E002"),
        ("init_command", "PRAGMA foreign_keys=ON;", "engagements.E003"),
        ("init_command", "", "engagements.E003"),
        ("timeout", 5, "engagements.E004"),
    ],
)
def test_sqlite_must_stand_two_writers(option: str, value: Any, complaint: str) -> None:
    safe = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": "PRAGMA journal_mode = WAL;"}
    office = {"ENGINE": "django.db.backends.sqlite3", "NAME": "office"}
    assert checks.sqlite_problems({"default": office | {"OPTIONS": safe}}) == []
    assert [
        problem.id
        for problem in checks.sqlite_problems({"default": office | {"OPTIONS": safe | {option: value}}})
    ] == [complaint]


def test_sqlite_as_it_comes_does_not_do() -> None:
    assert (
        len(checks.sqlite_problems({"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "office"}}))
        == 3
    )


@pytest.mark.parametrize("option", ["socket_connect_timeout", "socket_timeout"])
def test_a_broker_must_not_be_waited_for_without_end(settings: Settings, option: str) -> None:
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = configured.CELERY_BROKER_TRANSPORT_OPTIONS | {option: None}
    assert complaints() == ["engagements.E005"]
