"""Letters carry the date on which they leave; a draft that waited or was overtaken is read again first."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse

from civic.models import Person
from civic.queries import read_council
from engagements.models import Letter, Outcome
from engagements.particulars import OrganiserParticulars
from engagements.queries import stale_drafts
from engagements.services.letters import delivery_problems, drafts, rendering
from engagements.services.letters.drafts import TooLate
from engagements.services.mail import outbox
from engagements.services.steps import corrections, triage
from protocols import letters as library
from protocols.core.vocabulary import LetterKind
from protocols.letters import LetterName
from protocols.wording import UnfitWording
from tests import cases
from tests.council import OFFICE_DAY

pytestmark = pytest.mark.django_db
DRAFTED, LATER = "Monday 1 June 2026", "Wednesday 10 June 2026"


@pytest.fixture
def desk(client: Client, officer: Person, mayor: Person) -> Client:
    client.force_login(officer)
    return client


def drafted(officer: Person, mayor: Person, **particulars: Any) -> Letter:
    """An acceptance that waits for an officer since Monday 1 June."""
    invitation = cases.with_mayor(officer=officer, **particulars)
    cases.send_letters(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    return Letter.objects.get(invitation=invitation, kind="acceptance")


def by_post(officer: Person) -> Letter:
    """A question to an organiser who has no e-mail address."""
    invitation = cases.make_invitation(organised_by=cases.organiser(email=""))
    triage.ask_information(invitation, question="When?", by=officer)
    return Letter.objects.get(invitation=invitation, kind="question")


def release(letter: Letter, officer: Person) -> Letter:
    return drafts.release(letter, subject=letter.subject, body=letter.body, by=officer)


def corrected(letter: Letter, officer: Person) -> None:
    """The case changes: an officer corrects who the organiser is."""
    organiser = OrganiserParticulars.of(letter.invitation.organiser)
    letter.invitation.refresh_from_db()
    corrections.correct(
        letter.invitation,
        organiser=cases.organiser(**(vars(organiser) | {"role": "District commissioner"})),
        why="She told us.",
        by=officer,
    )


def opened(client: Client, name: str, *args: int) -> Any:
    """A page of the officer's, who signs in afresh each day."""
    client.force_login(Person.objects.get(name="Olive Officer"))
    return client.get(reverse(f"engagements:{name}", args=args))


def page_of(client: Client, letter: Letter) -> str:
    return str(opened(client, "letter", letter.pk).content.decode())


def sent(client: Client, letter: Letter, button: str, **changes: str) -> Any:
    """The letter's page, sent back as it was shown."""
    address = reverse("engagements:letter", args=[letter.pk])
    form = opened(client, "letter", letter.pk).context["form"]
    shown = {name: form[name].value() or "" for name in ("read", "seen", "subject", "body", "people")}
    return client.post(address, shown | {button: "1"} | changes)


def state(letter: Letter) -> str:
    return Letter.objects.get(pk=letter.pk).state


# --- The date -----------------------------------------------------------------------------------------------


def test_a_letter_by_email_carries_the_day_on_which_it_was_released(
    officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = drafted(officer, mayor)
    assert letter.values["letter_date"] == DRAFTED
    office_day.shift(timedelta(days=9))
    release(letter, officer)
    outbox.send_due()
    text = str(mail.outbox[-1].body)
    assert (LATER in text, DRAFTED in text) == (True, False)


def test_a_draft_is_shown_with_the_day_on_which_it_would_leave(
    desk: Client, officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = drafted(officer, mayor)
    office_day.shift(timedelta(days=9))
    assert LATER in page_of(desk, letter).split("<article")[1]


def test_a_letter_that_left_keeps_its_day(
    desk: Client, officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = release(drafted(officer, mayor), officer)
    office_day.shift(timedelta(days=1))
    outbox.send_due()
    office_day.shift(timedelta(days=8))
    assert DRAFTED in page_of(desk, letter).split("<article")[1]
    assert DRAFTED in rendering.on_paper(letter).text


def test_a_letter_that_was_held_back_gets_the_day_of_its_second_release(
    officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = release(drafted(officer, mayor), officer)
    drafts.stop(letter, why="A word is wrong.", by=officer)
    office_day.shift(timedelta(days=9))
    letter.refresh_from_db()
    assert release(letter, officer).values["letter_date"] == LATER


def test_a_letter_on_paper_carries_the_day_on_which_it_is_printed(
    desk: Client, officer: Person, office_day: time_machine.Traveller
) -> None:
    letter = release(by_post(officer), officer)
    assert DRAFTED in rendering.on_paper(letter).text
    office_day.shift(timedelta(days=9))
    printed = opened(desk, "letter_print", letter.pk).content.decode()
    assert LATER in printed.split("<article")[1]
    assert "It carries today’s date." in printed
    assert state(letter) == Letter.State.QUEUED


def test_a_letter_that_was_posted_keeps_the_day_on_which_it_was(
    desk: Client, officer: Person, office_day: time_machine.Traveller
) -> None:
    letter = release(by_post(officer), officer)
    office_day.shift(timedelta(days=10))
    delivery_problems.mark_posted(letter, posted_on=date(2026, 6, 10), by=officer)
    office_day.shift(timedelta(days=30))
    assert LATER in page_of(desk, letter).split("<article")[1]
    printed = opened(desk, "letter_print", letter.pk).content.decode()
    assert LATER in printed.split("<article")[1]
    assert "It carries today’s date." not in printed


def test_an_email_that_failed_and_is_printed_carries_the_day_of_printing(
    officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = release(drafted(officer, mayor), officer)
    cases.become(Letter.objects.filter(pk=letter.pk), Letter.State.FAILED)
    letter.refresh_from_db()
    office_day.shift(timedelta(days=9))
    assert LATER in rendering.on_paper(letter).text


def test_a_wording_cannot_say_the_date_which_would_be_that_of_drafting(manager: Person) -> None:
    """The head says it; other dates in the words, such as the day of a meeting, stay as they are."""
    with pytest.raises(UnfitWording, match="letter_date.*cannot be used here"):
        library.save_wording(
            letter=LetterName(LetterKind.ACCEPTANCE),
            subject="Yes",
            body="On {letter_date} I write to you that {attendee} will come.",
            after=1,
            by=manager,
        )


def test_another_date_in_the_words_stays_when_the_letter_is_dated(
    officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = drafted(officer, mayor)
    body = f"{letter.body}\n\nYou telephoned us on {DRAFTED}."
    letter.body = body
    letter.save(update_fields=["body"])
    office_day.shift(timedelta(days=9))
    released = release(letter, officer)
    assert released.body.endswith(f"You telephoned us on {DRAFTED}.")
    assert LATER in rendering.on_paper(released).text


# --- Drafts to read again -----------------------------------------------------------------------------------


def test_a_fresh_draft_is_not_to_be_read_again(desk: Client, officer: Person, mayor: Person) -> None:
    letter = drafted(officer, mayor)
    assert stale_drafts.of([letter], read_council()) == {}
    assert "Read this letter again" not in page_of(desk, letter)
    assert sent(desk, letter, "release").status_code == 302


@pytest.mark.parametrize(("days", "stale"), [(7, False), (8, True)])
def test_a_draft_waits_for_a_working_week(
    officer: Person, mayor: Person, office_day: time_machine.Traveller, days: int, stale: bool
) -> None:
    """Monday to Monday are five working days, to Tuesday six."""
    letter = drafted(officer, mayor)
    office_day.shift(timedelta(days=days))
    assert bool(stale_drafts.of([letter], read_council())) == stale


def test_a_draft_that_waited_is_pointed_out_and_released_by_whoever_read_it_again(
    desk: Client, officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = drafted(officer, mayor)
    office_day.shift(timedelta(days=9))
    assert "It was drafted 9 days ago" in " ".join(page_of(desk, letter).split())
    listed = opened(desk, "letters_desk").content.decode()
    assert "Read again" in listed
    assert "9 days ago" in listed
    refused = sent(desk, letter, "release")
    assert (refused.status_code, state(letter)) == (200, Letter.State.DRAFT)
    assert "Read the letter again." in str(refused.context["form"].errors["read_again"])
    assert sent(desk, letter, "release", read_again="on").status_code == 302
    assert state(letter) == Letter.State.QUEUED


def test_a_draft_that_waited_can_be_worded_without_releasing_it(
    desk: Client, officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = drafted(officer, mayor)
    office_day.shift(timedelta(days=9))
    assert sent(desk, letter, "keep", body="Other words.").status_code == 302
    assert Letter.objects.get(pk=letter.pk).body == "Other words."


def test_a_draft_whose_case_changed_says_what_happened_and_when(
    desk: Client, officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = drafted(officer, mayor)
    office_day.shift(timedelta(hours=2))
    corrected(letter, officer)
    page = page_of(desk, letter)
    assert "The case has changed since:" in page
    assert "corrected details, Monday 1 June 2026, 12 noon" in page
    assert "the case has changed since" in opened(desk, "letters_desk").content.decode()
    assert sent(desk, letter, "release").status_code == 200
    assert sent(desk, letter, "release", read_again="on").status_code == 302


def test_what_happened_before_the_letter_is_no_change(officer: Person, mayor: Person) -> None:
    invitation = cases.with_mayor(officer=officer)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    for letter in Letter.objects.filter(invitation=invitation, state=Letter.State.DRAFT):
        assert stale_drafts.of([letter], read_council()) == {}


def test_a_letter_drafted_anew_is_measured_from_its_own_day(
    officer: Person, mayor: Person, office_day: time_machine.Traveller
) -> None:
    letter = release(drafted(officer, mayor), officer)
    cases.become(Letter.objects.filter(pk=letter.pk), Letter.State.FAILED)
    office_day.shift(timedelta(days=9))
    corrected(letter, officer)
    office_day.shift(timedelta(days=1))
    letter.refresh_from_db()
    fresh = delivery_problems.resend_as_new(letter, to_email="jane@northgate-scouts.example", by=officer)
    assert stale_drafts.of([fresh], read_council()) == {}


def test_who_opened_the_letter_before_the_case_changed_is_told_and_reads_it_again(
    desk: Client, officer: Person, mayor: Person
) -> None:
    letter = drafted(officer, mayor)
    version = letter.invitation.version
    corrected(letter, officer)
    with pytest.raises(TooLate, match="The case has changed since you opened this letter"):
        drafts.release(letter, subject=letter.subject, body=letter.body, seen=version, by=officer)
    late = sent(desk, letter, "release", seen=str(version), read_again="on", body="My own words.")
    page = late.content.decode()
    assert (late.status_code, state(letter)) == (409, Letter.State.DRAFT)
    assert "The case has changed since you opened this letter" in page
    assert "My own words." in page
    assert not late.context["form"]["read_again"].value()


def test_a_question_says_by_when_it_asks_for_an_answer(
    desk: Client, officer: Person, office_day: time_machine.Traveller
) -> None:
    letter = by_post(officer)
    office_day.shift(timedelta(days=9))
    page = " ".join(page_of(desk, letter).split())
    assert f"asks for an answer by {letter.values['reply_by']}" in page


@pytest.mark.parametrize(
    ("days_ahead", "asks"),
    [
        (40, "please tell me by Monday 15 June 2026:"),
        (10, "please tell me by Monday 8 June 2026:"),
        (3, "please tell me as soon as you can:"),
    ],
)
def test_an_acceptance_asks_for_the_details_by_a_day_that_can_be_kept(
    officer: Person, mayor: Person, days_ahead: int, asks: str
) -> None:
    on = OFFICE_DAY.date() + timedelta(days=days_ahead)
    letter = drafted(officer, mayor, event_on=on, ends_on=on)
    assert asks in " ".join(letter.body.split())
