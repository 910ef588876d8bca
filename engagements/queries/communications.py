"""At which engagements the press is expected, so that Communications are to be told (P24)."""

from datetime import datetime

from engagements.models import Engagement


def to_tell(now: datetime) -> list[Engagement]:
    """The engagements of which Communications do not know yet, the soonest first."""
    waiting = Engagement.objects.to_tell_communications(now)
    return list(waiting.select_related("invitation", "person").order_by("starts_at", "id"))
