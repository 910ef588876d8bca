"""Checks the record of every invitation and names the first broken entry of each chain."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from engagements.models import Invitation
from engagements.services.case_record import audit_trail

TOLD_EVERY = 1000


class Command(BaseCommand):
    """Ends with 1 when any chain is broken."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("references", nargs="*", metavar="REFERENCE", help="only these invitations")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Invitation.objects.order_by("id")
        if options["references"]:
            wanted = wanted.filter(reference__in=options["references"])
            if unknown := set(options["references"]) - set(wanted.values_list("reference", flat=True)):
                raise CommandError(f"There is no invitation {', '.join(sorted(unknown))}.")
        total, broken = wanted.count(), 0
        for found in audit_trail.broken_entries(self.counted(wanted.iterator(chunk_size=500), total)):
            broken += 1
            self.stdout.write(f"{found.reference}, entry {found.sequence}: {found.why}.")
        if broken:
            raise CommandError(f"{broken} of {total} records are broken.")
        self.stdout.write(f"{total} record{'s' if total != 1 else ''} checked; every chain holds.")

    def counted(self, invitations: Iterable[Invitation], total: int) -> Iterator[Invitation]:
        """The invitations, telling now and then how far it has come."""
        for number, invitation in enumerate(invitations, start=1):
            yield invitation
            if number % TOLD_EVERY == 0 and number < total:
                self.stderr.write(f"{number} of {total} …")
