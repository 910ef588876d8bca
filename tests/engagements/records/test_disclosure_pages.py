"""The pages of a request, when a colleague has closed it meanwhile."""

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


def form_at(client: Client, address: str, field: str) -> PageForm:
    """The form of the page that has a field of this name."""
    page = client.get(address).content.decode()
    [form] = [
        form for form in forms_of(page, address) if any(field in name for name in [*form.sent, *form.choices])
    ]
    return form


def chosen(asked: DisclosureRequest, client: Client) -> str:
    """Everything found is chosen on the page; the address of the note."""
    choose = reverse("engagements:disclosure_choose", args=[asked.number])
    found = form_at(client, choose, "thing")
    client.post(choose, found.sent)
    item = asked.items.get(source="note")
    return reverse("engagements:disclosure_item", args=[asked.number, item.pk])


def test_decisions_on_a_request_that_was_closed_stay_in_the_form_with_why(
    asked: DisclosureRequest, officer: Person, manager: Person
) -> None:
    client = signed_in(officer)
    address = chosen(asked, client)
    form = form_at(client, address, "passage_")
    disclosure.close(asked, words="Withdrawn.", by=manager)
    answer = client.post(address, form.filled_in())
    assert answer.status_code == 200
    assert "This request is closed." in answer.content.decode()
    assert set(Redaction.objects.values_list("state", flat=True)) == {Redaction.State.PROPOSED}


def test_words_to_leave_out_of_a_closed_request_stay_in_the_form_with_why(
    asked: DisclosureRequest, officer: Person, manager: Person
) -> None:
    client = signed_in(officer)
    address = chosen(asked, client)
    [form] = [each for each in forms_of(client.get(address).content.decode(), address) if each.boxes]
    disclosure.close(asked, words="Withdrawn.", by=manager)
    page = client.post(address, form.filled_in()).content.decode()
    assert "This request is closed." in page
    assert WORDS in page


def test_a_choice_for_a_request_that_was_closed_is_told_on_the_request(
    asked: DisclosureRequest, officer: Person, manager: Person
) -> None:
    client = signed_in(officer)
    choose = reverse("engagements:disclosure_choose", args=[asked.number])
    found = form_at(client, choose, "thing")
    disclosure.close(asked, words="Withdrawn.", by=manager)
    answer = client.post(choose, found.sent, follow=True)
    assert answer.redirect_chain == [(reverse("engagements:disclosure_request", args=[asked.number]), 302)]
    assert "This request is closed." in answer.content.decode()
    assert not asked.items.exists()


def test_words_about_an_answer_stay_in_the_form_when_a_colleague_closed_the_request(
    asked: DisclosureRequest, officer: Person, manager: Person
) -> None:
    client = signed_in(officer)
    address = reverse("engagements:disclosure_close", args=[asked.number])
    form = form_at(client, address, "answered")
    disclosure.close(asked, words="Withdrawn.", by=manager)
    page = client.post(address, form.filled_in()).content.decode()
    assert "This request is closed." in page
    assert WORDS in page
