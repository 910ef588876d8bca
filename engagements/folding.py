"""Folding text so that what looks alike is found alike, on both databases."""

import unicodedata


def fold(text: str) -> str:
    """Without accents, capitals and needless spaces."""
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(bare.casefold().split())


def fold_mailbox(address: str) -> str:
    """An e-mail address as its mailbox is known by: capitals mean nothing, accents do."""
    return address.strip().casefold()
