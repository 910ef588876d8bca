"""Where a postcode lies: in the council's own area, or outside it, and then in whose. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from civic.models import NeighbouringArea
from civic.postcodes import covered


@dataclass(frozen=True)
class Place:
    """`outside` is None where nobody can say; `neighbour` is None where the area is not on the list, too."""

    outside: bool | None = None
    neighbour: NeighbouringArea | None = None


def place_of(postcode: str, *, own: Sequence[str], neighbours: Sequence[NeighbouringArea]) -> Place:
    """Where the postcode lies. Without a postcode, or without districts of the council's own, nothing is
    guessed.

    A part of a district may be a neighbour's, or the council's: the more exact beginning decides.
    """
    if not own or not postcode.strip():
        return Place()
    exact = covered(postcode, own)
    nearest = max(neighbours, key=lambda area: covered(postcode, area.districts), default=None)
    if nearest is not None and covered(postcode, nearest.districts) > exact:
        return Place(outside=True, neighbour=nearest)
    return Place(outside=not exact)
