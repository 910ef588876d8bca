"""Folding text so that what people read as the same is found as the same, on both databases.

Stored columns hold folded text: after a change here they are worked out anew by `manage.py migrate`
(`services/intake/folded_columns.py`).
"""

import re
import unicodedata
from collections.abc import Iterable
from itertools import dropwhile, groupby

# One sign to people, a different one on each keyboard: St Aldhelm's, St Aldhelm’s.
APOSTROPHES = "'’‘‛ʼʻʹ′`´＇"
# Letters that Unicode does not take apart.
LIGATURES = {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
SAINT = {"st": "saint"}
ARTICLES = {"the", "a", "an"}
WORD = re.compile(r"[^\W_]+")
DROPPED = str.maketrans(dict.fromkeys(APOSTROPHES, ""))
SPELT_OUT = str.maketrans(LIGATURES | {"&": " and "})


def fold(text: str) -> str:
    """The words in plain small letters with one space between.

    Without accents, apostrophes, other signs and leading articles; "&" is "and", "St" is "saint", and letters
    that stand alone are one word (R.N.L.I., J. R. Smith). What was folded stays as it is.
    """
    return " ".join(_without_articles([SAINT.get(word, word) for word in _joined(_words(text))]))


def fold_each(text: str) -> list[str]:
    """What was typed between two spaces, folded, each to be found as it stands; articles find nothing."""
    return [folded for word in text.split() if (folded := fold(word)) and folded not in ARTICLES]


def fold_mailbox(address: str) -> str:
    """An e-mail address as its mailbox is known by: capitals mean nothing, accents do."""
    return address.strip().casefold()


def _words(text: str) -> list[str]:
    decomposed = unicodedata.normalize("NFKD", text.translate(DROPPED))
    # Casefolding puts together what was taken apart, and makes signs that can be taken apart again.
    small = unicodedata.normalize("NFKD", decomposed.casefold())
    bare = "".join(each for each in small if not unicodedata.combining(each) and not _is_unseen(each))
    return WORD.findall(bare.translate(DROPPED).translate(SPELT_OUT))


def _is_unseen(sign: str) -> bool:
    """A soft hyphen, or a mark that only joins or turns what stands beside it."""
    return unicodedata.category(sign) == "Cf"


def _joined(words: Iterable[str]) -> list[str]:
    joined: list[str] = []
    for alone, run in groupby(words, key=lambda word: len(word) == 1 and word.isalpha()):
        found = list(run)
        joined += ["".join(found)] if alone else found
    return joined


def _without_articles(words: list[str]) -> list[str]:
    return list(dropwhile(ARTICLES.__contains__, words[:-1])) + words[-1:]
