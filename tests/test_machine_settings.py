"""How the machine speaks, as settings say; and the version, which needs none."""

import pytest

from civic import VERSION
from tests.test_settings import PRODUCTION, settings_of, started


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("METRICS_TOKEN", "short", "METRICS_TOKEN must be a long random text of at least 20 characters."),
        ("LOG_LINES", "xml", "LOG_LINES must be readable or json, not 'xml'."),
        ("STALE_AFTER_SEND_LETTERS", "soon", "STALE_AFTER_SEND_LETTERS must be a whole number, not 'soon'."),
    ],
)
def test_a_setting_that_cannot_be_meant_is_one_sentence(name: str, value: str, sentence: str) -> None:
    done = started("manage.py", "check", **PRODUCTION | {name: value})
    assert (done.returncode, done.stderr) == (1, f"{sentence}\n")


def test_production_writes_json_and_shows_no_metrics_unless_told() -> None:
    assert settings_of("LOG_LINES", "METRICS_TOKEN", **PRODUCTION) == {
        "LOG_LINES": "json",
        "METRICS_TOKEN": "",
    }
    assert settings_of("LOG_LINES", DEMO="1") == {"LOG_LINES": "readable"}


def test_limits_are_taken_from_the_environment() -> None:
    told = settings_of(
        "STALE_AFTER", "TROUBLED_LETTERS", **PRODUCTION, STALE_AFTER_SEND_LETTERS="0", TROUBLED_LETTERS="7"
    )
    assert told == {
        "STALE_AFTER": {
            "send_letters": 0,
            "send_notifications": 120,
            "send_links": 120,
            "system_steps": 600,
            "handbook_versions": 600,
            "handbook_reminders": 600,
            "retention": 600,
            "forget": 10800,
            "collect_files": 10800,
            "heads": 10800,
            "letter": 900,
        },
        "TROUBLED_LETTERS": 7,
    }


@pytest.mark.parametrize("asked", ["version", "--version"])
def test_the_version_is_told_without_any_setting(asked: str) -> None:
    done = started("manage.py", asked)
    assert (done.returncode, done.stdout) == (0, f"{VERSION}\n")
