"""Mayor-making: the new terms begin at one moment, and the cases follow.

Each part is its own transaction, and may be done twice.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from civic.models import Office, Person, Term
from civic.services import terms


@transaction.atomic
def elect(
    *, office: Office, person: Person, at: datetime, until: datetime, consort_name: str = "", by: Person
) -> Term:
    """Record who takes the office at the turn; recording the same person again changes nothing.

    Raises ValidationError when somebody else is recorded for that moment already, or the terms would overlap.
    """
    Office.objects.select_for_update().get(pk=office.pk)
    known = Term.objects.filter(office=office, begins_at=at).select_related("person").first()
    if known is None:
        return terms.record_term(
            office=office, person=person, begins_at=at, ends_at=until, consort_name=consort_name, by=by
        )
    if known.person != person:
        raise ValidationError(
            f"{known.person} is already recorded from that time. If that is wrong, correct the term."
        )
    return known
