"""What an organiser was told stays told, however often the same letter is sent."""

import pytest
from django.utils import timezone

from civic.models import Person
from civic.queries import read_council
from engagements import situations
from engagements.models import Invitation, Letter, Outcome
from engagements.queries import organiser_status
from engagements.services.letters import delivery_problems
from engagements.services.steps import deputys_answer, triage
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Waiting
from tests import cases

pytestmark = pytest.mark.django_db


def declined_by_telephone(officer: Person, mayor: Person) -> Invitation:
    """An invitation whose organiser heard of the decline by telephone, its letter failed."""
    invitation = cases.with_mayor(officer=officer)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DECLINE)
    triage.tell_by_telephone(invitation, spoken_to="Jane Smith", told_at=timezone.now(), by=officer)
    cases.become(Letter.objects.filter(kind="decline"), Letter.State.FAILED)
    return invitation


def sent_anew(invitation: Invitation, officer: Person) -> Letter:
    return delivery_problems.resend_as_new(
        invitation.letters.get(kind="decline"), by=officer, to_email="other@northgate-scouts.example"
    )


def test_a_decline_that_left_is_no_slip_while_it_is_sent_anew(officer: Person, mayor: Person) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    sent_anew(invitation, officer)
    with pytest.raises(BreachOfProtocol, match="letter"):
        cases.decide(invitation, mayor=mayor, outcome=Outcome.CORRECT)


def test_a_decline_told_by_telephone_is_no_slip_while_its_letter_is_sent_anew(
    officer: Person, mayor: Person
) -> None:
    invitation = declined_by_telephone(officer, mayor)
    new = sent_anew(invitation, officer)
    with pytest.raises(BreachOfProtocol, match="letter"):
        cases.decide(invitation, mayor=mayor, outcome=Outcome.CORRECT)
    page = organiser_status.told(Invitation.objects.get(), read_council())
    assert "by telephone" in str(page)
    cases.become(Letter.objects.filter(pk=new.pk), Letter.State.SENT, sent_at=timezone.now())
    page = organiser_status.told(Invitation.objects.get(), read_council())
    assert "by telephone" not in str(page)


def test_what_was_told_once_is_not_told_by_telephone_as_news(officer: Person, mayor: Person) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    sent_anew(invitation, officer)
    assert situations.of(Invitation.objects.for_situations().get(), read_council()).waiting is Waiting.NONE
    with pytest.raises(BreachOfProtocol):
        triage.tell_by_telephone(invitation, spoken_to="Jane Smith", told_at=timezone.now(), by=officer)


def accepted_by_telephone(officer: Person, mayor: Person) -> Invitation:
    """An engagement of which the organiser heard by telephone; its letter has not left."""
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    triage.tell_by_telephone(invitation, spoken_to="Jane Smith", told_at=timezone.now(), by=officer)
    return invitation


def test_what_was_told_by_telephone_is_written_in_the_end_though_nothing_changed(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = accepted_by_telephone(officer, mayor)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="Away.", by=deputy)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    letter = Letter.objects.get(state="draft")
    assert letter.kind == "confirmation"


def test_what_left_is_not_written_again_when_nothing_changed(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = accepted_by_telephone(officer, mayor)
    cases.send_letters(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.DELEGATE)
    deputys_answer.say_no(invitation, deputy=deputy, private_reason="Away.", by=deputy)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    assert not Letter.objects.filter(state="draft").exists()
