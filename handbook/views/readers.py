"""Who reads the handbook, who signs it, and who acknowledges it."""

from django.http import HttpRequest
from django.utils import timezone

from civic.access import council_now, person_of
from civic.models import Term
from civic.queries import Capacity

KEEPERS = (Capacity.MANAGER, Capacity.MONITORING_OFFICER)
SIGNERS = (Capacity.MONITORING_OFFICER, Capacity.CHIEF_EXECUTIVE, Capacity.LEADER)
# Those who keep it and those who sign it.
READERS = (Capacity.MANAGER, *SIGNERS)
# Who acknowledges it, in office or to come.
OFFICE_HOLDERS = (
    Capacity.MAYOR,
    Capacity.ACTING_MAYOR,
    Capacity.MAYOR_DESIGNATE,
    Capacity.MAYOR_NOT_ACTING,
    Capacity.DEPUTY,
    Capacity.DEPUTY_DESIGNATE,
)


def terms_to_come(request: HttpRequest) -> list[Term]:
    """The terms of both offices that have not ended."""
    now = timezone.now()
    return [term for term in council_now(request).tenure.terms if term.ends_at > now]


def own_terms(request: HttpRequest) -> list[Term]:
    """Those of the signed-in person."""
    person = person_of(request)
    return [term for term in terms_to_come(request) if term.person_id == person.pk]
