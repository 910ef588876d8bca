"""What the database refuses of letters over the Mayor’s own name (P12)."""

import pytest

from civic.models import Person
from engagements.models import Invitation, Letter, RecordEntry
from engagements.services.letters import drafts, mayors_own
from engagements.services.letters.drafts import wording_of
from protocols.core.vocabulary import LetterKind
from tests import cases
from tests.engagements.forgery import forge_entry, refused
from tests.engagements.letters.mayors_own.office import (
    NEWS,
    another_mayor,
    now,
)
from tests.guarding import refused_by

pytestmark = pytest.mark.django_db


def test_the_database_takes_no_such_letter_as_an_answer(letter: Letter, officer: Person) -> None:
    open_case = cases.make_invitation(title="Beer festival")
    values = {
        field.attname: getattr(letter, field.attname)
        for field in Letter._meta.concrete_fields
        if field.attname not in ("id", "message_id", "invitation_id", "entry_id")
    }
    forge_entry(open_case, kind="letter_in_mayors_name", by=officer, made_version=2)
    entry = RecordEntry.objects.get(invitation=open_case, kind="letter_in_mayors_name")
    with refused_by("mayors_letter_is_no_answer"):
        Letter.objects.create(**values, message_id="<a@b>", invitation=open_case, entry=entry)


def test_the_database_keeps_letters_of_the_office_and_of_the_mayor_apart(letter: Letter) -> None:
    sql = "UPDATE engagements_letter SET kind = 'decline' WHERE id = %s"
    refused("mayors_letter_stays_one", sql, letter.pk)


def test_the_database_holds_other_words_for_not_approved(approved: Letter) -> None:
    sql = "UPDATE engagements_letter SET body = 'Other words.' WHERE id = %s"
    refused("other_words_are_not_approved", sql, approved.pk)


def test_the_database_takes_up_no_earlier_approval(approved: Letter, officer: Person) -> None:
    """Not given up in silence, nor taken up again after the words were changed and changed back."""
    given_up = "UPDATE engagements_letter SET words_under_id = NULL WHERE id = %s"
    refused("words_are_put_with_their_entry", given_up, approved.pk)
    body, entry = approved.body, approved.words_under_id
    for words in ("Other words.", body):
        drafts.save_draft(now(approved), subject=approved.subject, body=words, by=officer)
    sql = "UPDATE engagements_letter SET words_under_id = %s WHERE id = %s"
    refused("words_are_put_with_their_entry", sql, entry, approved.pk)


def test_the_database_takes_an_approval_of_this_letter_alone(
    asked: Letter, case: Invitation, officer: Person, mayor: Person
) -> None:
    other = mayors_own.write(case, kind=LetterKind.MAYORS_CONDOLENCES, own_words=NEWS, by=officer)
    mayors_own.ask(other, by=officer)
    approval = mayors_own.approve(other, read=wording_of(other), by=mayor).words_under_id
    sql = "UPDATE engagements_letter SET words_under_id = %s WHERE id = %s"
    refused("words_are_put_with_their_entry", sql, approval, asked.pk)


def test_the_database_lets_nothing_go_that_the_mayor_in_office_did_not_approve(
    asked: Letter, officer: Person, mayor: Person
) -> None:
    sql = (
        "UPDATE engagements_letter SET state = 'queued', released_at = '2026-06-01 10:00:00', "
        "released_by_id = %s WHERE id = %s"
    )
    refused("mayors_letter_leaves_approved", sql, officer.pk, asked.pk)
    mayors_own.approve(asked, read=wording_of(asked), by=mayor)
    another_mayor()
    refused("mayors_letter_leaves_approved", sql, officer.pk, asked.pk)
