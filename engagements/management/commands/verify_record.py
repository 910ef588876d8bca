"""Checks the record: the chains and the keys it was signed with, the references, and the head of each day."""

from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from civic import wording
from engagements.models import Invitation, RecordEntry, RecordHead
from engagements.services.case_record import audit_trail, record_heads, references, rows_of_entries

TOLD_EVERY = 10_000
# A key that is missing breaks every chain; nobody reads them all.
TOLD_AT_MOST = 20
Thing = TypeVar("Thing")


class Command(BaseCommand):
    """Ends with 1 when a chain is broken, a row does not follow from it, a reference has no case, or a head
    is not that of the record.
    """

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("references", nargs="*", metavar="REFERENCE", help="only the chains of these")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = set(options["references"])
        if wanted:
            cases = list(Invitation.objects.filter(reference__in=wanted).order_by("pk"))
            if unknown := wanted - {case.reference for case in cases}:
                raise CommandError(f"There is no invitation {', '.join(sorted(unknown))}.")
            troubles = [self.broken_chains(cases, len(cases))]
        else:
            troubles = [
                self.broken_chains(audit_trail.every_case(), audit_trail.count_of_every_case()),
                self.rows_unlike_their_entries(),
                self.uneven_references(),
                self.wrong_head(),
            ]
        if any(troubles):
            raise CommandError(" ".join(filter(None, troubles)))

    def broken_chains(self, cases: Iterable[Invitation | audit_trail.Gone], total: int) -> str:
        """Tells of the chains; what to end with when one is broken."""
        broken = 0
        for found in audit_trail.broken_entries(self.counted(cases, total, "records")):
            broken += 1
            if broken <= TOLD_AT_MOST:
                self.stdout.write(f"{found.case}, entry {found.sequence}: {found.why}.")
        if broken:
            return f"{broken} of {total} records are broken."
        self.stdout.write(f"{total} record{'s' if total != 1 else ''} checked; every chain holds.")
        return ""

    def rows_unlike_their_entries(self) -> str:
        """Tells of decisions, delegations and engagements; what to end with when one has no entry."""
        unlike = 0
        for found in rows_of_entries.all_unlike():
            unlike += 1
            if unlike <= TOLD_AT_MOST:
                self.stdout.write(f"{found.case}: {found.what}.")
        return f"{unlike} rows do not follow from the record." if unlike else ""

    def uneven_references(self) -> str:
        """Tells of the references; what to end with when they are not those that were given."""
        uneven = references.uneven()
        if uneven.missing.count:
            self.stdout.write(f"Given as a reference, and no case has it: {uneven.missing}.")
        if uneven.strange.count:
            self.stdout.write(f"A case has it as its reference, and no counter gave it: {uneven.strange}.")
        if uneven:
            return "The references are not those that were given."
        self.stdout.write("Every reference that was given has its case.")
        return ""

    def wrong_head(self) -> str:
        """Tells of the heads; what to end with when one does not hold."""
        total, last = RecordEntry.objects.count(), RecordHead.objects.last()
        for day in record_heads.ahead_of_their_day(timezone.localdate()):
            self.stdout.write(f"The head of {wording.day(day)} was made while the clock was ahead.")
        wrong = record_heads.first_wrong(self.counted(record_heads.links(after=0), total, "entries"))
        if wrong:
            self.stdout.write(f"The head of {wording.day(wrong.day)}: {wrong.why}.")
            return "The record is not what its heads say."
        if last is None:
            self.stdout.write("No head has been kept yet: the worker keeps one each day.")
        else:
            self.stdout.write(
                f"Every head holds. The last is that of {wording.day(last.day)};"
                f" the mail of that day must say\n{last.hash}"
            )
        return ""

    def counted(self, things: Iterable[Thing], total: int, name: str) -> Iterator[Thing]:
        """The things, telling now and then how far it has come."""
        for number, thing in enumerate(things, start=1):
            yield thing
            if number % TOLD_EVERY == 0 and number < total:
                self.stderr.write(f"{number} of {total} {name} …")
