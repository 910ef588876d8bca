"""The door for a WSGI server such as gunicorn."""

import logging
import os

from django.core.wsgi import get_wsgi_application

from civic import VERSION

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")
application = get_wsgi_application()
logging.getLogger("civic.start").info("A web process begins.", extra={"facts": {"version": VERSION}})
