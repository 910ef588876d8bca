"""Hosts are told how to speak to their guest, by the forms that the council keeps (P12)."""

import pytest

from civic.models import Office, Person
from engagements.models import Letter, Outcome
from engagements.services.steps import deputys_answer, triage
from protocols import letters
from protocols.core.vocabulary import Addressee, LetterKind, Party, Step
from protocols.texts import shipped_letter
from tests import cases

pytestmark = pytest.mark.django_db


def asked_about_the_arrangements(officer: Person, mayor: Person, deputy: Person | None = None) -> str:
    invitation = cases.make_invitation(addressee=Addressee.BOTH if deputy else Addressee.MAYOR)
    triage.put_to_mayor(invitation, by=officer)
    outcome = Outcome.ACCEPT_TOGETHER if deputy else Outcome.ACCEPT
    cases.decide(invitation, mayor=mayor, outcome=outcome)
    cases.send_letters(invitation)
    if deputy:
        deputys_answer.accept(invitation, deputy=deputy, by=deputy)
        cases.send_letters(invitation)
    triage.take(invitation, step=Step.ASK_ARRANGEMENTS, party=Party.OFFICER, by=officer)
    return " ".join(Letter.objects.get(invitation=invitation, kind="arrangements").body.split())


def test_the_letter_about_the_arrangements_says_how_to_address_the_mayor(
    officer: Person, mayor: Person
) -> None:
    Office.objects.filter(kind="mayor").update(spoken="Madam Mayor", envelope="The Right Worshipful {name}")
    body = asked_about_the_arrangements(officer, mayor)
    assert (
        "In speech, please address the Mayor as “Madam Mayor”; on an envelope or a place card, write "
        f"“The Right Worshipful {mayor.written_name}”." in body
    )
    assert "Deputy" not in body


def test_where_both_come_it_says_it_of_both(officer: Person, mayor: Person, deputy: Person) -> None:
    body = asked_about_the_arrangements(officer, mayor, deputy)
    assert "address the Mayor as" in body
    assert "address the Deputy Mayor as “Deputy Mayor”; on an envelope or a place card" in body
    assert f"write “The Deputy Mayor, {deputy.written_name}”" in body


def test_no_other_letter_says_so() -> None:
    subject, body = shipped_letter(LetterKind.DECLINE)
    assert letters.validate(LetterKind.DECLINE, subject, f"{body} {{addressing}}") == [
        "The text has the placeholder {addressing}, which cannot be used here."
    ]
