"""A civic year behind the office: what was published, and what a year has besides."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from engagements.demo.days import at_clock
from engagements.demo.desk import Desk, Scenes
from engagements.demo.published import SOURCE, Published, published
from engagements.models import Outcome
from protocols.core.vocabulary import Addressee

# An invitation came about so long before its event.
USUAL_NOTICE = 47


def scenes(desk: Desk) -> Iterable[Scenes]:
    """All stories of the past, each beginning when its invitation came in."""
    return [_published(desk, number, one) for number, one in enumerate(published(), start=1)]


def _published(desk: Desk, number: int, one: Published) -> Scenes:
    """A published engagement as it may have come about."""
    days = desk.days
    on = days.last(one.month, one.day)
    received = max(on - timedelta(days=USUAL_NOTICE + number % 9), timezone.localdate(days.year_before_began) + timedelta(days=1))
    yield at_clock(received, f"{9 + number % 8:02}:{(number * 7) % 60:02}")
    case = desk.invite(
        f"published-{number}", one.organiser, one.event, on, one.begins,
        hours=one.hours, venue=one.venue, kind=one.kind, what_happens=SOURCE,
        addressee=(Addressee.BOTH if one.together else Addressee.MAYOR).value, consort_invited=one.with_consort, provenance="annual",
    )  # fmt: skip
    yield from desk.to_the_mayor(case, at_clock(days.working_day(received + timedelta(days=4)), "09:40"))
    yield timezone.now() + timedelta(days=1)
    if one.deputy_alone:
        desk.decide(case, Outcome.DELEGATE)
        yield timezone.now() + timedelta(hours=3)
        desk.deputy_accepts(case)
    elif one.together:
        desk.decide(case, Outcome.ACCEPT_TOGETHER)
        yield timezone.now() + timedelta(hours=3)
        desk.deputy_accepts(case)
    else:
        desk.decide(case, Outcome.ACCEPT)
    yield from over(desk, case)


def over(desk: Desk, case) -> Scenes:  # type: ignore[no-untyped-def]
    """The letter leaves, the day comes, and the office says how it was."""
    yield timezone.now() + timedelta(hours=2)
    desk.release(case)
    yield case.ends_at + timedelta(hours=20)
    desk.outcome(case, note="A warm welcome.")
    yield case.ends_at + timedelta(hours=44)
    desk.release(case)
