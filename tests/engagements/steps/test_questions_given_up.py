"""A question that nobody waits for any more stays as it was, however often the office asks again."""

import pytest

from civic.models import Person
from engagements.models import Question
from engagements.services.steps import triage
from protocols.core.vocabulary import Step
from tests import cases

pytestmark = pytest.mark.django_db


def test_the_office_may_stop_waiting_as_often_as_it_asks(officer: Person, mayor: Person) -> None:
    invitation = cases.make_invitation()
    for question in ("At what time?", "Is there a car park?"):
        triage.ask_information(invitation, question=question, by=officer)
        triage.take(invitation, step=Step.STOP_WAITING, by=officer)
    first, second = Question.objects.order_by("pk")
    assert first.given_up_at is not None
    assert second.given_up_at is not None
    assert first.given_up_at <= second.given_up_at
