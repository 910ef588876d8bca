"""A decision is the Mayor's of the event, an answer that of the Deputy who was asked;
nobody else's counts.
"""

import pytest

from civic.models import Person
from engagements.models import Decision, Delegation, Engagement, Outcome
from engagements.services.steps import deputys_answer, mayors_decision
from protocols.core.rulings import BreachOfProtocol
from tests import cases, council

pytestmark = pytest.mark.django_db


def test_nobody_but_the_mayor_of_the_event_decides(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    with pytest.raises(
        BreachOfProtocol, match="is not the Mayor of the event on Saturday 11 July 2026"
    ) as breach:
        mayors_decision.record_decision(invitation, outcome=Outcome.ACCEPT, made_by=deputy, by=deputy)
    assert breach.value.clause == "P1"
    assert not Decision.objects.exists()
    assert not Engagement.objects.exists()


def test_nobody_but_the_deputy_who_was_asked_answers(officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    somebody = council.make_person("Sam Other")
    with pytest.raises(BreachOfProtocol, match="Sam Other was not asked"):
        deputys_answer.accept(invitation, deputy=somebody, by=officer)
    with pytest.raises(BreachOfProtocol, match="Sam Other was not asked"):
        deputys_answer.say_no(invitation, deputy=somebody, private_reason="", by=officer)
    assert Delegation.objects.get().state == Delegation.State.ASKED
    assert not Engagement.objects.exists()
