"""`make check`: everything that can be said about the code without running its tests. Runs inside .venv.

Each check runs even when one before it failed; what a failed one said is printed. npm is needed only for the last one:
without it the check is left out by name, and in CI that is a failure.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
MANAGE = [sys.executable, "manage.py"]
LAPTOP = {"DEMO": "1", "DATABASE_URL": "sqlite://:memory:"}
# What a council sets for real; nothing here is used but for checking.
PRODUCTION = {
    "DEMO": "",
    "SECRET_KEY": "made up for the deployment check: 7Hq2vX9pLm4tRz8wKc3nJd6fBs5gYa1e",
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
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **environ}, capture_output=True, text=True, check=False)
    took = time.monotonic() - began
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'}  {name}  ({took:.0f} s)", flush=True)
    if done.returncode:
        print((done.stdout + done.stderr).strip(), flush=True)
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


def main() -> int:
    results = [passes(name, *check) for name, check in checks().items()]
    results.append(assets_pass())
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
