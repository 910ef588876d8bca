"""Letters that were written, as whoever words a letter looks for one to try the words on."""

from django.db.models import Exists, OuterRef, Q

from engagements.models import Erasure, Invitation, Keeping, Letter
from engagements.models.invitation import SOLEMN_KINDS
from protocols.core.vocabulary import Manner
from protocols.letters import LetterName

LATEST = 4


def latest_cases(name: LetterName) -> list[Invitation]:
    """The last few cases that got this letter, the newest first.

    Confidential ones are left out, for nobody needs to see them here (P14); so are those whose letters were
    erased.
    """
    solemn = Q(kind__in=SOLEMN_KINDS)
    erased = Erasure.objects.filter(invitation=OuterRef("pk"), kind__in=(Keeping.LETTERS, Keeping.CONTACT))
    got_it = Letter.objects.letters().filter(invitation=OuterRef("pk"), kind=name.kind.value)
    cases = Invitation.objects.filter(
        solemn if name.manner is Manner.SOLEMN else ~solemn,
        Exists(got_it.exclude(state=Letter.State.CANCELLED)),
        ~Exists(erased),
        confidential=False,
    )
    return list(cases.select_related("organiser", "protocol_version", "assigned_to").order_by("-pk")[:LATEST])


def last_of(invitation: Invitation, name: LetterName) -> Letter | None:
    """The last letter of this kind that the case got, whose words were not erased."""
    erased = Erasure.objects.filter(invitation=invitation, kind=Keeping.LETTERS)
    if erased.exists():
        return None
    got = Letter.objects.letters().filter(invitation=invitation, kind=name.kind.value)
    return got.exclude(state=Letter.State.CANCELLED).order_by("-pk").first()
