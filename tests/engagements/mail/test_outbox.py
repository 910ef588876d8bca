"""Letters leave by a real mail server, which delays, refuses, falls silent and hangs up;
its ledger is the judge.
"""

import socket
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from pytest_django import Settings

from civic.models import Person
from engagements.models import Invitation, Letter, Outcome, RecordEntry
from engagements.models.outgoing import lease_time
from engagements.services.case_record import audit_trail
from engagements.services.letters import drafts
from engagements.services.mail import outbox, transport
from tests import cases
from tests.guarding import guards_down
from tests.real_parts import mail_server
from tests.real_parts.mail_server import MailServer, Mood

pytestmark = pytest.mark.django_db
Clock = time_machine.Traveller
JANE = "jane@northgate-scouts.example"
"""Where the one letter of most tests goes."""


@pytest.fixture
def post(settings: Settings) -> Iterator[MailServer]:
    with mail_server.running() as server:
        settings.EMAIL_BACKEND = transport.DJANGO_SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_TIMEOUT = 1
        yield server


@pytest.fixture
def letter(officer: Person) -> Letter:
    """An acknowledgement to Jane Smith that goes by itself."""
    return make_letter(JANE)


def make_letter(address: str) -> Letter:
    invitation = cases.make_invitation(organised_by=cases.organiser(email=address))
    return Letter.objects.get(invitation=invitation)


def states(*letters: Letter) -> list[str]:
    return [Letter.objects.get(pk=letter.pk).state for letter in letters]


def recorded(invitation: Invitation) -> list[str]:
    return list(
        RecordEntry.objects.filter(invitation=invitation, kind__startswith="letter_").values_list(
            "kind", flat=True
        )
    )


def test_a_queued_letter_leaves_and_the_record_says_so(post: MailServer, letter: Letter) -> None:
    assert outbox.send_due() == 1
    letter.refresh_from_db()
    assert (letter.state, letter.sent_at, letter.attempts, letter.lease) == ("sent", timezone.now(), 1, "")
    assert post.ledger.message_ids == {letter.message_id: 1}
    assert recorded(letter.invitation) == ["letter_sent"]
    assert list(audit_trail.broken_entries([letter.invitation])) == []
    assert outbox.send_due() == 0


def test_a_draft_or_a_letter_to_be_posted_does_not_leave(
    post: MailServer, officer: Person, mayor: Person, deputy: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor, organised_by=cases.organiser(email=""))
    acceptance = Letter.objects.get(invitation=invitation, kind="acceptance")
    drafts.release(acceptance, subject=acceptance.subject, body=acceptance.body, by=officer)
    cases.mayor_attends(
        officer=officer,
        mayor=mayor,
        event_on=cases.FETE_ON + timedelta(days=1),
        ends_on=cases.FETE_ON + timedelta(days=1),
    )
    outbox.send_due()
    assert [
        str(letter["Subject"]) for letter in post.ledger.letters if "accept" in str(letter["Subject"]).lower()
    ] == []
    assert states(acceptance) == ["queued"]


@pytest.mark.parametrize(
    "mood", [Mood.BUSY, Mood.CUTS_BEFORE, Mood.SILENT_BEFORE, Mood.CUTS_AT_DATA, Mood.SILENT_AT_DATA]
)
def test_a_letter_that_surely_did_not_go_goes_later(
    post: MailServer, letter: Letter, office_day: Clock, mood: Mood
) -> None:
    post.moody(JANE, mood)
    outbox.send_due()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.lease) == ("queued", 1, "")
    assert letter.next_attempt_at == timezone.now() + timedelta(minutes=1)
    assert letter.trouble != ""
    assert outbox.send_due() == 0
    office_day.shift(60)
    assert outbox.send_due() == 1
    assert states(letter) == ["sent"]
    assert post.ledger.message_ids == {letter.message_id: 1}


def test_back_off_grows_and_an_officer_is_told_in_the_end(
    post: MailServer, letter: Letter, office_day: Clock
) -> None:
    post.moody(JANE, *[Mood.BUSY] * 20)
    waits = []
    for _ in range(outbox.ATTEMPTS - 1):
        outbox.send_due()
        letter.refresh_from_db()
        assert letter.next_attempt_at is not None
        waits.append((letter.next_attempt_at - timezone.now()) // timedelta(minutes=1))
        office_day.move_to(letter.next_attempt_at)
    outbox.send_due()
    letter.refresh_from_db()
    assert waits == [1, 5, 15, 60, 240, 240, 240, 240, 240]
    assert (letter.state, letter.attempts) == ("failed", 10)
    assert (
        letter.trouble
        == f"The mail server did not accept the address {JANE}: 450 Try again later We tried 10 times."
    )


@pytest.mark.parametrize(
    ("mood", "trouble"),
    [
        (Mood.DEAD_ADDRESS, f"The mail server did not accept the address {JANE}: 550 No such mailbox"),
        (Mood.REFUSES_LETTER, "The mail server did not accept the letter: 554 Not this letter"),
    ],
)
def test_a_letter_that_would_never_go_is_tried_once_and_listed(
    post: MailServer, letter: Letter, office_day: Clock, mood: Mood, trouble: str
) -> None:
    post.moody(JANE, mood)
    outbox.send_due()
    letter.refresh_from_db()
    assert (letter.state, letter.trouble) == ("failed", trouble)
    assert recorded(letter.invitation) == ["letter_failed"]
    office_day.shift(timedelta(days=1))
    outbox.send_due()
    assert post.ledger.tried[JANE] == 1


@pytest.mark.parametrize("mood", [Mood.CUTS_AFTER, Mood.SILENT_AFTER])
def test_a_letter_that_may_have_gone_waits_for_an_officer(
    post: MailServer, letter: Letter, office_day: Clock, mood: Mood
) -> None:
    post.moody(JANE, mood)
    outbox.send_due()
    letter.refresh_from_db()
    assert letter.state == "uncertain"
    assert letter.trouble == (
        "We gave the letter to the mail server, but it did not confirm that it accepted it."
    )
    assert recorded(letter.invitation) == ["letter_uncertain"]
    office_day.shift(timedelta(days=1))
    outbox.send_due()
    assert post.ledger.message_ids == {letter.message_id: 1}


def test_whatever_happens_to_one_letter_those_behind_it_leave(post: MailServer, officer: Person) -> None:
    moods = [mood for mood in Mood if mood is not Mood.TAKES]
    unlucky = [make_letter(f"unlucky{number}@example.org") for number in range(len(moods))]
    lucky = [make_letter(f"lucky{number}@example.org") for number in range(5)]
    for number, mood in enumerate(moods):
        post.moody(f"unlucky{number}@example.org", mood)
    outbox.send_due()
    assert states(*lucky) == ["sent"] * 5
    assert sorted(states(*unlucky)) == ["failed"] * 2 + ["queued"] * 5 + ["uncertain"] * 2


def test_one_connection_serves_many_letters(post: MailServer, officer: Person) -> None:
    for number in range(12):
        make_letter(f"friend{number}@example.org")
    outbox.send_due()
    assert len(post.ledger.letters) == 12
    assert post.ledger.connections == 1


def test_each_letter_and_each_copy_has_one_recipient_in_its_envelope(
    post: MailServer, letter: Letter, officer: Person, mayor: Person
) -> None:
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    acceptance = Letter.objects.get(invitation=invitation, kind="acceptance")
    copies = [
        {"name": "Ward Councillor", "email": "ward@wexcombe.example"},
        {"name": "Town Clerk", "email": "clerk@wexcombe.example"},
    ]
    post.moody("ward@wexcombe.example", Mood.DEAD_ADDRESS)
    drafts.release(acceptance, subject=acceptance.subject, body=acceptance.body, copies=copies, by=officer)
    outbox.send_due()
    assert [len(envelope) for envelope in post.ledger.envelopes] == [1] * len(post.ledger.envelopes)
    assert sorted(post.ledger.addresses) == ["clerk@wexcombe.example", JANE, JANE, JANE]
    rows = Letter.objects.filter(copy_of=acceptance).order_by("pk")
    assert [(row.recipient_email, row.state) for row in rows] == [
        ("ward@wexcombe.example", "failed"),
        ("clerk@wexcombe.example", "sent"),
    ]
    assert states(acceptance) == ["sent"]


def test_one_poisoned_letter_among_a_hundred_stops_nobody(post: MailServer, officer: Person) -> None:
    """R6. The oldest is the bad one: what makes the letter's frame is missing."""
    letters = [make_letter(f"friend{number}@example.org") for number in range(100)]
    with guards_down():
        Letter.objects.filter(pk=letters[0].pk).update(
            values={"office_name": "Civic Office", "office_email": "office@wexcombe.example"}
        )
    while outbox.send_due():
        pass
    poisoned = Letter.objects.get(pk=letters[0].pk)
    assert poisoned.state == "failed"
    assert poisoned.trouble.startswith("The letter cannot be created: ")
    assert states(*letters[1:]) == ["sent"] * 99
    assert len(post.ledger.letters) == 99


@pytest.mark.parametrize(
    "address",
    [
        "jané@example.org",
        "two@at@example.org",
        "a@b@",
        "no address",
        "jane@example.org\nBcc: spy@example.org",
    ],
)
def test_an_address_that_no_mail_can_go_to_is_put_before_an_officer(
    post: MailServer, letter: Letter, address: str
) -> None:
    with guards_down():
        Letter.objects.filter(pk=letter.pk).update(recipient_email=address)
    outbox.send_due()
    letter.refresh_from_db()
    assert (letter.state, letter.lease) == ("failed", "")
    assert letter.trouble != ""
    assert post.ledger.letters == []


def test_when_no_server_answers_the_letters_wait_and_none_has_used_up_an_attempt(
    settings: Settings, post: MailServer, letter: Letter, office_day: Clock
) -> None:
    settings.EMAIL_PORT = mail_server.free_port()
    outbox.send_due()
    letter.refresh_from_db()
    assert (letter.state, letter.attempts, letter.next_attempt_at) == (
        "queued",
        0,
        timezone.now() + timedelta(minutes=1),
    )
    assert letter.trouble.startswith("The mail server could not be reached")
    settings.EMAIL_PORT = post.port
    office_day.shift(60)
    outbox.send_due()
    assert states(letter) == ["sent"]


def test_a_server_that_listens_and_says_nothing_holds_a_worker_no_longer_than_the_time_out(
    settings: Settings, post: MailServer, officer: Person
) -> None:
    """R4."""
    letters = [make_letter(f"friend{number}@example.org") for number in range(5)]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_PORT = silent.getsockname()[1]
        began = time.perf_counter()
        outbox.send_due()
        assert time.perf_counter() - began < settings.EMAIL_TIMEOUT + 2
    assert states(*letters) == ["queued"] * 5


# --- Leases -------------------------------------------------------------------------------------------------


def test_two_workers_never_take_the_same_letter(officer: Person) -> None:
    letters = [make_letter(f"friend{number}@example.org") for number in range(5)]
    first, second, third = outbox.claim(3), outbox.claim(3), outbox.claim(3)
    assert [letter.pk for letter in first + second] == [letter.pk for letter in letters]
    assert third == []


def test_a_letter_whose_worker_died_before_sending_goes_back_to_the_queue(
    post: MailServer, letter: Letter, office_day: Clock
) -> None:
    outbox.claim(1)
    assert outbox.send_due() == 0
    office_day.shift(lease_time() + timedelta(seconds=1))
    assert outbox.send_due() == 1
    assert states(letter) == ["sent"]


def test_a_letter_whose_worker_died_while_sending_is_uncertain(
    post: MailServer, letter: Letter, office_day: Clock
) -> None:
    [claimed] = outbox.claim(1)
    assert outbox.begin(claimed)
    outbox.send_due()
    assert states(letter) == ["sending"]
    office_day.shift(lease_time() + timedelta(seconds=1))
    outbox.send_due()
    assert states(letter) == ["uncertain"]
    assert recorded(letter.invitation) == ["letter_uncertain"]
    assert post.ledger.letters == []


def test_a_letter_that_was_held_back_after_it_was_claimed_does_not_leave(
    post: MailServer, letter: Letter, officer: Person
) -> None:
    [claimed] = outbox.claim(1)
    drafts.stop(letter, why="A wrong date.", by=officer)
    assert not outbox.begin(claimed)
    held = Letter.objects.get(pk=letter.pk)
    drafts.release(held, subject=held.subject, body="The right date.", by=officer)
    assert not outbox.begin(claimed)
    outbox.send_due()
    assert ["The right date." in mail_server.text_of(letter) for letter in post.ledger.letters] == [True]


def test_a_worker_whose_lease_ran_out_does_not_begin(letter: Letter, office_day: Clock) -> None:
    [claimed] = outbox.claim(1)
    office_day.shift(lease_time() + timedelta(seconds=1))
    assert not outbox.begin(claimed)


def test_a_letter_put_back_after_the_case_moved_on_is_withdrawn(
    post: MailServer, officer: Person, mayor: Person, office_day: Clock
) -> None:
    """It counted as having left while it was being sent, so the next letter speaks of it as sent."""
    invitation = cases.with_mayor(officer=officer)
    cases.send_letters(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    acceptance = Letter.objects.get(invitation=invitation, kind="acceptance")
    drafts.release(acceptance, subject=acceptance.subject, body=acceptance.body, by=officer)
    [claimed] = outbox.claim(1)
    assert outbox.begin(claimed)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.NOBODY)
    outbox._put_back(claimed, "450 Try again later")
    acceptance.refresh_from_db()
    assert acceptance.state == "cancelled"
    assert (
        acceptance.cancelled_why == "The case changed while this letter was being sent, so it was not sent."
    )
