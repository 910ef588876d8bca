"""Keys that stand in the settings and never in the database; rows name them by a short number.

The first that is listed is used for what is new. The others are old keys, listed for what was made with them.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """One key, and the number rows know it by."""

    id: str
    secret: bytes

    def sign(self, text: str) -> str:
        return hmac.new(self.secret, text.encode(), hashlib.sha256).hexdigest()


class Keyring:
    """The keys of one setting, such as `Keyring(settings.RECORD_KEYS)`."""

    def __init__(self, secrets: Sequence[str]) -> None:
        self._keys = {key.id: key for key in map(_key, secrets)}

    @property
    def first(self) -> Key:
        return next(iter(self._keys.values()))

    @property
    def ids(self) -> list[str]:
        return list(self._keys)

    def get(self, key_id: str) -> Key | None:
        """None for a key that is not listed, or no longer."""
        return self._keys.get(key_id)


def _key(secret: str) -> Key:
    """The number says nothing of the key: it is made by it, as a signature is."""
    nameless = Key("", secret.encode())
    return Key(nameless.sign("the number of this key")[:8], nameless.secret)
