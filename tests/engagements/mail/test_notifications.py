"""Members and officers are told that something waits, and nothing else (P16)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from pytest_django import Settings

from civic.models import Person
from engagements.models import Invitation, Notification
from engagements.models.outgoing import lease_time
from engagements.services.case_record import record_heads
from engagements.services.mail import notification_mails, transport
from tests import cases
from tests.real_parts import mail_server
from tests.real_parts.mail_server import MailServer, Mood

pytestmark = pytest.mark.django_db
MAYOR = "councillor.jane.smith@wexcombe.example"


@pytest.fixture
def post(settings: Settings) -> Iterator[MailServer]:
    with mail_server.running() as server:
        settings.EMAIL_BACKEND = transport.DJANGO_SMTP
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 1
        yield server


@pytest.fixture
def invitation(officer: Person, mayor: Person) -> Invitation:
    """It waits for the Mayor's decision, and the Mayor is told so."""
    return cases.with_mayor(officer=officer, organised_by=cases.organiser(name="Priya Nair"))


def test_the_mayor_gets_a_link_and_nothing_about_the_organiser(invitation: Invitation) -> None:
    assert notification_mails.send_due() == 1
    [message] = mail.outbox
    assert message.recipients() == [MAYOR]
    assert message.subject == "An invitation waits for your decision"
    assert f"http://127.0.0.1:8000/mayor/{invitation.reference}/" in message.body
    organiser = invitation.organiser
    told = message.message().as_string()
    for private in (
        organiser.name,
        organiser.organisation,
        organiser.email,
        organiser.telephone,
        invitation.title,
        invitation.venue,
    ):
        assert private not in told
    assert message.message()["Auto-Submitted"] == "auto-generated"
    assert notification_mails.send_due() == 0


@pytest.mark.parametrize("kind", list(Notification.Kind))
def test_each_notice_can_be_sent(invitation: Invitation, kind: str) -> None:
    head = None
    if kind == Notification.Kind.RECORD_HEAD:
        head = record_heads.keep(timezone.now(), tell=lambda head: None)
    Notification.objects.update(kind=kind, head=head)
    notification_mails.send_due()
    assert Notification.objects.get().state == "sent"


@pytest.mark.parametrize("mood", [Mood.BUSY, Mood.CUTS_BEFORE, Mood.CUTS_AFTER, Mood.SILENT_AFTER])
def test_a_notice_that_may_not_have_gone_goes_again_as_the_same_message(
    post: MailServer, invitation: Invitation, office_day: time_machine.Traveller, mood: Mood
) -> None:
    post.moody(MAYOR, mood)
    notification_mails.send_due()
    notification = Notification.objects.get()
    assert (notification.state, notification.next_attempt_at) == (
        "queued",
        timezone.now() + timedelta(minutes=1),
    )
    office_day.shift(60)
    notification_mails.send_due()
    assert Notification.objects.get().state == "sent"
    assert set(post.ledger.message_ids) == {notification.message_id}


def test_a_notice_to_a_dead_address_is_tried_once(
    post: MailServer, invitation: Invitation, office_day: time_machine.Traveller
) -> None:
    post.moody(MAYOR, Mood.DEAD_ADDRESS)
    notification_mails.send_due()
    office_day.shift(timedelta(days=1))
    notification_mails.send_due()
    notification = Notification.objects.get()
    assert (notification.state, notification.trouble) == (
        "failed",
        f"The mail server would not take the address {MAYOR}: 550 No such mailbox",
    )
    assert post.ledger.tried[MAYOR] == 1


def test_nobody_who_has_left_is_told(invitation: Invitation, mayor: Person) -> None:
    Person.objects.filter(pk=mayor.pk).update(is_active=False)
    notification_mails.send_due()
    assert mail.outbox == []
    assert Notification.objects.get().state == "failed"


def test_a_notice_whose_worker_died_is_due_again(
    invitation: Invitation, office_day: time_machine.Traveller
) -> None:
    assert len(notification_mails.claim(10)) == 1
    assert notification_mails.claim(10) == []
    office_day.shift(lease_time() + timedelta(seconds=1))
    assert notification_mails.send_due() == 1
    assert Notification.objects.get().state == "sent"
