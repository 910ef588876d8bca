"""How `manage.py verify_record` bears 100,000 invitations: time beside that of 1,000, and memory.

Usage:
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres \\
        .venv/bin/python tools/benchmark_record.py [number]

Makes a scratch database of its own beside the one named, and takes it away again.
"""

import os
import resource
import sys
import time
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DEMO", "true")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "civic.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from engagements.services.case_record import record_heads  # noqa: E402
from tests import council, many_invitations  # noqa: E402

FEW = 1_000
# What a usual case gathers from its registration to its thanks.
ENTRIES = 8


def main(number: int) -> int:
    """Prints the table; a record that does not hold raises CommandError."""
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        council.make_council()
        mayor, now = council.make_person("Councillor Jane Smith"), timezone.now()
        council.make_term(mayor, begins_at=now - timedelta(days=100), ends_at=now + timedelta(days=265))
        many_invitations.make_crowd(FEW, mayor=mayor, today=timezone.localdate(), entries=ENTRIES)
        few, memory_before = verified(), peak()
        many_invitations.make_crowd(number - FEW, mayor=mayor, today=timezone.localdate(), entries=ENTRIES)
        record_heads.keep(now, tell=lambda head: None)
        many = verified()
        print(f"{FEW:>9,} invitations {few:8.2f} s")
        print(f"{number:>9,} invitations {many:8.2f} s, {many / few:.1f} times as long")
        print(f"{'':9} memory      {peak() - memory_before:8.0f} MiB more at its highest")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    return 0


def verified() -> float:
    """Seconds that the whole record took."""
    begun = time.perf_counter()
    call_command("verify_record")
    return time.perf_counter() - begun


def peak() -> float:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
