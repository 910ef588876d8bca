"""The dates the demo turns on, all counted from today,
so that the demo council is as alive next year as it is now.
"""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from civic import queries as council

MAY = 5
WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = 2, 3, 4, 5, 6
# The demo wants this many days of the present term behind it and ahead of it; where there are fewer,
# its days close up.
BEHIND, AHEAD = 60, 120
TOO_NEAR_AFTER, TOO_NEAR_BEFORE = 14, 10


def at_clock(on: date, clock: str) -> datetime:
    """A moment by the clock on the town hall."""
    return timezone.make_aware(datetime.combine(on, time.fromisoformat(clock)))


class Days:
    """Today, the annual meetings around it, and days counted from there."""

    def __init__(self, now: datetime) -> None:
        self.now, self.today = now, timezone.localdate(now)
        year = self.today.year if now >= self.annual_meeting(self.today.year) else self.today.year - 1
        self.year_before_began, self.began, self.ends = (
            self.annual_meeting(year + offset) for offset in (-1, 0, 1)
        )
        self.closed = council.closed_days("england_wales")

    def annual_meeting(self, year: int) -> datetime:
        """The third Wednesday in May at half past six; four weeks later where
        that is just over or just ahead.

        A year that began yesterday, or ends tomorrow, would leave the demo nothing to show.
        """
        first = date(year, MAY, 1)
        on = first + timedelta(days=(WEDNESDAY - first.weekday()) % 7 + 14)
        if -TOO_NEAR_AFTER <= (on - self.today).days <= TOO_NEAR_BEFORE:
            on += timedelta(weeks=4)
        return at_clock(on, "18:30")

    # --- What was -------------------------------------------------------------------------------------------

    def ago(self, days: int, clock: str = "10:15") -> datetime:
        """So many days ago on a working day, within the present term."""
        passed = (self.today - timezone.localdate(self.began)).days
        near = days if passed >= BEHIND else max(1, round(days * passed / BEHIND))
        moment = at_clock(self.working_day(self.today - timedelta(days=near)), clock)
        return moment if moment > self.began else self.began + timedelta(hours=15)

    def before(self, days: int, clock: str = "10:15") -> datetime:
        """So many days ago on a working day, in whatever term that was."""
        return at_clock(self.working_day(self.today - timedelta(days=days)), clock)

    def last(self, month: int, day: int) -> date:
        """The last time this day of the year came round, a week ago or longer."""
        on = date(self.today.year, month, day)
        return on if on <= self.today - timedelta(days=7) else date(self.today.year - 1, month, day)

    def working_day(self, on: date) -> date:
        """This day, or the last working day before it."""
        while on.weekday() >= SATURDAY or on in self.closed:
            on -= timedelta(days=1)
        return on

    # --- What comes -----------------------------------------------------------------------------------------

    def ahead(self, days: int, weekday: int | None = None) -> date:
        """So many days ahead within the present term, on the weekday wanted
        where the term leaves room for it.
        """
        last = timezone.localdate(self.ends) - timedelta(days=1)
        room = (last - self.today).days
        wanted = self.today + timedelta(days=days if room >= AHEAD else max(2, round(days * room / AHEAD)))
        later, earlier = (
            (wanted + timedelta(days=offset) for offset in range(22)),
            (wanted - timedelta(days=offset) for offset in range(1, 22)),
        )
        fitting = (on for on in (*later, *earlier) if self.today < on <= last and self._fits(on, weekday))
        return next(fitting, min(wanted, last))

    def _fits(self, on: date, weekday: int | None) -> bool:
        """Nobody invites to an ordinary event on a holiday, nor between the years."""
        between_the_years = (on.month, on.day) >= (12, 22) or (on.month, on.day) <= (1, 3)
        right_day = on.weekday() < SATURDAY if weekday is None else on.weekday() == weekday
        return right_day and on not in self.closed and not between_the_years

    def after_term(self, days: int, weekday: int = SATURDAY) -> date:
        """So many days after the next annual meeting."""
        on = timezone.localdate(self.ends) + timedelta(days=days)
        return on + timedelta(days=(weekday - on.weekday()) % 7)
