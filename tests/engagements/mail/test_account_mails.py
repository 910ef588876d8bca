"""Mail about people's accounts is a row first and leaves by the worker, like every other mail."""

import re
from datetime import timedelta
from pathlib import Path

import allauth
import pytest
from allauth.mfa.adapter import get_adapter as second_factor_adapter
from allauth.mfa.totp.internal.auth import TOTP
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings
from time_machine import Traveller

from civic.models import Person
from civic.services import accounts
from engagements import tasks
from engagements.models import AccountMail, SweepRun
from engagements.services.mail import account_mails
from tests.council import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "rain horse lamp seven"
STRANGER = "nobody@elsewhere.example"


def asks_for_password(email: str, host: str = "testserver") -> tuple[int, list[tuple[str, int]], bytes]:
    answer = Client(headers={"host": host}).post(
        reverse("account_reset_password"), {"email": email}, follow=True
    )
    return answer.status_code, answer.redirect_chain, answer.content


def left() -> list[str]:
    """What the worker sends now, by its subject."""
    before = len(mail.outbox)
    tasks.send_account_mails()
    return [str(message.subject) for message in mail.outbox[before:]]


def link_in(body: object) -> str:
    links: list[str] = re.findall(r"https?://\S+", str(body))
    assert len(links) == 1
    return links[0]


def test_known_and_unknown_addresses_cost_and_say_the_same(
    officer: Person, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    Client().get(reverse("account_reset_password"))
    with django_assert_num_queries(2):
        known = asks_for_password(officer.email)
    with django_assert_num_queries(2):
        unknown = asks_for_password(STRANGER)
    assert known == unknown
    assert [(row.kind, row.person, row.state) for row in AccountMail.objects.all()] == [
        ("new_password", None, "queued")
    ] * 2


def test_only_who_has_an_account_is_written_to(officer: Person) -> None:
    asks_for_password(STRANGER)
    asks_for_password(officer.email.upper())
    assert left() == ["Choose a new password"]
    assert [message.recipients() for message in mail.outbox] == [[officer.email]]
    assert list(AccountMail.objects.values_list("state", flat=True)) == ["nothing", "sent"]


def test_a_page_neither_waits_for_the_mail_server_nor_fails_with_it(
    officer: Person, settings: Settings
) -> None:
    settings.EMAIL_BACKEND = "tests.engagements.mail.test_account_mails.NoMailServer"
    assert asks_for_password(officer.email)[0] == 200
    tasks.send_account_mails()
    waits = AccountMail.objects.get()
    assert (waits.state, waits.attempts, waits.trouble != "") == ("queued", 0, True)


class NoMailServer:
    """Whoever asks for it has asked too early, or learns that there is none."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def open(self) -> None:
        raise OSError("no route to host")

    def close(self) -> None:
        pass


def test_the_link_chooses_a_password_once_and_is_of_the_sites_own_address(
    officer: Person, settings: Settings
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    asks_for_password(officer.email, host="evil.example:8080")
    left()
    [message] = mail.outbox
    assert "evil" not in f"{message.message()}"
    link = link_in(message.body)
    assert link.startswith(f"{settings.SITE_ADDRESS}/account/password/reset/key/")
    client = Client()
    page = client.get(link.removeprefix(settings.SITE_ADDRESS), follow=True)
    chosen = client.post(page.request["PATH_INFO"], {"password1": NEW, "password2": NEW}, follow=True)
    assert chosen.status_code == 200
    officer.refresh_from_db()
    assert officer.check_password(NEW)
    again = Client().get(link.removeprefix(settings.SITE_ADDRESS), follow=True)
    assert "password1" not in again.content.decode()


def test_the_same_mail_is_the_same_message_and_an_automatic_one(officer: Person) -> None:
    asks_for_password(officer.email)
    left()
    [message] = mail.outbox
    row = AccountMail.objects.get()
    assert message.extra_headers["Message-ID"] == row.message_id
    assert row.message_id.endswith("@council.example>")
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"


def test_whoever_is_added_is_told_and_chooses_a_password(manager: Person) -> None:
    values = {
        "name": "New Officer",
        "email": "new@wexcombe.example",
        "role": "civic_officer",
        "post": "Officer",
    }
    accounts.add_person(values=values, by=manager)
    assert left() == ["Your account at the Civic Office"]
    assert "/account/password/reset/key/" in link_in(mail.outbox[-1].body)


def test_a_changed_address_is_told_to_both(manager: Person, officer: Person) -> None:
    before = officer.email
    accounts.change_person(officer, values={"email": "olive.new@wexcombe.example"}, by=manager)
    assert left() == ["Your e-mail address was changed"] * 2
    assert [message.to for message in mail.outbox] == [
        [f"Olive Officer <{address}>"] for address in (before, "olive.new@wexcombe.example")
    ]
    accounts.change_person(officer, values={"post": "Senior civic officer"}, by=manager)
    assert left() == []


def test_a_changed_password_is_told(client: Client, officer: Person) -> None:
    client.force_login(officer)
    client.post(
        reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert left() == ["Your password was changed"]
    assert "telephone the Civic Office straight away: 01632 960123" in " ".join(
        str(mail.outbox[0].body).split()
    )


def test_a_changed_second_step_is_told(officer: Person) -> None:
    TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
    second_factor_adapter().send_notification_mail("mfa/email/totp_activated", officer)
    assert left() == ["Your second step of signing in was changed"]


def test_whatever_the_sign_in_tells_has_its_kind() -> None:
    """allauth may learn to tell more: then this fails, and not somebody's page."""
    told = set()
    for path in Path(allauth.__file__).parent.glob("*/**/*.py"):
        if path.parts[-2] != "tests" and {"account", "mfa"} & set(path.parts):
            found = re.findall(r'send_notification_mail\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
            told |= {prefix for prefix in found if "email_" not in prefix.rpartition("/")[2]}
    assert len(told) > 5
    assert told - set(account_mails.KINDS) == set()


def test_nothing_goes_to_somebody_whose_account_was_closed(manager: Person, officer: Person) -> None:
    asks_for_password(officer.email)
    accounts.close_account(officer, by=manager)
    assert left() == []
    assert AccountMail.objects.get().state == "nothing"


def test_who_asked_is_forgotten_after_a_month(officer: Person, office_day: Traveller) -> None:
    asks_for_password(STRANGER)
    left()
    office_day.shift(timedelta(days=32))
    tasks.forget()
    assert not AccountMail.objects.exists()


def test_an_officer_sees_what_could_not_be_delivered(
    client: Client, officer: Person, manager: Person
) -> None:
    account_mails.queue(AccountMail.Kind.PASSWORD_CHANGED, address="no address", person=manager)
    tasks.send_account_mails()
    assert SweepRun.objects.get(name="send_account_mails").failed == 1
    client.force_login(officer)
    page = client.get(reverse("engagements:machine")).content.decode()
    assert "your password has been changed" in page.casefold()
    assert manager.name in page
    row = AccountMail.objects.get()
    client.post(reverse("engagements:machine_leave_mail", args=["account", row.pk]))
    row.refresh_from_db()
    assert row.state == "left"
