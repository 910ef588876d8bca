"""The demo's mailbox, where a newcomer finds the letters and follows the organiser's link."""

from pathlib import Path

import pytest
from django.core.mail import get_connection
from django.test import Client
from pytest_django import Settings

from civic.models import Person
from engagements.models import Invitation
from engagements.services.case_record import organiser_links
from engagements.services.mail import outbox
from engagements.services.mail.transport import OneLetter
from tests import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Settings, tmp_path: Path, officer: Person) -> Path:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    outbox = tmp_path / "outbox"
    settings.EMAIL_FILE_PATH = settings.MAIL_FOLDER = outbox
    return outbox


@pytest.fixture
def invitation(folder: Path) -> Invitation:
    """Its acknowledgement is in the mailbox."""
    invitation = cases.make_invitation()
    outbox.send_due()
    return invitation


def test_an_empty_mailbox_says_what_to_expect(client: Client, folder: Path) -> None:
    assert "Nothing has been sent yet." in client.get("/demo/mailbox/").content.decode()


def test_the_organisers_letter_is_there_with_its_link(client: Client, invitation: Invitation) -> None:
    listed = client.get("/demo/mailbox/")
    [mail] = listed.context["mails"]
    assert (mail.to, mail.sender) == (
        "Jane Smith <jane@northgate-scouts.example>",
        "Civic Office <civic.office@wexcombe.example>",
    )
    page = client.get(f"/demo/mailbox/{mail.key}/").content.decode()
    link = organiser_links.address_of(organiser_links.live_link(invitation))
    assert f'<a href="{link}" rel="nofollow">{link}</a>' in page
    assert f'href="/demo/mailbox/{mail.key}/"' in listed.content.decode()


def test_the_newest_mail_comes_first_and_each_has_its_own_page(
    client: Client, invitation: Invitation
) -> None:
    for number in range(3):
        cases.make_invitation(
            title=f"Fête {number}", organised_by=cases.organiser(email=f"friend{number}@example.org")
        )
    outbox.send_due()
    mails = client.get("/demo/mailbox/").context["mails"]
    assert [mail.to.partition("<")[2] for mail in mails] == [
        "friend2@example.org>",
        "friend1@example.org>",
        "friend0@example.org>",
        "jane@northgate-scouts.example>",
    ]
    pages = [client.get(f"/demo/mailbox/{mail.key}/").context["mail"] for mail in mails]
    assert pages == mails


def test_what_a_mail_says_is_shown_as_words_only(client: Client, folder: Path) -> None:
    words = "<script>alert(1)</script> javascript:alert(1) https://example.org/"
    with get_connection() as connection:
        connection.send_messages(
            [
                OneLetter(
                    envelope_to="jane@example.org",
                    subject="<b>Hello</b>",
                    body=words,
                    to=["jane@example.org"],
                )
            ]
        )
    [mail] = client.get("/demo/mailbox/").context["mails"]
    page = client.get(f"/demo/mailbox/{mail.key}/").content.decode()
    assert "<script>alert" not in page
    assert "<b>Hello</b>" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("key", ["20260601-100000-1-1", "x", "-1", "1-1"])
def test_a_mail_that_is_not_there_is_not_found(client: Client, invitation: Invitation, key: str) -> None:
    assert client.get(f"/demo/mailbox/{key}/").status_code == 404


@pytest.mark.parametrize("address", ["/demo/mailbox/", "/demo/mailbox/1-1/"])
def test_the_mailbox_is_only_for_reading(client: Client, folder: Path, address: str) -> None:
    assert client.post(address).status_code == 405
