"""What is around a set of invitations, read once.

Facts, findings, diary, history and pages are worked out from it.

The number of queries does not depend on how many invitations there are. Situations and findings are pure
functions of a CaseContext; a page reads beside it what stands on that page alone, such as the record, the
notes and the letters of its one case.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.db.models.expressions import RawSQL

from civic.queries import CouncilNow
from engagements.clashes import LONGEST_ENGAGEMENT
from engagements.likeness import looks_like_same_event, same_organiser
from engagements.models import (
    LEFT,
    RELEASED,
    Decision,
    Delegation,
    Engagement,
    Interest,
    Invitation,
    LegalAdvice,
    Letter,
    Outcome,
    SameEventAnswer,
)
from protocols.core.vocabulary import LetterKind, Stage

# The longest an event is looked around for: a festival of a fortnight, not an exhibition of a year.
LONGEST_LOOK = 14
# What is asked of another case: when and where, from whom, and what became of it.
OF_RELATED = (
    "reference",
    "stage",
    "taken_up",
    "title",
    "venue",
    "postcode",
    "event_on",
    "ends_on",
    "starts_at",
    "ends_at",
    "received_at",
    "received_on",
    "confidential",
    "joined_to_id",
    "organiser__name",
    "organiser__organisation",
    "organiser__mailbox",
    "organiser__folded_organisation",
)
# The carrying cases above the joined ones, however many stand between; UNION ends even a ring.
_CARRYING = """WITH RECURSIVE above(id) AS (
    SELECT joined_to_id FROM {table} WHERE id IN ({keys}) UNION
    SELECT case_.joined_to_id FROM {table} case_ JOIN above ON case_.id = above.id
) SELECT id FROM above WHERE id IS NOT NULL"""


def was_declined(case: Invitation) -> bool:
    """Whether a decline of this case holds for others of its event (P3).

    From the moment at which the Mayor declined, not only once the letter has left: until then it can be
    corrected as a slip, and holds no more when it was. Once the Mayor took it up again it holds for good: of
    the Deputy alone.
    """
    return Stage(case.stage) is Stage.DECLINED or case.taken_up


@dataclass
class CaseContext:
    """What was read, by invitation."""

    at: CouncilNow
    # The letters of each case with their copies, oldest first; of the related cases those that were
    # released.
    letters: dict[int, list[Letter]] = field(default_factory=lambda: defaultdict(list))
    decisions: dict[int, list[Decision]] = field(default_factory=lambda: defaultdict(list))
    delegations: dict[int, list[Delegation]] = field(default_factory=lambda: defaultdict(list))
    # The living engagement of each case, and all that the diary holds around their dates.
    engagements: dict[int, Engagement] = field(default_factory=dict)
    diary: list[Engagement] = field(default_factory=list)
    advice: dict[int, list[LegalAdvice]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[int, list[SameEventAnswer]] = field(default_factory=lambda: defaultdict(list))
    interests: dict[int, list[Interest]] = field(default_factory=lambda: defaultdict(list))
    # Cases of the same day or organiser, or that carry a joined one on, by key.
    related: dict[int, Invitation] = field(default_factory=dict)
    # The goodwill exceptions granted in the civic year and not taken back (P5).
    exceptions: list[Delegation] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return self.at.now

    def in_diary(self, invitation: Invitation) -> Engagement | None:
        """What the diary holds of the case: the living engagement, or what is to be confirmed again."""
        held = (engagement for engagement in self.diary if engagement.invitation_id == invitation.pk)
        return self.engagements.get(invitation.pk) or next(held, None)

    def letters_left(self, key: int) -> list[Letter]:
        """What the organiser of this case, or of a related one, has been sent."""
        return [letter for letter in self.letters[key] if letter.state in LEFT and letter.copy_of_id is None]

    def same_day(self, invitation: Invitation) -> list[Invitation]:
        """The other cases of its day, the soonest first."""
        others = [case for case in self.related.values() if case.event_on == invitation.event_on]
        return sorted(_without(invitation, others), key=lambda case: (case.starts_at, case.pk))

    def same_organiser(self, invitation: Invitation) -> list[Invitation]:
        """The organiser's other cases, the newest first."""
        others = [
            case for case in self.related.values() if same_organiser(case.organiser, invitation.organiser)
        ]
        return sorted(
            _without(invitation, others), key=lambda case: (case.received_on, case.pk), reverse=True
        )

    def declined_lookalikes(self, invitation: Invitation) -> list[Invitation]:
        """Declined cases that look like the same event (P3)."""
        return [
            case
            for case in self.same_day(invitation)
            if was_declined(case) and looks_like_same_event(invitation, case)
        ]

    def carrying(self, invitation: Invitation) -> Invitation | None:
        """The case that carries a joined one on; the last of them where that one was joined, too."""
        seen: set[int] = set()
        key = invitation.joined_to_id
        case = None
        while key is not None and key not in seen:
            seen.add(key)
            case = self.related[key]
            key = case.joined_to_id
        return case


def read(invitations: Sequence[Invitation], at: CouncilNow) -> CaseContext:
    """Read around the invitations, in seven queries.

    One more where their protocol's versions were not read with them.
    """
    context = CaseContext(at)
    keys = [invitation.pk for invitation in invitations]
    prefetch_related_objects(list(invitations), "protocol_version")
    context.related = {case.pk: case for case in _related(invitations)}
    for letter in _letters(keys, context.related):
        context.letters[letter.invitation_id].append(letter)
    for decision in _decisions(keys, at):
        _keep_decision(context, decision, set(keys))
    context.diary = list(_engagements(invitations))
    live = (engagement for engagement in context.diary if engagement.state == Engagement.State.LIVE)
    context.engagements = {engagement.invitation_id: engagement for engagement in live}
    of_these = {"invitation__in": keys}
    for request in (
        LegalAdvice.objects.filter(**of_these).select_related("asked_by", "given_by").order_by("id")
    ):
        context.advice[request.invitation_id].append(request)
    for answer in SameEventAnswer.objects.filter(void=False, **of_these):
        context.answers[answer.invitation_id].append(answer)
    for interest in Interest.objects.filter(**of_these).select_related("person", "recorded_by"):
        context.interests[interest.invitation_id].append(interest)
    return context


def days_around(invitation: Invitation) -> list[date]:
    """The days on which an engagement may have begun that lasts into the event or its morrow."""
    first = invitation.event_on - LONGEST_ENGAGEMENT
    return [
        first + timedelta(days=number)
        for number in range(min((invitation.ends_on - first).days + 2, LONGEST_LOOK))
    ]


def _without(invitation: Invitation, cases: Iterable[Invitation]) -> list[Invitation]:
    return [case for case in cases if case.pk != invitation.pk]


def _related(invitations: Sequence[Invitation]) -> QuerySet[Invitation]:
    keys = Invitation.objects.order_by().values("pk")
    mailboxes = {invitation.organiser.mailbox for invitation in invitations} - {""}
    organisations = {invitation.organiser.folded_organisation for invitation in invitations} - {""}
    # Each by its own index: an OR across two tables would read both to their end.
    wanted = keys.filter(event_on__in={invitation.event_on for invitation in invitations}).union(
        keys.filter(organiser__mailbox__in=mailboxes),
        keys.filter(organiser__folded_organisation__in=organisations),
    )
    found = Q(pk__in=wanted)
    joined = [invitation.pk for invitation in invitations if invitation.joined_to_id]
    if joined:
        sql = _CARRYING.format(table=Invitation._meta.db_table, keys=", ".join(["%s"] * len(joined)))
        found |= Q(pk__in=RawSQL(sql, joined))  # noqa: S611 - keys are parameters
    return Invitation.objects.filter(found).select_related("organiser").only(*OF_RELATED)


def _letters(keys: Sequence[int], related: Iterable[int]) -> QuerySet[Letter]:
    # That its organiser called it off is known from the step on, whoever still has to release the letter.
    known = Q(state__in=RELEASED) | Q(state=Letter.State.DRAFT, kind=LetterKind.CANCELLED)
    wanted = Q(invitation__in=keys) | Q(known, invitation__in=list(related), copy_of__isnull=True)
    letters = Letter.objects.filter(wanted).select_related("released_by", "posted_by", "template_version")
    return letters.defer("body", "values").order_by("id")


def _decisions(keys: Sequence[int], at: CouncilNow) -> QuerySet[Decision]:
    year = at.civic_year
    of_the_year = Q(outcome=Outcome.EXCEPTION, made_at__gte=year.begins_at, made_at__lt=year.ends_at)
    decisions = Decision.objects.filter(Q(invitation__in=keys) | of_the_year)
    return decisions.select_related(
        "made_by", "recorded_by", "delegation__deputy", "invitation__organiser"
    ).order_by("id")


def _keep_decision(context: CaseContext, decision: Decision, keys: set[int]) -> None:
    delegation = getattr(decision, "delegation", None)
    if decision.invitation_id in keys:
        context.decisions[decision.invitation_id].append(decision)
        if delegation:
            delegation.decision = decision
            context.delegations[decision.invitation_id].append(delegation)
    year = context.at.civic_year
    in_the_year = year.begins_at <= decision.made_at < year.ends_at
    if in_the_year and delegation and delegation.counts_as_exception:
        context.exceptions.append(delegation)


def _engagements(invitations: Sequence[Invitation]) -> QuerySet[Engagement]:
    days = {day for invitation in invitations for day in days_around(invitation)}
    in_diary = Engagement.objects.in_diary().filter(invitation__event_on__in=days)
    return in_diary.select_related("invitation", "decision", "person", "accompanied_by__deputy").order_by(
        "starts_at", "id"
    )
