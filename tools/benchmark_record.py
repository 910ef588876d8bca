"""How `manage.py verify_record` bears 100,000 invitations: time beside that of 1,000, and memory.

Usage:
    DATABASE_URL=postgres://postgres@127.0.0.1:5432/postgres \\
        .venv/bin/python tools/benchmark_record.py [number]
"""

import resource
import sys
import time

import scratch  # first: it gets Django ready
from django.core.management import call_command
from django.utils import timezone

from engagements.services.case_record import record_heads
from tests import many_invitations

FEW = 1_000
# What a usual case gathers from its registration to its thanks.
ENTRIES = 8


def main(number: int) -> None:
    """Prints the table; a record that does not hold raises CommandError."""
    today = timezone.localdate()
    with scratch.office() as mayor:
        many_invitations.make_crowd(FEW, mayor=mayor, today=today, entries=ENTRIES)
        few, memory_before = verified(), peak()
        many_invitations.make_crowd(number - FEW, mayor=mayor, today=today, entries=ENTRIES)
        record_heads.keep(timezone.now(), tell=lambda head: None)
        many = verified()
    print(f"{FEW:>9,} invitations {few:8.2f} s")
    print(f"{number:>9,} invitations {many:8.2f} s, {many / few:.1f} times as long")
    print(f"{'':9} memory      {peak() - memory_before:8.0f} MiB more at its highest")


def verified() -> float:
    """Seconds that the whole record took."""
    begun = time.perf_counter()
    call_command("verify_record")
    return time.perf_counter() - begun


def peak() -> float:
    """The most memory this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
