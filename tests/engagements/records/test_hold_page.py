"""The page on which a legal hold is placed or lifted."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Invitation, LegalHold
from tests import cases
from tests.page_forms import PageForm, forms_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def invitation(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    return cases.make_invitation()


def opened(person: Person, invitation: Invitation) -> tuple[Client, PageForm]:
    client = Client()
    client.force_login(person)
    address = reverse("engagements:case_hold", args=[invitation.reference])
    [form] = [form for form in forms_of(client.get(address).content.decode(), address) if form.boxes]
    return client, form


def test_a_hold_that_a_colleague_placed_meanwhile_is_not_lifted_by_placing_another(
    invitation: Invitation, manager: Person, monitoring_officer: Person
) -> None:
    first, second = opened(manager, invitation), opened(monitoring_officer, invitation)
    for (client, form), reason in ((first, "A claim was announced."), (second, "The auditor has asked.")):
        answer = client.post(form.action, form.as_it_stands() | {"reason": [reason]})
    assert LegalHold.objects.standing().get().reason == "A claim was announced."
    shown = answer.content.decode()
    assert "There is already a legal hold on this case." in shown
    assert "The auditor has asked." in shown


def test_a_hold_that_a_colleague_lifted_meanwhile_is_not_placed_by_lifting_it(
    invitation: Invitation, manager: Person, monitoring_officer: Person
) -> None:
    client, form = opened(manager, invitation)
    client.post(form.action, form.as_it_stands() | {"reason": ["A claim was announced."]})
    first, second = opened(manager, invitation), opened(monitoring_officer, invitation)
    for client, form in (first, second):
        answer = client.post(form.action, form.as_it_stands() | {"reason": ["It was settled."]})
    assert not LegalHold.objects.standing().exists()
    assert "There is no legal hold on this case." in answer.content.decode()
