"""The virtual environment in .venv: made when missing, filled when the locks change. Standard library only.

From the command line: python3 tools/environment.py requirements.txt requirements-dev.txt
"""

import sys

# Stands before the other imports, so that an old Python reads this far and no further.
if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(
        "The civic office needs Python 3.11 or newer; this is %d.%d. Name another: "  # noqa: UP031
        "make run PYTHON=python3.12" % sys.version_info[:2]
    )

import hashlib
import importlib.util
import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"
INSTALLED = FOLDER / "installed.json"
LOG = ROOT / "var" / "log" / "install.log"
NO_VENV = (
    "Python has no {module} module here, which makes the virtual environment. "
    "On Debian and Ubuntu: apt install python3-venv. Or name another Python: make run PYTHON=python3.12"
)


class CannotPrepare(Exception):
    """Said to the person at the terminal in one sentence."""

    @classmethod
    def of(cls, problem: OSError) -> "CannotPrepare":
        """A file or a folder that stands in the way, or may not be written."""
        place = Path(str(problem.filename or ROOT / "var"))
        named = place.relative_to(ROOT) if place.is_relative_to(ROOT) else place
        return cls(
            f"{named} cannot be used ({problem.strerror}): the office keeps its data in the folder var/,"
            " which you must be able to write."
        )


def prepare(*locks: str) -> None:
    """Makes .venv hold what the locks name; does nothing when it already does. Raises CannotPrepare."""
    LOG.parent.mkdir(parents=True, exist_ok=True)
    if not _answers():
        _make()
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in locks}
    installed = _installed()
    if installed | wanted == installed:
        return
    print(f"Installing the packages of {' and '.join(locks)} (a few minutes the first time) …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    _logged([*pip, *(f"--requirement={name}" for name in locks)], "The packages could not be installed.")
    INSTALLED.write_text(json.dumps(installed | wanted, indent=1) + "\n", encoding="utf-8")


def _answers() -> bool:
    """Whether .venv has a Python with pip: a half-made or moved one has not."""
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _make() -> None:
    for module in ("venv", "ensurepip"):
        if importlib.util.find_spec(module) is None:
            raise CannotPrepare(NO_VENV.format(module=module))
    print("Making the virtual environment in .venv …", flush=True)
    _logged(
        [sys.executable, "-m", "venv", "--clear", str(FOLDER)], "The virtual environment could not be made."
    )


def _logged(command: list[str], complaint: str) -> None:
    with LOG.open("w", encoding="utf-8") as log:
        if (
            subprocess.run(command, stdout=log, stderr=subprocess.STDOUT, cwd=ROOT, check=False).returncode
            == 0
        ):
            return
    said = [
        line
        for line in LOG.read_text(encoding="utf-8", errors="replace").splitlines()
        if line.lower().startswith("error")
    ]
    raise CannotPrepare(
        " ".join([complaint, *said[-1:], f"All that was said is in {LOG.relative_to(ROOT)}."])
    )


def _installed() -> dict[str, str]:
    try:
        return dict(json.loads(INSTALLED.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


if __name__ == "__main__":
    try:
        prepare(*sys.argv[1:])
    except CannotPrepare as problem:
        sys.exit(str(problem))
    except OSError as problem:
        sys.exit(str(CannotPrepare.of(problem)))
