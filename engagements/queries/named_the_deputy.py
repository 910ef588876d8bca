"""What became of the invitations that named the Deputy: for the Mayor, whatever they ended as (P4, P26)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from civic.queries import CouncilNow
from engagements import record_sentences
from engagements.models import Invitation, RecordEntry
from engagements.queries.worklist import words_of
from protocols.core.vocabulary import Stage


@dataclass(frozen=True)
class WhatBecame:
    """An invitation, and the last that was done with it; `happened` is empty where nothing moved it yet."""

    invitation: Invitation
    happened: str
    on: date


def of_this_year(at: CouncilNow, words: str = "") -> "QuerySet[Invitation]":
    """Those that came in the present civic year; what was no invitation is left out."""
    rows = (
        Invitation.objects.filter(named_deputy=True, received_at__gte=at.civic_year.begins_at)
        .exclude(stage=Stage.SET_ASIDE.value)
        .select_related("organiser")
    )
    for word in words_of(words):
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
