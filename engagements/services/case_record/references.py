"""Whether the cases have the references that were given, all of them and no others.

A reference is counted in the transaction of its case (`numbering`), so that their run has no gap: one that no
case has was a case's that was taken away. Neither counter nor reference is signed: whoever sets the counter
back behind the last case, or gives its reference to another, leaves a run that is whole. Of that a day's head
tells, if it saw the case.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from engagements.models import Counter, Invitation
from engagements.services.case_record import numbering
from engagements.services.case_record.numbering import Kind

# So many references are looked up together.
TOGETHER = 500
TOLD_AT_MOST = 5
FORM = re.compile(rf"{Kind.INVITATION.value}-(\d{{4}})-(\d{{4,}})")


@dataclass
class Few:
    """Some references: the first of them by name, and how many there are."""

    named: list[str] = field(default_factory=list)
    count: int = 0

    def __str__(self) -> str:
        more = self.count - len(self.named)
        return ", ".join(self.named) + (f" and {more} more" if more else "")

    def add(self, names: Iterator[str], count: int) -> None:
        self.named += islice(names, TOLD_AT_MOST - len(self.named))
        self.count += count


@dataclass
class Uneven:
    """The references that were given and that no case has, and those that no counter gave."""

    missing: Few = field(default_factory=Few)
    strange: Few = field(default_factory=Few)

    def __bool__(self) -> bool:
        return bool(self.missing.count or self.strange.count)


def uneven() -> Uneven:
    """What is wrong with the references. The office goes on registering meanwhile."""
    found, counted = Uneven(), _counted()
    last, there = dict(counted), defaultdict[int, int](int)
    for reference in Invitation.objects.order_by("pk").values_list("reference", flat=True).iterator():
        year, number = _parts(reference)
        if number > last.get(year, 0):
            # Given since the counters were read, or never.
            last = _counted()
        if not 0 < number <= last.get(year, 0):
            found.strange.add(iter([reference]), 1)
        elif number <= counted.get(year, 0):
            there[year] += 1
    for year, upto in counted.items():
        if gap := upto - there[year]:
            found.missing.add(_missing(year, upto), gap)
    return found


def _counted() -> dict[int, int]:
    counters = Counter.objects.filter(kind=Kind.INVITATION).order_by("year")
    return dict(counters.values_list("year", "last"))


def _parts(reference: str) -> tuple[int, int]:
    """Year and number; nothing for what is not written as references are."""
    form = FORM.fullmatch(reference)
    year, number = (int(part) for part in form.groups()) if form else (0, 0)
    return (year, number) if reference == numbering.written(Kind.INVITATION, year, number) else (0, 0)


def _missing(year: int, upto: int) -> Iterator[str]:
    for first in range(1, upto + 1, TOGETHER):
        given = [
            numbering.written(Kind.INVITATION, year, number)
            for number in range(first, min(first + TOGETHER, upto + 1))
        ]
        there = set(Invitation.objects.filter(reference__in=given).values_list("reference", flat=True))
        yield from (reference for reference in given if reference not in there)
