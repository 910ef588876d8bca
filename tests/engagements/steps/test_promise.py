"""The later day that a holding letter promises: before the event, and only while somebody was told of it."""

from datetime import timedelta

import pytest

from civic.models import Person
from engagements.services.steps import organisers_answers, triage
from protocols.core.rulings import BreachOfProtocol
from tests import cases

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("days", [0, 60])
def test_no_day_is_promised_that_is_no_later_or_after_the_event(officer: Person, days: int) -> None:
    invitation = cases.make_invitation()
    answer_by = invitation.promise_due_on + timedelta(days=days)
    with pytest.raises(BreachOfProtocol, match="Enter a date") as refused:
        triage.send_holding(invitation, answer_by=answer_by, by=officer)
    assert refused.value.clause == "P21"


def test_an_event_that_comes_nearer_than_the_later_day_brings_the_first_day_back(officer: Person) -> None:
    invitation = cases.make_invitation()
    first = invitation.promise_due_on
    later = first + timedelta(days=10)
    triage.send_holding(invitation, answer_by=later, by=officer)
    cases.send_letters(invitation)
    organisers_answers.change_details(invitation, event=cases.event(event_on=later, ends_on=later))
    assert (invitation.promise_due_on, invitation.promise_renewed_on is None) == (first, False)


def test_any_other_change_leaves_the_later_day(officer: Person) -> None:
    invitation = cases.make_invitation()
    later = invitation.promise_due_on + timedelta(days=10)
    triage.send_holding(invitation, answer_by=later, by=officer)
    cases.send_letters(invitation)
    organisers_answers.change_details(invitation, event=cases.event(venue="The Corn Exchange"))
    assert invitation.promise_due_on == later
