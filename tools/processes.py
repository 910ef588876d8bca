"""Companion processes of `make run`: started, watched, started again with growing patience,
and stopped for good.
"""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PR_SET_PDEATHSIG = 1
LONGEST_WAIT = 30.0
STEADY_AFTER = 60.0


class Companion:
    """One program beside the others, in a process group of its own so that all it
    starts can be stopped with it.
    """

    def __init__(self, name: str, command: list[str], *, log: Path, environ: dict[str, str]) -> None:
        self.name, self.command, self.log, self.environ = name, command, log, environ
        self.process: subprocess.Popen[bytes] | None = None
        self.group = 0
        self.began = self.again_at = 0.0
        self.wait = 1.0

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=self.environ,
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )
        self.group = self.process.pid
        self.began = time.monotonic()
        self.again_at = 0.0

    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def watch(self, say: Callable[[str], None]) -> None:
        """Called every moment: notices a death and says so, and starts again when the wait is over."""
        if self.is_alive():
            return
        now = time.monotonic()
        if self.again_at:
            if now >= self.again_at:
                self.start()
            return
        self.kill()
        self.wait = 1.0 if now - self.began > STEADY_AFTER else self.wait
        say(
            f"The {self.name} stopped; it is started again in {self.wait:.0f} s. "
            f"What it said is in var/log/{self.log.name}."
        )
        self.again_at = now + self.wait
        self.wait = min(self.wait * 2, LONGEST_WAIT)

    def stop(self, *, patience: float) -> None:
        """Asks it to finish, then ends whatever is left of its group."""
        if self.process is not None and self.is_alive():
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(patience)
        self.kill()

    def kill(self) -> None:
        """Ends the whole group at once: children of children do not outlive it."""
        if self.group:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.group, signal.SIGKILL)
        if self.process is not None:
            self.process.wait()

    def last_words(self) -> str:
        """The last line of its log that says something."""
        with contextlib.suppress(OSError):
            lines = [
                line.strip() for line in self.log.read_text(encoding="utf-8", errors="replace").splitlines()
            ]
            return next((line for line in reversed(lines) if line), "")
        return ""


def _end_with_parent() -> None:
    """Linux: should `make run` be killed outright, what it started ends too."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
