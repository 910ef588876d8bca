"""What the table opens and a case's own past keeps shut: each refused with its reason, at the service too."""

import pytest
import time_machine

from civic.models import Person, Term
from civic.queries import read_council
from civic.services import terms
from engagements import permissions
from engagements.models import Engagement, Letter, Outcome
from engagements.services.steps import deputys_answer, triage
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Party
from tests import cases, council

pytestmark = pytest.mark.django_db


def test_an_outcome_is_corrected_into_the_other_and_not_into_itself(
    officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    office_day.move_to(council.london(2026, 7, 12, 9))
    triage.record_outcome(invitation, attended=True, by=officer)
    with pytest.raises(BreachOfProtocol, match="This outcome is already recorded"):
        triage.record_outcome(invitation, attended=True, note="Again.", by=officer)
    triage.record_outcome(invitation, attended=False, note="It was the other fête.", by=officer)
    assert Engagement.objects.get().attended is False


def test_the_deputy_takes_back_a_no_until_the_mayor_has_acted_on_it(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="", by=deputy)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    with pytest.raises(BreachOfProtocol, match="has already acted on the Deputy’s answer"):
        deputys_answer.take_back_no(invitation, deputy=deputy, by=deputy)


def test_the_deputy_is_asked_for_no_reason_that_has_left_the_list(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.with_mayor(officer=officer)
    with pytest.raises(BreachOfProtocol, match="no longer on the agreed list"):
        cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE, agreed_reason="gone")


def test_the_thanks_after_a_corrected_outcome_name_whoever_was_announced(
    officer: Person, mayor: Person, deputy: Person, manager: Person, office_day: time_machine.Traveller
) -> None:
    invitation = cases.deputy_attends(officer=officer, mayor=mayor, deputy=deputy)
    cases.send_letters(invitation)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="Ill.", by=deputy)
    office_day.move_to(council.london(2026, 7, 12, 9))
    triage.record_outcome(invitation, attended=False, by=officer)
    cases.send_letters(invitation)
    triage.record_outcome(
        invitation, attended=True, note="The Deputy came.", party=Party.CIVIC_MANAGER, by=manager
    )
    thanks = Letter.objects.get(kind="thanks").values["attendee"]
    assert deputy.written_name in thanks
    assert mayor.written_name not in thanks


def test_a_no_given_to_a_mayor_who_has_gone_is_nobodys_to_take_back(
    officer: Person, mayor: Person, deputy: Person, office_day: time_machine.Traveller
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="", by=deputy)
    assert invitation in permissions.deputys_share(deputy, read_council())
    terms.end_term(Term.objects.get(person=mayor), ends_at=council.london(2026, 6, 15), by=None)
    council.make_mayor("Councillor Next", begins_at=council.london(2026, 6, 15))
    office_day.move_to(council.london(2026, 6, 16, 9))
    assert invitation not in permissions.deputys_share(deputy, read_council())
