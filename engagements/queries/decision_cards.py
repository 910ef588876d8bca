"""What a Mayor or a Deputy reads before answering:
cards, made in a fixed number of queries whatever their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from civic import wording
from civic.models import Person
from civic.queries import CouncilNow
from engagements import case_context, situations
from engagements.case_context import CaseContext
from engagements.models import Asked, Delegation, Engagement, Interest, Invitation
from engagements.queries import decision_context
from protocols.core.situation import Situation
from protocols.core.vocabulary import Addressee, Announced, MayorOfEvent, Stage

BEFORE_THE_MAYOR = (Stage.WITH_MAYOR.value, Stage.SPECIAL_CASE.value)


@dataclass(frozen=True)
class Card:
    """One invitation as it is read in ten seconds."""

    invitation: Invitation
    situation: Situation
    in_diary: tuple[decision_context.InDiary, ...] = ()
    history: str = ""
    interests: tuple[Interest, ...] = ()
    # Why an officer told the Mayor of a special case (P5).
    why: str = ""
    # The day of the promised answer has passed.
    overdue: bool = False

    @property
    def clashes(self) -> list[decision_context.InDiary]:
        """What overlaps with it."""
        return [other for other in self.in_diary if other.clashes]

    @property
    def asked(self) -> str:
        return asked_in_words(self.invitation)

    @property
    def is_special_case(self) -> bool:
        return self.situation.stage is Stage.SPECIAL_CASE

    @property
    def waits(self) -> bool:
        """Whether a decision is asked for."""
        return self.invitation.stage in BEFORE_THE_MAYOR

    @property
    def is_joint(self) -> bool:
        return self.invitation.addressee == Addressee.BOTH

    @property
    def is_announced(self) -> bool:
        """Whether the organiser has been told that somebody comes."""
        return self.situation.announced is not Announced.NOTHING


@dataclass(frozen=True)
class Box:
    """What waits for somebody's decision, and what the office refused instead of putting it there (P10)."""

    cards: list[Card]
    refused: list[Invitation]


def mayors_box(box: QuerySet[Invitation], person: Person, at: CouncilNow) -> Box:
    """What is promised an answer first comes first; only what this person may decide (P8)."""
    shown = (
        box.filter(stage__in=(*BEFORE_THE_MAYOR, Stage.REFUSED.value), ends_at__gt=at.now)
        .select_related("organiser", "advice_by", "protocol_version", "consent")
        .order_by("promise_due_on", "starts_at", "id")
    )
    waiting = [case for case in shown if case.stage in BEFORE_THE_MAYOR and _decides(person, case, at)]
    refused = [case for case in shown if case.stage == Stage.REFUSED.value]
    return Box(cards(waiting, person, case_context.read(waiting, at)), refused)


def _decides(person: Person, invitation: Invitation, at: CouncilNow) -> bool:
    _, mayor = at.mayor_of_event(invitation.starts_at)
    return mayor is not None and mayor.person.pk == person.pk


def cards(invitations: Sequence[Invitation], person: Person, context: CaseContext) -> list[Card]:
    """Each invitation with this person's diary, the organiser's history and the interests declared."""
    why = decision_context.reasons_told(invitations)
    return [
        Card(
            invitation,
            situations.situation(invitation, context),
            decision_context.diary_of(person, invitation, context),
            decision_context.history(invitation, context),
            tuple(context.interests[invitation.pk]),
            why.get(invitation.pk, ""),
            overdue=invitation.promise_due_on < context.at.today,
        )
        for invitation in invitations
    ]


@dataclass(frozen=True)
class Request:
    """What the Mayor asks of the Deputy: the event and the Deputy's own diary around it,
    and nothing more (P15).
    """

    delegation: Delegation
    in_diary: tuple[decision_context.InDiary, ...]

    @property
    def invitation(self) -> Invitation:
        return self.delegation.invitation

    @property
    def asked(self) -> str:
        return asked_in_words(self.invitation)

    @property
    def clashes(self) -> list[decision_context.InDiary]:
        return [other for other in self.in_diary if other.clashes]


def asked_of(share: QuerySet[Invitation], person: Person, at: CouncilNow) -> list[Request]:
    """What this Deputy has been asked and has not answered, the soonest first."""
    asked = Delegation.objects.filter(
        invitation__in=share, deputy=person, state=Delegation.State.ASKED, invitation__ends_at__gt=at.now
    ).select_related("invitation__organiser", "invitation__protocol_version", "invitation__consent")
    delegations = list(asked.order_by("invitation__starts_at", "id"))
    context = case_context.read([delegation.invitation for delegation in delegations], at)
    return [
        Request(delegation, decision_context.diary_of(person, delegation.invitation, context))
        for delegation in delegations
    ]


def said_no_to(share: QuerySet[Invitation], person: Person) -> QuerySet[Invitation]:
    """What this Deputy said no to and may still take back, the soonest first."""
    correctable = Delegation.objects.correctable().filter(deputy=person)
    return share.filter(pk__in=correctable.values("invitation")).order_by("starts_at", "pk")


def asked_in_words(invitation: Invitation) -> str:
    """What is asked of whoever attends: 'open or start the event, present prizes or certificates'."""
    labels = dict(Asked.choices)
    return ", ".join(str(labels.get(code, code)) for code in invitation.asked)


def capacity_of(situation: Situation) -> str:
    """As what the Mayor of the event decides, in the protocol's words."""
    return {
        MayorOfEvent.IN_OFFICE: "as the Mayor",
        MayorOfEvent.ACTING: "as the Deputy, acting as Mayor",
        MayorOfEvent.DESIGNATE: "as the Mayor-designate",
    }.get(situation.mayor, "")


@dataclass(frozen=True)
class OwnEngagements:
    """What this person goes to: still to come, and over without anybody having said what became of it."""

    coming: list[Engagement]
    outcome_due: list[Engagement]


def _says_how_it_was(engagement: Engagement, person: Person, now: datetime) -> bool:
    """Of what was to be confirmed again, and was not, the office knows what became of it."""
    live = engagement.state == Engagement.State.LIVE
    return live and engagement.ends_at <= now and engagement.person_id == person.pk


def own_engagements(person: Person, now: datetime) -> OwnEngagements:
    """The soonest first; whoever accompanies has it among what comes, and another says how it was."""
    own = Engagement.objects.in_diary().filter(Q(person=person) | Q(accompanied_by__deputy=person))
    found = list(own.select_related("invitation__organiser", "invitation__consent"))
    return OwnEngagements(
        coming=[engagement for engagement in found if engagement.ends_at > now],
        outcome_due=[one for one in found if _says_how_it_was(one, person, now)],
    )


@dataclass(frozen=True)
class Particular:
    """One line about an invitation, as parts/summary_list.html shows it."""

    label: str
    value: str
    # Our own words, into which the council's titles go; never an organiser's.
    ours: bool = False


OPENNESS = {
    True: "open to the public",
    False: "not open to the public",
    None: "open to the public: not answered",
}


def particulars(invitation: Invitation) -> list[Particular]:
    """What anybody who may attend needs to know of the event beside the head of the page;
    lines without a value are left out.
    """
    expected = f"About {invitation.expected_numbers} people" if invitation.expected_numbers else ""
    openness = OPENNESS[invitation.open_to_public]
    lines = [
        ("More about your part", invitation.asked_words),
        ("What happens", invitation.what_happens),
        ("Who will be there", f"{expected}, {openness}" if expected else wording.capital(openness)),
        ("Other dignitaries", invitation.dignitaries),
        ("Press expected", wording.yes_no(invitation.press)),
        ("Consort invited", wording.yes_no(invitation.consort_invited)),
    ]
    return [Particular(label, value) for label, value in lines if value]


def mayors_particulars(invitation: Invitation) -> list[Particular]:
    """What only the Mayor and the office know of it (P15)."""
    lines = [
        ("What the organisation does", invitation.organiser.aims),
        ("Who is invited", invitation.get_addressee_display()),
        ("If the Mayor cannot attend", invitation.get_wish_display()),
        ("Can the date be moved?", wording.yes_no(invitation.date_can_move)),
        ("How it came about", wording.capital(invitation.get_provenance_display())),
        ("What the event is for", wording.capital(invitation.get_purpose_display())),
        ("Dealings with the council", invitation.dealings),
    ]
    ours = {"Who is invited", "If the Mayor cannot attend", "How it came about"}
    return [Particular(label, str(value), label in ours) for label, value in lines if value]


def where(invitation: Invitation) -> str:
    """Venue, address and postcode on one line; the postcode is never broken."""
    place, postcode = invitation.place, invitation.postcode
    return place.replace(postcode, postcode.replace(" ", "\u00a0")) if postcode else place


def who_asks(invitation: Invitation) -> str:
    """The organiser with role and organisation, on one line."""
    organiser = invitation.organiser
    return ", ".join(filter(None, (organiser.name, organiser.role, organiser.organisation)))
