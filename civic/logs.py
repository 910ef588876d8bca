"""What is kept out of every log: the tokens of organisers' links, of feeds and of new passwords, which open what they name."""

import logging
import re

_TOKENS = re.compile(r"/(invitation|feeds|account/password/reset/key)/[0-9A-Za-z_-]{16,}")


def masked(text: str) -> str:
    """The text with every token in an address replaced."""
    return _TOKENS.sub(r"/\1/***", text)


class MaskTokens(logging.Filter):
    """Masks tokens in whatever is logged, its arguments included."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if (clean := masked(said)) != said:
            record.msg, record.args = clean, ()
        return True
