"""The worker's engine. What is due is always computed from the database; beat only says 'look now'."""

import os
import sys
from typing import Any

from celery import Celery
from celery.signals import worker_init
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from civic import opening

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")
app = Celery("civic")
app.config_from_object("django.conf:settings", namespace="CELERY")
try:
    settings.INSTALLED_APPS  # noqa: B018  (reads the settings now, so that a missing one is one sentence)
except ImproperlyConfigured as problem:
    sys.exit(str(problem))
app.autodiscover_tasks()
app.conf.beat_schedule = {
    # A look that was not taken in time is forgotten: the next one sees the same rows, and a slow mail server piles nothing up.
    "send what is queued": {"task": "engagements.tasks.send_replies", "schedule": 5.0, "options": {"expires": 15}},
    "keep up with the world": {"task": "engagements.tasks.keep_up", "schedule": 60.0, "options": {"expires": 60}},
    "forget what was kept for a while": {"task": "engagements.tasks.forget", "schedule": 3600.0},
}


@worker_init.connect
def open_only_on_a_fit_database(**kwargs: Any) -> None:
    """Before the worker takes its first task."""
    opening.refuse_when_not_ready()
