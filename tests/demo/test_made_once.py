"""When the demo council is made and when it is not.

Apart from test_demo.py, whose council stays for all its tests.
"""

from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone
from pytest_django import Settings

from civic.models import Person
from civic.queries import read_council
from demo.build import build
from demo.days import AHEAD, SATURDAY, Days
from engagements import situations
from engagements.models import Invitation
from protocols.core.properties import nevers_at_rest
from protocols.core.rulings import open_rows


def test_where_people_sign_in_already_it_is_not_made(officer: Person) -> None:
    with pytest.raises(CommandError, match="empty database"):
        call_command("demo_council")
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("day", ["2026-05-05", "2026-05-21", "2026-12-27", "2027-03-28", "2028-02-29"])
def test_whatever_day_it_is_the_present_term_has_room(day: Any, db: None) -> None:
    with time_machine.travel(f"{day} 11:00", tick=False):
        days = Days(timezone.now())
        assert days.began < days.now < days.ends
        assert days.began < days.ago(60) <= days.ago(2) < days.now
        assert days.today < days.ahead(2) <= days.ahead(AHEAD, SATURDAY) < timezone.localdate(days.ends)


@pytest.mark.any_database
def test_ten_days_before_the_annual_meeting_it_can_be_made_too(
    db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel("2027-05-09 07:30", tick=False):
        build()
        cases = list(Invitation.objects.select_related("organiser", "joined_to"))
        facts = situations.of_many(cases, read_council())
        for one in cases:
            assert nevers_at_rest(facts[one.pk], open_rows(facts[one.pk])) == [], one.reference
        assert len(cases) >= 80
