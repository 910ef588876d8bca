"""What there is to see: every interesting situation, its story, and where a visitor looks at it."""

from collections.abc import Iterable

from engagements.demo.desk import Desk, Scenes


def scenes(desk: Desk) -> Iterable[Scenes]:
    return []
