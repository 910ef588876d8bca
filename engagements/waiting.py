"""What a Mayor or a Deputy reads before answering: cards, made in a fixed number of queries whatever their number."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from civic import queries as council
from civic.models import CouncilMeeting, Person
from engagements import situations, surroundings
from engagements.models import Asked, Decision, Delegation, Engagement, Interest, Invitation, Outcome, RecordEntry
from engagements.surroundings import Surroundings
from protocols.core.situation import Situation
from protocols.core.vocabulary import ATTENDING_STAGES, Announced, MayorOfEvent, Stage, Step

# The calendar knows when a meeting of the council begins, not when it ends.
MEETING_LASTS = timedelta(hours=3)
BEFORE_THE_MAYOR = (Stage.WITH_MAYOR.value, Stage.SPECIAL_CASE.value)
_CAME = (*(stage.value for stage in ATTENDING_STAGES), Stage.COMPLETED.value)


@dataclass(frozen=True)
class InDiary:
    """Something else of that day: an accepted engagement of this person or a meeting of the council."""

    says: str
    starts_at: datetime
    ends_at: datetime
    clashes: bool


@dataclass(frozen=True)
class Card:
    """One invitation as it is read in ten seconds."""

    invitation: Invitation
    situation: Situation
    in_diary: tuple[InDiary, ...] = ()
    history: str = ""
    interests: tuple[Interest, ...] = ()
    # Why an officer told the Mayor of a special case (P5).
    why: str = ""

    @property
    def clashes(self) -> list[InDiary]:
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
        return self.invitation.addressee == "both"

    @property
    def is_announced(self) -> bool:
        """Whether the organiser has been told that somebody comes."""
        return self.situation.announced is not Announced.NOTHING


def before_the_mayor(box: QuerySet[Invitation], person: Person, now: datetime) -> list[Card]:
    """What waits for this person's decision, the soonest event first; only what this person may decide (P8)."""
    waiting = box.filter(stage__in=BEFORE_THE_MAYOR, ends_at__gt=now).select_related("organiser", "advice_by").order_by("starts_at", "id")
    around = surroundings.read(list(waiting), now)
    return _cards([invitation for invitation in waiting if _decides(person, invitation, around)], person, around)


def _decides(person: Person, invitation: Invitation, around: Surroundings) -> bool:
    _, mayor = council.mayor_of_event(invitation.starts_at, around.now, tenure=around.tenure)
    return mayor is not None and mayor.person.pk == person.pk


def card(invitation: Invitation, person: Person, now: datetime) -> Card:
    """One invitation with this person's diary, the organiser's history and the interests declared."""
    [made] = _cards([invitation], person, surroundings.read([invitation], now))
    return made


def _cards(invitations: Sequence[Invitation], person: Person, around: Surroundings) -> list[Card]:
    diary, history, interests = diary_around(invitations, person), histories(invitations), interests_in(invitations)
    why = _why_special(invitations)
    return [
        Card(
            invitation,
            situations.situation(invitation, around),
            diary[invitation.pk],
            history[invitation.pk],
            tuple(interests[invitation.pk]),
            why.get(invitation.pk, ""),
        )
        for invitation in invitations
    ]


def diary_around(invitations: Sequence[Invitation], person: Person) -> dict[int, tuple[InDiary, ...]]:
    """What else this person has on the days of the invitations, what overlaps first."""
    if not invitations:
        return {}
    first, last = min(i.starts_at for i in invitations) - timedelta(days=1), max(i.ends_at for i in invitations) + timedelta(days=1)
    own = Engagement.objects.filter(state=Engagement.State.LIVE, starts_at__lt=last, ends_at__gt=first)
    own = own.filter(Q(person=person) | Q(accompanied_by__deputy=person)).select_related("invitation")
    taken = [(engagement.invitation_id, engagement.invitation.title, engagement.starts_at, engagement.ends_at) for engagement in own]
    meetings = CouncilMeeting.objects.filter(at__gt=first - MEETING_LASTS, at__lt=last)
    taken += [(0, meeting.get_kind_display().capitalize(), meeting.at, meeting.at + MEETING_LASTS) for meeting in meetings]
    return {invitation.pk: tuple(_that_day(invitation, taken)) for invitation in invitations}


def _that_day(invitation: Invitation, taken: Iterable[tuple[int, str, datetime, datetime]]) -> list[InDiary]:
    found = []
    for case, says, starts_at, ends_at in taken:
        overlaps = starts_at < invitation.ends_at and ends_at > invitation.starts_at
        same_day = timezone.localdate(starts_at) <= invitation.ends_on and timezone.localdate(ends_at) >= invitation.event_on
        if case != invitation.pk and (overlaps or same_day):
            found.append(InDiary(says, starts_at, ends_at, overlaps))
    return sorted(found, key=lambda other: (not other.clashes, other.starts_at))


def histories(invitations: Sequence[Invitation]) -> dict[int, str]:
    """One line on what each organiser asked before and what became of it; empty for a first invitation."""
    boxes = {i.organiser.mailbox for i in invitations} - {""}
    bodies = {i.organiser.folded_organisation for i in invitations} - {""}
    alike = Q(organiser__mailbox__in=boxes) | Q(organiser__folded_organisation__in=bodies)
    cases = Invitation.objects.filter(alike).exclude(stage=Stage.DUPLICATE.value)
    rows = cases.values_list("pk", "stage", "event_on", "received_at", "organiser__mailbox", "organiser__folded_organisation")
    by_box: dict[str, dict[int, tuple[str, date, datetime]]] = defaultdict(dict)
    by_body: dict[str, dict[int, tuple[str, date, datetime]]] = defaultdict(dict)
    for pk, stage, event_on, received_at, box, body in rows:
        case = stage, event_on, received_at
        if box:
            by_box[box][pk] = case
        if body:
            by_body[body][pk] = case
    told = {}
    for invitation in invitations:
        organiser = invitation.organiser
        same = by_box[organiser.mailbox] | by_body[organiser.folded_organisation]
        before = [case for pk, case in same.items() if pk != invitation.pk and case[2] <= invitation.received_at]
        told[invitation.pk] = _in_one_line(before)
    return told


def _in_one_line(before: list[tuple[str, date, datetime]]) -> str:
    if not before:
        return ""
    became = Counter("accepted" if stage in _CAME else stage for stage, _, _ in before)
    counted = [f"{became[word]} {word}" for word in ("accepted", "declined", "refused", "withdrawn", "cancelled", "lapsed") if became[word]]
    number = f"{len(before)} earlier invitation{'s' if len(before) > 1 else ''}"
    return f"{number}: {', '.join(counted)}" if counted else number


def interests_in(invitations: Sequence[Invitation]) -> dict[int, list[Interest]]:
    """The interests office-holders declared, by invitation."""
    found: dict[int, list[Interest]] = defaultdict(list)
    for interest in Interest.objects.filter(invitation__in=[invitation.pk for invitation in invitations]).select_related("person"):
        found[interest.invitation_id].append(interest)
    return found


def _why_special(invitations: Sequence[Invitation]) -> dict[int, str]:
    told = RecordEntry.objects.filter(invitation__in=[invitation.pk for invitation in invitations], kind=Step.TELL_SPECIAL_CASE.value)
    rows = told.order_by("sequence").values_list("invitation", "particulars__words")
    return {key: words.get("why", "") for key, words in rows if words}


@dataclass(frozen=True)
class Request:
    """What the Mayor asks of the Deputy: the event and the Deputy's own diary around it, and nothing more (P15)."""

    delegation: Delegation
    in_diary: tuple[InDiary, ...]

    @property
    def invitation(self) -> Invitation:
        return self.delegation.invitation

    @property
    def asked(self) -> str:
        return asked_in_words(self.invitation)

    @property
    def clashes(self) -> list[InDiary]:
        return [other for other in self.in_diary if other.clashes]


def asked_of(share: QuerySet[Invitation], person: Person, now: datetime) -> list[Request]:
    """What this Deputy has been asked and has not answered, the soonest first."""
    asked = Delegation.objects.filter(invitation__in=share, deputy=person, state=Delegation.State.ASKED, invitation__ends_at__gt=now)
    delegations = list(asked.select_related("invitation__organiser").order_by("invitation__starts_at", "id"))
    diary = diary_around([delegation.invitation for delegation in delegations], person)
    return [Request(delegation, diary[delegation.invitation_id]) for delegation in delegations]


@dataclass(frozen=True)
class Exceptions:
    """How many goodwill exceptions were granted in the civic year (P5)."""

    civic_year: str
    in_all: int
    for_deputy: int
    for_organiser: int


def exceptions_this_year(invitation: Invitation, now: datetime) -> Exceptions:
    """The exceptions granted so far; those the Mayor took back again are not counted."""
    year = council.civic_year_of(now)
    deputy = council.deputy_of_event(invitation.starts_at, now)
    granted = Decision.objects.filter(outcome=Outcome.EXCEPTION, made_at__gte=year.begins_at, made_at__lt=year.ends_at)
    rows = granted.exclude(delegation__state=Delegation.State.TAKEN_BACK).values_list(
        "delegation__deputy", "invitation__organiser__mailbox", "invitation__organiser__folded_organisation"
    )
    ours = {("mailbox", invitation.organiser.mailbox), ("body", invitation.organiser.folded_organisation)}
    return Exceptions(
        year.label,
        len(rows),
        sum(deputy is not None and key == deputy.person.pk for key, _, _ in rows),
        sum(bool({("mailbox", box), ("body", body)} & ours - {("mailbox", ""), ("body", "")}) for _, box, body in rows),
    )


def asked_in_words(invitation: Invitation) -> str:
    """What is asked of whoever attends: 'open or start the event, present prizes or certificates'."""
    labels = dict(Asked.choices)
    return ", ".join(str(labels.get(code, code)) for code in invitation.asked)


def capacity_of(situation: Situation) -> str:
    """As what the Mayor of the event decides, in the protocol's words."""
    return {
        MayorOfEvent.IN_OFFICE: "as the Mayor in office",
        MayorOfEvent.ACTING: "as the Deputy, acting as Mayor",
        MayorOfEvent.DESIGNATE: "as the Mayor-designate",
    }.get(situation.mayor, "")


def outcome_due(person: Person, now: datetime) -> QuerySet[Engagement]:
    """This person's own engagements that are over and whose outcome nobody has recorded yet."""
    live = Engagement.objects.filter(state=Engagement.State.LIVE, ends_at__lte=now, person=person)
    return live.select_related("invitation", "invitation__organiser")


def coming(person: Person, now: datetime) -> QuerySet[Engagement]:
    """This person's accepted engagements that are not over, the soonest first."""
    live = Engagement.objects.filter(state=Engagement.State.LIVE, ends_at__gt=now)
    return live.filter(Q(person=person) | Q(accompanied_by__deputy=person)).select_related("invitation", "invitation__organiser")


@dataclass(frozen=True)
class Particular:
    """One line about an invitation, as parts/summary_list.html shows it."""

    label: str
    value: str
    # Our own words, into which the council's titles go; never an organiser's.
    ours: bool = False


def particulars(invitation: Invitation) -> list[Particular]:
    """What anybody who may attend needs to know of the event beside the head of the page; lines without a value are left out."""
    expected = f"About {invitation.expected_numbers} people" if invitation.expected_numbers else ""
    openness = "open to the public" if invitation.open_to_public else "not open to the public"
    lines = [
        ("What is asked", invitation.asked_words),
        ("What happens", invitation.what_happens),
        ("Who will be there", f"{expected}, {openness}" if expected else openness.capitalize()),
        ("Other dignitaries", invitation.dignitaries),
        ("Press", "Expected" if invitation.press else ""),
        ("Consort", "Invited, too" if invitation.consort_invited else ""),
    ]
    return [Particular(label, value) for label, value in lines if value]


def mayors_particulars(invitation: Invitation) -> list[Particular]:
    """What only the Mayor and the office know of it (P15)."""
    lines = [
        ("What the organisation does", invitation.organiser.aims),
        ("Who is invited", invitation.get_addressee_display()),
        ("If the Mayor cannot attend", invitation.get_wish_display()),
        ("Can the date move", "Yes" if invitation.date_can_move else "No"),
        ("How it came about", invitation.get_provenance_display().capitalize()),
        ("What it serves", invitation.get_purpose_display().capitalize()),
        ("Dealings with the council", invitation.dealings),
        ("Outside the council’s area", "Yes" if invitation.outside_area else ""),
    ]
    ours = {"Who is invited", "If the Mayor cannot attend", "How it came about"}
    return [Particular(label, str(value), label in ours) for label, value in lines if value]


def where(invitation: Invitation) -> str:
    """Venue, address and postcode on one line; the postcode is never broken."""
    return ", ".join(filter(None, (invitation.venue, " ".join(invitation.address.split()), invitation.postcode.replace(" ", "\u00a0"))))


def who_asks(invitation: Invitation) -> str:
    """The organiser with role and organisation, on one line."""
    organiser = invitation.organiser
    return ", ".join(filter(None, (organiser.name, organiser.role, organiser.organisation)))
