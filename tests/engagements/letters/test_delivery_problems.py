"""What an officer does about letters that did not simply go."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from civic.models import Person
from engagements.models import Invitation, Letter, Outcome, RecordEntry
from engagements.services.case_record import audit_trail
from engagements.services.letters import delivery_problems, drafts
from engagements.services.letters.drafts import TooLate
from engagements.services.mail import outbox
from tests import cases
from tests.guarding import refused_by, run_sql

pytestmark = pytest.mark.django_db


@pytest.fixture
def letter(officer: Person, mayor: Person) -> Letter:
    """The acceptance of the Mayor, released and queued; the acknowledgement before it has gone."""
    invitation = cases.with_mayor(officer=officer)
    cases.send_letters(invitation)
    cases.decide(invitation, mayor=mayor, outcome=Outcome.ACCEPT)
    draft = Letter.objects.get(invitation=invitation, kind="acceptance")
    return drafts.release(draft, subject=draft.subject, body=draft.body, by=officer)


def is_now(letter: Letter, state: str, **columns: Any) -> Letter:
    cases.become(Letter.objects.filter(pk=letter.pk), Letter.State(state), **columns)
    return Letter.objects.get(pk=letter.pk)


def last_entry(invitation: Invitation) -> tuple[str, Person | None]:
    entry = RecordEntry.objects.filter(invitation=invitation).latest("sequence")
    return entry.kind, entry.by


def test_an_uncertain_letter_is_sent_again_as_the_same_message(letter: Letter, officer: Person) -> None:
    uncertain = is_now(
        letter, "uncertain", attempts=3, lease="held", leased_until=timezone.now() + timedelta(hours=1)
    )
    delivery_problems.send_again(uncertain, by=officer)
    assert last_entry(letter.invitation) == ("letter_sent_again", officer)
    outbox.send_due()
    assert [message.extra_headers["Message-ID"] for message in mail.outbox] == [letter.message_id]
    assert Letter.objects.get(pk=letter.pk).state == "sent"
    assert list(audit_trail.broken_entries([letter.invitation])) == []


def test_a_letter_that_may_have_gone_once_is_worded_anew_by_nobody(letter: Letter, officer: Person) -> None:
    delivery_problems.send_again(is_now(letter, "uncertain"), by=officer)
    again = Letter.objects.get(pk=letter.pk)
    with pytest.raises(TooLate, match="may already have this letter"):
        drafts.stop(again, why="A slip.", by=officer)
    with refused_by("letter_in_doubt_is_no_draft"):
        run_sql("UPDATE engagements_letter SET state = 'draft' WHERE id = %s", letter.pk)
    with refused_by("letter_in_doubt_is_no_draft"):
        run_sql("UPDATE engagements_letter SET may_have_gone = false WHERE id = %s", letter.pk)


def test_an_uncertain_letter_counts_as_sent_when_an_officer_says_so(letter: Letter, officer: Person) -> None:
    delivery_problems.treat_as_sent(is_now(letter, "uncertain"), by=officer)
    assert last_entry(letter.invitation) == ("letter_treated_as_sent", officer)
    outbox.send_due()
    assert mail.outbox == []


def test_a_failed_letter_is_tried_again(letter: Letter, officer: Person) -> None:
    delivery_problems.retry_failed(is_now(letter, "failed", attempts=10), by=officer)
    assert last_entry(letter.invitation) == ("letter_retried", officer)
    outbox.send_due()
    sent = Letter.objects.get(pk=letter.pk)
    assert (sent.state, sent.attempts, sent.message_id) == ("sent", 1, letter.message_id)


@pytest.mark.parametrize("state", ["draft", "queued", "sending", "sent", "cancelled", "posted"])
def test_what_another_officer_dealt_with_is_told_politely(
    letter: Letter, officer: Person, state: str
) -> None:
    elsewhere = is_now(letter, state)
    before = RecordEntry.objects.count()
    for act in (
        delivery_problems.send_again,
        delivery_problems.treat_as_sent,
        delivery_problems.retry_failed,
    ):
        with pytest.raises(TooLate, match="Someone else has dealt with this letter. It is now: "):
            act(elsewhere, by=officer)
    assert RecordEntry.objects.count() == before
    assert Letter.objects.get(pk=letter.pk).state == state


def test_doing_it_twice_is_doing_it_once(letter: Letter, officer: Person) -> None:
    uncertain = is_now(letter, "uncertain")
    delivery_problems.send_again(uncertain, by=officer)
    with pytest.raises(TooLate):
        delivery_problems.treat_as_sent(uncertain, by=officer)
    assert Letter.objects.get(pk=letter.pk).state == "queued"


def test_an_old_letter_is_not_sent_after_the_case_has_moved_on(
    letter: Letter, officer: Person, mayor: Person
) -> None:
    uncertain = is_now(letter, "uncertain")
    cases.decide(letter.invitation, mayor=mayor, outcome=Outcome.NOBODY)
    for act in (delivery_problems.send_again, delivery_problems.resend_as_new):
        with pytest.raises(TooLate, match="The case has changed since this letter was written"):
            act(uncertain, by=officer)
    delivery_problems.treat_as_sent(uncertain, by=officer)


def test_a_letter_to_a_dead_address_is_drafted_anew_for_the_corrected_one(
    letter: Letter, officer: Person
) -> None:
    fresh = delivery_problems.resend_as_new(
        is_now(letter, "failed"), to_email="jane.smith@northgate-scouts.example", by=officer
    )
    assert last_entry(letter.invitation) == ("letter_drafted_anew", officer)
    old = Letter.objects.get(pk=letter.pk)
    assert (old.state, old.cancelled_by, old.cancelled_why) == (
        "cancelled",
        officer,
        "A new draft was started.",
    )
    assert (fresh.state, fresh.resent_of, fresh.body, fresh.released_at) == ("draft", old, old.body, None)
    assert fresh.message_id != old.message_id
    drafts.release(fresh, subject=fresh.subject, body=fresh.body, by=officer)
    outbox.send_due()
    assert [message.recipients() for message in mail.outbox] == [["jane.smith@northgate-scouts.example"]]


def test_a_letter_the_organiser_lost_is_drafted_anew_once(letter: Letter, officer: Person) -> None:
    sent = is_now(letter, "sent", sent_at=timezone.now())
    delivery_problems.resend_as_new(sent, by=officer)
    with pytest.raises(TooLate, match="already a new draft"):
        delivery_problems.resend_as_new(sent, by=officer)
    assert Letter.objects.get(pk=letter.pk).state == "sent"


def test_a_letter_is_not_drafted_anew_for_what_is_no_address(letter: Letter, officer: Person) -> None:
    with pytest.raises(ValidationError):
        delivery_problems.resend_as_new(is_now(letter, "failed"), to_email="jane at northgate", by=officer)
    assert Letter.objects.get(pk=letter.pk).state == "failed"


@pytest.mark.parametrize(("state", "channel"), [("queued", "post"), ("failed", "email"), ("failed", "post")])
def test_a_printed_letter_is_marked_posted(letter: Letter, officer: Person, state: str, channel: str) -> None:
    delivery_problems.mark_posted(
        is_now(letter, state, channel=channel), posted_on=date(2026, 6, 1), by=officer
    )
    posted = Letter.objects.get(pk=letter.pk)
    assert (posted.state, posted.channel, posted.posted_at, posted.posted_by) == (
        "posted",
        "post",
        timezone.now(),
        officer,
    )
    assert last_entry(letter.invitation) == ("letter_posted", officer)


def test_a_letter_is_not_posted_tomorrow_or_before_it_was_released(
    letter: Letter, officer: Person, office_day: time_machine.Traveller
) -> None:
    waiting = is_now(letter, "queued", channel="post")
    for day in (date(2026, 6, 2), date(2026, 5, 31)):
        with pytest.raises(ValidationError):
            delivery_problems.mark_posted(waiting, posted_on=day, by=officer)
    office_day.shift(timedelta(days=2))
    delivery_problems.mark_posted(waiting, posted_on=date(2026, 6, 2), by=officer)
    assert timezone.localdate(Letter.objects.get(pk=letter.pk).posted_at) == date(2026, 6, 2)


def test_an_email_on_its_way_is_not_marked_posted(letter: Letter, officer: Person) -> None:
    with pytest.raises(TooLate):
        delivery_problems.mark_posted(letter, posted_on=date(2026, 6, 1), by=officer)
