"""What is due to be erased: closed cases whose event is longer ago than its kind is kept."""

import hashlib
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from engagements.models import (
    WAITING_TO_LEAVE,
    DisclosureItem,
    Erasure,
    Invitation,
    Keeping,
    LegalHold,
    Letter,
    RetentionRule,
)
from protocols.core.vocabulary import CLOSED_STAGES

TOGETHER = 500
_CLOSED = tuple(stage.value for stage in CLOSED_STAGES)
STILL_ON_THE_WAY = (*WAITING_TO_LEAVE, Letter.State.SENDING.value, Letter.State.UNCERTAIN.value)


@dataclass(frozen=True)
class Due:
    """One kind, its time, and how many cases are due or held back."""

    kind: Keeping
    years: int | None
    cut_off_on: date | None
    count: int
    held: int


def cut_off(years: int, today: date) -> date:
    """Events that ended on this day or before are due."""
    try:
        return today.replace(year=today.year - years)
    except ValueError:
        return today.replace(year=today.year - years, day=28)


def overview(today: date) -> list[Due]:
    """Every kind with its time and its numbers."""
    return [_overview(rule, today) for rule in RetentionRule.objects.all()]


def _overview(rule: RetentionRule, today: date) -> Due:
    kind = Keeping(rule.kind)
    if not rule.years:
        return Due(kind, None, None, 0, 0)
    cut_off_on = cut_off(rule.years, today)
    past, free = expired(kind, cut_off_on).count(), due(kind, cut_off_on).count()
    return Due(kind, rule.years, cut_off_on, free, past - free)


def expired(kind: Keeping, cut_off_on: date) -> QuerySet[Invitation]:
    """Closed cases past the time of this kind, held or not, that still have it."""
    erased = Erasure.objects.filter(invitation=OuterRef("pk"), kind=kind)
    return Invitation.objects.filter(~Exists(erased), stage__in=_CLOSED, ends_on__lte=cut_off_on).order_by(
        "ends_on", "id"
    )


def due(kind: Keeping, cut_off_on: date) -> QuerySet[Invitation]:
    """Those that may be erased: no legal hold, no open request for information,
    no letter still on its way.
    """
    held = LegalHold.objects.standing().filter(invitation=OuterRef("pk"))
    asked = DisclosureItem.objects.filter(invitation=OuterRef("pk"), request__closed_at__isnull=True)
    moving = Letter.objects.filter(invitation=OuterRef("pk"), state__in=STILL_ON_THE_WAY)
    return expired(kind, cut_off_on).filter(~Exists(held), ~Exists(asked), ~Exists(moving))


def why_held(invitation: Invitation) -> str:
    """Why this case may not be erased although its time is over."""
    if LegalHold.objects.standing().filter(invitation=invitation).exists():
        return "there is a legal hold on it"
    if DisclosureItem.objects.filter(invitation=invitation, request__closed_at__isnull=True).exists():
        return "there is an open request for information about it"
    if Letter.objects.filter(invitation=invitation, state__in=STILL_ON_THE_WAY).exists():
        return "one of its letters is still waiting to be sent"
    return ""


def next_list(kind: Keeping, cut_off_on: date) -> list[Invitation]:
    """The oldest that are due, so many as one approval covers."""
    return list(due(kind, cut_off_on).select_related("organiser")[:TOGETHER])


def seal(kind: str, references: list[str]) -> str:
    """What an approval is of: this kind and these cases."""
    return hashlib.sha256("\n".join([kind, *references]).encode()).hexdigest()
