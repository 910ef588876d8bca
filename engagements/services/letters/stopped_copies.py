"""Copies that were released and do not go, because their case became confidential since (P14)."""

from django.utils import timezone

from civic.models import Person
from engagements.models import EntryKind, EntryWords, Invitation, Letter
from engagements.services.case_record import audit_trail
from engagements.services.letters import drafts
from protocols.core.vocabulary import Party

_CONFIDENTIAL_NOW = "The invitation is confidential now."


def stop(invitation: Invitation, *, by: Person) -> None:
    """The invitation has become confidential: copies that wait to leave stay here.

    A letter that waits with its copies is a draft again, for it names them at its foot.
    """
    copies = Letter.objects.filter(invitation=invitation, copy_of__isnull=False, state=Letter.State.QUEUED)
    for letter in Letter.objects.filter(pk__in=copies.values("copy_of")):
        if letter.state == Letter.State.QUEUED and not letter.may_have_gone:
            drafts.stop(letter, why=_CONFIDENTIAL_NOW, by=by)
            continue
        for copy in copies.filter(copy_of=letter):
            _stop(copy, by)


def _stop(copy: Letter, by: Person) -> None:
    Letter.objects.filter(pk=copy.pk).update(
        state=Letter.State.CANCELLED,
        cancelled_at=timezone.now(),
        cancelled_by=by,
        cancelled_why=_CONFIDENTIAL_NOW,
    )
    words: EntryWords = {
        "letter_id": copy.pk,
        "letter": copy.kind,
        "to": copy.recipient_name,
        "why": _CONFIDENTIAL_NOW,
    }
    audit_trail.write(
        copy.invitation, kind=EntryKind.LETTER_CANCELLED, party=Party.OFFICER, by=by, words=words
    )
