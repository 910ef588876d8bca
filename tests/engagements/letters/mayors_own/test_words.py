"""Thanks, congratulations, condolences over the Mayor's own name, in words the Mayor approved (P12)."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError

from civic.models import Person
from engagements.models import Invitation, Letter, Notification, Outcome
from engagements.particulars import EventParticulars
from engagements.services.letters import delivery_problems, drafts, mayors_own
from engagements.services.letters.drafts import TooLate, wording_of
from engagements.services.mail import outbox
from engagements.services.steps import corrections, triage
from protocols.core.vocabulary import LetterKind, Party
from tests import cases
from tests.engagements.letters.mayors_own.office import (
    CONGRATULATIONS,
    NEWS,
    S,
    another_mayor,
    last_entry,
    now,
    release,
)

pytestmark = pytest.mark.django_db


def test_the_letter_is_signed_by_the_mayor_and_comes_from_the_office(letter: Letter) -> None:
    assert NEWS in letter.body
    assert letter.values["officer_name"] == "Councillor Jane Smith"
    assert (letter.values["officer_post"], letter.values["signed_from"]) == ("Mayor", "Wexcombe Town Council")
    assert letter.values["office_email"] == "civic.office@wexcombe.example"
    assert (letter.announces, letter.state, letter.values["event_title"]) == ("none", S.DRAFT, "")


def test_it_is_never_the_answer_to_an_invitation(officer: Person, mayor: Person, deputy: Person) -> None:
    """Nor is it written while the answer waits to be released, or is still to be found."""
    for invitation in (
        cases.make_invitation(),
        cases.with_mayor(officer=officer, title="Harvest supper"),
        cases.mayor_attends(officer=officer, mayor=mayor, title="Lantern walk"),
    ):
        assert mayors_own.may_be_written(invitation) == []
        with pytest.raises(ValidationError, match="never the answer to an invitation"):
            mayors_own.write(invitation, kind=CONGRATULATIONS, own_words=NEWS, by=officer)
    assert not Letter.objects.mayors().exists()


def test_the_mayor_gives_thanks_for_what_has_taken_place(
    case: Invitation, officer: Person, office_day: time_machine.Traveller
) -> None:
    assert LetterKind.MAYORS_THANKS not in mayors_own.may_be_written(case)
    with pytest.raises(ValidationError, match="only after the event"):
        mayors_own.write(case, kind=LetterKind.MAYORS_THANKS, own_words=NEWS, by=officer)
    office_day.shift(timedelta(days=60))
    triage.record_outcome(case, attended=True, note="", party=Party.OFFICER, by=officer)
    cases.send_letters(case)
    thanks = mayors_own.write(case, kind=LetterKind.MAYORS_THANKS, own_words=NEWS, by=officer)
    assert thanks.subject == "Thank you: Northgate summer fête"


def test_without_a_mayor_nothing_goes_over_the_mayors_name(
    case: Invitation, officer: Person, office_day: time_machine.Traveller
) -> None:
    office_day.shift(timedelta(days=400))
    with pytest.raises(ValidationError, match="Nobody holds the Mayor’s office"):
        mayors_own.write(case, kind=CONGRATULATIONS, own_words=NEWS, by=officer)


# --- Approved -----------------------------------------------------------------------------------------------


def test_the_mayor_is_asked_by_a_mail_that_names_nobody(asked: Letter, mayor: Person) -> None:
    told = Notification.objects.get(kind="words_wait")
    assert (told.person, told.invitation) == (mayor, asked.invitation)
    assert last_entry(asked).kind == "letter_words_asked"


def test_the_mayors_approval_stands_in_the_record_with_the_digest_of_the_words(
    approved: Letter, mayor: Person
) -> None:
    entry = last_entry(approved)
    assert (entry.kind, entry.by, entry.party, entry.clause) == (
        "letter_words_approved",
        mayor,
        "mayor",
        "P12",
    )
    assert entry.particulars.words["digest"] == wording_of(approved)
    assert approved.words_under == entry


def test_only_then_can_the_officer_release_it(letter: Letter, officer: Person, mayor: Person) -> None:
    with pytest.raises(ValidationError, match="has not approved these words"):
        release(letter, officer)
    mayors_own.ask(letter, by=officer)
    with pytest.raises(ValidationError, match="has not approved these words"):
        release(letter, officer)
    mayors_own.approve(letter, read=wording_of(letter), by=mayor)
    released = release(letter, officer)
    assert (released.state, released.released_by) == (S.QUEUED, officer)
    assert released.values["officer_name"] == "Councillor Jane Smith"
    outbox.send_due()
    sent = mail.outbox[-1]
    assert "civic.office@wexcombe.example" in sent.from_email
    assert "Yours sincerely,\n\nCouncillor Jane Smith\nMayor\nWexcombe Town Council\n" in sent.body
    assert "/protocol/" not in sent.body


def test_other_words_are_not_approved(approved: Letter, officer: Person) -> None:
    with pytest.raises(ValidationError, match="has not approved these words"):
        release(approved, officer, body="Other words.")
    drafts.save_draft(approved, subject=approved.subject, body="Other words.", by=officer)
    assert now(approved).words_under is None
    with pytest.raises(ValidationError, match="has not approved these words"):
        release(now(approved), officer)


def test_the_same_words_again_have_to_be_approved_again(approved: Letter, officer: Person) -> None:
    body = approved.body
    for words in ("Other words.", body):
        drafts.save_draft(now(approved), subject=approved.subject, body=words, by=officer)
    with pytest.raises(ValidationError, match="has not approved these words"):
        release(now(approved), officer)


def test_the_mayor_does_not_approve_words_that_were_changed_meanwhile(
    asked: Letter, officer: Person, mayor: Person
) -> None:
    read = wording_of(asked)
    drafts.save_draft(asked, subject=asked.subject, body="Other words.", by=officer)
    with pytest.raises(TooLate, match="The words have changed"):
        mayors_own.approve(asked, read=read, by=mayor)
    mayors_own.ask(now(asked), by=officer)
    with pytest.raises(TooLate, match="The words have changed"):
        mayors_own.approve(asked, read=read, by=mayor)


def test_the_mayor_says_why_not(asked: Letter, mayor: Person, officer: Person) -> None:
    mayors_own.refuse(asked, why="We have never met.", read=wording_of(asked), by=mayor)
    assert last_entry(asked).particulars.words["why"] == "We have never met."
    with pytest.raises(ValidationError, match="has not approved these words"):
        release(now(asked), officer)
    with pytest.raises(TooLate):
        mayors_own.approve(asked, read=wording_of(asked), by=mayor)


@pytest.mark.parametrize("who", ["officer", "deputy", "manager"])
def test_nobody_but_the_mayor_approves(asked: Letter, who: str, request: pytest.FixtureRequest) -> None:
    with pytest.raises(TooLate, match="Only the Mayor"):
        mayors_own.approve(asked, read=wording_of(asked), by=request.getfixturevalue(who))


def test_the_approval_falls_with_the_mayor_who_gave_it(approved: Letter, officer: Person) -> None:
    """The new Mayor is asked afresh, and signs with the new name."""
    newly = another_mayor()
    with pytest.raises(ValidationError, match="has not approved these words"):
        release(now(approved), officer)
    again = mayors_own.ask(now(approved), by=officer)
    assert again.values["officer_name"] == "Councillor Ada Ashe"
    mayors_own.approve(again, read=wording_of(again), by=newly)
    assert release(again, officer).state == S.QUEUED


def test_a_letter_that_was_held_back_goes_in_the_same_words(approved: Letter, officer: Person) -> None:
    drafts.stop(release(approved, officer), why="The date is wrong.", by=officer)
    assert release(now(approved), officer).state == S.QUEUED


def test_a_case_that_becomes_confidential_changes_the_subject_and_voids_the_approval(
    approved: Letter, officer: Person
) -> None:
    event = replace(EventParticulars.of(approved.invitation), confidential=True)
    corrections.correct(approved.invitation, event=event, why="Asked to.", by=officer)
    assert now(approved).subject.startswith("Confidential")
    assert now(approved).words_under is None


def test_the_organisers_corrected_name_leaves_the_words_as_they_were_approved(
    approved: Letter, officer: Person
) -> None:
    organiser = cases.organiser(name="Jane Smithson")
    corrections.correct(approved.invitation, organiser=organiser, why="She told us.", by=officer)
    letter = now(approved)
    assert (letter.body, letter.recipient_name) == (approved.body, "Jane Smithson")
    assert release(letter, officer).state == S.QUEUED


def test_what_was_sent_and_is_drafted_anew_is_put_before_the_mayor_again(
    approved: Letter, officer: Person
) -> None:
    cases.become(Letter.objects.filter(pk=release(approved, officer).pk), S.FAILED)
    fresh = delivery_problems.resend_as_new(now(approved), to_email="jane@new.example", by=officer)
    with pytest.raises(ValidationError, match="has not approved these words"):
        release(fresh, officer)


def test_copies_go_with_it_in_the_same_words(approved: Letter, officer: Person) -> None:
    ann = {"name": "Ann Clerk", "email": "ann@clerk.example"}
    drafts.release(approved, subject=approved.subject, body=approved.body, copies=[ann], by=officer)
    copy = Letter.objects.get(copy_of=approved)
    assert (copy.state, copy.body, copy.values["officer_name"]) == (
        S.QUEUED,
        approved.body,
        "Councillor Jane Smith",
    )


def test_the_office_gives_the_letter_up(approved: Letter, officer: Person) -> None:
    mayors_own.withdraw(approved, by=officer)
    assert (now(approved).state, last_entry(approved).kind) == (S.CANCELLED, "letter_cancelled")
    with pytest.raises(TooLate):
        mayors_own.withdraw(approved, by=officer)


def test_a_letter_of_the_office_is_neither_put_before_the_mayor_nor_given_up(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    answer = Letter.objects.get(
        invitation=cases.mayor_attends(officer=officer, mayor=mayor), kind="acceptance"
    )
    for undertake in (mayors_own.ask, mayors_own.withdraw):
        with pytest.raises(TooLate, match="in your own name"):
            undertake(answer, by=officer)


def test_a_case_that_is_open_again_takes_the_draft_back(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    """It would otherwise be the next thing that the organiser hears."""
    declined = cases.declined(officer=officer, mayor=mayor)
    letter = mayors_own.write(declined, kind=CONGRATULATIONS, own_words=NEWS, by=officer)
    declined.refresh_from_db()
    cases.decide(declined, mayor=mayor, outcome=Outcome.TAKE_UP)
    assert now(letter).state == S.CANCELLED
