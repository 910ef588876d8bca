"""The demo's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest import mock


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let `django.utils.timezone.now` answer `moment`.

    The record is append-only and hash-chained: nobody, the demo included, can date an entry back
    after it was written. So a year of history has to be written at its own time, by the services
    that write it in an office. They all ask timezone.now(); a parameter for the time in each of them
    would be an invitation to back-date real cases. Hence this one stand-in, used by the demo alone,
    in a process that does nothing else.
    """
    with mock.patch("django.utils.timezone.now", return_value=moment):
        yield
