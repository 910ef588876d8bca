"""Mayor and Deputy acknowledge the protocol before they take office (P22).

Who holds which office is the council's to know: the terms are handed in.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet

from protocols import service
from protocols.models import Acknowledgement, ProtocolVersion
from protocols.signatory import HeldTerm, Signatory

Held = TypeVar("Held", bound=HeldTerm)


class NotYours(Exception):
    """Somebody else's term: nobody acknowledges for another."""


def acknowledgements(version: ProtocolVersion) -> QuerySet[Acknowledgement]:
    """Who has acknowledged a version, the latest first."""
    return Acknowledgement.objects.filter(version=version).select_related("person", "term")


def not_acknowledged(terms: Iterable[Held]) -> list[Held]:
    """Those of these terms whose holder has not acknowledged the version in force."""
    terms = list(terms)
    keys = [term.pk for term in terms]
    in_force = Acknowledgement.objects.filter(version__state=ProtocolVersion.State.IN_FORCE, term__in=keys)
    done = set(in_force.values_list("term_id", flat=True))
    return [term for term in terms if term.pk not in done]


@transaction.atomic
def acknowledge(*, terms: Sequence[HeldTerm], by: Signatory) -> list[Acknowledgement]:
    """The holder acknowledges the version in force for their terms, in office or to come;
    once each, however often asked.

    Raises NotYours for a term of somebody else.
    """
    if any(term.person_id != by.pk for term in terms):
        raise NotYours("You can only acknowledge the protocol for yourself.")
    service.lock_versions()
    version = service.version_in_force()
    kept = [
        Acknowledgement.objects.get_or_create(
            version=version,
            term_id=term.pk,
            defaults={"person_id": by.pk, "office": term.office.kind, "by_id": by.pk},
        )
        for term in terms
    ]
    return [row for row, is_new in kept if is_new]
