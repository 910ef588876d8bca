"""Checks the record: the chain of every invitation, the keys it was signed with, and the head of each day."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser

from civic import wording
from engagements.models import Invitation, RecordEntry, RecordHead
from engagements.services.case_record import audit_trail, record_heads

TOLD_EVERY = 10_000
# A key that is missing breaks every chain; nobody reads them all.
TOLD_AT_MOST = 20
Thing = TypeVar("Thing")


class Command(BaseCommand):
    """Ends with 1 when a chain is broken or a head is not that of the record."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("references", nargs="*", metavar="REFERENCE", help="only the chains of these")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Invitation.objects.order_by("id")
        if options["references"]:
            wanted = wanted.filter(reference__in=options["references"])
            if unknown := set(options["references"]) - set(wanted.values_list("reference", flat=True)):
                raise CommandError(f"There is no invitation {', '.join(sorted(unknown))}.")
        total, broken = wanted.count(), 0
        cases = self.counted(wanted.iterator(chunk_size=audit_trail.CASES_AT_ONCE), total, "records")
        for found in audit_trail.broken_entries(cases):
            broken += 1
            if broken <= TOLD_AT_MOST:
                self.stdout.write(f"{found.reference}, entry {found.sequence}: {found.why}.")
        if not broken:
            self.stdout.write(f"{total} record{'s' if total != 1 else ''} checked; every chain holds.")
        wrong = None if options["references"] else self.wrong_head()
        if broken:
            raise CommandError(f"{broken} of {total} records are broken.")
        if wrong:
            raise CommandError("The record is not what its heads say.")

    def wrong_head(self) -> record_heads.WrongHead | None:
        """Tells of the heads; the first that does not hold."""
        total, last = RecordEntry.objects.count(), RecordHead.objects.last()
        wrong = record_heads.first_wrong(self.counted(record_heads.links(after=0), total, "entries"))
        if wrong:
            self.stdout.write(f"The head of {wording.day(wrong.day)}: {wrong.why}.")
        elif last is None:
            self.stdout.write("No head has been kept yet: the worker keeps one each day.")
        else:
            self.stdout.write(
                f"Every head holds. The last is that of {wording.day(last.day)};"
                f" the mail of that day must say\n{last.hash}"
            )
        return wrong

    def counted(self, things: Iterable[Thing], total: int, name: str) -> Iterator[Thing]:
        """The things, telling now and then how far it has come."""
        for number, thing in enumerate(things, start=1):
            yield thing
            if number % TOLD_EVERY == 0 and number < total:
                self.stderr.write(f"{number} of {total} {name} …")
