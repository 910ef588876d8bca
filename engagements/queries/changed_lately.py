"""What changed lately about engagements that are still to come, for the office's list."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from civic.queries import CouncilNow
from engagements.models import Engagement, RecordEntry
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import News, Party

LATELY = timedelta(days=7)
SHOWN = 5
_OF_THE_DAY = {News.CHANGED, News.CALLED_OFF}
_KINDS = sorted({row.step.value for row in PROTOCOL if _OF_THE_DAY & set(row.tells)})


def changed_lately(at: CouncilNow) -> list[RecordEntry]:
    """The newest first, with its case: a change or an end that an officer has not made in the office's own
    name, of an event that is ahead and was in the diary.
    """
    in_diary = Engagement.objects.filter(
        invitation=OuterRef("invitation"), starts_at__gt=at.now, made_at__lte=OuterRef("at")
    )
    entries = RecordEntry.objects.filter(Exists(in_diary), kind__in=_KINDS, at__gte=at.now - LATELY)
    others = entries.exclude(party__in=(Party.OFFICER.value, Party.CIVIC_MANAGER.value))
    return list(others.select_related("invitation", "by").order_by("-id")[:SHOWN])
