"""How the machine speaks, as settings say; and the version, which needs none."""

from pathlib import Path

import pytest

from civic import VERSION
from tests.test_settings import LONG, PRODUCTION, ROOT, refusal_of, settings_of, started


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("METRICS_TOKEN", "short", "METRICS_TOKEN must be a long random text of at least 20 characters."),
        (
            "METRICS_TOKEN",
            "change-me" * 3,
            "METRICS_TOKEN must be a long random text of at least 20 characters.",
        ),
        (
            "METRICS_TOKEN",
            PRODUCTION["SECRET_KEY"],
            "SECRET_KEY and METRICS_TOKEN must not hold the same key: make another for each.",
        ),
        ("LOG_LINES", "xml", "LOG_LINES must be json or readable, not 'xml'."),
        ("LOG_LINES", "readable", "LOG_LINES must be json outside the demo: readable lines name people."),
        ("LOG_LEVEL", "loud", "LOG_LEVEL must be debug, info, warning, error or critical, not 'loud'."),
        ("STALE_AFTER_SEND_LETTERS", "soon", "STALE_AFTER_SEND_LETTERS must be a whole number, not 'soon'."),
    ],
)
def test_a_setting_that_cannot_be_meant_is_one_sentence(name: str, value: str, sentence: str) -> None:
    assert refusal_of(**PRODUCTION | {name: value}) == sentence


@pytest.mark.parametrize("below", ["", "metrics"])
def test_metrics_are_kept_where_they_can_be(tmp_path: Path, below: str) -> None:
    place = tmp_path / "file" / below
    (tmp_path / "file").touch()
    said = refusal_of(**PRODUCTION, METRICS_TOKEN=LONG, PROMETHEUS_MULTIPROC_DIR=str(place))
    assert said.startswith("PROMETHEUS_MULTIPROC_DIR must be a folder")
    assert settings_of("METRICS_FOLDER", **PRODUCTION, METRICS_TOKEN=LONG, PROMETHEUS_MULTIPROC_DIR="") == {
        "METRICS_FOLDER": f"{ROOT}/var/metrics"
    }


COUNT = (
    "import django; django.setup(); from civic.machine import metrics; "
    "metrics.sweep(name='x', ended='done', taken=1, failed=0)"
)


def test_without_a_token_nothing_is_counted_in_a_folder(tmp_path: Path) -> None:
    given = {
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "not there"),
        "DJANGO_SETTINGS_MODULE": "civic.settings",
    }
    done = started("-c", COUNT, environ=PRODUCTION | given)
    assert (done.returncode, done.stderr, list(tmp_path.iterdir())) == (0, "", [])


@pytest.mark.parametrize("level", ["debug", "Warning", "ERROR"])
def test_a_level_is_taken_however_it_is_written(level: str) -> None:
    told = settings_of("LOGGING", **PRODUCTION, LOG_LEVEL=level)
    assert told["LOGGING"]["root"]["level"] == level.upper()


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
            "send_account_mails": 120,
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


def test_the_metrics_make_their_folder_when_the_first_number_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "counts"
    given = {
        **PRODUCTION,
        "METRICS_TOKEN": "told-to-prometheus-alone-7fQx2",
        "PROMETHEUS_MULTIPROC_DIR": str(folder),
    }
    load = (
        "import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'civic.settings');"
        "import django; django.setup(); from civic.machine import metrics; from pathlib import Path;"
        f"folder = Path({str(folder)!r}); before = folder.exists();"
        "metrics.SWEEP_RUNS.labels(sweep='x', ended='well').inc(); print(before, folder.exists())"
    )
    done = started(
        "-c",
        f"import os; os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'civic.settings'); {load}",
        environ=given,
    )
    assert (done.returncode, done.stdout.strip()) == (0, "False True"), done.stderr
