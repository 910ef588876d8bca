"""What is installed is what somebody pinned and looked at, to the last package."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from tools import lock

ROOT = Path(__file__).parent.parent


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in lock.NAMES:
        for ending in (".in", ".txt"):
            shutil.copy(ROOT / f"{name}{ending}", tmp_path)
    return tmp_path


def changed(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_the_locks_hold_every_pin_and_nothing_else_that_was_asked_for() -> None:
    assert lock.differences(ROOT) == []


def test_the_locks_name_no_host_and_hash_every_package() -> None:
    for name in lock.NAMES:
        lines = (ROOT / f"{name}.txt").read_text(encoding="utf-8").splitlines()
        packages = [line for line in lines if line and line[0].isalnum()]
        assert packages
        assert all(line.endswith(" \\") for line in packages)
        assert [line for line in lines if "://" in line or line.startswith("--")] == []


@pytest.mark.parametrize(
    ("file", "before", "after", "sentence"),
    [
        (
            "requirements.in",
            "celery==5.7.0",
            "celery==5.7.1",
            "requirements.in has celery==5.7.1, requirements.txt 5.7.0: make lock.",
        ),
        (
            "requirements-dev.in",
            "pypdf==7.1.0",
            "",
            "requirements-dev.txt has pypdf, which requirements-dev.in no longer wants: make lock.",
        ),
        (
            "requirements.in",
            "whitenoise==",
            "black-noise==6\nwhitenoise==",
            "requirements.in has black-noise==6, requirements.txt has it not: make lock.",
        ),
        ("requirements.in", "Django==5.2.19", "Django>=5.2.19", "requirements.in pins django to no version."),
    ],
)
def test_a_pin_that_was_not_locked_is_one_sentence(
    folder: Any, file: Any, before: Any, after: Any, sentence: Any
) -> None:
    changed(folder / file, before, after)
    assert lock.differences(folder) == [sentence]


def test_a_package_without_a_hash_is_one_sentence(folder: Any) -> None:
    path = folder / "requirements.txt"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if line.startswith("vine=="))
    end = next(number for number in range(place + 1, len(lines)) if "# via" in lines[number])
    version = lines[place].rstrip(" \\\n")
    path.write_text("".join([*lines[:place], f"{version}\n", *lines[end:]]), encoding="utf-8")
    assert lock.differences(folder) == ["requirements.txt has no hash for vine: make lock."]
