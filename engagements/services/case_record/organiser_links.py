"""The organiser's own link: unguessable, revocable, expiring; its token is never stored, only its hash.

A token is made from the link's nonce with a key that is not in the database. Its link works for as long as
that key is listed in the settings.
"""

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from civic.models import Person
from engagements.models import EntryKind, Invitation, OrganiserLink
from engagements.services.case_record import audit_trail
from engagements.services.case_record.keys import Keyring
from protocols.core.vocabulary import Party

# A link lives until well after the event, so that thanks and questions find a way; never less than this.
AFTER_EVENT = timedelta(days=60)
AT_LEAST = timedelta(days=180)

# What stands in a stored letter where the link goes; put in when the letter leaves or is printed.
MARK = "[[your-link]]"
# What stands there instead on the office's own pages: nobody but the organiser ever sees a link.
SHOWN = "[the organiser’s own link]"


class KeyGone(Exception):
    """A link's key is no longer listed, so that nobody can make its token again."""


def token_of(link: OrganiserLink) -> str:
    """The link's token, made again from its nonce; whoever has only the database cannot.

    Raises KeyGone for a link whose key is no longer listed.
    """
    key = Keyring(settings.LINK_KEYS).get(link.key)
    if key is None:
        raise KeyGone(f"The key of {link} is not listed in LINK_KEYS.")
    return key.sign(f"organiser-link:{link.nonce}")


def hash_of(token: str) -> str:
    """What the database knows a token by."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(link: OrganiserLink) -> str:
    """The full address a letter carries."""
    return f"{settings.SITE_ADDRESS}/invitation/{token_of(link)}/"


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
    """Whether the token made of this link opens it: the database may have been written by other hands."""
    return hash_of(token_of(link)) == link.token_hash


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
