"""What changed lately about engagements that are still to come: for the office's list, and for each whose day
it touches.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from civic.models import Person
from civic.queries import CouncilNow
from engagements.models import Engagement, Notification, RecordEntry
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import News

LATELY = timedelta(days=7)
SHOWN = 20
_OF_THE_DAY = {News.CHANGED, News.CALLED_OFF}
_KINDS = sorted({row.step.value for row in PROTOCOL if _OF_THE_DAY & set(row.tells)})


def changed_lately(at: CouncilNow) -> list[RecordEntry]:
    """The newest first, with its case: a change or an end of what was in the diary, of an event ahead,
    whoever made it: a colleague's is news, too.
    """
    in_diary = Engagement.objects.filter(
        invitation=OuterRef("invitation"), starts_at__gt=at.now, made_at__lte=OuterRef("at")
    )
    entries = RecordEntry.objects.filter(Exists(in_diary), kind__in=_KINDS, at__gte=at.now - LATELY)
    return list(entries.select_related("invitation", "by").order_by("-id")[:SHOWN])


def told_lately(person: Person, at: CouncilNow) -> QuerySet[Notification]:
    """What this person was told by a mail that names nothing (P16), the newest first: the page it leads to
    says which engagement it was, at the hours at which it stood in the diary.
    """
    stood = Engagement.objects.filter(
        invitation=OuterRef("invitation"), made_at__lte=OuterRef("queued_at")
    ).order_by("-id")
    told = Notification.objects.filter(
        person=person, kind__in=(news.value for news in _OF_THE_DAY), queued_at__gte=at.now - LATELY
    )
    hours = {
        name: Coalesce(Subquery(stood.values(column)[:1]), f"invitation__{column}")
        for name, column in (("began_at", "starts_at"), ("ended_at", "ends_at"))
    }
    return told.select_related("invitation").annotate(**hours).order_by("-id")[:SHOWN]
