"""Who reads the handbook, who signs it, and who acknowledges it."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from civic.access import council_now, person_of
from civic.models import AgreedReason, Term
from civic.queries import Capacity, agreed_reasons
from protocols.service import ProtocolVersion

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
IN_OFFICE = frozenset({Capacity.MAYOR, Capacity.DEPUTY})
# Whoever left office may still have to be recorded as having been there.
OF_LATE = timedelta(days=365)


def terms_of_late(request: HttpRequest) -> list[Term]:
    """The terms of both offices that have not ended, or ended within a year."""
    since = timezone.now() - OF_LATE
    return [term for term in council_now(request).tenure.terms if term.ends_at > since]


def terms_to_come(request: HttpRequest) -> list[Term]:
    """The terms of both offices that have not ended."""
    now = timezone.now()
    return [term for term in council_now(request).tenure.terms if term.ends_at > now]


def reasons_printed_with(version: ProtocolVersion) -> list[AgreedReason]:
    """The council's agreed list as it is now (P2), which goes with the protocol of today and of days to come;
    what was superseded had the list of its own days.
    """
    return [] if version.state == ProtocolVersion.State.SUPERSEDED else agreed_reasons()


def own_terms(request: HttpRequest) -> list[Term]:
    """Those of the signed-in person."""
    person = person_of(request)
    return [term for term in terms_to_come(request) if term.person_id == person.pk]
