"""The gates of coverage: figures that are too low fail, and none at all are said to be none."""

import os
from pathlib import Path
from typing import Any

import pytest
from coverage import CoverageData

from tools import measure

pytestmark = pytest.mark.any_database


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of one room with a gate, its two ways through, and nothing else."""
    room = tmp_path / "protocols" / "core"
    room.mkdir(parents=True)
    doors = "def way(open):\n    if open:\n        return 1\n    return 2\n"
    (room / "doors.py").write_text(doors, encoding="utf-8")
    monkeypatch.setattr(measure, "ROOT", tmp_path)
    monkeypatch.setattr(measure, "FOLDER", tmp_path / "var")
    monkeypatch.setattr(measure, "WHOLE", tmp_path / "whole")
    settings = """[tool.coverage.run]
branch = true
parallel = true
patch = ["subprocess"]
data_file = "var/data"
"""
    (tmp_path / "pyproject.toml").write_text(settings, encoding="utf-8")
    return room / "doors.py"


def ran(doors: Path, *ways: tuple[int, int]) -> None:
    data = CoverageData(basename=str(measure.WHOLE))
    data.add_arcs({str(doors): ways})
    data.write()


def tried(house: Path, monkeypatch: pytest.MonkeyPatch, *ways: bool) -> None:
    """A suite of one test, which goes these ways."""
    doors = house.parents[2] / "test_doors.py"
    calls = "\n".join(f"    assert way({open})" for open in ways)
    doors.write_text(
        f"from protocols.core.doors import way\n\n\ndef test_ways():\n{calls}\n", encoding="utf-8"
    )
    monkeypatch.setattr(measure, "CORE", ("protocols/core",))
    monkeypatch.setattr(measure, "TESTS_OF_CORE", (str(doors), "-p", "no:cacheprovider"))
    # The house has no Django in it.
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE")


def test_ci_measures_the_folders_of_which_every_branch_must_run() -> None:
    assert set(measure.CORE) == {"protocols/core", "engagements/services/steps"}
    script = (Path(__file__).parent.parent / ".ci" / "run").read_text(encoding="utf-8")
    assert '\nsection "branches of the core" .venv/bin/python tools/measure.py --core\n' in script


@pytest.mark.parametrize(("ways", "status"), [((True, False), 0), ((True,), 1)])
def test_the_tests_of_the_core_fail_where_a_branch_was_not_taken(
    house: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ways: Any, status: Any
) -> None:
    tried(house, monkeypatch, *ways)
    assert measure.run_core() == status
    [said, *gaps] = capsys.readouterr().out.splitlines()[-2 if status else -1 :]
    assert said.startswith("protocols/core: 66.67 %" if status else "protocols/core: 100.00 %")
    assert gaps == (["  protocols/core/doors.py: lines 2, 4"] if status else [])


def test_a_test_of_the_core_that_fails_fails_the_measurement(
    house: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried(house, monkeypatch, True, False)
    doors = house.parents[2] / "test_doors.py"
    doors.write_text(doors.read_text(encoding="utf-8") + "    assert False\n", encoding="utf-8")
    assert measure.run_core() == 1
    assert "protocols/core: 100.00 %" in capsys.readouterr().out


def test_every_line_and_branch_passes(house: Any, capsys: pytest.CaptureFixture[str]) -> None:
    ran(house, (-1, 1), (1, -1), (-1, 2), (2, 3), (3, -1), (2, 4), (4, -1))
    assert measure.gate() == 0
    said = capsys.readouterr().out
    assert "everything: 100.00 % of lines and branches run, 95 % wanted\n" in said
    assert "protocols/core: 100.00 % of lines and branches run, 100 % wanted\n" in said


def test_a_branch_not_taken_fails_and_is_named(house: Any, capsys: pytest.CaptureFixture[str]) -> None:
    ran(house, (-1, 1), (1, -1), (-1, 2), (2, 3), (3, -1))
    assert measure.gate() == 1
    said = capsys.readouterr().out
    assert "protocols/core: 66.67 % of lines and branches run, 100 % wanted\n" in said
    assert "  protocols/core/doors.py: lines 2, 4\n" in said


def test_code_that_was_never_loaded_counts(house: Any, capsys: pytest.CaptureFixture[str]) -> None:
    ran(house, (-1, 1), (1, -1), (-1, 2), (2, 3), (3, -1), (2, 4), (4, -1))
    (house.parent / "attic.py").write_text("dusty = True\n", encoding="utf-8")
    os.utime(house.parent / "attic.py", (0, 0))
    assert measure.gate() == 1
    assert "  protocols/core/attic.py: lines 1\n" in capsys.readouterr().out


def test_without_a_measurement_it_says_so(house: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert measure.gate() == 2
    assert capsys.readouterr().out == "nothing was measured here: make test COVERAGE=1\n"


def test_figures_older_than_the_code_are_no_figures(house: Any, capsys: pytest.CaptureFixture[str]) -> None:
    ran(house, (-1, 1), (1, -1))
    later = measure.WHOLE.stat().st_mtime + 1
    os.utime(house, (later, later))
    assert measure.gate() == 2
    said = capsys.readouterr().out
    assert said == "protocols/core/doors.py changed since it was measured: make test COVERAGE=1\n"
