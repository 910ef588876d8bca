"""The demo's mail folder, read as a mailbox.

Nothing here exists outside the demo; nothing is ever sent from here.
"""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from pathlib import Path

from django.conf import settings

# How Django's file backend ends each message.
END = b"\n" + b"-" * 79 + b"\n"
NEWEST = 100


@dataclass(frozen=True)
class Mail:
    """One mail as its reader sees it."""

    key: str
    sender: str
    to: str
    copies: str
    subject: str
    sent_at: datetime | None
    text: str


def newest(limit: int = NEWEST) -> list[Mail]:
    """The mails in the folder, newest first."""
    mails: list[Mail] = []
    for path in sorted(_files(), key=lambda path: (path.stat().st_mtime_ns, path.name), reverse=True):
        if len(mails) >= limit:
            break
        mails += reversed(_read(path))
    return mails[:limit]


def find(key: str) -> Mail | None:
    """The mail of this key. The key is compared with what is there and never made into a path."""
    return next(
        (
            mail
            for path in _files()
            if key.startswith(f"{path.stem}-")
            for mail in _read(path)
            if mail.key == key
        ),
        None,
    )


def _files() -> list[Path]:
    return list(Path(settings.MAIL_FOLDER).glob("*.log"))


def _read(path: Path) -> list[Mail]:
    messages = path.read_bytes().split(END)[:-1]
    return [_mail(f"{path.stem}-{number}", raw) for number, raw in enumerate(messages, start=1)]


def _mail(key: str, raw: bytes) -> Mail:
    message = message_from_bytes(raw, policy=policy.default)
    plain = message.get_body(("plain",))
    date = message["Date"]
    return Mail(
        key=key,
        sender=str(message["From"] or ""),
        to=str(message["To"] or ""),
        copies=str(message["Cc"] or ""),
        subject=str(message["Subject"] or ""),
        sent_at=date.datetime if date else None,
        text=str(plain.get_content()) if plain else "",
    )
