"""What a program finds in its environment, judged as it is read: each setting is one that can be meant, or
the start ends with one sentence.

Set and empty is the same as not set. No sentence quotes a setting that may hold a password.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import getaddresses
from itertools import combinations
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError

from civic import addresses

YES, NO = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
SHORTEST_KEY = 32
FEWEST_SIGNS = 12
HIGHEST_NUMBER = 999_999_999
# As Django reads a request's host; a dot before it stands for every host below.
HOST = re.compile(r"\.?[a-z0-9-]+(\.[a-z0-9-]+)*|\[[a-f0-9:.]+\]", re.IGNORECASE)
# They stand in the repository for everybody to read: they protect nothing.
DEMO_KEYS = {
    "SECRET_KEY": "demo-only-key-that-protects-nothing-worth-protecting-0123456789",
    "LINK_KEYS": "demo-only-key-of-links-that-open-nothing-worth-opening-0123456789",
    "RECORD_KEYS": "demo-only-key-of-a-record-that-nobody-needs-to-rewrite-0123456789",
}


@dataclass(frozen=True)
class Kinds:
    """What the address of a server may begin with: as it is told to people, and each for itself."""

    told: str
    example: str
    servers: tuple[str, ...]
    files: tuple[str, ...] = ()
    # Of these nothing else is looked at.
    neither: tuple[str, ...] = ()
    # Of a database server that is reached by a socket the database alone is named.
    needs: str = "server"


class Environment:
    """The variables a program was started with."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.demo = self.yes_or_no("DEMO", default=False)

    def text(self, name: str, default: str = "") -> str:
        """The setting as it stands, or the default where it is not set."""
        value = self.variables.get(name, "").strip()
        try:
            value.encode()
        except UnicodeEncodeError:
            raise ImproperlyConfigured(f"{name} must be written in UTF-8.") from None
        return value or default

    def required(self, name: str, stand_in: str, purpose: str) -> str:
        """The setting; the stand-in where the demo sets none."""
        value = self.text(name, stand_in if self.demo else "")
        if not value:
            raise ImproperlyConfigured(f"Set {name}: {purpose} (README.md, 'Running it for real').")
        return value

    # --- Words and numbers --------------------------------------------------------------------------------

    def yes_or_no(self, name: str, *, default: bool) -> bool:
        """Any other word would be taken for a no, and a no may open a door."""
        word = self.text(name).lower()
        if word and word not in YES + NO:
            raise ImproperlyConfigured(f"{name} must be 1 or 0 (or true, yes, on; false, no, off).")
        return word in YES if word else default

    def word(self, name: str, words: Sequence[str], default: str) -> str:
        """One of these words, however it is written."""
        given = self.text(name, default)
        if given.lower() not in words:
            listed = f"{', '.join(words[:-1])} or {words[-1]}"
            raise ImproperlyConfigured(f"{name} must be {listed}, not '{given}'.")
        return given.lower()

    def number(self, name: str, default: int, *, most: int = HIGHEST_NUMBER) -> int:
        """A whole number."""
        given = self.text(name, str(default))
        if not given.isascii() or not given.isdigit():
            raise ImproperlyConfigured(f"{name} must be a whole number, not '{given}'.")
        if len(given) > len(str(most)) or int(given) > most:
            raise ImproperlyConfigured(f"{name} must be at most {most}.")
        return int(given)

    def day(self, name: str) -> date | None:
        """A day such as 2026-06-01; none when nothing is set."""
        given = self.text(name)
        try:
            return date.fromisoformat(given) if given else None
        except ValueError:
            raise ImproperlyConfigured(f"{name} must be a day such as 2026-06-01, not '{given}'.") from None

    # --- Keys ---------------------------------------------------------------------------------------------

    def key(self, name: str, purpose: str) -> str:
        """One long random text, which may hold a comma."""
        key = self.required(name, DEMO_KEYS[name], purpose)
        if not is_random(key):
            raise ImproperlyConfigured(f"{name} must be a random text of at least {SHORTEST_KEY} characters.")
        return self._our_own(name, [key])[0]

    def keys(self, name: str, purpose: str) -> list[str]:
        """Long random texts with commas between them, the one for what is new first."""
        return self._key_list(name, self.required(name, DEMO_KEYS[name], purpose))

    def old_keys(self, name: str) -> list[str]:
        """As keys; none where nothing is set."""
        given = self.text(name)
        return self._key_list(name, given) if given else []

    def _key_list(self, name: str, given: str) -> list[str]:
        listed = words_of(given)
        if not all(map(is_random, listed)) or len(set(listed)) < len(listed):
            raise ImproperlyConfigured(
                f"{name} must be random texts of at least {SHORTEST_KEY} characters, each another,"
                " with commas between them."
            )
        return self._our_own(name, listed)

    def _our_own(self, name: str, keys: list[str]) -> list[str]:
        if not self.demo and set(keys) & set(DEMO_KEYS.values()):
            raise ImproperlyConfigured(
                f"{name} holds a key of the demo, which everybody can read:"
                " make one of your own (docs/running.md, 'Keys')."
            )
        return keys

    # --- Addresses ----------------------------------------------------------------------------------------

    def site(self, name: str, stand_in: str, purpose: str) -> str:
        """The address at which people find the office, without a stroke at its end."""
        given = self.required(name, stand_in, purpose)
        parts, kinds = parts_of(given), ("http", "https") if self.demo else ("https",)
        if (
            parts is None
            or parts.scheme not in kinds
            or "@" in parts.netloc
            or parts.query
            or not HOST.fullmatch(host_of(parts))
        ):
            raise ImproperlyConfigured(f"{name} must be an address such as https://civic.example.org.")
        return given.rstrip("/")

    def server(self, name: str, stand_in: str, purpose: str, kinds: Kinds) -> str:
        """The address of a server, or of a file that stands in for one."""
        given = self.required(name, stand_in, f"{purpose}, such as {kinds.example}")
        kind, parts = given.partition("://")[0], parts_of(given)
        if kind not in kinds.servers + kinds.files + kinds.neither:
            raise ImproperlyConfigured(f"{name} must begin with {kinds.told}.")
        if kind in kinds.neither or given == "sqlite://:memory:":
            return given
        # A password's own sign has ended the part that names the host.
        cut_in_two = kind in kinds.servers and parts is not None and "@" in parts.path + parts.query
        if parts is None or cut_in_two:
            raise ImproperlyConfigured(
                f"{name} cannot be read as an address: it must be like {kinds.example},"
                " with the special signs of user and password percent-encoded."
            )
        if kind in kinds.files and (parts.netloc or parts.path in ("", "/")):
            raise ImproperlyConfigured(f"{name} must name a file of this machine, as {kind}:///path/to/it.")
        if kind in kinds.servers and not (
            parts.hostname if kinds.needs == "server" else parts.path.strip("/")
        ):
            raise ImproperlyConfigured(f"{name} must name the {kinds.needs}, as in {kinds.example}.")
        return given

    def hosts(self, name: str, own: Sequence[str]) -> list[str]:
        """Our own, and further ones with commas between them. Never any host at all."""
        given = self.text(name)
        further = words_of(given) if given else []
        if not all(HOST.fullmatch(host) for host in further):
            raise ImproperlyConfigured(
                f"{name} must be names of hosts, such as civic.example.org, with commas between them."
            )
        return [*own, *(host for host in further if host not in own)]

    def mailbox(self, name: str, stand_in: str, purpose: str) -> str:
        """One e-mail address, with or without a name before it."""
        return one_mailbox(name, self.required(name, stand_in, purpose))

    def mailbox_if_set(self, name: str) -> str:
        """As mailbox; empty where nothing is set."""
        given = self.text(name)
        return one_mailbox(name, given) if given else ""

    # --- Folders ------------------------------------------------------------------------------------------

    def folder(self, name: str, default: Path) -> Path:
        """A folder by its full path, there already or not."""
        place = Path(self.text(name, str(default)))
        if not place.is_absolute() or (os.path.exists(place) and not os.path.isdir(place)):
            raise ImproperlyConfigured(f"{name} must be a folder, by its full path such as {default}.")
        return place


def words_of(given: str) -> list[str]:
    """What stands between the commas; an empty word stays one, for whoever judges it."""
    return [word.strip() for word in given.split(",")]


def parts_of(given: str) -> SplitResult | None:
    """The parts of an address; None for one that cannot be read."""
    try:
        parts = urlsplit(given)
        # Several hosts may share the work of one database. A port that is none shows itself only when asked.
        for host in parts.netloc.rpartition("@")[2].split(","):
            urlsplit(f"//{host}").port  # noqa: B018
    except ValueError:
        return None
    return None if parts.fragment or re.search(r"\s", parts.netloc) else parts


def host_of(parts: SplitResult) -> str:
    """As Django lists it: an address of IPv6 in its brackets."""
    host = parts.hostname or ""
    return f"[{host}]" if ":" in host else host


def is_random(key: str, shortest: int = SHORTEST_KEY) -> bool:
    """Long enough, and no sign held down: what a program makes has more than a dozen different ones."""
    return len(key) >= shortest and len(set(key)) >= FEWEST_SIGNS


def is_this_machine(host: str) -> bool:
    """Nobody but whoever sits at it can reach it by this name."""
    return bool(re.fullmatch(r"(.*\.)?localhost|127(\.\d+){3}|\[::1\]", host))


def one_mailbox(name: str, given: str) -> str:
    """The address as it was given, when it is one and no more."""
    found = getaddresses([given])
    try:
        alone = len(found) == 1 and given.isprintable() and addresses.usable(found[0][1]) == found[0][1]
    except (IndexError, ValidationError):
        alone = False
    if not alone:
        raise ImproperlyConfigured(
            f"{name} must be one e-mail address, such as Civic Office <civic.office@example.org>."
        )
    return given


def time_outs(own: str, **seconds: int) -> str:
    """PostgreSQL's own time-outs, as options of a session; 0 is none. What the address says wins."""
    ours = [f"-c {name}={limit}s" for name, limit in seconds.items() if limit]
    return " ".join([*ours, own]).strip()


def keep_apart(keys: Mapping[str, Sequence[str]]) -> None:
    """Each setting has keys of its own: who learns one learns no other."""
    for (one, ones), (other, others) in combinations(keys.items(), 2):
        if set(ones) & set(others):
            raise ImproperlyConfigured(
                f"{one} and {other} must not hold the same key: make another for each."
            )


def keep_here(switches: Mapping[str, bool], hosts: Sequence[str]) -> None:
    """What loosens the office for a developer is for the developer's own machine."""
    for name, is_on in switches.items():
        if is_on and not all(map(is_this_machine, hosts)):
            raise ImproperlyConfigured(
                f"{name} is for a developer's own machine: unset it,"
                " or let SITE_ADDRESS and ALLOWED_HOSTS name 127.0.0.1 or localhost only."
            )


def keep_to_a_server(name: str, address: str, *, allowed: bool) -> None:
    """A file of SQLite is for one machine, and for one process at a time that writes."""
    if address.startswith("sqlite") and not allowed:
        raise ImproperlyConfigured(
            f"{name} names a file of SQLite, which is for trying things out: name a PostgreSQL database,"
            " or set SQLITE_ALLOWED=1."
        )


def keep_in_cipher(name: str, address: str, *, allowed: bool) -> None:
    """What is written to people leaves this machine so that nobody on the way can read it."""
    parts = parts_of(address)
    if parts and parts.scheme == "smtp" and not (allowed or is_this_machine(host_of(parts))):
        raise ImproperlyConfigured(
            f"{name} would send letters in the clear to another machine: begin it with smtp+tls:// or"
            " smtp+ssl://, or set MAIL_WITHOUT_TLS=1."
        )


def keep_off_the_program(
    name: str, place: Path, *, program: Path, data: Path, others: Sequence[Path]
) -> None:
    """What is not known in this folder is removed: it holds nothing of the program's, and lies in nothing.

    Inside the program's folder it may only be below the folder of the data, beside what `others` are for.
    """
    real, program, data = place.resolve(), program.resolve(), data.resolve()
    taken = [other.resolve() for other in others]
    holds = any(real == each or real in each.parents for each in (program, data, *taken))
    lies_in = any(each in real.parents for each in taken)
    if holds or lies_in or (program in real.parents and data not in real.parents):
        raise ImproperlyConfigured(
            f"{name} must be a folder for attachments alone, outside the program's own"
            f" or, as {data.name}/media is, below {data.name}/ in it."
        )


def keep_writable(name: str, place: Path) -> None:
    """The folder can be written, or made."""
    there = next(each for each in (place, *place.parents) if os.path.exists(each))
    if not os.path.isdir(there) or not os.access(there, os.W_OK | os.X_OK):
        raise ImproperlyConfigured(f"{name} must be a folder that this user may write, and {place} is not.")
