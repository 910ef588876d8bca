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


def dated(letter: Letter, on: date, body: str) -> tuple[str, Mapping[str, str]]:
    """The body and the placeholder of the letter with this date; in the body where its wording says it. Words
    that the Mayor approved stay as they are.
    """
    before, now = letter.values.get("letter_date", ""), wording.day(on)
    made_from = letter.template_version
    if before and not letter.is_mayors and made_from is not None and "{letter_date}" in made_from.body:
        body = body.replace(before, now)
    return body, {"letter_date": now}
