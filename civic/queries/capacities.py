"""What a signed-in person is at a moment. Computed at each request and never kept in the session."""

from collections.abc import Set
from datetime import datetime
from enum import StrEnum

from civic.models import Office, OfficeKind, Person, Role
from civic.queries.tenure import Tenure, mayor_at


class Capacity(StrEnum):
    """As what somebody may come in. A person may have several, or none."""

    OFFICER = "officer"
    MANAGER = "manager"
    MONITORING_OFFICER = "monitoring_officer"
    CHIEF_EXECUTIVE = "chief_executive"
    ATTENDANT = "attendant"
    # Signs the protocol, and sees the handbook only.
    LEADER = "leader"
    MAYOR = "mayor"
    ACTING_MAYOR = "acting_mayor"
    # Deputy now, and recorded to act from a moment to come: decides what falls into that time already (P9).
    ACTING_LATER = "acting_later"
    MAYOR_DESIGNATE = "mayor_designate"
    # In office while the Deputy acts: keeps the account, decides nothing.
    MAYOR_NOT_ACTING = "mayor_not_acting"
    DEPUTY = "deputy"
    # Acknowledges the protocol before the term begins, and sees nothing else yet.
    DEPUTY_DESIGNATE = "deputy_designate"


# Who reads the handbook and nothing of the office's work.
HANDBOOK_ONLY = frozenset({Capacity.LEADER, Capacity.DEPUTY_DESIGNATE})


OF_ROLE: dict[str, frozenset[Capacity]] = {
    Role.CIVIC_OFFICER: frozenset({Capacity.OFFICER}),
    Role.CIVIC_MANAGER: frozenset({Capacity.OFFICER, Capacity.MANAGER}),
    Role.MONITORING_OFFICER: frozenset({Capacity.MONITORING_OFFICER}),
    Role.CHIEF_EXECUTIVE: frozenset({Capacity.CHIEF_EXECUTIVE}),
    Role.ATTENDANT: frozenset({Capacity.ATTENDANT}),
    Role.LEADER: frozenset({Capacity.LEADER}),
}


def capacities(person: Person, now: datetime, *, tenure: Tenure) -> frozenset[Capacity]:
    """Everything this person is at `now`, from role and terms; nothing when the account is closed."""
    if not person.is_active:
        return frozenset()
    return OF_ROLE.get(person.role, frozenset()) | _of_terms(person, now, tenure)


def offices_held(person: Person, now: datetime, *, tenure: Tenure) -> tuple[Office, ...]:
    """The offices whose term covers `now` for this person."""
    terms = tenure.terms
    return tuple(
        term.office for term in terms if term.person_id == person.pk and term.begins_at <= now < term.ends_at
    )


def _of_terms(person: Person, now: datetime, tenure: Tenure) -> Set[Capacity]:
    held: set[Capacity] = set()
    head = mayor_at(now, tenure=tenure)
    decides = head is not None and head.person.pk == person.pk
    if decides and head and head.capacity == "acting":
        held.add(Capacity.ACTING_MAYOR)
    for term in tenure.terms:
        if term.person_id != person.pk or term.ends_at <= now:
            continue
        if term.office.kind == OfficeKind.DEPUTY:
            held.add(Capacity.DEPUTY if term.begins_at <= now else Capacity.DEPUTY_DESIGNATE)
        elif term.begins_at > now:
            held.add(Capacity.MAYOR_DESIGNATE)
        else:
            held.add(Capacity.MAYOR if decides else Capacity.MAYOR_NOT_ACTING)
    acts_later = any(p.person_id == person.pk and p.begins_at > now for p in tenure.acting_periods)
    if acts_later and Capacity.DEPUTY in held:
        held.add(Capacity.ACTING_LATER)
    return held
