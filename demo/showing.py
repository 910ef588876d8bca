"""How a story says what it shows: to whom, on which page, and what to look at."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from demo.desk import Desk, Scenes


class Who(StrEnum):
    """For whom a situation is worth a look; also the groups of the demo's page, in this order."""

    OFFICER = "officer"
    MAYOR = "mayor"
    DEPUTY = "deputy"
    MONITORING_OFFICER = "monitoring_officer"
    MANAGER = "manager"
    ORGANISER = "organiser"


Story = Callable[[Desk, str], Scenes]


@dataclass(frozen=True)
class Shown:
    """One interesting situation. Its story's invitation carries the key."""

    key: str
    who: Who
    heading: str
    look_at: str
    story: Story

    @property
    def submission(self) -> str:
        """What Desk.invite marks the invitation with."""
        return f"demo-{self.key}"


SHOWN: list[Shown] = []


def shows(who: Who, heading: str, look_at: str) -> Callable[[Story], Story]:
    """Registers a story under its own name.

    The words say the Mayor and the Deputy; the page puts the council's titles in.
    """

    def register(story: Story) -> Story:
        SHOWN.append(Shown(story.__name__, who, heading, look_at, story))
        return story

    return register


def scenes(desk: Desk) -> Iterable[Scenes]:
    """All registered stories, ready to be played."""
    return [shown.story(desk, shown.key) for shown in SHOWN]
