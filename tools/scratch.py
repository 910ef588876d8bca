"""An office on a scratch database, for the benchmarks. Import this first: it gets Django ready.

The database is made beside the one that DATABASE_URL names, and taken away again.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DEMO", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")

import django  # noqa: E402

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from civic.models import Person  # noqa: E402
from tests import council  # noqa: E402


@contextmanager
def office() -> Iterator[Person]:
    """A council with a Mayor in office, who is given."""
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        council.make_council()
        mayor, now = council.make_person("Councillor Jane Smith"), timezone.now()
        council.make_term(mayor, begins_at=now - timedelta(days=100), ends_at=now + timedelta(days=265))
        yield mayor
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
