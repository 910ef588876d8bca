"""A copy of a confidential letter is stopped unless the civic manager records why, on the record (P14)."""

from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from civic.models import Person
from engagements import record_sentences
from engagements.models import Invitation, Letter, Outcome, RecordEntry
from engagements.particulars import EventParticulars
from engagements.services.letters import confidential_copies, delivery_problems, drafts
from engagements.services.letters.drafts import TooLate
from engagements.services.steps import corrections
from protocols.core.vocabulary import Party
from tests import cases
from tests.engagements.forgery import forge_entry, refused
from tests.guarding import guards_down, refused_by, run_sql

pytestmark = pytest.mark.django_db
S = Letter.State
ANN = {"name": "Ann Clerk", "email": "ann@clerk.example"}
BEA = {"name": "Bea Ash", "email": "bea@ash.example"}
WHY = "The Lord-Lieutenant’s office arranges the visit with us."
LET_GO: dict[str, Any] = {"subject": "x", "body": "We look forward to it."}


@pytest.fixture
def letter(officer: Person, mayor: Person) -> Letter:
    """The drafted acceptance of a confidential visit."""
    return acceptance(officer, mayor, confidential=True)


def acceptance(officer: Person, mayor: Person, **particulars: Any) -> Letter:
    invitation = cases.with_mayor(officer=officer, **particulars)
    cases.send_letters(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    return Letter.objects.get(invitation=invitation, kind="acceptance")


def release(letter: Letter, *, by: Person, **given: Any) -> Letter:
    return drafts.release(letter, **LET_GO, **given, by=by)


def made_confidential(invitation: Invitation, *, by: Person) -> None:
    invitation.refresh_from_db()
    event = replace(EventParticulars.of(invitation), confidential=True)
    corrections.correct(invitation, event=event, why="The palace asked for it.", by=by)


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state


def allowances() -> list[RecordEntry]:
    return list(RecordEntry.objects.filter(kind="letter_copies_allowed").select_related("particulars"))


# --- The service --------------------------------------------------------------------------------------------


def test_an_officer_sends_nobody_a_copy_of_a_confidential_letter(letter: Letter, officer: Person) -> None:
    for why in ("", WHY):
        with pytest.raises(ValidationError) as stopped:
            release(letter, copies=[ANN], why_copies=why, by=officer)
        assert stopped.value.message_dict == {"people": [confidential_copies.ASK_THE_MANAGER]}
    assert (state(letter), letter.copy_rows.count(), allowances()) == (S.DRAFT, 0, [])


def test_without_copies_an_officer_releases_it_as_any_other(letter: Letter, officer: Person) -> None:
    assert release(letter, by=officer).state == S.QUEUED
    assert allowances() == []


def test_the_civic_manager_says_why_before_anybody_gets_a_copy(letter: Letter, manager: Person) -> None:
    with pytest.raises(ValidationError) as stopped:
        release(letter, copies=[ANN], why_copies="  ", by=manager)
    assert stopped.value.message_dict == {"why_copies": [confidential_copies.SAY_WHY]}
    release(letter, copies=[ANN], why_copies=WHY, by=manager)
    assert letter.copy_rows.get().recipient_email == "ann@clerk.example"


def test_the_managers_reason_stands_in_the_record(letter: Letter, manager: Person) -> None:
    release(letter, copies=[ANN], why_copies=WHY, by=manager)
    [entry] = allowances()
    assert (entry.by, entry.party, entry.clause) == (manager, Party.CIVIC_MANAGER.value, "P14")
    told = record_sentences.of(entry, {"mayor_title": "the Mayor", "deputy_title": "the Deputy"})
    assert told.says == ("The civic manager recorded why others get a copy of a confidential letter")
    assert sorted(told.particulars) == [("Copies", "Ann Clerk"), ("Letter", "acceptance"), ("Why", WHY)]


def test_whom_the_manager_allowed_an_officer_may_send_a_copy_and_nobody_more(
    letter: Letter, officer: Person, manager: Person
) -> None:
    drafts.save_draft(letter, **LET_GO, copies=[ANN], why_copies=WHY, by=manager)
    assert (state(letter), letter.copies, letter.values["copies"]) == (S.DRAFT, [ANN], "Ann Clerk")
    with pytest.raises(ValidationError):
        release(letter, copies=[ANN, BEA], by=officer)
    with pytest.raises(ValidationError):
        drafts.save_draft(letter, **LET_GO, copies=[ANN, BEA], by=officer)
    release(letter, copies=[ANN], by=officer)
    assert [copy.recipient_name for copy in letter.copy_rows.all()] == ["Ann Clerk"]
    assert len(allowances()) == 1


def test_an_officer_may_take_somebody_off_the_copies_and_not_put_them_back(
    letter: Letter, officer: Person, manager: Person
) -> None:
    drafts.save_draft(letter, **LET_GO, copies=[ANN, BEA], why_copies=WHY, by=manager)
    drafts.save_draft(letter, **LET_GO, copies=[BEA], by=officer)
    with pytest.raises(ValidationError):
        release(letter, copies=[ANN, BEA], by=officer)
    release(letter, copies=[BEA], by=officer)
    assert letter.copy_rows.get().recipient_name == "Bea Ash"


def test_copies_of_a_letter_that_was_not_confidential_yet_are_not_allowed_by_that(
    officer: Person, mayor: Person
) -> None:
    letter = acceptance(officer, mayor)
    drafts.save_draft(letter, **LET_GO, copies=[ANN], by=officer)
    made_confidential(letter.invitation, by=officer)
    with pytest.raises(ValidationError):
        release(letter, copies=[ANN], by=officer)


def test_an_allowance_does_not_outlast_the_confidence(
    letter: Letter, officer: Person, manager: Person
) -> None:
    drafts.save_draft(letter, **LET_GO, copies=[ANN], why_copies=WHY, by=manager)
    letter.invitation.refresh_from_db()
    event = replace(EventParticulars.of(letter.invitation), confidential=False)
    corrections.correct(letter.invitation, event=event, why="It was announced.", by=officer)
    drafts.save_draft(letter, **LET_GO, copies=[ANN, BEA], by=officer)
    made_confidential(letter.invitation, by=officer)
    with pytest.raises(ValidationError):
        release(letter, copies=[ANN, BEA], by=officer)


# --- What waits while a case becomes confidential -----------------------------------------------------------


def test_copies_that_wait_are_held_back_with_their_letter_when_the_case_becomes_confidential(
    officer: Person, mayor: Person
) -> None:
    letter = acceptance(officer, mayor)
    release(letter, copies=[ANN, BEA], by=officer)
    made_confidential(letter.invitation, by=officer)
    assert state(letter) == S.DRAFT
    assert {copy.state for copy in letter.copy_rows.all()} == {S.CANCELLED}


def test_a_copy_behind_its_letter_is_stopped_when_the_case_becomes_confidential(
    officer: Person, mayor: Person
) -> None:
    letter = acceptance(officer, mayor)
    release(letter, copies=[ANN], by=officer)
    cases.become(Letter.objects.filter(pk=letter.pk), S.SENT)
    made_confidential(letter.invitation, by=officer)
    copy = letter.copy_rows.get()
    assert (state(letter), copy.state) == (S.SENT, S.CANCELLED)
    entry = RecordEntry.objects.filter(kind="letter_cancelled").get()
    assert entry.particulars.words["to"] == "Ann Clerk"


def test_a_copy_that_did_not_go_before_the_case_became_confidential_does_not_go_after(
    officer: Person, mayor: Person
) -> None:
    for troubled in (S.FAILED, S.UNCERTAIN):
        letter = acceptance(officer, mayor)
        release(letter, copies=[ANN], by=officer)
        copy = letter.copy_rows.get()
        cases.become(letter.copy_rows.all(), troubled)
        made_confidential(letter.invitation, by=officer)
        act: Any = {S.FAILED: delivery_problems.retry_failed, S.UNCERTAIN: delivery_problems.send_again}
        with pytest.raises(ValidationError, match="ask the civic manager|Ask the civic manager"):
            act[troubled](copy, by=officer)
        assert state(copy) == troubled


def test_only_the_civic_manager_sends_an_allowed_copy_to_another_address(
    letter: Letter, officer: Person, manager: Person
) -> None:
    release(letter, copies=[ANN], why_copies=WHY, by=manager)
    copy = letter.copy_rows.get()
    cases.become(letter.copy_rows.all(), S.FAILED)
    with pytest.raises(ValidationError, match="only the civic manager can send this copy"):
        delivery_problems.resend_as_new(copy, to_email="ann.clerk@clerk.example", by=officer)
    with pytest.raises(TooLate):
        delivery_problems.resend_as_new(copy, to_email="ann@clerk.example", by=officer)
    fresh = delivery_problems.resend_as_new(copy, to_email="ann.clerk@clerk.example", by=manager)
    sent = drafts.release(fresh, subject=fresh.subject, body=fresh.body, copies=fresh.copies, by=officer)
    assert (sent.state, sent.copies, sent.copy_rows.count()) == (S.QUEUED, [ANN], 0)
    assert sent.values["copies"] == "Ann Clerk"


def test_a_letter_drafted_again_keeps_whom_the_manager_allowed(
    letter: Letter, officer: Person, manager: Person
) -> None:
    release(letter, copies=[ANN], why_copies=WHY, by=manager)
    cases.become(Letter.objects.filter(pk=letter.pk), S.SENT)
    fresh = delivery_problems.resend_as_new(letter, by=officer)
    release(fresh, copies=[ANN], by=officer)
    assert fresh.copy_rows.get().recipient_name == "Ann Clerk"


# --- The page -----------------------------------------------------------------------------------------------


def page_of(letter: Letter, client: Client, **sent: str) -> str:
    address = reverse("engagements:letter", args=[letter.pk])
    answer = (
        client.post(address, {"subject": "x", "body": "We come.", **sent}) if sent else client.get(address)
    )
    return answer.content.decode()


def test_an_officers_page_says_to_ask_the_civic_manager(
    letter: Letter, officer: Person, client: Client
) -> None:
    client.force_login(officer)
    page = page_of(letter, client)
    assert "ask the civic manager to add them" in page
    assert "Why do they need a copy?" not in page
    page = page_of(letter, client, people="Ann Clerk, ann@clerk.example", release="1")
    assert "Ask the civic manager to add them and to record why they need a copy." in page
    assert state(letter) == S.DRAFT


def test_the_civic_manager_adds_people_with_the_reason_and_an_officer_releases(
    letter: Letter, officer: Person, manager: Person, client: Client
) -> None:
    client.force_login(manager)
    assert "Why do they need a copy?" in page_of(letter, client)
    people = "Ann Clerk, ann@clerk.example"
    assert "Enter why these people need a copy" in page_of(letter, client, people=people, keep="1")
    page_of(letter, client, people=people, why_copies=WHY, keep="1")
    client.force_login(officer)
    page = page_of(letter, client)
    assert WHY in page
    assert "Morgan Manager recorded on Monday 1 June 2026 why others get a copy" in " ".join(page.split())
    assert "You can remove people." in page
    page_of(letter, client, people=people, release="1")
    assert (state(letter), letter.released_by) == (S.QUEUED, officer)
    assert WHY in page_of(letter, client)


def test_copies_that_an_officer_typed_stay_in_a_saved_draft(
    officer: Person, mayor: Person, client: Client
) -> None:
    letter = acceptance(officer, mayor)
    client.force_login(officer)
    page_of(letter, client, people="Ann Clerk, ann@clerk.example", keep="1")
    page = page_of(letter, client)
    assert "Ann Clerk, ann@clerk.example" in page
    assert "Copies to: Ann Clerk" in page


# --- The database -------------------------------------------------------------------------------------------


def test_the_database_takes_no_copy_that_nobody_allowed(letter: Letter, officer: Person) -> None:
    release(letter, by=officer)
    with guards_down():
        Letter.objects.filter(pk=letter.pk).update(copies=[ANN])
    letter.refresh_from_db()
    letter.released_by = officer
    with refused_by("copy_of_what_is_confidential_is_allowed"):
        drafts._copy(letter, ANN)


def test_the_database_lets_no_copy_go_of_a_case_that_became_confidential(
    officer: Person, mayor: Person
) -> None:
    letter = acceptance(officer, mayor)
    release(letter, copies=[ANN], by=officer)
    cases.become(letter.copy_rows.all(), S.FAILED)
    made_confidential(letter.invitation, by=officer)
    sql = "UPDATE engagements_letter SET state = 'queued' WHERE copy_of_id = %s"
    refused("copy_of_what_is_confidential_goes_allowed", sql, letter.pk)


def test_the_database_sends_no_copy_to_an_address_that_the_manager_did_not_name(
    letter: Letter, officer: Person, manager: Person
) -> None:
    release(letter, copies=[ANN], why_copies=WHY, by=manager)
    copy = letter.copy_rows.get()
    sql = "UPDATE engagements_letter SET recipient_email = 'press@paper.example' WHERE id = %s"
    fixed = ("letter_that_left_is_frozen", "copy_of_what_is_confidential_goes_allowed")
    refused(fixed, sql, copy.pk)
    cases.become(letter.copy_rows.all(), S.FAILED)
    with guards_down():
        anew = delivery_problems.resend_as_new(copy, to_email="press@paper.example", by=manager)
        run_sql("UPDATE engagements_recordentry SET party = 'officer' WHERE kind = 'letter_drafted_anew'")
    refused("copy_of_what_is_confidential_goes_allowed", sql.replace("press@", "editor@"), anew.pk)
    queued = "UPDATE engagements_letter SET state = 'queued', released_at = drafted_at WHERE id = %s"
    refused("copy_of_what_is_confidential_goes_allowed", queued, anew.pk)


def test_the_database_takes_the_reason_from_the_civic_manager_alone(
    letter: Letter, officer: Person, manager: Person
) -> None:
    for party, by in (("officer", officer), ("civic_manager", officer), ("officer", manager)):
        with refused_by("entry_of_copies_is_the_managers"):
            forge_entry(letter.invitation, kind="letter_copies_allowed", by=by, party=party)
