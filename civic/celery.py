"""The worker's engine. What is due is always computed from the database; beat only says 'look now'."""

import os
import sys

from celery import Celery
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

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
