"""Two people at once, 200 times: exactly one wins, the other is told politely who did what."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from civic.models import Person
from engagements.models import Decision, Instruction, Invitation, Letter, Outcome, RecordEntry
from engagements.services.case_record import audit_trail
from engagements.services.steps import mayors_decision, organisers_answers, transitions
from protocols.core.rulings import BreachOfProtocol
from tests import cases

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_clock]
PAIRS = 200
Act = Callable[[Invitation], object]


@pytest.fixture
def waiting(officer: Person, mayor: Person, deputy: Person) -> list[Invitation]:
    far = {"event_on": mayor.terms.get().ends_at.date().replace(month=4, day=10)}
    return [cases.with_mayor(officer=officer, **far, ends_on=far["event_on"]) for _ in range(PAIRS)]


def both_at_once(invitation: Invitation, one: Act, other: Act) -> list[str]:
    """Who won and how the other was told."""
    gate = Barrier(2)

    def act(how: Act) -> str:
        mine = Invitation.objects.get(pk=invitation.pk)
        gate.wait()
        try:
            how(mine)
        except transitions.MovedMeanwhile as moved:
            return "told" if moved.entry else "refused without a word"
        except BreachOfProtocol:
            return "told"
        finally:
            connection.close()
        return "won"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(act, (one, other)))


def decides(outcome: Outcome, mayor: Person, by: Person) -> Act:
    def act(invitation: Invitation) -> object:
        instruction = None if by == mayor else Instruction.TELEPHONE
        return mayors_decision.record_decision(
            invitation,
            outcome=outcome,
            made_by=mayor,
            instruction=instruction,
            agreed_reason="away" if outcome is Outcome.DELEGATE else "",
            decline_kind="diary" if outcome is Outcome.DECLINE else "",
            seen=invitation.version,
            by=by,
        )

    return act


def withdraws(invitation: Invitation) -> object:
    return organisers_answers.withdraw(invitation, seen=invitation.version)


def test_of_two_who_decide_at_once_one_wins(
    waiting: list[Invitation], mayor: Person, officer: Person
) -> None:
    contests = [
        (decides(Outcome.ACCEPT, mayor, mayor), decides(Outcome.DECLINE, mayor, officer)),
        (decides(Outcome.DELEGATE, mayor, mayor), decides(Outcome.DECLINE, mayor, officer)),
        (decides(Outcome.ACCEPT, mayor, mayor), withdraws),
        (decides(Outcome.ACCEPT, mayor, mayor), decides(Outcome.ACCEPT, mayor, mayor)),
    ]
    for number, invitation in enumerate(waiting):
        assert both_at_once(invitation, *contests[number % len(contests)]) == ["told", "won"]
        assert RecordEntry.objects.filter(invitation=invitation).count() == 3
        assert Letter.objects.filter(invitation=invitation).exclude(kind="acknowledgement").count() <= 1
        assert Decision.objects.filter(invitation=invitation).count() <= 1
    assert list(audit_trail.broken_entries(Invitation.objects.all())) == []
