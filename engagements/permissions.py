"""As which party a signed-in person may act on an invitation, and what that person may see of it.

Permission follows the office now, never the person's past (P8). Default: nothing.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from civic import queries as council
from civic.models import OfficeKind, Person
from civic.queries import Capacity, CouncilNow
from engagements.models import (
    Asker,
    Consultation,
    Delegation,
    Engagement,
    Invitation,
    Level,
    RecordEntry,
)
from engagements.models.diary import EngagementQuerySet
from engagements.queries import decision_cards
from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import Party, Stage, Step

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


def standing(person: Person, invitation: Invitation, at: CouncilNow) -> Standing:
    """What this person may act as on this invitation, by the offices held now."""
    held = at.capacities(person)
    own: set[Party] = set()
    if Capacity.OFFICER in held:
        own.add(Party.OFFICER)
    if Capacity.MANAGER in held:
        own.add(Party.CIVIC_MANAGER)
    if Capacity.MONITORING_OFFICER in held:
        own.add(Party.MONITORING_OFFICER)
    _, mayor = at.mayor_of_event(invitation.starts_at)
    if mayor and mayor.person == person and person.is_active:
        own.add(Party.MAYOR)
    if Capacity.DEPUTY in held and deputys_share(person, at).filter(pk=invitation.pk).exists():
        own.add(Party.DEPUTY)
    word = frozenset(ON_THE_WORD) if Party.OFFICER in own else frozenset()
    return Standing(frozenset(own), word)


_NO_IS_TAKEN_BACK = sorted({row.stage.value for row in PROTOCOL if row.stage and row.step is Step.CORRECT_NO})


def deputys_share(person: Person, at: CouncilNow) -> QuerySet[Invitation]:
    """All that exists for the Deputy: what the Mayor asks of this Deputy now, what this Deputy said no to
    while the no may be taken back, and this Deputy's own engagements (P15).
    """
    own = Delegation.objects.filter(deputy=person).select_related("invitation", "decision")
    slips = own.correctable().filter(
        invitation__stage__in=_NO_IS_TAKEN_BACK, invitation__starts_at__gt=at.now
    )
    asked = [one.invitation_id for one in (*own.living(), *slips) if choice_stands(one, at)]
    done = Engagement.objects.filter(state=Engagement.State.DONE).values("invitation")
    gone_to = done.filter(person=person, attendee=Engagement.Attendee.DEPUTY)
    accompanied = done.filter(accompanied_by__deputy=person)
    return Invitation.objects.filter(Q(pk__in=asked) | Q(pk__in=gone_to) | Q(pk__in=accompanied))


def choice_stands(delegation: Delegation, at: CouncilNow) -> bool:
    """Whether whoever chose is still the Mayor of the event;
    asked here too, so that nobody waits for the worker's next round.
    """
    event = delegation.invitation
    _, mayor = at.mayor_of_event(event.starts_at)
    return event.ends_at <= at.now or (
        mayor is not None and mayor.person.pk == delegation.decision.made_by_id
    )


def confidential_by_name(person: Person, at: CouncilNow) -> frozenset[int]:
    """The confidential cases, by key, that this person may read by name as Mayor or as Deputy (P14)."""
    held, own = at.capacities(person), Q(pk__in=[])
    if held & OPENS_THE_BOX:
        own |= Q(pk__in=mayors_box(person, at).values("pk"))
    if Capacity.DEPUTY in held:
        own |= Q(pk__in=deputys_share(person, at).values("pk"))
    return frozenset(Invitation.objects.filter(own, confidential=True).values_list("pk", flat=True))


def may_see_case(person: Person, at: CouncilNow) -> bool:
    """Whether this person works on cases: the office,
    and the Monitoring Officer who must be able to say what the protocol said.
    """
    held = at.capacities(person)
    return bool(held & {Capacity.OFFICER, Capacity.MANAGER, Capacity.MONITORING_OFFICER})


def mayors_box(person: Person, at: CouncilNow) -> QuerySet[Invitation]:
    """What this person may see as Mayor: events that fall into the person's own term,
    acting period or coming term (P8).
    """
    held = at.capacities(person)
    spans = Q(pk__in=[])
    acted_by_others = Q(pk__in=[])
    for period in at.tenure.acting_periods:
        ends_at = period.ends_at or council.civic_year_of(period.begins_at, tenure=at.tenure).ends_at
        acting = Q(starts_at__gte=period.begins_at, starts_at__lt=ends_at)
        if period.person_id != person.pk:
            acted_by_others |= acting
        elif held & {Capacity.ACTING_MAYOR, Capacity.ACTING_LATER} and ends_at > at.now:
            spans |= acting
    if held & {Capacity.MAYOR, Capacity.MAYOR_NOT_ACTING, Capacity.MAYOR_DESIGNATE}:
        for term in at.tenure.terms:
            if term.person_id == person.pk and term.office.kind == OfficeKind.MAYOR and term.ends_at > at.now:
                spans |= Q(starts_at__gte=term.begins_at, starts_at__lt=term.ends_at) & ~acted_by_others
    return Invitation.objects.filter(spans)


def mayors_cases(person: Person, at: CouncilNow) -> QuerySet[Invitation]:
    """Of the Mayor's box what was put before the Mayor, or what the office refused:
    the cases the Mayor can open.
    """
    shown = [*decision_cards.BEFORE_THE_MAYOR, Stage.REFUSED.value]
    return mayors_box(person, at).filter(
        Exists(RecordEntry.objects.filter(invitation=OuterRef("pk"), to_stage__in=shown))
    )


# --- Advice, and what members ask of the office -------------------------------------------------------------

MAYORS = frozenset(
    {Capacity.MAYOR, Capacity.ACTING_MAYOR, Capacity.MAYOR_DESIGNATE, Capacity.MAYOR_NOT_ACTING}
)
# The box opens to whoever is the Mayor of an event in it (P8, P9); who acts later is the Deputy in all else.
OPENS_THE_BOX = MAYORS | {Capacity.ACTING_LATER}
ANSWERS_AT = {
    Capacity.MANAGER: Level.CIVIC_MANAGER,
    Capacity.MONITORING_OFFICER: Level.MONITORING_OFFICER,
    Capacity.CHIEF_EXECUTIVE: Level.CHIEF_EXECUTIVE,
}


def asks_as(held: frozenset[Capacity], *, deputys_case: bool = False) -> Asker | None:
    """As what somebody asks for advice or asks something of the office;
    None for whoever asks nothing here.
    """
    if Capacity.OFFICER in held:
        return Asker.OFFICER
    if held & MAYORS and not deputys_case:
        return Asker.MAYOR
    return Asker.DEPUTY if Capacity.DEPUTY in held else None


def cases_to_ask_about(person: Person, at: CouncilNow) -> QuerySet[Invitation]:
    """The cases somebody may name in a question: the office's all, the Mayor's and the Deputy's own (P15)."""
    held = at.capacities(person)
    if Capacity.OFFICER in held:
        return Invitation.objects.all()
    own = Q(pk__in=mayors_cases(person, at).values("pk")) if held & OPENS_THE_BOX else Q(pk__in=[])
    return Invitation.objects.filter(
        own | Q(pk__in=deputys_share(person, at).values("pk")) if Capacity.DEPUTY in held else own
    )


def levels_of(held: frozenset[Capacity]) -> frozenset[Level]:
    """At which levels of the route somebody answers."""
    return frozenset(level for capacity, level in ANSWERS_AT.items() if capacity in held)


def consultations(person: Person, held: frozenset[Capacity]) -> QuerySet[Consultation]:
    """The questions somebody may read: the own; officers those the office asked;
    each level what has come to it.
    """
    mine = Q(asked_by=person)
    if Capacity.OFFICER in held:
        mine |= Q(asked_as=Asker.OFFICER)
    if Capacity.MANAGER in held:
        # The first level of the route; what began higher up because the manager asked is the office's own.
        mine |= Q(level=Level.CIVIC_MANAGER) | Q(answers__level=Level.CIVIC_MANAGER)
    if Capacity.MONITORING_OFFICER in held:
        mine |= Q(level=Level.MONITORING_OFFICER) | Q(answers__level=Level.MONITORING_OFFICER)
    if Capacity.CHIEF_EXECUTIVE in held:
        mine |= Q(level=Level.CHIEF_EXECUTIVE)
    own = Consultation.objects.filter(mine).values("pk")
    return Consultation.objects.filter(pk__in=own).select_related("asked_by")


def may_see_attachments(person: Person, invitation: Invitation, at: CouncilNow) -> bool:
    """Whether this person may open the organiser's files:
    whoever works on the case, decides it, or goes to the event (P15).
    """
    if may_see_case(person, at):
        return True
    own = mayors_cases(person, at).filter(pk=invitation.pk).exists()
    deputy = Capacity.DEPUTY in at.capacities(person)
    return own or (deputy and deputys_share(person, at).filter(pk=invitation.pk).exists())


def diary(person: Person, at: CouncilNow) -> EngagementQuerySet:
    """The accepted engagements this person may see (P15):
    the office all, the Mayor those of the own term, the Deputy the own.
    """
    held = at.capacities(person)
    kept = Engagement.objects.exclude(state=Engagement.State.ENDED)
    if held & {
        Capacity.OFFICER,
        Capacity.MANAGER,
        Capacity.MONITORING_OFFICER,
        Capacity.CHIEF_EXECUTIVE,
        Capacity.ATTENDANT,
    }:
        return kept
    own = Q(pk__in=[])
    if held & OPENS_THE_BOX:
        own |= Q(invitation__in=mayors_box(person, at))
    if Capacity.DEPUTY in held:
        own |= Q(invitation__in=deputys_share(person, at)) & (
            Q(person=person) | Q(accompanied_by__deputy=person)
        )
        own |= Q(state=Engagement.State.TENTATIVE, person=person)
    return kept.filter(own)
