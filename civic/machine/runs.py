"""The number of what is being done, a request or a sweep: on every log line and, when something fails, on the
page.
"""

import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Only what a proxy makes up, such as a UUID: no name comes into the logs by this door.
_WELL_FORMED = re.compile(r"[0-9a-fA-F]{8}[0-9a-fA-F-]{8,56}")
_running: ContextVar[str] = ContextVar("running", default="")


def number() -> str:
    """The number of the request or sweep that is being done; empty outside of any."""
    return _running.get()


def new_number() -> str:
    """Short enough to be read out on the telephone."""
    return secrets.token_hex(8)


@contextmanager
def running(given: str = "") -> Iterator[str]:
    """Do something under the number that was given from outside, if it is well-formed, or a new one."""
    token = _running.set(given if _WELL_FORMED.fullmatch(given) else new_number())
    try:
        yield _running.get()
    finally:
        _running.reset(token)
