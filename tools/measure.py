"""How much of the code the tests run: `make test COVERAGE=1` measures, `make check` compares with the gates.

The whole suite's figures are kept in var/coverage/ until the next whole run; those of a chosen part (ARGS=…)
are printed and count for nothing.

`tools/measure.py --core` measures the folders of which every branch must run, by the tests that reach them,
and fails below that: a part of the suite, so that CI can do it each time.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from coverage import Coverage

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "var" / "coverage"
WHOLE = FOLDER / "whole"
PACKAGES = ("civic", "demo", "engagements", "guards", "handbook", "printing", "protocols", "reports")
# Lines and branches together; the first gate is the widest.
GATES = {"": 95, "protocols/core": 100, "engagements/services/steps": 100}
CORE = tuple(folder for folder, wanted in GATES.items() if wanted == 100)
# Without what takes long and reaches nothing more: walks from end to end, two at once, all cuts of a step.
CUT = "tests/engagements/steps/test_cut_anywhere.py"
TESTS_OF_CORE = (
    *("tests/protocols", "tests/engagements/steps", "tests/engagements/test_sweeps.py"),
    "tests/engagements/test_poison_rows.py",
    *(
        "tests/engagements/case/test_steps.py",
        "--deselect",
        f"{CUT}::test_a_step_cut_between_any_two_writes_was_not_taken",
    ),
    *("-m", "not exploration and not real_clock and not real_parts and not browser"),
)


@dataclass(frozen=True)
class Measured:
    """What was run of one folder, out of how many lines and branches, and where the rest is."""

    folder: str
    run: int
    of: int
    gaps: list[str]

    @property
    def percent(self) -> float:
        return 100 * self.run / self.of

    @property
    def passes(self) -> bool:
        return self.percent >= GATES[self.folder]

    def __str__(self) -> str:
        where = self.folder or "everything"
        said = f"{where}: {self.percent:.2f} % of lines and branches run, {GATES[self.folder]} % wanted"
        return said if self.passes or not self.folder else "\n".join([said, *self.gaps])


def run(pytest_arguments: list[str]) -> int:
    """The tests under measurement, and the figures."""
    data = FOLDER / "part" if pytest_arguments else WHOLE
    status = _run_measured([], pytest_arguments, data)
    print("\n".join(map(str, figures(data))))
    return status


def run_core() -> int:
    """The tests of the folders of which every branch must run; 1 when one fails or a branch was not taken."""
    data = FOLDER / "core"
    status = _run_measured([f"--source={','.join(CORE)}"], TESTS_OF_CORE, data)
    found = figures(data, CORE)
    print("\n".join(map(str, found)))
    return 0 if status == 0 and all(one.passes for one in found) else 1


def _run_measured(how: list[str], pytest_arguments: Sequence[str], data: Path) -> int:
    """Leaves in `data` what all processes of these tests ran, and gives pytest's status."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for left in FOLDER.glob("data*"):
        left.unlink()
    tests = [sys.executable, "-m", "coverage", "run", *how, "-m", "pytest", "-n", "auto", *pytest_arguments]
    status = subprocess.run(tests, cwd=ROOT, check=False).returncode
    coverage = Coverage(data_file=str(data), config_file=str(ROOT / "pyproject.toml"))
    coverage.combine([str(path) for path in FOLDER.glob("data.*")], strict=True)
    coverage.save()
    return status


def figures(data: Path, folders: Iterable[str] = GATES) -> list[Measured]:
    """What the data say of each folder that has a gate and exists."""
    coverage = Coverage(data_file=str(data), config_file=str(ROOT / "pyproject.toml"))
    coverage.load()
    return [_measured(coverage, folder) for folder in folders if (ROOT / folder).is_dir()]


def _measured(coverage: Coverage, folder: str) -> Measured:
    run = of = 0
    gaps = []
    for path in _files(folder):
        _, statements, _, missing, _ = coverage.analysis2(str(path))
        branches = coverage.branch_stats(str(path)) if statements else {}
        ways, taken = sum(total for total, _ in branches.values()), sum(took for _, took in branches.values())
        run += len(statements) - len(missing) + taken
        of += len(statements) + ways
        half = {line for line, (total, took) in branches.items() if took < total}
        lines = sorted(half | set(missing))
        if lines:
            gaps.append(f"  {path.relative_to(ROOT)}: lines {', '.join(map(str, lines))}")
    return Measured(folder, run, of, gaps)


def _files(folder: str) -> Iterator[Path]:
    for root in [ROOT / folder] if folder else [ROOT / package for package in PACKAGES]:
        yield from (path for path in sorted(root.rglob("*.py")) if "migrations" not in path.parts)


def gate() -> int:
    """Says what the newest whole run measured; 1 when below a gate, 2 when nothing fits the code as it is."""
    if not WHOLE.exists():
        print("nothing was measured here: make test COVERAGE=1")
        return 2
    measured_at = WHOLE.stat().st_mtime
    newer = [path for path in _files("") if path.stat().st_mtime > measured_at]
    if newer:
        print(f"{newer[0].relative_to(ROOT)} changed since it was measured: make test COVERAGE=1")
        return 2
    found = figures(WHOLE)
    print(f"measured on {datetime.fromtimestamp(measured_at):%d %B %Y at %H:%M}")
    print("\n".join(map(str, found)))
    return 0 if all(one.passes for one in found) else 1


if __name__ == "__main__":
    asked = {"--gate": gate, "--core": run_core}.get(" ".join(sys.argv[1:]))
    sys.exit(asked() if asked else run(sys.argv[1:]))
