"""Whoever has much to invite to is let do it (P21)."""

from datetime import date, timedelta
from typing import Any

import pytest

from engagements.models import Invitation, Letter
from tests import form_answers
from tests.journeys.cast import Play

pytestmark = pytest.mark.django_db

CHOIR: dict[str, Any] = {
    "title": "Choral evensong", "kind": "concert", "name": "Beth Dunn", "venue": "Wexcombe Minster",
    "organisation": "Wexcombe Choral Society", "email": "secretary@choral.example",
    "starts_wall": "6pm", "ends_wall": "7pm",
}  # fmt: skip


def test_a_choirs_secretary_sends_the_twelve_dates_of_the_season_in_one_afternoon(play: Play) -> None:
    """One mailbox, one network, twelve forms: none is refused, each has its reference and its letter."""
    references = []
    for month in range(12):
        day = date(2026, 7, 4) + timedelta(weeks=4 * month)
        references.append(
            play.organiser_invites(**CHOIR, **form_answers.on("event_on", day.day, day.month, day.year))
        )
    assert len(set(references)) == Invitation.objects.count() == 12
    sent = Letter.objects.filter(kind="acknowledgement", state="sent")
    assert sent.count() == 12
