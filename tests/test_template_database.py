"""The database that every process of the tests begins with."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from pytest_django import Settings
from time_machine import Traveller

from tests import template_database


@pytest.fixture
def sources(tmp_path: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "letter.py").write_text("sent = 1", encoding="utf-8")
    settings.BASE_DIR = tmp_path
    monkeypatch.setattr(template_database, "SOURCES", ("models",))
    return tmp_path / "models"


def state() -> str:
    return template_database._state_of_the_code.__wrapped__()


def test_a_template_is_used_again_while_neither_code_nor_day_changes(
    sources: Any, office_day: Traveller
) -> None:
    before = state()
    assert state() == before
    (sources / "letter.py").write_text("sent = 2", encoding="utf-8")
    changed = state()
    (sources / "guard.sql").write_text("", encoding="utf-8")
    added = state()
    office_day.shift(60 * 60 * 24)
    assert len({before, changed, added, state()}) == 4


def test_the_copy_lacks_no_migration_and_stands_apart(db: None) -> None:
    call_command("migrate", "--check")
    assert "template" not in connection.settings_dict["NAME"]
