"""Whether two invitations come from the same organiser, and whether they are about the same event. Pure."""

from typing import Protocol

from engagements.folding import fold
from engagements.models import Invitation


class Body(Protocol):
    """Whoever writes: by a mailbox, for an organisation; each may be empty, and an empty one is like no other."""

    mailbox: str
    folded_organisation: str


def same_organiser(one: Body, other: Body) -> bool:
    """The same mailbox, or the same organisation."""
    pairs = ((one.mailbox, other.mailbox), (one.folded_organisation, other.folded_organisation))
    return any(ours and ours == theirs for ours, theirs in pairs)


def looks_like_same_event(one: Invitation, other: Invitation) -> bool:
    """The same day, and the same organiser, name of the event or place (P3). Whether it is, an officer says."""
    if one.pk == other.pk or one.event_on != other.event_on:
        return False
    if same_organiser(one.organiser, other.organiser):
        return True
    pairs = ((fold(one.title), fold(other.title)), (_place(one), _place(other)))
    return any(ours and ours == theirs for ours, theirs in pairs)


def _place(invitation: Invitation) -> str:
    return fold(f"{invitation.venue} {invitation.postcode}")
