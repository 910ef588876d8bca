"""Log lines: JSON, which names no person, address, token or letter's text; or readable ones for the demo.

A line's facts come as `extra={"facts": {...}}`; each writer of facts sees to it that none is personal. What
other libraries say is cleaned here: addresses of pages, query strings, e-mail addresses, what errors quote.
"""

import json
import logging
import re
import traceback
from collections.abc import Collection
from datetime import UTC, datetime

from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, InterfaceError, OperationalError
from django.template import TemplateDoesNotExist

from civic.logs import MaskingFormatter, facts_of, masked
from civic.machine import runs

_QUERY = re.compile(r"\?[\w.-]+=[^\s\"'>]*")
_MAILBOX = re.compile(r"[^\s<>\"'(),;:]+@[^\s<>\"'(),;:]+\.\w+")
# Their words come from the machine or the code. Any other error may quote what somebody wrote.
_OF_THE_MACHINE = (
    AttributeError,
    ConnectionError,
    ImportError,
    ImproperlyConfigured,
    InterfaceError,
    NameError,
    OperationalError,
    TemplateDoesNotExist,
    TimeoutError,
)
LEFT_OUT = "(left out: it may quote somebody)"


def clean(text: str, keep: Collection[str] = ()) -> str:
    """The text without tokens (but for those to keep), query strings and e-mail addresses."""
    return _MAILBOX.sub("(address)", _QUERY.sub("?(query)", masked(text, keep)))


def told(error: BaseException) -> str:
    """The traceback of an error and of those it came from; in their own words only where these are the
    machine's.
    """
    chain: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in chain:
        chain.append(cause)
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    parts = [
        "".join(traceback.format_list(traceback.extract_tb(each.__traceback__))) + _last_line(each)
        for each in reversed(chain)
    ]
    return clean("\n\n".join(parts))


def _last_line(error: BaseException) -> str:
    kind, said = f"{type(error).__module__}.{type(error).__qualname__}", str(error)
    if isinstance(error, IntegrityError):
        # The first line names the constraint; those after it quote the row.
        said = said.partition("\n")[0]
    elif not isinstance(error, _OF_THE_MACHINE):
        said = LEFT_OUT
    return f"{kind}: {said}"


def said_by(record: logging.LogRecord) -> str:
    """What the record says, cleaned. Django names the page's address, Celery quotes the error: both go."""
    if record.name.startswith("django.security."):
        return f"Refused: {record.name.rpartition('.')[2]}"
    data = getattr(record, "data", None)
    if record.name == "celery.app.trace" and isinstance(data, dict):
        return f"Task {data.get('name')}: {record.levelname.lower()}"
    said = record.getMessage()
    path = getattr(getattr(record, "request", None), "path", "")
    return clean(said.replace(path, "(page)") if len(path) > 1 else said, facts_of(record))


class OnlyUnforeseen(logging.Filter):
    """Lets pass a fault with its traceback: a refusal or a 503 is said by the line of its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        return bool(record.exc_info) and record.levelno >= logging.ERROR


class JsonLines(logging.Formatter):
    """One line, one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": said_by(record),
            "run": runs.number(),
        }
        line |= getattr(record, "facts", {})
        if record.exc_info and record.exc_info[1]:
            line["traceback"] = told(record.exc_info[1])
        elif record.exc_text:
            line["traceback"] = clean(record.exc_text)
        return json.dumps(line, ensure_ascii=False, default=str)


class ReadableLines(MaskingFormatter):
    """For people who look on: the moment, who speaks, what it says, and under which number."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:
        said = super().formatMessage(record)
        return f"{said} [{runs.number()}]" if runs.number() else said

    def kept(self, record: logging.LogRecord) -> Collection[str]:
        """The number under which the line stands, besides its facts."""
        return {*super().kept(record), runs.number()}
