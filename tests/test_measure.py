"""The gates of coverage: figures that are too low fail, and none at all are said to be none."""

import os
from pathlib import Path

import pytest
from coverage import CoverageData

from tools import measure


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house of one room with a gate, its two ways through, and nothing else."""
    room = tmp_path / "protocols" / "core"
    room.mkdir(parents=True)
    doors = "def way(open):\n    if open:\n        return 1\n    return 2\n"
    (room / "doors.py").write_text(doors, encoding="utf-8")
    monkeypatch.setattr(measure, "ROOT", tmp_path)
    monkeypatch.setattr(measure, "WHOLE", tmp_path / "whole")
    (tmp_path / "pyproject.toml").write_text("[tool.coverage.run]\nbranch = true\n", encoding="utf-8")
    return room / "doors.py"


def ran(doors: Path, *ways: tuple[int, int]) -> None:
    data = CoverageData(basename=str(measure.WHOLE))
    data.add_arcs({str(doors): ways})
    data.write()


def test_every_line_and_branch_passes(house, capsys):
    ran(house, (-1, 1), (1, -1), (-1, 2), (2, 3), (3, -1), (2, 4), (4, -1))
    assert measure.gate() == 0
    said = capsys.readouterr().out
    assert "everything: 100.00 % of lines and branches run, 95 % wanted\n" in said
    assert "protocols/core: 100.00 % of lines and branches run, 100 % wanted\n" in said


def test_a_branch_not_taken_fails_and_is_named(house, capsys):
    ran(house, (-1, 1), (1, -1), (-1, 2), (2, 3), (3, -1))
    assert measure.gate() == 1
    said = capsys.readouterr().out
    assert "protocols/core: 66.67 % of lines and branches run, 100 % wanted\n" in said
    assert "  protocols/core/doors.py: lines 2, 4\n" in said


def test_code_that_was_never_loaded_counts(house, capsys):
    ran(house, (-1, 1), (1, -1), (-1, 2), (2, 3), (3, -1), (2, 4), (4, -1))
    (house.parent / "attic.py").write_text("dusty = True\n", encoding="utf-8")
    os.utime(house.parent / "attic.py", (0, 0))
    assert measure.gate() == 1
    assert "  protocols/core/attic.py: lines 1\n" in capsys.readouterr().out


def test_without_a_measurement_it_says_so(house, capsys):
    assert measure.gate() == 2
    assert capsys.readouterr().out == "nothing was measured here: make test COVERAGE=1\n"


def test_figures_older_than_the_code_are_no_figures(house, capsys):
    ran(house, (-1, 1), (1, -1))
    later = measure.WHOLE.stat().st_mtime + 1
    os.utime(house, (later, later))
    assert measure.gate() == 2
    said = capsys.readouterr().out
    assert said == "protocols/core/doors.py changed since it was measured: make test COVERAGE=1\n"
