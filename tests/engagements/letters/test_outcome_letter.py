"""The letter of thanks names who came, whoever holds the offices by the time it is written."""

from datetime import timedelta

import pytest
from time_machine import Traveller

from civic.models import Person
from engagements.models import Invitation, Letter
from engagements.services.steps import triage
from tests import cases, council

pytestmark = pytest.mark.django_db


def thanks_for(invitation: Invitation) -> str:
    return Letter.objects.get(invitation=invitation, kind="thanks").body


def test_thanks_name_the_mayor_who_came(
    officer: Person, mayor: Person, deputy: Person, office_day: Traveller
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    office_day.move_to(invitation.ends_at + timedelta(hours=1))
    triage.record_outcome(invitation, attended=True, by=officer)
    assert "The Mayor, Councillor Jane Smith, has asked" in thanks_for(invitation)


def test_thanks_name_the_deputy_who_came(
    officer: Person, mayor: Person, deputy: Person, office_day: Traveller
) -> None:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    office_day.move_to(invitation.ends_at + timedelta(hours=1))
    triage.record_outcome(invitation, attended=True, by=officer)
    assert "The Deputy Mayor, Councillor David Okoro, has asked" in thanks_for(invitation)


def test_thanks_written_after_the_annual_meeting_name_who_came_and_not_the_successor(
    officer: Person, mayor: Person, office_day: Traveller
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    council.make_mayor(
        "Councillor Next Year", begins_at=council.YEAR_ENDS_AT, ends_at=council.london(2028, 5, 10, 18, 30)
    )
    office_day.move_to(council.YEAR_ENDS_AT + timedelta(days=1))
    triage.record_outcome(invitation, attended=True, by=officer)
    assert "Councillor Jane Smith" in thanks_for(invitation)
    assert "Next Year" not in thanks_for(invitation)
