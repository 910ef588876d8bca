"""What a letter looks like as a mail, and that nobody can be sent a copy that the others do not see (P13)."""

import re
from email.header import decode_header, make_header

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from pytest_django import Settings

from civic.models import Council, Person
from engagements.models import Invitation, Letter
from engagements.services.case_record import organiser_links
from engagements.services.letters import drafts
from engagements.services.mail import outbox, transport
from engagements.services.mail.transport import BlindCopy, OneLetter
from tests import cases
from tests.guarding import guards_down
from tests.pictures import png
from tests.real_parts import mail_server

pytestmark = pytest.mark.django_db
JANE = "Jane Smith <jane@northgate-scouts.example>"
OFFICE = "Civic Office <civic.office@wexcombe.example>"


@pytest.fixture
def invitation(officer: Person, mayor: Person) -> Invitation:
    """Accepted by the Mayor; its acknowledgement goes by itself, its acceptance waits as a draft."""
    return cases.mayor_attends(officer=officer, mayor=mayor)


@pytest.fixture
def acknowledgement(invitation: Invitation) -> Letter:
    return Letter.objects.get(invitation=invitation, kind="acknowledgement")


@pytest.fixture
def acceptance(invitation: Invitation, acknowledgement: Letter, officer: Person) -> Letter:
    """Released by an officer with a copy to the town clerk."""
    draft = Letter.objects.get(invitation=invitation, kind="acceptance")
    copies = [{"name": "Clerk, Town", "email": "clerk@wexcombe.example"}]
    return drafts.release(draft, subject=draft.subject, body=draft.body, copies=copies, by=officer)


def heads(message: EmailMultiAlternatives) -> dict[str, str]:
    return {name: str(make_header(decode_header(str(value)))) for name, value in message.message().items()}


def test_a_letter_that_goes_by_itself_says_so(acknowledgement: Letter) -> None:
    assert heads(transport.as_mail(acknowledgement)) == {
        "Content-Type": heads(transport.as_mail(acknowledgement))["Content-Type"],
        "MIME-Version": "1.0",
        "Subject": acknowledgement.subject,
        "From": OFFICE,
        "To": JANE,
        "Reply-To": "civic.office@wexcombe.example",
        "Message-ID": acknowledgement.message_id,
        "Date": "Mon, 01 Jun 2026 09:00:00 +0000",
        "Auto-Submitted": "auto-generated",
    }


def test_a_letter_an_officer_released_names_its_copies_and_answers_the_earlier_one(
    acknowledgement: Letter, acceptance: Letter
) -> None:
    outbox.send_due(limit=1)
    shown = heads(transport.as_mail(acceptance))
    assert "Auto-Submitted" not in shown
    assert (shown["To"], shown["Cc"]) == (JANE, '"Clerk, Town" <clerk@wexcombe.example>')
    assert shown["In-Reply-To"] == shown["References"] == acknowledgement.message_id
    assert "Copies to: Clerk, Town" in transport.as_mail(acceptance).body


def test_a_copy_shows_the_same_heads_and_goes_to_one_person(acceptance: Letter) -> None:
    copy = transport.as_mail(Letter.objects.get(copy_of=acceptance))
    assert copy.recipients() == ["clerk@wexcombe.example"]
    assert (heads(copy)["To"], heads(copy)["Cc"]) == (JANE, '"Clerk, Town" <clerk@wexcombe.example>')


def test_a_letter_is_the_same_to_the_byte_at_every_attempt(
    acknowledgement: Letter, acceptance: Letter
) -> None:
    """Whatever became of the letter before it meanwhile, and each with parts of its own."""
    first = transport.as_mail(acceptance).message().as_bytes()
    outbox.send_due(limit=1)
    assert transport.as_mail(acceptance).message().as_bytes() == first
    boundary = transport.as_mail(acknowledgement).message().get_boundary()
    assert boundary != transport.as_mail(acceptance).message().get_boundary()


def test_the_organisers_letter_carries_the_link_and_a_copy_does_not(
    acknowledgement: Letter, acceptance: Letter
) -> None:
    link = organiser_links.address_of(organiser_links.live_link(acknowledgement.invitation))
    letter = transport.as_mail(acknowledgement)
    assert link in letter.body
    assert f'<a href="{link}"' in str(letter.alternatives[0][0])
    with guards_down():
        Letter.objects.filter(copy_of=acceptance).update(body=f"Your link: {organiser_links.MARK}")
    copy = transport.as_mail(Letter.objects.get(copy_of=acceptance))
    assert "/invitation/" not in copy.body
    assert "the organiser's own link, given in the organiser's letter only" in " ".join(copy.body.split())


def test_the_councils_logo_comes_with_the_mail(acceptance: Letter) -> None:
    """As a picture inside the message: no mail program asks our server for anything."""
    with guards_down():
        Council.objects.update(logo=png(240, 280))
    letter = transport.as_mail(acceptance)
    message = letter.message()
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/related",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "image/png",
    ]
    html, picture = list(message.walk())[3:]
    assert 'src="cid:logo@civic-office" alt="The council’s logo"' in str(
        transport.as_mail(acceptance).alternatives[0][0]
    )
    assert (picture["Content-ID"], picture.get_payload(decode=True)) == ("<logo@civic-office>", png(240, 280))
    assert picture.get_content_disposition() == "inline"
    assert "http" not in " ".join(re.findall(r'src="[^"]*"', str(html.get_payload(decode=True))))
    assert transport.as_mail(acceptance).message().as_bytes() == message.as_bytes()


def test_without_a_logo_the_mail_brings_no_picture(acceptance: Letter) -> None:
    message = transport.as_mail(acceptance).message()
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert "<img" not in str(transport.as_mail(acceptance).alternatives[0][0])


def test_a_confidential_letter_says_nothing_in_its_subject(acceptance: Letter) -> None:
    with guards_down():
        Invitation.objects.update(confidential=True)
    letter = transport.as_mail(Letter.objects.get(pk=acceptance.pk))
    assert letter.subject == f"Confidential: your invitation, our reference {acceptance.invitation.reference}"


def test_odd_names_stay_one_header(acceptance: Letter) -> None:
    name = 'Zoë "Z" Ó Briain\r\nBcc: spy@example.org, \x0b\u2028<spy@example.org>'
    with guards_down():
        Letter.objects.filter(pk=acceptance.pk).update(recipient_name=name)
    shown = heads(transport.as_mail(Letter.objects.get(pk=acceptance.pk)))
    assert "Bcc" not in shown
    assert shown["To"].endswith("<jane@northgate-scouts.example>")
    assert len(shown["To"].splitlines()) == 1


# --- No blind copies ----------------------------------------------------------------------------------------


def test_a_blind_copy_is_refused_when_a_message_is_made() -> None:
    with pytest.raises(BlindCopy):
        OneLetter(envelope_to="jane@example.org", bcc=["spy@example.org"])
    with pytest.raises(BlindCopy):
        OneLetter(envelope_to="jane@example.org", headers={"bCC": "spy@example.org"})


def test_a_blind_copy_is_refused_when_it_is_added_later() -> None:
    letter = OneLetter(envelope_to="jane@example.org", to=["jane@example.org"])
    letter.bcc.append("spy@example.org")
    assert letter.recipients() == ["jane@example.org"]
    with pytest.raises(BlindCopy):
        letter.send()
    letter = OneLetter(envelope_to="jane@example.org", to=["jane@example.org"])
    letter.extra_headers["Bcc"] = "spy@example.org"
    with pytest.raises(BlindCopy):
        letter.send()
    assert mail.outbox == []


def test_the_row_of_a_letter_has_no_place_for_a_blind_copy(acceptance: Letter) -> None:
    assert [
        field.name for field in Letter._meta.get_fields() if "bcc" in field.name or "blind" in field.name
    ] == []
    copies = [{"name": "Clerk", "email": "clerk@wexcombe.example", "bcc": "spy@example.org"}]
    with guards_down():
        Letter.objects.filter(pk=acceptance.pk).update(copies=copies)
    letter = transport.as_mail(Letter.objects.get(pk=acceptance.pk))
    assert letter.recipients() == ["jane@northgate-scouts.example"]
    assert "spy@example.org" not in letter.message().as_string()


def test_a_blind_copy_written_into_a_subject_or_an_address_reaches_nobody(acceptance: Letter) -> None:
    with guards_down():
        Letter.objects.filter(pk=acceptance.pk).update(subject="Your fête\r\nBcc: spy@example.org")
    assert "Bcc" not in heads(transport.as_mail(Letter.objects.get(pk=acceptance.pk)))
    with guards_down():
        Letter.objects.filter(pk=acceptance.pk).update(
            copies=[{"name": "Clerk", "email": "clerk@wexcombe.example\nBcc: spy@example.org"}]
        )
    with pytest.raises(transport.Refused):
        transport.as_mail(Letter.objects.get(pk=acceptance.pk))


def test_no_server_ever_sees_a_blind_copy(acceptance: Letter, settings: Settings) -> None:
    with mail_server.running() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", server.port, 5
        settings.EMAIL_BACKEND = transport.DJANGO_SMTP
        outbox.send_due()
        letter = transport.as_mail(acceptance)
        letter.bcc = ["spy@example.org"]
        with transport.Connection() as connection, pytest.raises(transport.Refused):
            connection.send(letter)
        assert "spy@example.org" not in server.ledger.tried
        assert [str(sent["Bcc"]) for sent in server.ledger.letters] == ["None"] * 3
