"""Stands in for broker, worker and beat where no embedded broker can run:
does what is due, in turn, by itself.
"""

import logging
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")

import django  # noqa: E402

from civic import opening  # noqa: E402
from civic.celery import app  # noqa: E402

log = logging.getLogger("civic.without_broker")


def main() -> None:
    """Runs every periodic task at its interval; one that fails is logged and tried again at its next turn."""
    django.setup()
    opening.refuse_when_not_ready()
    app.loader.import_default_modules()
    due = dict.fromkeys(app.conf.beat_schedule, 0.0)
    while True:
        for name, entry in app.conf.beat_schedule.items():
            if time.monotonic() >= due[name]:
                result = app.tasks[entry["task"]].apply()
                if result.failed():
                    log.error("%s failed: %s", name, result.traceback)
                due[name] = time.monotonic() + float(entry["schedule"])
        time.sleep(1)


if __name__ == "__main__":
    main()
