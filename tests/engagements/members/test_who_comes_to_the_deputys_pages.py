"""Who comes to the Deputy's pages, and from when."""

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import Traveller

from civic.models import Person
from engagements.models import Outcome
from engagements.services.steps import triage
from protocols.core.vocabulary import Step
from tests import cases, council
from tests.web import Answer

pytestmark = pytest.mark.django_db


def case(client: Client, reference: str) -> Answer:
    return client.get(reverse("engagements:deputy_case", args=[reference]))


def test_only_the_deputy_comes_in(client: Client, officer: Person, manager: Person, mayor: Person) -> None:
    for person in (officer, manager, mayor):
        client.force_login(person)
        assert client.get(reverse("engagements:deputy")).status_code == 403


def test_another_deputys_engagements_are_nobody_elses(
    client: Client, officer: Person, mayor: Person, deputy: Person, office_day: Traveller
) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    later = council.make_deputy(
        "Councillor Noor Khan", begins_at=council.YEAR_ENDS_AT, ends_at=council.london(2028, 5, 10, 18, 30)
    )
    client.force_login(later)
    assert case(client, invitation.reference).status_code == 403
    office_day.move_to(council.YEAR_ENDS_AT)
    client.force_login(later)
    assert case(client, invitation.reference).status_code == 404
    client.force_login(deputy)
    assert client.get(reverse("engagements:deputy")).status_code == 403


def test_an_organiser_who_named_the_deputy_reaches_the_deputy_only_by_the_mayor(
    client: Client, officer: Person, mayor: Person, deputy: Person
) -> None:
    client.force_login(deputy)
    invitation = triage.tell_special_case(
        cases.make_invitation(addressee="deputy"), why="An old promise.", by=officer
    )
    assert case(client, invitation.reference).status_code == 404
    cases.decide(invitation, mayor=mayor, outcome=Outcome.EXCEPTION)
    assert case(client, invitation.reference).status_code == 200
    assert "An old promise." not in case(client, invitation.reference).content.decode()
    assert invitation.entries.filter(kind=Step.GRANT_EXCEPTION.value).count() == 1
