"""Everything that happened, case by case, played in the order of time."""

import heapq
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from demo import cast as people
from demo import post, tour
from demo.clock import at
from demo.days import Days
from demo.desk import Desk, Scenes
from demo.stories import past
from engagements.services.steps import system_steps

A_MOMENT, BETWEEN_SCENES = timedelta(minutes=1), timedelta(minutes=7)
# Every look at all open cases takes a moment, and a year has many days.
BETWEEN_LOOKS = timedelta(days=6)


@transaction.atomic
def build() -> None:
    """Make the demo council, all or nothing.

    The database must be empty but for what the migrations put in.
    """
    days = Days(timezone.now())
    with post.nothing_leaves():
        with at(days.year_before_began - timedelta(days=1)):
            cast = people.engage()
            people.first_year(days, cast)
        desk = Desk(days, cast)
        play([_annual_meeting(days, desk), *past.scenes(desk), *tour.scenes(desk)], days)
        _start_of_day()
        post.letters_leave()


def _annual_meeting(days: Days, desk: Desk) -> Scenes:
    yield days.began
    people.this_year(days, desk.cast)
    people.induction(days, desk.cast)
    people.calendar(days, desk.cast)
    yield days.ago(4, "11:00")
    people.an_operation(days, desk.cast)


def play(stories: Iterable[Scenes], days: Days) -> None:
    """Play all stories scene by scene in the order of time;
    letters leave after each scene, and every few days the system keeps up.
    """
    waiting: list[tuple[datetime, int, Scenes]] = []
    for number, story in enumerate(stories):
        _wait_for_next(waiting, number, story, days.year_before_began, days.now)
    clock = kept_up_at = days.year_before_began
    while waiting:
        wanted, number, story = heapq.heappop(waiting)
        # The record is written in the order of time, by the office as a whole and not only case by case.
        clock = max(clock, wanted)
        if clock - kept_up_at > BETWEEN_LOOKS or kept_up_at <= days.began < clock:
            kept_up_at = clock
            with at(clock):
                _start_of_day()
        clock = min(clock + A_MOMENT, days.now)
        with at(clock):
            _wait_for_next(waiting, number, story, clock, days.now)
        clock = min(clock + A_MOMENT, days.now)
        with at(clock):
            post.letters_leave()


def _wait_for_next(
    waiting: list[tuple[datetime, int, Scenes]],
    number: int,
    story: Iterator[datetime],
    moment: datetime,
    now: datetime,
) -> None:
    """Run the story to where it next waits; scenes of one story never overtake each other,
    and none lies in the future.
    """
    wanted = next(story, None)
    if wanted is not None:
        heapq.heappush(waiting, (min(max(wanted, moment + BETWEEN_SCENES), now), number, story))


def _start_of_day() -> None:
    system_steps.keep_up()
    post.notices_leave()
