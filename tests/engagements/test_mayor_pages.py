"""The Mayor's pages, through the web: each answer, what it records, what it writes."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Decision, Invitation
from tests import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client, mayor: Person) -> Client:
    client.force_login(mayor)
    return client


def answer(page: Client, invitation: Invitation, slug: str, **said: object):
    url = reverse("mayor_answer", args=[invitation.reference, slug])
    return page.post(url, {"seen": invitation.version} | said)


def test_the_mayor_accepts_in_two_presses(page: Client, officer: Person, mayor: Person, deputy: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    box = page.get(reverse("mayor"))
    assert box.status_code == 200
    assert invitation.title in box.content.decode()
    case = page.get(reverse("mayor_case", args=[invitation.reference]))
    assert case.status_code == 200
    confirmation = page.get(reverse("mayor_answer", args=[invitation.reference, "accept"]))
    assert confirmation.status_code == 200, confirmation.content.decode()
    assert not Decision.objects.exists()
    done = answer(page, invitation, "accept")
    assert done.status_code == 302, done.content.decode()
    assert page.get(done.url).status_code == 200
    invitation.refresh_from_db()
    assert invitation.stage == "mayor_attends"
    for stage_page in (reverse("mayor"), reverse("mayor_case", args=[invitation.reference])):
        assert page.get(stage_page).status_code == 200
