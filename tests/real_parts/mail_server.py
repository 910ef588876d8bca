"""A real mail server for the tests, with a ledger: what it took is the judge of what was sent.

What it does with a letter is said by address: moody(address) gives the moods of the attempts to it,
one after another.
"""

import asyncio
import socket
from asyncio import Transport
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from enum import Enum
from functools import wraps
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.there import there

TAKEN = "250 Taken"


class Mood(Enum):
    """What the server does with one attempt."""

    TAKES = "takes the letter"
    BUSY = "450 Try again later"
    DEAD_ADDRESS = "550 No such mailbox"
    REFUSES_LETTER = "554 Not this letter"
    SILENT_BEFORE = "says nothing to the address"
    SILENT_AT_DATA = "is asked to take the letter and says nothing"
    CUTS_AT_DATA = "is asked to take the letter and hangs up"
    SILENT_AFTER = "has the letter and says nothing"
    CUTS_BEFORE = "hangs up at the address"
    CUTS_AFTER = "has the letter and hangs up"


@dataclass
class Ledger:
    """What happened at the server.

    `letters` holds every message it has in hand, whether it could say so or not.
    """

    letters: list[EmailMessage] = field(default_factory=list)
    envelopes: list[list[str]] = field(default_factory=list)
    tried: Counter[str] = field(default_factory=Counter)
    connections: int = 0

    @property
    def message_ids(self) -> Counter[str]:
        return Counter(str(letter["Message-ID"]) for letter in self.letters)

    @property
    def addresses(self) -> list[str]:
        return [address for envelope in self.envelopes for address in envelope]


def text_of(letter: EmailMessage) -> str:
    """The plain-text part, decoded."""
    return str(there(letter.get_body(("plain",))).get_content())


class Desk:
    """Takes letters in, in whatever mood the address finds it."""

    def __init__(self, moods: dict[str, list[Mood]], ledger: Ledger, delay: float) -> None:
        self.moods, self.ledger, self.delay = moods, ledger, delay
        self.mood: dict[str, Mood] = defaultdict(lambda: Mood.TAKES)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return TAKEN

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.ledger.tried[address] += 1
        moods = self.moods.get(address, [])
        mood = moods.pop(0) if moods else Mood.TAKES
        self.mood[address] = mood
        if mood in (Mood.BUSY, Mood.DEAD_ADDRESS):
            return str(mood.value)
        await self.break_off(server, mood, Mood.SILENT_BEFORE, Mood.CUTS_BEFORE)
        envelope.rcpt_tos.append(address)
        return TAKEN

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mood = self.mood[envelope.rcpt_tos[0]]
        await asyncio.sleep(self.delay)
        if mood is Mood.REFUSES_LETTER:
            return str(mood.value)
        content = cast(bytes, envelope.content)
        self.ledger.letters.append(message_from_bytes(content, policy=policy.default))
        self.ledger.envelopes.append(list(envelope.rcpt_tos))
        await self.break_off(server, mood, Mood.SILENT_AFTER, Mood.CUTS_AFTER)
        return TAKEN

    async def break_off(self, server: SMTP, mood: Mood, silent: Mood, cuts: Mood) -> None:
        if mood is silent:
            await asyncio.sleep(60)
        if mood is cuts:
            assert isinstance(server.transport, Transport)
            server.transport.abort()
            await asyncio.sleep(60)


class Doorkeeper(SMTP):
    """May break off before it says "354 Go ahead": not a word of the letter has come by then."""

    @wraps(SMTP.smtp_DATA)
    async def smtp_DATA(self, arg: str) -> None:
        envelope = cast(Envelope, self.envelope)
        if envelope.rcpt_tos:
            mood = self.event_handler.mood[envelope.rcpt_tos[0]]
            await self.event_handler.break_off(self, mood, Mood.SILENT_AT_DATA, Mood.CUTS_AT_DATA)
        await super().smtp_DATA(arg)


class Server(Controller):
    """The server in a thread of its own, counting who connects."""

    def __init__(self, desk: Desk, port: int) -> None:
        super().__init__(desk, hostname="127.0.0.1", port=port)

    def factory(self) -> Any:
        self.handler.ledger.connections += 1
        return Doorkeeper(self.handler, **self.SMTP_kwargs)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class MailServer:
    """The running server, as a test uses it."""

    port: int
    ledger: Ledger
    moods: dict[str, list[Mood]]

    def moody(self, address: str, *moods: Mood) -> None:
        """The moods of the coming attempts to this address; afterwards it takes what comes."""
        self.moods[address] = list(moods)


@contextmanager
def running(*, delay: float = 0) -> Iterator[MailServer]:
    """A mail server at a free port; `delay` is how many seconds it thinks about each letter."""
    ledger, port = Ledger(), free_port()
    moods: dict[str, list[Mood]] = {}
    controller = Server(Desk(moods, ledger, delay), port)
    controller.start()
    try:
        # The controller's own greeting connection does not count.
        ledger.connections = 0
        yield MailServer(port, ledger, moods)
    finally:
        controller.stop()
