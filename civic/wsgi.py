"""The door for a WSGI server such as gunicorn."""

import logging
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from civic import VERSION, database, opening

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")
try:
    application = get_wsgi_application()
except ImproperlyConfigured as problem:
    sys.exit(str(problem))
database.wait_as_pages_do()
opening.refuse_unless_asked()
logging.getLogger("civic.start").info("A web process begins.", extra={"facts": {"version": VERSION}})
