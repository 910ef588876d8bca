"""Letters that refuse or explain say how to complain, where the council has written that down (P23)."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Council, Person
from civic.queries import read_council
from engagements.models import Letter
from engagements.services.letters import drafts, placeholder_values
from engagements.services.mail import transport
from engagements.services.steps import triage
from protocols.core.vocabulary import LetterKind, Step
from tests import cases

pytestmark = pytest.mark.django_db
ROUTE = "If you are not happy, please use our complaints procedure: https://wexcombe.example/complaints."
SAY_IT = {"protocol_explained", "referred", "refusal", "not_civic"}


@pytest.fixture
def written_down(council: Council) -> None:
    Council.objects.update(complaints=ROUTE)


@pytest.mark.parametrize("kind", LetterKind)
def test_only_what_refuses_or_explains_says_it(kind: LetterKind, written_down: None, officer: Person) -> None:
    invitation = cases.make_invitation()
    values = placeholder_values.values_for(invitation, kind, "P10", read_council())
    assert values["complaints"] == (ROUTE if kind.value in SAY_IT else "")


def refusal(officer: Person) -> Letter:
    invitation = cases.make_invitation(purpose="political")
    triage.refuse(invitation, step=Step.REFUSE_P10, reason="", by=officer)
    letter = Letter.objects.get(invitation=invitation, kind="refusal")
    return drafts.release(letter, subject=letter.subject, body=letter.body, by=officer)


def test_a_refusal_ends_with_it_in_the_mail_and_on_paper_and_the_address_can_be_pressed(
    written_down: None, officer: Person, mayor: Person, client: Client
) -> None:
    letter = refusal(officer)
    mail = transport.as_mail(letter)
    assert ROUTE in " ".join(str(mail.body).split())
    assert '<a href="https://wexcombe.example/complaints"' in str(mail.alternatives[0][0])
    client.force_login(officer)
    paper = client.get(reverse("engagements:letter_print", args=[letter.pk])).content.decode()
    assert '<a href="https://wexcombe.example/complaints">' in paper


def test_without_it_nothing_is_left_in_its_place(council: Council, officer: Person, mayor: Person) -> None:
    mail = str(transport.as_mail(refusal(officer)).body)
    assert "complaint" not in mail
    assert "\n\n\n" not in mail


def test_the_civic_manager_writes_it_in_the_councils_details(
    council: Council, manager: Person, client: Client
) -> None:
    client.force_login(manager)
    page = client.get(reverse("civic:details")).content.decode()
    assert "How an organiser can complain" in page
