"""From what the clocks here show to the instant it is."""

from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone

from civic import wording


class SkippedHour(ValidationError):
    """The wall time does not exist on that day: the clocks go forward over it."""

    def __init__(self, at: time) -> None:
        words = f"The clocks go forward that night, so there is no {wording.clock(at)}. Enter another time"
        super().__init__(words, code="skipped")


def moment_of(on: date, at: time) -> datetime:
    """The instant of a wall time here. Raises SkippedHour for one that the spring clock change skips.

    An hour that the autumn change repeats is taken as the first of the two.
    """
    wall = datetime.combine(on, at)
    moment = timezone.make_aware(wall)
    # A wall time that the clock change skips does not come back from UTC as it went in.
    if timezone.make_naive(moment.astimezone(timezone.get_fixed_timezone(0))) != wall:
        raise SkippedHour(at)
    return moment
