"""The case page: everything about one invitation, and what can be done with it now."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Invitation, Outcome
from tests import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, officer: Person, mayor: Person, deputy: Person) -> Client:
    """An officer at the desk, with a Mayor and a Deputy in office."""
    client.force_login(officer)
    return client


def shown(client: Client, invitation: Invitation) -> str:
    answer = client.get(reverse("office_case", args=[invitation.reference]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_plain_invitation_is_put_to_the_mayor_by_one_button_of_its_page(desk: Client) -> None:
    invitation = cases.make_invitation()
    page = shown(desk, invitation)
    assert f'action="/office/invitations/{invitation.reference}/put_to_mayor/"' in page
    answer = desk.post(f"/office/invitations/{invitation.reference}/put_to_mayor/", {"seen": invitation.version})
    invitation.refresh_from_db()
    assert (answer.status_code, invitation.stage) == (302, "with_mayor")
    assert "Record what the Mayor decided" in shown(desk, invitation)


def test_a_declined_case_shows_why_the_steps_are_closed(desk: Client, officer: Person, mayor: Person) -> None:
    invitation = cases.declined(officer=officer, mayor=mayor)
    page = shown(desk, invitation)
    assert "Steps that are closed now" in page
    assert "The letter has left." in page


@pytest.mark.parametrize("outcome", [Outcome.ACCEPT, Outcome.DELEGATE, Outcome.DECLINE])
def test_the_record_is_told_in_sentences(desk: Client, officer: Person, mayor: Person, outcome: Outcome) -> None:
    invitation = cases.with_mayor(officer=officer)
    cases.decide(invitation, mayor=mayor, outcome=outcome)
    page = shown(desk, invitation)
    assert "The civic office put the invitation to the Mayor" in page
    assert "by Councillor Jane Smith" in page
