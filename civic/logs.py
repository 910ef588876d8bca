"""What is kept out of every log: the tokens of organisers' links, of feeds and of new passwords,
which open what they name.
"""

import logging
import re

_TOKENS = re.compile(r"/(invitation|feeds|account/password/reset/key)/[0-9A-Za-z_-]{16,}")


def masked(text: str) -> str:
    """The text with every token in an address replaced."""
    return _TOKENS.sub(r"/\1/***", text)


class MaskingFormatter(logging.Formatter):
    """Masks tokens in the whole of what is written: message, arguments, exception, traceback and stack."""

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))
