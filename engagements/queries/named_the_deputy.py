"""What became of the invitations that named the Deputy: for the Mayor, whatever they ended as (P4, P26)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, TextChoices
from django.utils import timezone

from civic.queries import CouncilNow
from engagements import record_sentences
from engagements.models import Invitation, RecordEntry
from engagements.queries.decision_cards import BEFORE_THE_MAYOR
from engagements.queries.worklist import words_of
from protocols.core.vocabulary import Stage

NO_INVITATION = Stage.SET_ASIDE


class Reached(TextChoices):
    """Whether an invitation was ever put before the Mayor."""

    YES = "yes", "sent to you"
    NO = "no", "not sent to you, or not yet"


@dataclass(frozen=True)
class Wanted:
    """What the Mayor looks for in the list."""

    words: str = ""
    stage: str = ""
    reached: str = ""
    addressee: str = ""
    first_on: date | None = None
    last_on: date | None = None


@dataclass(frozen=True)
class WhatBecame:
    """An invitation, and the last that was done with it; `happened` is empty where nothing moved it yet."""

    invitation: Invitation
    happened: str
    on: date


def of_this_year(at: CouncilNow, wanted: Wanted | None = None) -> "QuerySet[Invitation]":
    """Those that came in the present civic year; what was no invitation is left out."""
    wanted = wanted or Wanted()
    rows = (
        Invitation.objects.filter(named_deputy=True, received_at__gte=at.civic_year.begins_at)
        .exclude(stage=NO_INVITATION.value)
        .select_related("organiser")
    )
    exact = {
        "stage": wanted.stage,
        "addressee": wanted.addressee,
        "event_on__gte": wanted.first_on,
        "event_on__lte": wanted.last_on,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.reached:
        put = Exists(RecordEntry.objects.filter(invitation=OuterRef("pk"), to_stage__in=BEFORE_THE_MAYOR))
        rows = rows.filter(put if wanted.reached == Reached.YES else ~put)
    for word in words_of(wanted.words):
        rows = rows.filter(search_text__contains=word)
    return rows


def what_became(invitations: Iterable[Invitation], names: Mapping[str, str]) -> list[WhatBecame]:
    """Each with the step that brought it to where it stands; two statements for all."""
    cases = list(invitations)
    moves = RecordEntry.objects.filter(invitation__in=[case.pk for case in cases]).exclude(to_stage="")
    last = {entry.invitation_id: entry for entry in moves.order_by("sequence")}
    return [
        WhatBecame(
            case, record_sentences.happened(last[case.pk], names), timezone.localdate(last[case.pk].at)
        )
        for case in cases
    ]
