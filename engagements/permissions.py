"""As which party a signed-in person may act on an invitation, and what that person may see of it.

Permission follows the office now, never the person's past (P8). Default: nothing.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from civic import queries as council
from civic.models import Person
from civic.queries import Capacity
from engagements.models import LIVING, Delegation, Engagement, Invitation
from protocols.core.vocabulary import Party

# An officer may record what somebody else said, with when and how it was said.
ON_THE_WORD = (Party.ORGANISER, Party.MAYOR, Party.DEPUTY, Party.MONITORING_OFFICER)


@dataclass(frozen=True)
class Standing:
    """As which parties a person may act: in person, or on that party's word."""

    in_person: frozenset[Party]
    on_the_word: frozenset[Party]

    @property
    def parties(self) -> frozenset[Party]:
        return self.in_person | self.on_the_word

    def only_on_the_word(self, party: Party) -> bool:
        """Whether this person can only record what the party said."""
        return party in self.on_the_word and party not in self.in_person


def standing(person: Person, invitation: Invitation, now: datetime | None = None) -> Standing:
    """What this person may act as on this invitation, by the offices held now."""
    now = now or timezone.now()
    tenure = council.read_tenure()
    held = council.capacities(person, now, tenure=tenure)
    own: set[Party] = set()
    if Capacity.OFFICER in held:
        own.add(Party.OFFICER)
    if Capacity.MANAGER in held:
        own.add(Party.CIVIC_MANAGER)
    if Capacity.MONITORING_OFFICER in held:
        own.add(Party.MONITORING_OFFICER)
    _, mayor = council.mayor_of_event(invitation.starts_at, now, tenure=tenure)
    if mayor and mayor.person == person and person.is_active:
        own.add(Party.MAYOR)
    if Capacity.DEPUTY in held and deputys_share(person).filter(pk=invitation.pk).exists():
        own.add(Party.DEPUTY)
    word = frozenset(ON_THE_WORD) if Party.OFFICER in own else frozenset()
    return Standing(frozenset(own), word)


def deputys_share(person: Person) -> QuerySet[Invitation]:
    """All that exists for the Deputy: what the Mayor asks of this Deputy now, and this Deputy's own engagements (P15)."""
    asked = Delegation.objects.filter(deputy=person, state__in=LIVING).values("invitation")
    gone_to = Engagement.objects.filter(person=person, attendee=Engagement.Attendee.DEPUTY, state=Engagement.State.DONE).values("invitation")
    accompanied = Engagement.objects.filter(accompanied_by__deputy=person, state=Engagement.State.DONE).values("invitation")
    return Invitation.objects.filter(Q(pk__in=asked) | Q(pk__in=gone_to) | Q(pk__in=accompanied))


def may_see_case(person: Person, now: datetime | None = None) -> bool:
    """Whether this person works on cases: the office, and the Monitoring Officer who must be able to say what the protocol said."""
    held = council.capacities(person, now or timezone.now())
    return bool(held & {Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER})


def mayors_box(person: Person, now: datetime | None = None) -> QuerySet[Invitation]:
    """What this person may see as Mayor: events that fall into the person's own term, acting period or coming term (P8)."""
    now = now or timezone.now()
    tenure = council.read_tenure()
    held = council.capacities(person, now, tenure=tenure)
    spans = Q(pk__in=[])
    acted_by_others = Q(pk__in=[])
    for period in tenure.acting_periods:
        ends_at = period.ends_at or council.civic_year_of(period.begins_at, tenure=tenure).ends_at
        acting = Q(starts_at__gte=period.begins_at, starts_at__lt=ends_at)
        if period.person_id != person.pk:
            acted_by_others |= acting
        elif Capacity.ACTING_MAYOR in held and ends_at > now:
            spans |= acting
    if held & {Capacity.MAYOR, Capacity.MAYOR_NOT_ACTING, Capacity.MAYOR_DESIGNATE}:
        for term in tenure.terms:
            if term.person_id == person.pk and term.office.kind == "mayor" and term.ends_at > now:
                spans |= Q(starts_at__gte=term.begins_at, starts_at__lt=term.ends_at) & ~acted_by_others
    return Invitation.objects.filter(spans)


def may_see_attachments(person: Person, invitation: Invitation, now: datetime | None = None) -> bool:
    """Whether this person may open the organiser's files: whoever works on the case, decides it, or goes to the event (P15)."""
    if may_see_case(person, now):
        return True
    own = mayors_box(person, now).filter(pk=invitation.pk).exists()
    deputy = Capacity.DEPUTY in council.capacities(person, now or timezone.now())
    return own or (deputy and deputys_share(person).filter(pk=invitation.pk).exists())


def diary(person: Person, now: datetime | None = None) -> QuerySet[Engagement]:
    """The accepted engagements this person may see (P15): the office all, the Mayor those of the own term, the Deputy the own."""
    now = now or timezone.now()
    held = council.capacities(person, now)
    kept = Engagement.objects.exclude(state=Engagement.State.ENDED)
    if held & {Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER, Capacity.CHIEF_EXECUTIVE, Capacity.ATTENDANT}:
        return kept
    own = Q(pk__in=[])
    if held & {Capacity.MAYOR, Capacity.MAYOR_NOT_ACTING, Capacity.ACTING_MAYOR, Capacity.MAYOR_DESIGNATE}:
        own |= Q(invitation__in=mayors_box(person, now))
    if Capacity.DEPUTY in held:
        own |= Q(invitation__in=deputys_share(person)) & (Q(person=person) | Q(accompanied_by__deputy=person))
    return kept.filter(own)
