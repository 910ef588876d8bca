"""`make check`: everything that can be said about the code without running its tests. Runs inside .venv.

With names, such as "lint (ruff)", only those: so does .pre-commit-config.yaml.

They run beside each other, as many as there are cores, and each is told of when it has ended; each runs even
when another failed, and what a failed one said is printed. npm is needed only for the
built assets: without it that check is left out by name, and in CI that is a failure. Coverage is compared
with its gates when the whole suite was measured since the last change, and otherwise left out by name.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
LAPTOP = {"DEMO": "1", "DATABASE_URL": "sqlite://:memory:"}
# What a council sets for real; nothing here is used but for checking.
PRODUCTION = {
    "DEMO": "",
    "SECRET_KEY": "made up for the deployment check: 7Hq2vX9pLm4tRz8wKc3nJd6fBs5gYa1e",
    "LINK_KEYS": "made-up-for-the-deployment-check-4bQ7tZ2mX9cV5nL8",
    "RECORD_KEYS": "made-up-for-the-deployment-check-6wR3kP1yH8dF0jS2",
    "SITE_ADDRESS": "https://civic.example.org",
    "DATABASE_URL": "postgres://civic@127.0.0.1:5432/civic",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "EMAIL_URL": "smtp+tls://civic:example@mail.example.org:587",
    "OFFICE_EMAIL": "Civic Office <civic.office@example.org>",
}


def tool(name: str, *arguments: str) -> list[str]:
    return [str(BIN / name), *arguments]


def templates() -> list[str]:
    return [str(path.relative_to(ROOT)) for path in sorted((ROOT / "templates").rglob("*.html"))]


def checks() -> dict[str, tuple[list[str], dict[str, str]]]:
    """Name, command and environment of each check."""
    return {
        "locked requirements": ([sys.executable, "tools/lock.py", "--check"], {}),
        "lint (ruff)": (tool("ruff", "check", "--quiet", "."), {}),
        "format (ruff)": (tool("ruff", "format", "--check", "--quiet", "."), {}),
        "templates (djade)": (tool("djade", "--check", "--target-version", "5.2", *templates()), {}),
        "types (mypy)": (tool("mypy", "."), LAPTOP),
        "import contracts": (tool("lint-imports"), LAPTOP),
        "deployment": ([*MANAGE, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION),
        "migrations": ([*MANAGE, "makemigrations", "--check", "--dry-run"], LAPTOP),
        "protocol page": ([*MANAGE, "protocol_page", "--check"], LAPTOP),
    }


def passes(name: str, command: list[str], environ: dict[str, str]) -> bool:
    began = time.monotonic()
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, check=False
    )
    told = f"{'FAILED' if done.returncode else 'ok    '}  {name}  ({time.monotonic() - began:.0f} s)"
    if done.returncode:
        told += f"\n{(done.stdout + done.stderr).strip()}"
    # One write: what another says meanwhile stands before or behind it.
    sys.stdout.write(f"{told}\n")
    sys.stdout.flush()
    return done.returncode == 0


def assets_pass() -> bool:
    """static/ is byte for byte what assets/ builds."""
    if shutil.which("npm"):
        return passes("built assets", ["assets/check"], {})
    if os.environ.get("CI") == "true":
        print("FAILED  built assets: npm is missing, and CI must compare static/ with assets/")
        return False
    print("left out  built assets: npm is not installed here")
    return True


def coverage_passes() -> bool:
    """The newest figures, when the whole suite was measured since the last change."""
    gate = [sys.executable, "tools/measure.py", "--gate"]
    done = subprocess.run(gate, cwd=ROOT, capture_output=True, text=True, check=False)
    verdict = {0: "ok    ", 2: "left out"}.get(done.returncode, "FAILED")
    print(f"{verdict}  coverage: {(done.stdout + done.stderr).strip()}")
    return done.returncode in (0, 2)


def main(names: list[str]) -> int:
    known = checks()
    if unknown := [name for name in names if name not in known]:
        sys.exit(f"No check is called {', '.join(unknown)}; there are: {', '.join(known)}.")
    asked: list[Callable[[], bool]] = [partial(passes, name, *known[name]) for name in names or known]
    if not names:
        asked += [assets_pass, coverage_passes]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = [pool.submit(check) for check in asked]
    return 0 if all(check.result() for check in running) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
