"""The neighbouring civic head's consent (P1): its row, its entry in the record, and that it counts.

Whoever records it on a case calls `case_notes.record_consent`.
"""

from datetime import date

from django.utils import timezone

from civic.models import Person
from civic.queries import CouncilNow
from engagements.chain import CLAUSE
from engagements.models import ChainConsent, EntryKind, EntryWords, Instruction, Invitation
from engagements.services.case_record import audit_trail
from protocols.core.findings import Consent
from protocols.core.table import ALIVE
from protocols.core.vocabulary import Party, Stage

KINDS = {
    Consent.NOT_ASKED: EntryKind.CONSENT_NOT_ASKED,
    Consent.ASKED: EntryKind.CONSENT_ASKED,
    Consent.GIVEN: EntryKind.CONSENT_GIVEN,
    Consent.REFUSED: EntryKind.CONSENT_REFUSED,
    Consent.STANDING: EntryKind.CONSENT_STANDING,
}


def write(
    invitation: Invitation,
    *,
    state: Consent,
    civic_head: str = "",
    heard_on: date | None = None,
    way: Instruction | None = None,
    by: Person | None,
) -> ChainConsent:
    """Write what was heard, with its entry, and let it count. Call it with the invitation locked."""
    words: EntryWords = {}
    if civic_head:
        words["civic_head"] = civic_head
    if heard_on and way:
        words["heard_on"] = heard_on.isoformat()
        words["way"] = way.value
    entry = audit_trail.write(
        invitation,
        kind=KINDS[state],
        party=Party.OFFICER if by else Party.SYSTEM,
        by=by,
        words=words,
        clause=CLAUSE,
    )
    invitation.consent = ChainConsent.objects.create(
        invitation=invitation,
        entry=entry,
        state=state.value,
        civic_head=civic_head,
        heard_on=heard_on,
        way=way.value if way else "",
        recorded_at=timezone.now(),
        recorded_by=by,
    )
    invitation.save(update_fields=["consent"])
    return invitation.consent


def note_agreement(invitation: Invitation, at: CouncilNow) -> None:
    """Where the place lies in an area with a standing agreement, that is consent: nobody has to ask.

    What was recorded already stands, and so does an agreement that ends later: it was there when it counted.
    """
    if not invitation.outside_area or invitation.consent_id or Stage(invitation.stage) not in ALIVE:
        return
    neighbour = at.place_of(invitation.postcode).neighbour
    if neighbour and neighbour.standing_agreement:
        write(invitation, state=Consent.STANDING, civic_head=neighbour.civic_head, by=None)
