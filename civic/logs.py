"""What is kept out of every log: tokens, such as those of organisers' links and of new passwords, and codes
of letters on paper. They open what they name, and are known by their shape, wherever they stand and however
their address is written.
"""

import logging
import re
from collections.abc import Collection
from urllib.parse import unquote

_SHORTEST = 16
_RUN = re.compile(rf"(?:[0-9A-Za-z_-]|%[0-9A-Fa-f]{{2}}){{{_SHORTEST},}}")
_PART = re.compile(r"[0-9A-Za-z]{8,}")
# Four groups of four, as they stand on paper or as people space them.
_CODE = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{4}(?:[^0-9A-Za-z]{1,3}[0-9A-Za-z]{4}){3}(?![0-9A-Za-z])")
# Whatever is typed behind the address that letters on paper carry may be such a code, in any groups.
_TYPED = re.compile(r"""((?<![^\s"'(])(?:https?://[^/\s"']+)?/answer/)[^\s"'?]+""")


def masked(text: str, keep: Collection[str] = ()) -> str:
    """The text with every token replaced, but for those that are to be read, such as a request's number."""
    hidden = _TYPED.sub(r"\1***", text)
    return _RUN.sub(lambda run: run[0] if run[0] in keep or not _is_token(run[0]) else "***", hidden)


def _is_token(run: str) -> bool:
    """Words do not mix letters and digits at length; numbers of cases and of migrations do not mix them."""
    plain = unquote(run, errors="replace")
    parts = [*_PART.findall(plain), *("".join(filter(str.isalnum, code)) for code in _CODE.findall(plain))]
    return any(not part.isdigit() and not part.isalpha() for part in parts)


class MaskingFormatter(logging.Formatter):
    """Masks tokens in the whole of what is written: message, arguments, exception, traceback and stack."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record), self.kept(record))

    def kept(self, record: logging.LogRecord) -> Collection[str]:
        """What is to be read though it looks like a token."""
        return facts_of(record)


def facts_of(record: logging.LogRecord) -> set[str]:
    """The facts a line comes with name nobody and open nothing: whoever writes them sees to it."""
    return {str(fact) for fact in getattr(record, "facts", {}).values()}
