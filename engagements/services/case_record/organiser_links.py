"""The organiser's own link: unguessable, revocable, expiring; its token is never stored, only its hash.

A token is made from the link's nonce with a key that is not in the database. Its link works for as long as
that key is listed in the settings. On paper stands a code instead, which people can type. It is shorter: so
its hash is keyed, for whoever has the database could try codes on a plain one, and wrong ones are counted
(`intake.rate_limits`). Otherwise it is as good as the link, and ends with it.
"""

import hashlib
import secrets
from datetime import timedelta
from itertools import count

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from civic.models import Person
from engagements.models import EntryKind, Invitation, OrganiserLink
from engagements.services.case_record import audit_trail
from engagements.services.case_record.keys import Key, Keyring
from protocols.core.vocabulary import Party

# A link lives until well after the event, so that thanks and questions find a way; never less than this.
AFTER_EVENT = timedelta(days=60)
AT_LEAST = timedelta(days=180)

# What stands in a stored letter where the link goes; put in when the letter leaves or is printed.
MARK = "[[your-link]]"
# What stands there instead on the office's own pages: nobody but the organiser ever sees a link.
SHOWN = "[the organiser’s own link]"

# Crockford's: no letter is taken for a digit or another, and hardly a word comes of it. Sixteen are 80 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MISREAD = str.maketrans("OIL", "011")
CODE_LENGTH, GROUP = 16, 4


class KeyGone(Exception):
    """A link's key is no longer listed, so that nobody can make its token again."""


def token_of(link: OrganiserLink) -> str:
    """The link's token, made again from its nonce; whoever has only the database cannot.

    Raises KeyGone for a link whose key is no longer listed.
    """
    return _key_of(link).sign(f"organiser-link:{link.nonce}")


def _key_of(link: OrganiserLink) -> Key:
    key = Keyring(settings.LINK_KEYS).get(link.key)
    if key is None:
        raise KeyGone(f"The key of {link} is not listed in LINK_KEYS.")
    return key


def hash_of(token: str) -> str:
    """What the database knows a token by."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(link: OrganiserLink) -> str:
    """The full address a letter by e-mail carries."""
    return f"{settings.SITE_ADDRESS}/invitation/{token_of(link)}/"


def code_of(link: OrganiserLink) -> str:
    """The link's code in its groups, made again as its token is. Raises KeyGone."""
    key = _key_of(link)
    for attempt in count():
        digest = bytes.fromhex(key.sign(f"organiser-code:{attempt}:{link.nonce}"))
        code = "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:CODE_LENGTH])
        # By letters among digits it is known for a secret, and kept out of the logs (civic.logs).
        if not code.isdigit() and not code.isalpha():
            break
    return "-".join(code[start : start + GROUP] for start in range(0, CODE_LENGTH, GROUP))


def short_address_of(link: OrganiserLink) -> str:
    """The address a letter on paper carries, short enough to be typed. Raises KeyGone."""
    return f"{settings.SITE_ADDRESS}/answer/{code_of(link)}"


def code_in(typed: str) -> str:
    """The code in what somebody typed, without its groups; empty for what is none.

    The whole address may stand there, small letters, spaces and dashes; and O for 0, I or L for 1.
    """
    last = typed.strip().rstrip("/").rpartition("/")[2]
    code = "".join(filter(str.isalnum, last)).upper().translate(MISREAD)
    return code if len(code) == CODE_LENGTH and set(code) <= set(ALPHABET) else ""


def make_link(invitation: Invitation) -> OrganiserLink:
    """A new link beside those the organiser may have already."""
    now = timezone.now()
    link = OrganiserLink(
        invitation=invitation,
        nonce=secrets.token_hex(16),
        key=Keyring(settings.LINK_KEYS).first.id,
        made_at=now,
        expires_at=max(now + AT_LEAST, invitation.ends_at + AFTER_EVENT),
    )
    link.token_hash = hash_of(token_of(link))
    link.code_hash = _hash_of_code(code_in(code_of(link)), _key_of(link))
    link.save(force_insert=True)
    return link


def live_link(invitation: Invitation) -> OrganiserLink:
    """The newest link that a letter may carry, made when there is none.

    What leaves today goes by today's key: one of an old key would end with it.
    """
    newest_first = OrganiserLink.objects.filter(
        invitation=invitation,
        key=Keyring(settings.LINK_KEYS).first.id,
        revoked_at__isnull=True,
        expires_at__gt=timezone.now(),
    ).order_by("-pk")
    return next(filter(is_found_again, newest_first), None) or make_link(invitation)


def newest_that_opens(invitation: Invitation) -> OrganiserLink | None:
    """The newest link there is of which a letter on paper may tell; none is made."""
    links = with_listed_key().filter(
        invitation=invitation, revoked_at__isnull=True, expires_at__gt=timezone.now()
    )
    return next(filter(is_found_again, links.order_by("-pk")), None)


def is_found_again(link: OrganiserLink) -> bool:
    """Whether the token and the code made of this link open it: the database may have been written by other
    hands.
    """
    return (hash_of(token_of(link)), _hash_of_code(code_in(code_of(link)), _key_of(link))) == (
        link.token_hash,
        link.code_hash,
    )


def with_listed_key() -> QuerySet[OrganiserLink]:
    """The links whose tokens can still be made."""
    return OrganiserLink.objects.filter(key__in=Keyring(settings.LINK_KEYS).ids)


def find(token: str) -> OrganiserLink | None:
    """The link a token belongs to, whatever its state; None for a token nobody was given."""
    return (
        OrganiserLink.objects.select_related("invitation__organiser")
        .filter(token_hash=hash_of(token))
        .first()
    )


def find_by_code(typed: str) -> OrganiserLink | None:
    """The link whose code was typed, whatever its state; None for a code nobody was given, or whose key is
    gone.
    """
    code = code_in(typed)
    if not code:
        return None
    keyring = Keyring(settings.LINK_KEYS)
    hashes = [_hash_of_code(code, key) for key in map(keyring.get, keyring.ids) if key is not None]
    return OrganiserLink.objects.select_related("invitation__organiser").filter(code_hash__in=hashes).first()


def _hash_of_code(code: str, key: Key) -> str:
    return key.sign(f"organiser-code-hash:{code}")


def is_live(link: OrganiserLink) -> bool:
    """Whether the link still opens anything."""
    listed = Keyring(settings.LINK_KEYS).get(link.key) is not None
    return listed and link.revoked_at is None and link.expires_at > timezone.now()


@transaction.atomic
def revoke_links(invitation: Invitation, *, by: Person) -> int:
    """End every link of the invitation, for one that went astray. The next letter carries a new one."""
    ended = OrganiserLink.objects.filter(invitation=invitation, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by=by
    )
    audit_trail.write(
        invitation, kind=EntryKind.LINKS_REVOKED, party=Party.OFFICER, by=by, words={"links": ended}
    )
    return ended
