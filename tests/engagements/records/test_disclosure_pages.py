"""The pages of a request, when a colleague has closed it meanwhile."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from civic.models import Person
from civic.queries import read_council
from engagements.models import DisclosureRequest, Note, Redaction
from engagements.services import case_notes
from engagements.services.records import disclosure
from tests import cases
from tests.page_forms import WORDS, PageForm, forms_of

pytestmark = pytest.mark.django_db
NOTE = "Olive Officer rang twice."


@pytest.fixture
def asked(officer: Person, mayor: Person, deputy: Person) -> DisclosureRequest:
    case = cases.make_invitation()
    case_notes.write_note(case, text=NOTE, audience=Note.Audience.OFFICE, by=officer)
    return disclosure.enter(
        at=read_council(), kind="foi", asked_by_name="Petra Novak", asked_for="Everything.",
        terms="Jane Smith", received_on=timezone.localdate(), owner=officer, by=officer,
    )  # fmt: skip


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def form_with(client: Client, address: str, field: str) -> PageForm:
    """The form of the page that has a field whose name is such."""
    page = client.get(address).content.decode()
    [form] = [
        form
        for form in forms_of(page, address)
        if any(re.fullmatch(field, name) for name in [*form.sent, *form.choices])
    ]
    return form


def chosen(asked: DisclosureRequest, client: Client) -> str:
    """Everything found is chosen on the page; the address of the note."""
    choose = reverse("engagements:disclosure_choose", args=[asked.number])
    found = form_with(client, choose, "thing")
    client.post(choose, found.sent)
    item = asked.items.get(source="note")
    return reverse("engagements:disclosure_item", args=[asked.number, item.pk])


def test_decisions_on_a_request_that_was_closed_stay_in_the_form_with_why(
    asked: DisclosureRequest, officer: Person, manager: Person
) -> None:
    client = signed_in(officer)
    address = chosen(asked, client)
    form = form_with(client, address, r"passage_\d+")
    disclosure.close(asked, words="Withdrawn.", by=manager)
    answer = client.post(address, form.filled_in())
    assert answer.status_code == 200
    assert "This request is closed." in answer.content.decode()
    assert set(Redaction.objects.values_list("state", flat=True)) == {Redaction.State.PROPOSED}


@pytest.mark.parametrize(("page", "box"), [("item", "passage"), ("close", "answered")])
def test_words_for_a_request_that_was_closed_stay_in_the_form_with_why(
    asked: DisclosureRequest, officer: Person, manager: Person, page: str, box: str
) -> None:
    """Words to leave out, and how it was answered."""
    client = signed_in(officer)
    item = chosen(asked, client)
    address = item if page == "item" else reverse("engagements:disclosure_close", args=[asked.number])
    form = form_with(client, address, box)
    disclosure.close(asked, words="Withdrawn.", by=manager)
    shown = client.post(address, form.filled_in()).content.decode()
    assert "This request is closed." in shown
    assert WORDS in shown


def test_a_choice_for_a_request_that_was_closed_is_told_on_the_request(
    asked: DisclosureRequest, officer: Person, manager: Person
) -> None:
    client = signed_in(officer)
    choose = reverse("engagements:disclosure_choose", args=[asked.number])
    found = form_with(client, choose, "thing")
    disclosure.close(asked, words="Withdrawn.", by=manager)
    answer = client.post(choose, found.sent, follow=True)
    assert answer.redirect_chain == [(reverse("engagements:disclosure_request", args=[asked.number]), 302)]
    assert "This request is closed." in answer.content.decode()
    assert not asked.items.exists()
