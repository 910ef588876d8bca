"""What of a case is in its organiser's sight: a page that was open meanwhile tells nothing of steps inside
the council, and what was sent from it is not lost (P15).
"""

from django.db.models import Q

from engagements.models import EntryKind, Invitation, Letter, RecordEntry
from protocols.core.consequences import MAKES_ANEW
from protocols.core.vocabulary import CLOSED_STAGES, Party, Stage, Step

# What an officer does to the event as the organiser's page shows it.
_SHOWN = (*(step.value for step in MAKES_ANEW), EntryKind.CORRECTED.value, Step.SETTLE_ADDRESSEE.value)


def answer_is_unread(invitation: Invitation) -> bool:
    """Whether the case is closed by now. Where its organiser's page goes on as before, the letter that says
    so has not been sent.
    """
    stage = Invitation.objects.values_list("stage", flat=True).get(pk=invitation.pk)
    return Stage(stage) in CLOSED_STAGES


def moved_since(invitation: Invitation, version: int) -> bool:
    """Whether the organiser's page is another since this version of the case: by the organiser, by what was
    corrected, or by a letter that was sent.
    """
    steps = RecordEntry.objects.filter(invitation=invitation, made_version__gt=version)
    if steps.filter(Q(party=Party.ORGANISER.value) | Q(kind__in=_SHOWN)).exists():
        return True
    began = steps.order_by("sequence").values_list("at", flat=True).first()
    letters = Letter.objects.letters().known().filter(invitation=invitation)
    left = Q(sent_at__gt=began) | Q(posted_at__gt=began) | Q(told_at__gt=began)
    return began is not None and letters.filter(left).exists()
