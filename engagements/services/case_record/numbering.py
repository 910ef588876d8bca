"""The next number of its kind: no two alike and none left out, whoever asks at the same moment."""

from django.db import transaction

from engagements.models import Counter

Kind = Counter.Kind


@transaction.atomic
def next_number(kind: Kind, year: int) -> str:
    """Such as "CIV-2026-0042". Taken for good with the transaction around it; given back if that fails.

    The counter stays locked until that transaction ends, so ask late in it.
    """
    Counter.objects.get_or_create(kind=kind, year=year)
    counter = Counter.objects.select_for_update().get(kind=kind, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return written(kind, year, counter.last)


def written(kind: Kind, year: int, number: int) -> str:
    """The number as people read it."""
    return f"{kind.value}-{year}-{number:04d}"
