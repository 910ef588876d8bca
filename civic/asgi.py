"""The door for an ASGI server."""

import os
import sys

from django.core.asgi import get_asgi_application
from django.core.exceptions import ImproperlyConfigured

from civic import database, opening

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")
try:
    application = get_asgi_application()
except ImproperlyConfigured as problem:
    sys.exit(str(problem))
database.wait_as_pages_do()
opening.refuse_unless_asked()
