"""What one machine holds no other takes, though its own clock is wrong: the database's clock counts."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from civic.models import Council, Person
from engagements.models.outgoing import lease_time
from engagements.services import sweeps
from engagements.services.mail import outbox
from tests import cases

pytestmark = [pytest.mark.django_db, pytest.mark.real_clock]
IN_A_YEAR = date(timezone.now().year + 1, 7, 11)

if connection.vendor == "postgresql":
    # SQLite is of one machine, whose clock is the database's.
    def test_a_letter_that_another_holds_is_not_taken_by_a_machine_whose_clock_is_ahead(
        council: Council, officer: Person
    ) -> None:
        ahead = lease_time() + timedelta(seconds=30)
        cases.make_invitation(event_on=IN_A_YEAR, ends_on=IN_A_YEAR)
        with time_machine.travel(timezone.now(), tick=True):
            assert len(outbox.claim(10)) == 1
        with time_machine.travel(timezone.now() + ahead, tick=True):
            assert outbox.claim(10) == []

    def test_a_sweep_that_another_runs_is_not_begun_by_a_machine_whose_clock_is_ahead() -> None:
        begun: list[str] = []

        def another() -> int:
            begun.append("another")
            return 1

        def sweep() -> int:
            begun.append("one")
            with time_machine.travel(timezone.now() + timedelta(hours=1), tick=True):
                sweeps.in_turn(sweeps.Name.SYSTEM_STEPS, another)
            return 1

        sweeps.in_turn(sweeps.Name.SYSTEM_STEPS, sweep)
        assert begun == ["one"]
