"""Django's `runserver`, for a developer's own machine, which opens only where any other server does."""

import os
from typing import Any

from django.contrib.staticfiles.management.commands import runserver

from civic import opening


class Command(runserver.Command):
    """The database is asked before the thread that serves begins: what ends that thread is said to nobody."""

    def handle(self, *args: Any, **options: Any) -> None:
        opening.refuse_when_not_ready()
        os.environ[opening.ASKED] = "yes"
        super().handle(*args, **options)
