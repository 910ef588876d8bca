"""Members and officers are told that something waits, and nothing else (P16)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from civic.models import Office, OfficeKind, Person
from engagements import tasks
from engagements.models import Invitation, Notification
from engagements.models.outgoing import lease_time
from engagements.queries import machine
from engagements.services import sweeps
from engagements.services.case_record import record_heads
from engagements.services.mail import notification_mails, notifications, outgoing, transport
from tests import cases, council
from tests.real_parts import mail_server
from tests.real_parts.mail_server import MailServer, Mood
from tests.there import there

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


def greeted(person: Person) -> str:
    notifications.notify(person, kind=Notification.Kind.WORD_RECORDED)
    notification_mails.send_due()
    return str(mail.outbox[-1].body).split("\n")[0]


def test_whoever_holds_an_office_is_greeted_by_it_and_everybody_else_by_name(
    officer: Person, mayor: Person, deputy: Person
) -> None:
    assert [greeted(person) for person in (mayor, deputy, officer)] == [
        "Dear Mayor,", "Dear Deputy Mayor,", "Dear Olive Officer,",
    ]  # fmt: skip


def test_the_deputy_is_greeted_as_deputy_while_acting_as_well(mayor: Person, deputy: Person) -> None:
    council.make_acting(deputy)
    assert greeted(deputy) == "Dear Deputy Mayor,"


def test_a_former_mayor_is_greeted_by_name(
    officer: Person, mayor: Person, deputy: Person, office_day: time_machine.Traveller
) -> None:
    office_day.move_to(council.YEAR_ENDS_AT)
    assert greeted(mayor) == "Dear Councillor Jane Smith,"


def test_a_council_greets_its_civic_head_in_its_own_words(mayor: Person) -> None:
    Office.objects.filter(kind=OfficeKind.MAYOR).update(title="Lord Mayor", salutation="My Lord Mayor,")
    assert greeted(mayor) == "My Lord Mayor,"


def test_the_mayor_gets_a_link_and_nothing_about_the_organiser(invitation: Invitation) -> None:
    assert notification_mails.send_due() == 1
    [message] = mail.outbox
    assert message.recipients() == [MAYOR]
    assert message.subject == "You have an invitation to decide on"
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
def test_each_notification_can_be_sent(invitation: Invitation, kind: str) -> None:
    head = None
    if kind == Notification.Kind.RECORD_HEAD:
        head = record_heads.keep(timezone.now(), tell=lambda head: None)
    queued = notifications.notify(
        there(Notification.objects.first()).person,
        kind=Notification.Kind(kind),
        invitation=invitation,
        head=head,
    )
    notification_mails.send_due()
    assert Notification.objects.get(pk=there(queued).pk).state == "sent"


@pytest.mark.parametrize("mood", [Mood.BUSY, Mood.CUTS_BEFORE, Mood.CUTS_AFTER, Mood.SILENT_AFTER])
def test_a_notification_that_may_not_have_gone_goes_again_as_the_same_message(
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


def test_a_notification_to_a_dead_address_is_tried_once_and_is_then_an_officers(
    post: MailServer,
    invitation: Invitation,
    office_day: time_machine.Traveller,
    officer: Person,
    client: Client,
    caplog: pytest.LogCaptureFixture,
) -> None:
    post.moody(MAYOR, Mood.DEAD_ADDRESS)
    notification_mails.send_due()
    office_day.shift(timedelta(days=1))
    tasks.send_notifications()
    notification = Notification.objects.get()
    assert (notification.state, notification.trouble) == (
        "failed",
        f"The mail server did not accept the address {MAYOR}: 550 No such mailbox",
    )
    assert post.ledger.tried[MAYOR] == 1
    assert f"Notification {notification.pk}: refused, could not be delivered, try 1." in caplog.messages
    assert MAYOR not in caplog.text
    says = "1 notification could not be delivered and needs someone to look at it."
    assert says in machine.troubles(timezone.now())
    client.force_login(officer)
    page = client.get(reverse("engagements:machine")).content.decode()
    assert "You have an invitation to decide on</strong>, for Councillor Jane Smith" in page
    assert "550 No such mailbox" in page


def test_an_officer_sends_it_again_to_the_corrected_address(
    post: MailServer, invitation: Invitation, mayor: Person, officer: Person, client: Client
) -> None:
    post.moody(MAYOR, Mood.DEAD_ADDRESS)
    notification_mails.send_due()
    notification = Notification.objects.get()
    Person.objects.filter(pk=mayor.pk).update(email="mayor@wexcombe.example")
    client.force_login(officer)
    client.post(
        reverse("engagements:machine_send_mail_again", args=["notification", notification.pk]), follow=True
    )
    notification_mails.send_due()
    notification.refresh_from_db()
    assert (notification.state, notification.address) == ("sent", "mayor@wexcombe.example")
    assert not machine.undelivered()


def test_or_says_that_it_need_not_go(
    post: MailServer, invitation: Invitation, officer: Person, client: Client
) -> None:
    post.moody(MAYOR, Mood.DEAD_ADDRESS)
    notification_mails.send_due()
    notification = Notification.objects.get()
    client.force_login(officer)
    left = reverse("engagements:machine_leave_mail", args=["notification", notification.pk])
    page = client.post(left, follow=True).content.decode()
    assert "E-mails that could not be delivered" not in page
    # Pressed twice, or by two: what is left stays left.
    client.post(left)
    client.post(reverse("engagements:machine_send_mail_again", args=["notification", notification.pk]))
    notification.refresh_from_db()
    assert notification.state == "left"
    assert notification_mails.send_due() == 0


def test_what_has_gone_is_neither_sent_again_nor_left(invitation: Invitation) -> None:
    notification_mails.send_due()
    notification = Notification.objects.get()
    assert (outgoing.try_again(notification), outgoing.leave(notification)) == (False, False)
    notification.refresh_from_db()
    assert notification.state == "sent"


def test_after_five_tries_an_officer_sees_it_and_it_is_tried_still(
    post: MailServer, invitation: Invitation, office_day: time_machine.Traveller
) -> None:
    for tries in range(1, 10):
        post.moody(MAYOR, Mood.BUSY)
        assert notification_mails.send_due() == 1
        notification = Notification.objects.get()
        assert (notification.state, notification.attempts) == ("queued", tries)
        assert len(machine.undelivered()) == (tries >= 5)
        office_day.shift(sweeps.back_off(tries))
    post.moody(MAYOR, Mood.BUSY)
    notification_mails.send_due()
    [undelivered] = machine.undelivered()
    assert (undelivered.row.state, undelivered.row.attempts) == ("failed", 10)


def test_a_mail_server_that_is_away_for_days_is_no_notifications_fault(
    settings: Settings, invitation: Invitation, office_day: time_machine.Traveller
) -> None:
    settings.EMAIL_BACKEND = transport.DJANGO_SMTP
    # Nothing listens here.
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    queued_at = timezone.now()
    for _ in range(48):
        assert notification_mails.send_due() == 1
        office_day.shift(timedelta(hours=1))
    notification = Notification.objects.get()
    assert (notification.state, notification.attempts) == ("queued", 0)
    tasks.send_notifications()
    seen = machine.read(timezone.now())
    assert seen.mail_due_since == queued_at
    good = {check.name: check.good for check in machine.judged(seen)}
    assert (good["oldest_mail"], good["mail_server"]) == (False, False)


def test_nobody_who_has_left_is_told(invitation: Invitation, mayor: Person) -> None:
    Person.objects.filter(pk=mayor.pk).update(is_active=False)
    notification_mails.send_due()
    assert mail.outbox == []
    assert Notification.objects.get().state == "nothing"
    assert not machine.undelivered()


def test_a_notification_whose_worker_died_is_due_again(
    invitation: Invitation, office_day: time_machine.Traveller
) -> None:
    assert len(notification_mails.claim(10)) == 1
    assert notification_mails.claim(10) == []
    office_day.shift(lease_time() + timedelta(seconds=1))
    assert notification_mails.send_due() == 1
    assert Notification.objects.get().state == "sent"
