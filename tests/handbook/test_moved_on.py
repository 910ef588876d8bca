"""What somebody typed into the handbook's pages is given back where it came too late."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from protocols import service, sign_off
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db


def shown(client: Client, address: str) -> dict[str, list[str]]:
    """The form of that page as it stands."""
    [form] = [form for form in forms_of(client.get(address).content.decode(), address) if form.boxes]
    return form.as_it_stands()


@pytest.fixture
def page(client: Client, manager: Person) -> Client:
    client.force_login(manager)
    return client


def test_of_two_who_word_one_clause_the_second_is_told_and_keeps_the_words(
    page: Client, manager: Person
) -> None:
    draft = service.new_draft(by=manager)
    clause = reverse("handbook:clause", args=[draft.number, "P1"])
    first, second = shown(page, clause), shown(page, clause)
    assert page.post(clause, first | {"text": ["Every invitation is the Mayor’s."]}).status_code == 302
    answer = page.post(clause, second | {"text": ["Every invitation is to the Mayor first."]})
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Someone else has changed clause P1 since you opened this page." in told
    assert "It now reads: Every invitation is the Mayor’s." in told
    assert "Every invitation is to the Mayor first." in told
    assert draft.clauses.get(code="P1").text == "Every invitation is the Mayor’s."
    [again] = [form for form in forms_of(told, clause) if form.boxes]
    assert page.post(clause, again.as_it_stands()).status_code == 302
    assert draft.clauses.get(code="P1").text == "Every invitation is to the Mayor first."


def test_a_clause_that_is_saved_as_it_stands_says_nobody_changed_it(page: Client, manager: Person) -> None:
    draft = service.new_draft(by=manager)
    clause = reverse("handbook:clause", args=[draft.number, "P1"])
    page.post(clause, shown(page, clause))
    assert draft.clauses.get(code="P1").changed_by is None


def test_words_for_a_version_that_is_no_draft_any_more_are_given_back(page: Client, manager: Person) -> None:
    draft = service.new_draft(by=manager)
    clause, put = (
        reverse("handbook:clause", args=[draft.number, "P1"]),
        reverse("handbook:put", args=[draft.number]),
    )
    words, note = shown(page, clause), shown(page, put)
    sign_off.put_for_signature(draft, by=manager)
    for address, sent, box, typed in (
        (clause, words, "text", "Everybody is welcome."),
        (put, note, "note", "For the meeting in May."),
    ):
        answer = page.post(address, sent | {box: [typed]})
        told = answer.content.decode()
        assert (answer.status_code, typed in told) == (409, True)
        assert "This has changed since you opened the page" in told
