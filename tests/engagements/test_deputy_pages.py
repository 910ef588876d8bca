"""The Deputy's pages, through the web: what the Mayor asks, and nothing else of the Mayor's box (P15)."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Invitation
from tests import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, deputy: Person) -> Client:
    client.force_login(deputy)
    return client


def answer(page: Client, invitation: Invitation, slug: str, **said: object):
    url = reverse("deputy_answer", args=[invitation.reference, slug])
    return page.post(url, {"seen": invitation.version} | said)


def test_the_deputy_accepts_in_two_presses(page: Client, officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.with_deputy(officer=officer, mayor=mayor)
    assert invitation.title in page.get(reverse("deputy")).content.decode()
    assert page.get(reverse("deputy_case", args=[invitation.reference])).status_code == 200
    assert page.get(reverse("deputy_answer", args=[invitation.reference, "accept"])).status_code == 200
    assert answer(page, invitation, "accept").status_code == 302
    invitation.refresh_from_db()
    assert invitation.stage == "deputy_attends"
    assert page.get(reverse("deputy")).status_code == 200
