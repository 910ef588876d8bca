"""Keeping the council's area and those around it (P1); the civic manager's undertakings."""

from collections.abc import Iterable, Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction

from civic.models import Council, NeighbouringArea, Person
from civic.services import council_changes

OWN = "the council’s own area"


@transaction.atomic
def keep_districts(*, districts: Sequence[str], by: Person) -> Council:
    """Says by which postcodes the council's own area is known; with none, no place is inside or outside.

    Raises ValidationError for what is a neighbour's.
    """
    council = _at_one_time()
    _refuse_twice(districts, {area.name: area.districts for area in NeighbouringArea.objects.all()})
    values = {"districts": list(districts)}
    return council_changes.keep(council, values=values, what="Postcode districts", by=by)


@transaction.atomic
def keep_neighbour(area: NeighbouringArea, *, values: Mapping[str, object], by: Person) -> NeighbouringArea:
    """Enters a neighbouring area, or changes one. Raises ValidationError, also for what is another's."""
    council = _at_one_time()
    others = NeighbouringArea.objects.exclude(pk=area.pk)
    districts = values["districts"]
    assert isinstance(districts, list)  # noqa: S101 - the form's own list
    _refuse_twice(districts, {OWN: council.districts} | {other.name: other.districts for other in others})
    what = "Neighbouring area changed" if area.pk else "Neighbouring area added"
    return council_changes.keep(area, values=values, what=f"{what}: {values['name']}", by=by)


@transaction.atomic
def remove_neighbour(area: NeighbouringArea, *, by: Person) -> None:
    """Takes a neighbouring area off the list. What invitations say of it stays."""
    names = ["name", "civic_head", "districts", "standing_agreement"]
    what = f"Neighbouring area removed: {area.name}"
    council_changes.remove(area, names=names, what=what, by=by)


def _at_one_time() -> Council:
    """The council's row, under a lock: two people do not enter one district for two areas at once."""
    return Council.objects.select_for_update().get()


def _refuse_twice(districts: Iterable[str], others: Mapping[str, Sequence[str]]) -> None:
    for district in districts:
        for whose, theirs in others.items():
            if district in theirs:
                raise ValidationError({"districts": f"{district} is already listed for {whose}."})
