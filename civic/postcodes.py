"""Postcodes by how they begin: "WX" an area, "WX1" a district, "WX1 2" a sector, "WX1 2AB" one postcode."""

import re
from collections.abc import Iterable
from itertools import takewhile

BEGINNING = re.compile(r"[A-Z]{1,2}([0-9][0-9A-Z]?( [0-9]([A-Z]{2})?)?)?")


def covered(postcode: str, beginnings: Iterable[str]) -> int:
    """How many characters of the postcode the most exact of these beginnings tells; 0 where it has none.

    "WX1" is the district WX1 and not WX11.
    """
    tight = "".join(postcode.upper().split())
    outward, inward = tight[:-3], tight[-3:]
    area = "".join(takewhile(str.isalpha, outward))

    def is_its(beginning: str) -> bool:
        if " " in beginning:
            return f"{outward} {inward}".startswith(beginning)
        return beginning in (area, outward, tight)

    found = (len(beginning.replace(" ", "")) for beginning in beginnings if is_its(beginning))
    return max(found, default=0) if outward else 0
