"""How gunicorn serves the office: found by itself in the folder it is started from;
the command line may say otherwise.
"""

import logging
import os
import subprocess
import sys
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gunicorn.glogging import Logger
from gunicorn.http.errors import NoMoreData, ParseException

from civic.logs import MaskingFormatter, masked
from civic.machine import log_lines

wsgi_app = "civic.wsgi"
bind = "127.0.0.1:8000"
workers = 2
threads = 4
timeout = 30
graceful_timeout = 10
# Workers are renewed now and then, not all at once.
max_requests = 2000
max_requests_jitter = 400
control_socket_disable = True


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")


def unreadable() -> tuple[str, ...]:
    """What is said of a request that is not to be read, while gunicorn deals with it: it would quote its line
    or a header, and so whatever somebody wrote there.
    """
    problem = sys.exc_info()[1]
    if isinstance(problem, (ParseException, NoMoreData)):
        return "A request could not be read: %s", type(problem).__name__
    return ()


class MaskingLogger(Logger):
    """gunicorn's own logger: neither its access log, where one is kept, nor its errors name a token."""

    def setup(self, cfg: Any) -> None:
        """Its lines look as ours do; where a setting is missing, on_starting says so."""
        super().setup(cfg)
        as_ours = False
        with suppress(ImproperlyConfigured):
            as_ours = settings.LOG_LINES == "json"
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            plain = handler.formatter or logging.Formatter()
            own = as_ours and handler in self.error_log.handlers
            handler.setFormatter(
                log_lines.JsonLines() if own else MaskingFormatter(plain._fmt, plain.datefmt)
            )

    def debug(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().debug(*(unreadable() or (msg, *args)), **kwargs)

    def warning(self, msg: str, *args: Any, **kwargs: Any) -> None:
        super().warning(*(unreadable() or (msg, *args)), **kwargs)

    def exception(self, msg: str, *args: Any, **kwargs: Any) -> None:
        """What it would fill in is the line of the request, or the error, which comes with its traceback."""
        super().exception(str(msg).partition(" %s")[0], **kwargs)

    def access(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> None:
        if not unreadable():
            super().access(resp, req, environ, request_time)

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return {name: masked(value) if isinstance(value, str) else value for name, value in atoms.items()}


logger_class = MaskingLogger


def on_starting(server: Any) -> None:
    """A missing setting, or a database on which the office must not open,
    stops the start before any worker fails on it.

    The database is asked by a process of its own, so that nothing of the application is loaded before the
    workers fork. Counts begin anew.
    """
    try:
        settings.LOG_LINES  # noqa: B018  (reads the settings)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
    manage = Path(__file__).with_name("manage.py")
    command = [sys.executable, str(manage), "may_open"]
    asked = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if asked.returncode:
        sys.exit(asked.stderr.strip())
    # As civic.opening reads it.
    os.environ["CIVIC_ASKED"] = "yes"
    # Imported here because it reads the settings, too.
    import_module("civic.machine.metrics").begin("web")


def pre_fork(server: Any, worker: Any) -> None:
    """The lowest place no living worker has: who follows one that died counts on in its files; they stay few.

    (The usual child_exit hook, mark_process_dead, forgets gauges of living processes only, of which there are
    none here, and the files of counters would grow in number with every renewed worker.)
    """
    taken = {other.place for other in server.WORKERS.values()}
    worker.place = next(place for place in range(len(taken) + 1) if place not in taken)


def post_fork(server: Any, worker: Any) -> None:
    """Known before the application is loaded: the metrics' files go by it."""
    os.environ["CIVIC_PROCESS"] = f"web-{worker.place}"
