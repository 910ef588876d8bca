"""Drafts of letters that should be read again: they have waited long, or their case has changed since, or
somebody else is Mayor than when they were drafted.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from civic import wording
from civic.models import OfficeKind
from civic.queries import CouncilNow
from engagements import record_sentences
from engagements.models import EntryKind, Letter, RecordEntry

# Working days: a week, and half of the time in which most offices promise an answer. What a letter says of
# days and people was right when it was drafted.
WAITS_LONG = 5


@dataclass(frozen=True)
class Stale:
    """Why a draft should be read again: how many days old it is, what has happened since, by when it asks for
    an answer.
    """

    days: int
    waits_long: bool
    changes: tuple[str, ...]
    asks_by: str

    @property
    def drafted(self) -> str:
        """When it was drafted: "today", "9 days ago"."""
        return wording.days_away(-self.days)


def of(letters: Iterable[Letter], at: CouncilNow) -> dict[int, Stale]:
    """Those of the drafts that should be read again, by key; in one query."""
    drafts = [letter for letter in letters if letter.state == Letter.State.DRAFT]
    since: dict[int, list[RecordEntry]] = defaultdict(list)
    cases = {letter.invitation_id for letter in drafts}
    # Steps and corrections make a version of the case; what became of its letters makes none.
    entries = RecordEntry.objects.filter(invitation__in=cases, made_version__isnull=False).exclude(
        kind=EntryKind.LETTER_IN_MAYORS_NAME
    )
    for entry in entries.order_by("sequence") if cases else ():
        since[entry.invitation_id].append(entry)
    found = {letter.pk: _stale(letter, since[letter.invitation_id], at) for letter in drafts}
    return {pk: stale for pk, stale in found.items() if stale.waits_long or stale.changes}


def _stale(letter: Letter, entries: list[RecordEntry], at: CouncilNow) -> Stale:
    on = timezone.localdate(letter.drafted_at)
    new_mayors = tuple(
        f"{term.person.name} became {at.titles['mayor_title']}, {wording.moment(term.begins_at)}"
        for term in at.tenure.terms
        if term.office.kind == OfficeKind.MAYOR and letter.drafted_at < term.begins_at <= at.now
    )
    changes = tuple(
        f"{record_sentences.happened(entry, at.titles)}, {wording.moment(entry.at)}"
        for entry in entries
        # One sent anew rests on the old entry, and was drafted later.
        if entry.sequence > letter.entry.sequence and entry.at >= letter.drafted_at
    )
    return Stale(
        days=(at.today - on).days,
        waits_long=at.working_days_between(on, at.today) > WAITS_LONG,
        changes=new_mayors + changes,
        asks_by=letter.values.get("reply_by") or _day_in(letter.values.get("details_by", "")),
    )


def _day_in(asked: str) -> str:
    """The day of "by Monday 26 January 2026"; none where it is asked as soon as can be."""
    _, by, day = asked.partition("by ")
    return day if by else ""
