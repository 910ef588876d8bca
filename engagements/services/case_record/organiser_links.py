"""The organiser's own link: unguessable, revocable, expiring; its token is never stored, only its hash."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from civic.models import Person
from engagements.models import Invitation, OrganiserLink
from engagements.services.case_record import audit_trail
from protocols.core.vocabulary import Party

# A link lives until well after the event, so that thanks and questions find a way; never less than this.
AFTER_EVENT = timedelta(days=60)
AT_LEAST = timedelta(days=180)

# What stands in a stored letter where the link goes; put in when the letter leaves or is printed.
MARK = "[[your-link]]"
# What stands there instead on the office's own pages: nobody but the organiser ever sees a link.
SHOWN = "[the organiser’s own link]"


def shown_instead(values: Mapping[str, str]) -> dict[str, str]:
    """The strings of a letter as the office's pages show them."""
    return {name: value.replace(MARK, SHOWN) for name, value in values.items()}


def token_of(link: OrganiserLink) -> str:
    """The link's token, made again from its nonce and the site's secret; whoever has only the database cannot."""
    return hmac.new(
        settings.SECRET_KEY.encode(), f"organiser-link:{link.nonce}".encode(), hashlib.sha256
    ).hexdigest()


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
        made_at=now,
        expires_at=max(now + AT_LEAST, invitation.ends_at + AFTER_EVENT),
    )
    link.token_hash = hash_of(token_of(link))
    link.save(force_insert=True)
    return link


def live_link(invitation: Invitation) -> OrganiserLink:
    """The newest link that still works, made when there is none."""
    found = OrganiserLink.objects.filter(
        invitation=invitation, revoked_at__isnull=True, expires_at__gt=timezone.now()
    ).last()
    return found or make_link(invitation)


def find(token: str) -> OrganiserLink | None:
    """The link a token belongs to, whatever its state; None for a token nobody was given."""
    return (
        OrganiserLink.objects.select_related("invitation__organiser")
        .filter(token_hash=hash_of(token))
        .first()
    )


def is_live(link: OrganiserLink) -> bool:
    """Whether the link still opens anything."""
    return link.revoked_at is None and link.expires_at > timezone.now()


@transaction.atomic
def revoke_links(invitation: Invitation, *, by: Person) -> int:
    """End every link of the invitation, for one that went astray. The next letter carries a new one."""
    ended = OrganiserLink.objects.filter(invitation=invitation, revoked_at__isnull=True).update(
        revoked_at=timezone.now(), revoked_by=by
    )
    audit_trail.write(invitation, kind="links_revoked", party=Party.OFFICER, by=by, words={"links": ended})
    return ended
