"""The mail layer: a letter as a message to exactly one recipient, and the connection it leaves by.

Nothing here can send a blind copy (P13). What the mail server answers is told apart here; what becomes of the
letter is decided by `outbox`.
"""

import hashlib
import smtplib
from collections.abc import Mapping, Sequence
from email.message import Message
from email.mime.image import MIMEImage
from email.utils import format_datetime, formataddr, parseaddr
from types import TracebackType
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.smtp import EmailBackend as SMTPBackend
from django.db import DatabaseError
from django.utils.crypto import get_random_string
from django.utils.text import Truncator

from civic import addresses
from engagements.models import Letter
from engagements.queries import stationery
from engagements.services import sweeps
from engagements.services.case_record import organiser_links
from protocols import letters
from protocols.wording import single_line

DJANGO_SMTP = "django.core.mail.backends.smtp.EmailBackend"
# The organiser's own link opens the invitation; whoever only gets a copy does not get it.
NOT_FOR_COPIES = "(the organiser's own link, given in the organiser's letter only)"
EARLIER_NAMED = 20
TROUBLE_LIMIT = 380
GO_AHEAD = 354


class BlindCopy(ValueError):
    """Somebody tried to send a copy that the others would not see (P13)."""


class Trouble(Exception):
    """The letter did not go, or may not have gone; `str()` says why in plain words for an officer."""

    def __init__(self, words: str) -> None:
        super().__init__(Truncator(single_line(words)).chars(TROUBLE_LIMIT))


class Unreachable(Trouble):
    """No letter can leave at present; none was tried."""


class Deferred(Trouble):
    """This letter did not go, and may go later."""


class Refused(Trouble):
    """This letter did not go, and trying again would not help."""


class InDoubt(Trouble):
    """The letter was handed over and the answer never came: it may have gone."""


# --- The message
# -----------------------------------------------------------------------------------------------------


class OneLetter(EmailMultiAlternatives):
    """A message to one recipient, whatever its headers name. Refuses every blind copy (P13)."""

    # What is attached are the pictures of the HTML part, and no papers that anybody should open.
    mixed_subtype = "related"

    def __init__(
        self,
        *,
        envelope_to: str,
        bcc: Sequence[str] | None = None,
        headers: Mapping[str, str] | None = None,
        **parts: Any,
    ) -> None:
        if bcc or any(name.lower() == "bcc" for name in headers or {}):
            raise BlindCopy("The office does not send blind copies (P13).")
        super().__init__(headers=dict(headers or {}), **parts)
        self.envelope_to = envelope_to

    def bring(self, png: bytes, *, named: str) -> None:
        """Bring along a picture that the HTML part shows from `cid:` and this name."""
        picture = MIMEImage(png, "png")
        picture.add_header("Content-ID", f"<{named}>")
        picture.add_header("Content-Disposition", "inline", filename="logo.png")
        self.attach(picture)

    def recipients(self) -> list[str]:
        """Exactly one: each recipient has a transaction and an outcome of their own."""
        return [self.envelope_to]

    def message(self) -> Message:  # type: ignore[override]  # the types are those of Django 6
        """The message to hand over. Raises BlindCopy also when one was added after the message was made."""
        if self.bcc or any(name.lower() == "bcc" for name in self.extra_headers):
            raise BlindCopy("The office does not send blind copies (P13).")
        message = super().message()
        # Parts are set apart by what the letter itself is: sent again, it is the same to the byte.
        for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
            name = f"{self.extra_headers.get('Message-ID', '')}{number}"
            part.set_boundary(f"=_{hashlib.sha256(name.encode()).hexdigest()[:40]}")
        return message


def as_mail(letter: Letter) -> OneLetter:
    """The letter as it leaves; the same row makes the same message at every attempt, on the council's
    stationery of the day.

    Raises whatever is wrong with the words or the addresses: services.mail.outbox puts such a letter before
    an officer.
    """
    for address in [letter.recipient_email, *(copy["email"] for copy in letter.copies)]:
        check_address(address)
    paper = stationery.for_mail()
    rendered = _finished(letter, paper.stationery)
    # A copy shows the same heads as the letter it is a copy of, so that everybody sees who has it.
    shown = letter.copy_of if letter.copy_of is not None and letter.copy_of.recipient_email else letter
    mail = OneLetter(
        envelope_to=letter.recipient_email,
        subject=rendered.subject,
        body=rendered.text,
        from_email=named(letter.values["office_name"], letter.values["office_email"]),
        reply_to=[letter.values["office_email"]],
        to=[named(shown.recipient_name, shown.recipient_email)],
        cc=[named(copy["name"], copy["email"]) for copy in letter.copies],
        headers=_headers(letter),
    )
    mail.attach_alternative(rendered.html, "text/html")
    if paper.stationery.logo:
        mail.bring(paper.picture, named=stationery.CONTENT_ID)
    return mail


def _finished(letter: Letter, paper: letters.Stationery) -> letters.Rendered:
    """The letter in its frame with the organiser's link in place."""
    body, values = letter.body, dict(letter.values)
    if organiser_links.MARK in body or organiser_links.MARK in "".join(values.values()):
        link = (
            NOT_FOR_COPIES
            if letter.copy_of_id
            else organiser_links.address_of(organiser_links.live_link(letter.invitation))
        )
        body = body.replace(organiser_links.MARK, link)
        values = {name: value.replace(organiser_links.MARK, link) for name, value in values.items()}
    return letters.compose(
        subject=letter.subject,
        body=body,
        values=values,
        confidential=letter.invitation.confidential,
        stationery=paper,
    )


def check_address(address: str) -> None:
    """Raises Refused for what is no e-mail address: the mail server might take it and lose it."""
    try:
        if addresses.usable(address) == address:
            return
    except ValidationError:
        pass
    raise Refused(f"This is not an e-mail address: {address}")


def named(name: str, address: str) -> str:
    """An address with its name, quoted as a header needs it."""
    return formataddr((single_line(name), address))


def _headers(letter: Letter) -> dict[str, str]:
    """Message-ID and Date are the row's own, so that a letter sent twice is seen to be one letter."""
    if letter.released_at is None:
        raise ValueError("a letter that was not released has no date")
    headers = {"Message-ID": letter.message_id, "Date": format_datetime(letter.released_at)}
    earlier = list(
        Letter.objects.filter(
            invitation_id=letter.invitation_id,
            recipient_email=letter.recipient_email,
            # Not by what became of them: that may be another thing when this one is sent again.
            released_at__lte=letter.released_at,
            pk__lt=letter.pk,
        )
        .order_by("pk")
        .values_list("message_id", flat=True)
    )
    if earlier:
        headers |= {"In-Reply-To": earlier[-1], "References": " ".join(earlier[-EARLIER_NAMED:])}
    if letter.released_by_id is None:
        headers["Auto-Submitted"] = "auto-generated"
    return headers


# --- The connection
# --------------------------------------------------------------------------------------------------


class _NotesTheHandover(smtplib.SMTP):
    """Remembers whether a message was begun to be handed over.

    From there on silence leaves open whether it went.
    """

    handed_over = False
    _in_data = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        self._in_data = True
        answer: tuple[int, bytes] = super().data(msg)
        self._in_data = self.handed_over = False
        return answer

    def getreply(self) -> tuple[int, bytes]:
        answer: tuple[int, bytes] = super().getreply()
        # "Go ahead": until the server says so, nothing of the message leaves us.
        if self._in_data and answer[0] == GO_AHEAD:
            self.handed_over = True
        return answer


class _SMTP(_NotesTheHandover):
    pass


class _SMTPS(_NotesTheHandover, smtplib.SMTP_SSL):
    pass


class CarefulBackend(SMTPBackend):
    """Django's SMTP backend on connections that note the handover."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _SMTPS if self.use_ssl else _SMTP


class Connection:
    """One connection kept for several letters, and a fresh one after any trouble."""

    def __init__(self) -> None:
        self.backend: BaseEmailBackend = (
            CarefulBackend() if settings.EMAIL_BACKEND == DJANGO_SMTP else get_connection()
        )
        self.took_mail = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.backend.close()
        except Exception:  # noqa: BLE001
            self.hang_up()
        if self.took_mail and not isinstance(error, DatabaseError):
            sweeps.mail_server_said_yes()

    def open(self) -> None:
        """Be connected. Raises Unreachable."""
        try:
            self.backend.open()
        except (OSError, smtplib.SMTPException) as error:
            self.hang_up()
            raise Unreachable(f"The mail server could not be reached ({error}). We keep trying.") from error

    def send(self, mail: OneLetter) -> None:
        """Hand the letter over. Raises Deferred, Refused or InDoubt."""
        try:
            self.backend.send_messages([mail])
        except DatabaseError:
            raise
        except Exception as error:
            handed_over = bool(getattr(getattr(self.backend, "connection", None), "handed_over", False))
            self.hang_up()
            raise told_apart(error, handed_over=handed_over) from error
        self.took_mail = True

    def hang_up(self) -> None:
        """Drop the connection without a word.

        A server that fell silent would not answer to a goodbye either.
        """
        for name in ("connection", "_partial_connection"):
            connection = getattr(self.backend, name, None)
            if connection is not None:
                connection.close()
                setattr(self.backend, name, None)


def told_apart(error: Exception, *, handed_over: bool) -> Trouble:
    """What an error means for the letter."""
    match error:
        case smtplib.SMTPRecipientsRefused():
            address, (code, answer) = next(iter(error.recipients.items()))
            said = f"The mail server did not accept the address {address}: {code} {_words(answer)}"
            return Refused(said) if code >= 500 else Deferred(said)
        case smtplib.SMTPDataError():
            said = f"The mail server did not accept the letter: {error.smtp_code} {_words(error.smtp_error)}"
            return Refused(said) if error.smtp_code >= 500 else Deferred(said)
        case smtplib.SMTPNotSupportedError():
            return Refused(f"The mail server cannot deliver to this kind of address: {error}")
        case smtplib.SMTPResponseException():
            # It minds the office itself (its address, its password, its haste), not this letter.
            return Deferred(
                f"The mail server refused the connection: {error.smtp_code} {_words(error.smtp_error)}"
            )
        case _ if handed_over:
            return InDoubt(
                "We gave the letter to the mail server, but it did not confirm that it accepted it."
            )
        case smtplib.SMTPException() | OSError():
            return Deferred(f"The connection to the mail server was lost ({error}).")
        case _:
            return Refused(f"The letter cannot be sent as it is ({type(error).__name__}: {error}).")


def _words(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer


def new_message_id() -> str:
    """A Message-ID that stays with its letter through every attempt."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{get_random_string(32).lower()}@{domain}>"
