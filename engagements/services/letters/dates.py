"""The date a letter carries: that of the day on which it leaves, and not of the day on which it was drafted.

A letter by e-mail gets it when it is released, and keeps it. One on paper carries the day on which it is
printed, and once it was posted the day of that; nothing is stored by looking at it.
"""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from civic import wording
from engagements.models import Letter

State = Letter.State
_WAITS = (State.QUEUED, State.FAILED)


def leaves_on(letter: Letter, today: date, *, on_paper: bool = False) -> date | None:
    """The day it would carry if it left now, or on which it was posted; None where it has its date for good.

    `on_paper`: it is about to be printed, as an e-mail that failed may be.
    """
    if letter.state == State.DRAFT:
        return today
    if letter.state == State.POSTED:
        return timezone.localdate(letter.posted_at)
    by_hand = letter.channel != Letter.Channel.EMAIL or (on_paper and letter.state == State.FAILED)
    return today if by_hand and letter.state in _WAITS else None


def dated(on: date) -> Mapping[str, str]:
    """The placeholder of a letter with this date, which its head carries and its words never do."""
    return {"letter_date": wording.day(on)}
