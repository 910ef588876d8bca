"""Everything the case page shows about one invitation, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from civic import queries as council
from civic.models import CouncilMeeting, Person
from engagements import record_sentences, situations
from engagements.case_context import Surroundings
from engagements.models import (
    LEFT,
    AdviceRequest,
    Attachment,
    Decision,
    Delegation,
    Engagement,
    Interest,
    Invitation,
    Note,
    Question,
    RecordEntry,
    Reply,
    TelephoneCall,
)
from protocols.core.situation import Situation
from protocols.core.vocabulary import OPEN_STAGES, Letter, Stage

EARLIER_SHOWN = 20
AROUND = timedelta(days=1)


@dataclass(frozen=True)
class Earlier:
    """An earlier invitation of the same mailbox or organisation, and what the organiser was told."""

    invitation: Invitation
    told: list[Reply]


@dataclass(frozen=True)
class CaseFile:
    """One case, as the office keeps it."""

    invitation: Invitation
    situation: Situation
    around: Surroundings
    record: list[record_sentences.Sentence]
    letters: list[Reply]
    notes: list[Note]
    calls: list[TelephoneCall]
    questions: list[Question]
    advice: list[AdviceRequest]
    interests: list[Interest]
    attachments: list[Attachment]
    decisions: list[Decision]
    delegations: list[Delegation]
    diary: list[Engagement]
    meetings: list[CouncilMeeting]
    same_day: list[Invitation]
    earlier: list[Earlier]

    @property
    def to_read(self) -> list[Reply]:
        """Letters that wait for an officer: drafts, and what did not simply go."""
        return [letter for letter in self.letters if letter.state in (Reply.State.DRAFT, Reply.State.FAILED, Reply.State.UNCERTAIN)]

    @property
    def to_answer(self) -> list[Question]:
        """What the Mayor asked the office and nobody answered yet."""
        return [question for question in self.questions if question.to == Question.To.OFFICE and question.answered_at is None]


def read(invitation: Invitation, names: Mapping[str, str], around: Surroundings) -> CaseFile:
    """Read the case; `names` are the council's titles for the record's sentences, `around` what was read around it already."""
    of_case = {"invitation": invitation}
    questions = list(Question.objects.filter(**of_case).select_related("asked_by", "answered_by"))
    advice = list(AdviceRequest.objects.filter(**of_case).select_related("asked_by", "given_by"))
    decisions = list(Decision.objects.filter(**of_case).select_related("made_by", "recorded_by"))
    delegations = list(Delegation.objects.filter(**of_case).select_related("deputy", "decision__made_by"))
    known = record_sentences.Known(
        decisions={row.pk: row for row in decisions},
        delegations={row.pk: row for row in delegations},
        questions={row.pk: row for row in questions},
        advice={row.pk: row for row in advice},
    )
    entries = RecordEntry.objects.filter(**of_case).select_related("by", "particulars", "protocol_version").order_by("-sequence")
    return CaseFile(
        invitation=invitation,
        situation=situations.situation(invitation, around),
        around=around,
        record=[record_sentences.of(entry, names, known) for entry in entries],
        letters=list(Reply.objects.filter(**of_case).select_related("released_by", "posted_by", "template_version").order_by("-id")),
        notes=list(Note.objects.filter(**of_case).select_related("written_by")),
        calls=list(TelephoneCall.objects.filter(**of_case).select_related("written_by")),
        questions=questions,
        advice=advice,
        interests=list(Interest.objects.filter(**of_case).select_related("person", "recorded_by")),
        attachments=list(Attachment.objects.filter(**of_case)),
        decisions=decisions,
        delegations=delegations,
        diary=diary_around(invitation),
        meetings=list(CouncilMeeting.objects.filter(at__range=(invitation.starts_at - AROUND, invitation.ends_at + AROUND))),
        same_day=list(_others_that_day(invitation)),
        earlier=earlier_of(invitation),
    )


def diary_around(invitation: Invitation) -> list[Engagement]:
    """Accepted engagements from the day before to the day after, this one left out."""
    near = Engagement.objects.filter(
        state=Engagement.State.LIVE, starts_at__lt=invitation.ends_at + AROUND, ends_at__gt=invitation.starts_at - AROUND
    )
    found = near.exclude(invitation=invitation).select_related("invitation", "person", "accompanied_by__deputy")
    return list(found.order_by("starts_at", "id")[:50])


def letter_of_last_step(invitation: Invitation) -> Reply | None:
    """The draft that the step which made the invitation's present version left for an officer to read."""
    drafts = Reply.objects.filter(invitation=invitation, state=Reply.State.DRAFT, copy_of__isnull=True)
    return drafts.filter(entry__made_version=invitation.version).order_by("-id").first()


def overlaps(engagement: Engagement, invitation: Invitation) -> bool:
    """Whether the engagement is at the same time as the invitation's event."""
    return engagement.starts_at < invitation.ends_at and engagement.ends_at > invitation.starts_at


def _others_that_day(invitation: Invitation) -> list[Invitation]:
    undecided = Invitation.objects.filter(event_on=invitation.event_on, stage__in=[stage.value for stage in OPEN_STAGES])
    return list(undecided.exclude(pk=invitation.pk).select_related("organiser").order_by("starts_at", "id")[:20])


def earlier_of(invitation: Invitation) -> list[Earlier]:
    """The organiser's other invitations, the newest first, each with the letters that left."""
    others = Invitation.objects.filter(_same_organiser(invitation, "organiser__")).exclude(pk=invitation.pk).select_related("organiser")
    found = list(others.order_by("-received_on", "-id")[:EARLIER_SHOWN])
    told: dict[int, list[Reply]] = defaultdict(list)
    left = Reply.objects.filter(invitation__in=found, state__in=LEFT, copy_of__isnull=True).exclude(letter=Letter.ACKNOWLEDGEMENT.value)
    for reply in left.order_by("id"):
        told[reply.invitation_id].append(reply)
    return [Earlier(one, told[one.pk]) for one in found]


@dataclass(frozen=True)
class Exceptions:
    """How often a goodwill exception was granted this civic year (P5)."""

    civic_year: str
    total: int
    for_deputy: int
    for_organiser: int


def exceptions_counted(invitation: Invitation, deputy: Person | None, now: datetime | None = None) -> Exceptions:
    """The count of the civic year that is shown before another exception is granted."""
    year = council.civic_year_of(now or timezone.now())
    granted = Delegation.objects.filter(kind=Delegation.Kind.EXCEPTION, asked_at__gte=year.begins_at, asked_at__lt=year.ends_at)
    return Exceptions(
        civic_year=year.label,
        total=granted.count(),
        for_deputy=granted.filter(deputy=deputy).count() if deputy else 0,
        for_organiser=granted.filter(_same_organiser(invitation, "invitation__organiser__")).count(),
    )


def compared(invitation: Invitation, reference: str) -> Invitation | None:
    """The other case, to be shown beside this one."""
    others = Invitation.objects.exclude(pk=invitation.pk).select_related("organiser")
    return others.filter(reference=reference.strip().upper()).first() if reference.strip() else None


def likely_twins(invitation: Invitation) -> list[Invitation]:
    """Cases this one may be joined to: of the same day, or of the same organiser and still ahead."""
    near = Q(event_on=invitation.event_on) | (_same_organiser(invitation, "organiser__") & Q(ends_at__gte=timezone.now()))
    found = Invitation.objects.filter(near).exclude(pk=invitation.pk).exclude(stage=Stage.DUPLICATE.value)
    return list(found.select_related("organiser").order_by("starts_at", "id")[:10])


def _same_organiser(invitation: Invitation, path: str) -> Q:
    """The same mailbox or the same organisation, where there is one to compare."""
    organiser, same = invitation.organiser, Q(pk__in=[])
    if organiser.mailbox:
        same |= Q(**{f"{path}mailbox": organiser.mailbox})
    if organiser.folded_organisation:
        same |= Q(**{f"{path}folded_organisation": organiser.folded_organisation})
    return same
