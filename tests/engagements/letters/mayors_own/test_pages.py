"""The pages on which the office writes, and the Mayor approves, letters over the Mayor’s own name (P12)."""

import pytest
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements.models import Invitation, Letter
from engagements.services.letters import drafts, mayors_own
from engagements.services.letters.drafts import wording_of
from tests import cases
from tests.engagements.letters.mayors_own.office import (
    NEWS,
    S,
    another_mayor,
    last_entry,
    now,
    page_of,
)

pytestmark = pytest.mark.django_db


def test_the_case_leads_to_the_letter_where_one_may_be_written(
    client: Client, case: Invitation, officer: Person
) -> None:
    assert (
        "Write in the Mayor’s own name" in page_of(client, officer, "case", case.reference).content.decode()
    )
    answered = page_of(
        client, officer, "mayors_letter", case.reference, kind="mayors_condolences", own_words=NEWS
    )
    letter = Letter.objects.get(kind="mayors_condolences")
    assert answered["Location"] == reverse("engagements:letter", args=[letter.pk])
    open_case = cases.make_invitation(title="Beer festival")
    assert "own name" not in page_of(client, officer, "case", open_case.reference).content.decode()
    refused = page_of(client, officer, "mayors_letter", open_case.reference).content.decode()
    assert "never the answer to an invitation" in refused


def test_thanks_are_not_offered_before_the_event(client: Client, case: Invitation, officer: Person) -> None:
    page = page_of(client, officer, "mayors_letter", case.reference).content.decode()
    assert "The Mayor’s congratulations" in page
    assert "own thanks" not in page


def test_the_letters_page_says_what_has_become_of_the_words(
    client: Client, letter: Letter, officer: Person, mayor: Person
) -> None:
    def shown() -> str:
        return " ".join(page_of(client, officer, "letter", letter.pk).content.decode().split())

    assert "Ask the Mayor to approve these words" in shown()
    assert 'name="release"' not in shown()
    page_of(client, officer, "mayors_letter_ask", letter.pk, read=wording_of(letter))
    assert "The Mayor was asked to approve these words" in shown()
    mayors_own.refuse(letter, why="We have never met.", read=wording_of(letter), by=mayor)
    assert "did not approve these words" in shown()
    assert "We have never met." in shown()
    drafts.save_draft(letter, subject=letter.subject, body="Other words.", by=officer)
    mayors_own.approve(mayors_own.ask(now(letter), by=officer), read=wording_of(now(letter)), by=mayor)
    assert "approved these words" in shown()
    assert 'name="release"' in shown()
    another_mayor()
    assert "The approval no longer applies." in shown()
    assert 'name="release"' not in shown()


def test_the_mayor_reads_the_words_and_approves_them(client: Client, asked: Letter, mayor: Person) -> None:
    assert "Letters in your name for you to approve" in page_of(client, mayor, "mayor").content.decode()
    page = page_of(client, mayor, "mayors_words", asked.pk)
    assert NEWS in page.content.decode()
    assert "Councillor Jane Smith" in page.content.decode()
    answered = page_of(client, mayor, "mayors_words", asked.pk, read=page.context["read"], approve="1")
    assert answered["Location"] == reverse("engagements:mayor")
    assert last_entry(asked).kind == "letter_words_approved"
    assert "Letters in your name" not in page_of(client, mayor, "mayor").content.decode()
    assert page_of(client, mayor, "mayors_words", asked.pk).status_code == 404


def test_the_mayor_must_say_why_not(client: Client, asked: Letter, mayor: Person) -> None:
    read = wording_of(asked)
    empty = page_of(client, mayor, "mayors_words", asked.pk, read=read, refuse="1", why="")
    assert "Enter why you do not approve these words" in empty.content.decode()
    answered = page_of(client, mayor, "mayors_words", asked.pk, read=read, refuse="1", why="Too long.")
    assert answered["Location"] == reverse("engagements:mayor")
    assert last_entry(asked).kind == "letter_words_refused"


def test_words_that_changed_while_the_mayors_page_was_open_are_shown_again(
    client: Client, asked: Letter, mayor: Person, officer: Person
) -> None:
    read = wording_of(asked)
    drafts.save_draft(asked, subject=asked.subject, body="Other words.", by=officer)
    mayors_own.ask(now(asked), by=officer)
    page = page_of(client, mayor, "mayors_words", asked.pk, read=read, approve="1")
    assert page.status_code == 409
    assert "Other words." in page.content.decode()
    assert last_entry(asked).kind == "letter_words_asked"


@pytest.mark.parametrize("who", ["officer", "manager", "deputy"])
def test_the_mayors_page_is_the_mayors(
    client: Client, asked: Letter, who: str, request: pytest.FixtureRequest
) -> None:
    assert page_of(client, request.getfixturevalue(who), "mayors_words", asked.pk).status_code == 403


def test_the_office_withdraws_the_letter_on_its_page(client: Client, asked: Letter, officer: Person) -> None:
    page_of(client, officer, "mayors_letter_withdraw", asked.pk, go="1")
    assert now(asked).state == S.CANCELLED
