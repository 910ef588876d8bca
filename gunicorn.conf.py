"""How gunicorn serves the office, found by itself in the folder it is started from; the command line may say otherwise."""

import sys
from typing import Any

from django.core.exceptions import ImproperlyConfigured

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
# No access log: it would keep organisers' private links. The proxy's own log must mask /invitation/ as README.md says.
accesslog = None


def on_starting(server: Any) -> None:
    """A missing setting stops the start with one sentence, before any worker fails on it."""
    try:
        __import__("civic.settings")
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))
