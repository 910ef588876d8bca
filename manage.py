#!/usr/bin/env python3
"""Django's command line for the civic office."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

from civic import VERSION


def main() -> None:
    """Run one management command; a missing setting is one sentence, not a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")
    try:
        # Django would answer with its own version; whoever runs the office means the office's.
        if sys.argv[1:] in (["version"], ["--version"]):
            print(VERSION)
            return
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(str(problem))


if __name__ == "__main__":
    main()
