"""How gunicorn serves the office: found by itself in the folder it is started from; the command line may say otherwise."""

import logging
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from gunicorn.glogging import Logger

from civic.logs import MaskingFormatter, masked

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


class MaskingLogger(Logger):
    """gunicorn's own logger: neither its access log, where one is kept, nor its errors name a token."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        for handler in (*self.error_log.handlers, *self.access_log.handlers):
            plain = handler.formatter or logging.Formatter()
            handler.setFormatter(MaskingFormatter(plain._fmt, plain.datefmt))

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return {name: masked(value) if isinstance(value, str) else value for name, value in atoms.items()}


logger_class = MaskingLogger


def on_starting(server: Any) -> None:
    """A missing setting, or a database on which the office must not open, stops the start before any worker fails on it.

    The database is asked by a process of its own, so that nothing of the application is loaded before the workers fork.
    """
    try:
        __import__("civic.settings")
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
    manage = Path(__file__).with_name("manage.py")
    command = [sys.executable, str(manage), "may_open"]
    asked = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if asked.returncode:
        sys.exit(asked.stderr.strip())
