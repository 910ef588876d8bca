"""How gunicorn serves the office: found by itself in the folder it is started from; the command line may say otherwise."""

import os
import sys
from contextlib import suppress
from datetime import timedelta
from importlib import import_module
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from gunicorn.glogging import Logger

from civic.logs import masked
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


class MaskingLogger(Logger):
    """gunicorn's own logger: an access log, where one is kept, names no token, in addresses or in referrers."""

    def setup(self, cfg: Any) -> None:
        """Its lines look as ours do; where a setting is missing, on_starting says so."""
        super().setup(cfg)
        with suppress(ImproperlyConfigured):
            for handler in self.error_log.handlers if settings.LOG_LINES == "json" else ():
                handler.setFormatter(log_lines.JsonLines())

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        return {name: masked(value) if isinstance(value, str) else value for name, value in atoms.items()}


logger_class = MaskingLogger


def on_starting(server: Any) -> None:
    """A missing setting stops the start with one sentence, before any worker fails. Counts begin anew."""
    try:
        settings.LOG_LINES  # noqa: B018  (reads the settings)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
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
