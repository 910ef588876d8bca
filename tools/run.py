"""`make run`: the whole civic office on this machine. Standard library only, until .venv exists.

Makes the virtual environment, the database and the demo council, then runs the web server, the worker,
beat and the embedded broker until Ctrl-C. PORT=… chooses the port; DATABASE_URL, REDIS_URL and
EMAIL_URL are used when set.
"""

import contextlib
import fcntl
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import IO
from urllib.parse import quote

from environment import PYTHON, ROOT, CannotPrepare, prepare  # refuses an old Python in one sentence
from processes import Companion

VAR = ROOT / "var"
LOGS = VAR / "log"
LOCK = VAR / "run.lock"
LONGEST_SOCKET_PATH = 100
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
CELERY = ["-m", "celery", "--app", "civic", "--quiet"]
GUNICORN = ["-m", "gunicorn", "--graceful-timeout", "3"]


class Stopped(Exception):
    """Ctrl-C or a polite kill."""


def say(text: str) -> None:
    print(text, flush=True)


def chosen_port() -> int:
    """PORT, or 8000. Raises CannotPrepare when it is no port or is taken."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotPrepare(
            f"PORT={text} is not a port number; choose one from 1024 to 65535, such as: make run PORT=8001"
        )
    port = int(text)
    with socket.socket() as probe:
        # As the web server does it, so that a connection just closed does not count as taken.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise CannotPrepare(
                f"Port {port} is reserved for the administrator; choose another: make run PORT=8001"
            ) from None
        except OSError:
            raise CannotPrepare(
                f"Port {port} is taken by another program; choose another: make run PORT={port + 1}"
            ) from None
    return port


@contextlib.contextmanager
def only_one() -> Iterator[IO[str]]:
    """Holds the folder for this run. Raises CannotPrepare when another `make run` holds it."""
    VAR.mkdir(exist_ok=True)
    with LOCK.open("a+", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            where = lock.read().strip() or "another terminal"
            raise CannotPrepare(
                f"The office is already running from this folder, at {where}. "
                "Stop that one first with Ctrl-C."
            ) from None
        lock.truncate(0)
        yield lock
        lock.truncate(0)


def environment_of(address: str, broker: Path) -> dict[str, str]:
    """What every process of this run finds set; whatever was set before, and is not empty, stays."""
    ours = {
        "DEMO": "1",
        "SITE_ADDRESS": address,
        "REDIS_URL": f"redis+socket://{quote(str(broker))}",
        "DJANGO_SETTINGS_MODULE": "civic.settings",
        "PYTHONUNBUFFERED": "1",
    }
    return ours | {name: value for name, value in os.environ.items() if value}


@contextlib.contextmanager
def broker_socket() -> Iterator[Path]:
    """In var/; where the folder's name is too long or too odd for a socket, in a temporary folder."""
    usual = VAR / "broker.sock"
    if len(str(usual)) <= LONGEST_SOCKET_PATH and " " not in str(usual):
        yield usual
        return
    with tempfile.TemporaryDirectory(prefix="civic-") as folder:
        yield Path(folder) / "broker.sock"


def prepare_data(environ: dict[str, str]) -> str:
    """Database, static files, demo council. Gives the demo accounts, ready to print. Raises CannotPrepare."""
    first = "DATABASE_URL" not in environ and not (VAR / "civic.sqlite3").exists()
    say(
        "Preparing the database with a year of the demo council (a minute) …"
        if first
        else "Preparing the database …"
    )
    done = subprocess.run(
        [str(PYTHON), "tools/prepare.py"], cwd=ROOT, env=environ, capture_output=True, text=True, check=False
    )
    (LOGS / "prepare.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    if done.returncode:
        told = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "nothing was said")
        raise CannotPrepare(f"The office could not be prepared: {told} (var/log/prepare.log)")
    return done.stdout.strip()


class Running:
    """The processes of this run. They are stopped in the reverse order of their start, whatever happened."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.environ = environ
        self.companions: list[Companion] = []

    def start(self, name: str, log: str, *command: str) -> Companion:
        path = LOGS / f"{log}.log"
        path.write_bytes(b"")
        started = Companion(name, [str(PYTHON), *command], log=path, environ=self.environ)
        self.companions.append(started)
        started.start()
        return started

    def watch(self) -> None:
        while True:
            time.sleep(0.5)
            for each in self.companions:
                each.watch(say)

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *problem: object) -> None:
        for sign in ENDINGS:
            signal.signal(sign, signal.SIG_IGN)
        for each in reversed(self.companions):
            each.stop(patience=8)


def start_broker(running: Running, path: Path) -> bool:
    """The embedded broker, answering; False where it cannot run on this machine."""
    broker = running.start("broker", "broker", "tools/broker.py", str(path))
    for _ in range(100):
        if not broker.is_alive():
            break
        with socket.socket(socket.AF_UNIX) as probe, contextlib.suppress(OSError):
            probe.connect(str(path))
            return True
        time.sleep(0.1)
    broker.kill()
    running.companions.remove(broker)
    say(
        "The embedded broker does not run on this machine (var/log/broker.log); "
        "one process without a broker does the worker's part."
    )
    return False


def start_worker(running: Running, broker: Path) -> None:
    """Worker and beat on the embedded broker or on REDIS_URL."""
    if not os.environ.get("REDIS_URL") and not start_broker(running, broker):
        running.start("worker", "worker", "tools/without_broker.py")
        return
    for left in VAR.glob("beat-schedule*"):
        left.unlink()
    running.start(
        "worker",
        "worker",
        *CELERY,
        "worker",
        "--loglevel",
        "info",
        "--concurrency",
        "1",
        "--without-gossip",
        "--without-mingle",
    )
    running.start(
        "beat",
        "beat",
        *CELERY,
        "beat",
        "--loglevel",
        "info",
        "--pidfile=",
        "--schedule",
        str(VAR / "beat-schedule"),
    )


def start_web(running: Running, port: int) -> None:
    """The web server, taking connections. Raises CannotPrepare when it dies first."""
    web = running.start("web server", "web", *GUNICORN, "--bind", f"127.0.0.1:{port}")
    for _ in range(300):
        if not web.is_alive():
            raise CannotPrepare(f"The web server could not start: {web.last_words()} (var/log/web.log)")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise CannotPrepare("The web server did not answer within 30 seconds (var/log/web.log).")


def stop(signum: int, frame: FrameType | None) -> None:
    raise Stopped


def main() -> None:
    """Everything in order; Ctrl-C may come at any moment."""
    for sign in ENDINGS:
        signal.signal(sign, stop)
    with only_one() as lock:
        port = chosen_port()
        address = os.environ.get("SITE_ADDRESS") or f"http://127.0.0.1:{port}"
        lock.write(address)
        lock.flush()
        prepare("requirements.txt")
        LOGS.mkdir(parents=True, exist_ok=True)
        with broker_socket() as broker:
            environ = environment_of(address, broker)
            accounts = prepare_data(environ)
            with Running(environ) as running:
                start_worker(running, broker)
                start_web(running, port)
                say(
                    f"\nThe civic office is open at {address}/\n\n{accounts}\n\nCtrl-C closes it. "
                    "What it does is written to var/log/."
                )
                running.watch()


if __name__ == "__main__":
    os.chdir(ROOT)
    try:
        main()
    except CannotPrepare as problem:
        sys.exit(str(problem))
    except OSError as problem:
        sys.exit(str(CannotPrepare.of(problem)))
    except Stopped:
        say("\nThe civic office is closed. What was entered is kept for the next time.")
