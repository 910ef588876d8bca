"""Everything around a set of invitations that the protocol or a finding asks about, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, prefetch_related_objects

from civic import queries as council
from civic.models import ActingPeriod, Council, PreElectionPeriod
from engagements.folding import fold
from engagements.models import LEFT, AdviceRequest, Delegation, Engagement, Invitation, Reply, SameEventAnswer
from protocols.core.letters import NOTICES
from protocols.core.vocabulary import Stage, Waiting

_NOTICES = [letter.value for letter in NOTICES]
_ANNOUNCING = [word.value for word in (Waiting.MAYOR, Waiting.ACTING, Waiting.DEPUTY, Waiting.BOTH, Waiting.NOBODY)]


@dataclass
class Surroundings:
    """What was read, by invitation."""

    now: datetime
    tenure: council.Tenure
    council: Council
    periods: tuple[PreElectionPeriod, ...]
    replies: dict[int, list[Reply]] = field(default_factory=lambda: defaultdict(list))
    delegations: dict[int, list[Delegation]] = field(default_factory=lambda: defaultdict(list))
    engagements: dict[int, Engagement] = field(default_factory=dict)
    advice: dict[int, list[AdviceRequest]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[int, list[SameEventAnswer]] = field(default_factory=lambda: defaultdict(list))
    declined_on: dict[date, list[Invitation]] = field(default_factory=lambda: defaultdict(list))

    @property
    def acting_periods(self) -> tuple[ActingPeriod, ...]:
        return self.tenure.acting_periods


def read(invitations: Sequence[Invitation], now: datetime) -> Surroundings:
    """Read around the invitations. The number of queries does not depend on how many there are."""
    around = Surroundings(now, council.read_tenure(), council.the_council(), tuple(PreElectionPeriod.objects.select_related("person")))
    keys = [invitation.pk for invitation in invitations]
    # The limits of each case's own version of the protocol; costs nothing where they were read with the case.
    prefetch_related_objects(list(invitations), "protocol_version")
    # Copies and notices never say where the case stands.
    replies = Reply.objects.filter(invitation__in=keys, copy_of__isnull=True).exclude(letter__in=_NOTICES)
    for reply in replies.only("invitation_id", "letter", "says", "state", "sent_at", "posted_at", "drafted_at", "cancelled_by_id"):
        around.replies[reply.invitation_id].append(reply)
    for delegation in Delegation.objects.filter(invitation__in=keys).select_related("decision"):
        around.delegations[delegation.invitation_id].append(delegation)
    for engagement in Engagement.objects.filter(invitation__in=keys, state=Engagement.State.LIVE).select_related("decision"):
        around.engagements[engagement.invitation_id] = engagement
    for request in AdviceRequest.objects.filter(invitation__in=keys, void=False).order_by("id"):
        around.advice[request.invitation_id].append(request)
    for answer in SameEventAnswer.objects.filter(invitation__in=keys, void=False):
        around.answers[answer.invitation_id].append(answer)
    for case in declined_with_letter_left({invitation.event_on for invitation in invitations}):
        around.declined_on[case.event_on].append(case)
    return around


def declined_with_letter_left(days: Iterable[date]) -> list[Invitation]:
    """Cases of these days whose decline has left, or may have: they stand (P3)."""
    left = Reply.objects.filter(letter="decline", state__in=LEFT, copy_of__isnull=True).values("invitation")
    cases = Invitation.objects.filter(Q(event_on__in=list(days)), stage=Stage.DECLINED.value, pk__in=left)
    return list(cases.select_related("organiser"))


def looks_like_same_event(one: Invitation, other: Invitation) -> bool:
    """The same day, and the same mailbox, organisation, name of event or place."""
    if one.pk == other.pk or one.event_on != other.event_on:
        return False
    organisers = one.organiser, other.organiser
    pairs = [tuple(organiser.mailbox for organiser in organisers), tuple(organiser.folded_organisation for organiser in organisers)]
    pairs.append((fold(one.title), fold(other.title)))
    pairs.append((fold(f"{one.venue} {one.postcode}"), fold(f"{other.venue} {other.postcode}")))
    return any(ours and ours == theirs for ours, theirs in pairs)
