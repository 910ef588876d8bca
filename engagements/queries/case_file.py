"""Everything the case page shows about one invitation, read in a fixed number of queries."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet, Value

from civic import wording
from civic.models import CouncilMeeting, Person
from civic.queries import Holder
from engagements import record_details, record_sentences, situations
from engagements.case_context import CaseContext
from engagements.clashes import overlap
from engagements.models import (
    Attachment,
    Decision,
    Delegation,
    Engagement,
    Interest,
    Invitation,
    LegalAdvice,
    LegalHold,
    Letter,
    Note,
    Question,
    RecordEntry,
    TelephoneCall,
)
from protocols.core.situation import Situation
from protocols.core.vocabulary import ATTENDING_STAGES, OPEN_STAGES, LetterKind, MayorOfEvent, Stage

EARLIER_SHOWN, SAME_DAY_SHOWN, DIARY_SHOWN, TWINS_SHOWN = 20, 20, 50, 10
AROUND = timedelta(days=1)
_UNDECIDED = frozenset(stage.value for stage in OPEN_STAGES)


@dataclass(frozen=True)
class Earlier:
    """An earlier invitation of the same mailbox or organisation, and what the organiser was told."""

    invitation: Invitation
    told: list[Letter]


@dataclass(frozen=True)
class Written:
    """What somebody of the office wrote on the case: a note, what was said on the telephone, a legal hold."""

    kind: str
    key: int
    # For whom a note is, with whom the call was.
    who: str
    text: str
    at: datetime
    by: str

    @property
    def audience(self) -> str:
        return Note.Audience(self.who).label


@dataclass(frozen=True)
class CaseFile:
    """One case, as the office keeps it."""

    invitation: Invitation
    situation: Situation
    context: CaseContext
    record: list[record_sentences.Sentence]
    letters: list[Letter]
    notes: list[Written]
    calls: list[Written]
    holds: list[Written]
    questions: list[Question]
    advice: list[LegalAdvice]
    interests: list[Interest]
    attachments: list[Attachment]
    decisions: list[Decision]
    delegations: list[Delegation]
    diary: list[tuple[Engagement, bool]]
    meetings: list[CouncilMeeting]
    same_day: list[Invitation]
    earlier: list[Earlier]

    @property
    def to_tell_communications(self) -> Engagement | None:
        """The engagement of which Communications are still to be told (P24); see `queries.communications`."""
        engagement = self.context.engagements.get(self.invitation.pk)
        if engagement is None or engagement.ends_at <= self.context.now:
            return None
        waits = self.invitation.press and not self.invitation.confidential
        return engagement if waits and engagement.communications_told_id is None else None

    @property
    def to_read(self) -> list[Letter]:
        """Letters that wait for an officer: drafts, and what did not simply go."""
        return [
            letter
            for letter in self.letters
            if letter.state in (Letter.State.DRAFT, Letter.State.FAILED, Letter.State.UNCERTAIN)
        ]

    @property
    def away(self) -> list[tuple[str, str]]:
        """Of whom the case needs an answer, and who is away before it is due: the title, and the days."""
        at, stage = self.context.at, Stage(self.invitation.stage)
        asked: list[tuple[str, Holder | None]] = []
        if stage in OPEN_STAGES:
            code, decides = at.mayor_of_event(self.invitation.starts_at)
            title = "deputy_title" if code == MayorOfEvent.ACTING.value else "mayor_title"
            asked.append((at.titles[title], decides))
        if stage is Stage.WITH_DEPUTY:
            asked.append((at.titles["deputy_title"], at.deputy_of_event(self.invitation.starts_at)))
        due = max(self.invitation.promise_due_on, at.today)
        away = ((title, holder.person.away_by(due)) for title, holder in asked if holder is not None)
        return [(wording.capital(title), days) for title, days in away if days]

    @property
    def officers_with_an_interest(self) -> list[Person]:
        """The officers who declared an interest in the organiser, so that somebody else may take the case."""
        declared = [interest.person for interest in self.interests if interest.person.role]
        return list(dict.fromkeys(declared))

    @property
    def to_answer(self) -> list[Question]:
        """What the Mayor asked the office and nobody answered yet."""
        return [
            question
            for question in self.questions
            if question.to == Question.To.OFFICE and question.answered_at is None
        ]


def read(invitation: Invitation, context: CaseContext) -> CaseFile:
    """Read the case, beside what its context holds already."""
    key, of_case = invitation.pk, {"invitation": invitation}
    questions = list(Question.objects.filter(**of_case).select_related("asked_by", "answered_by"))
    known = record_details.Known(
        decisions={row.pk: row for row in context.decisions[key]},
        delegations={row.pk: row for row in context.delegations[key]},
        questions={row.pk: row for row in questions},
        advice={row.pk: row for row in context.advice[key]},
    )
    written = written_on(invitation)
    entries = RecordEntry.objects.filter(**of_case).select_related("by", "particulars", "protocol_version")
    return CaseFile(
        invitation=invitation,
        situation=situations.situation(invitation, context),
        context=context,
        record=[
            record_sentences.of(entry, context.at.titles, known) for entry in entries.order_by("-sequence")
        ],
        letters=context.letters[key][::-1],
        notes=[one for one in written if one.kind == "note"],
        calls=sorted((one for one in written if one.kind == "call"), key=lambda call: call.at, reverse=True),
        holds=[one for one in written if one.kind == "hold"],
        questions=questions,
        advice=context.advice[key],
        interests=context.interests[key],
        attachments=list(Attachment.objects.filter(**of_case)),
        decisions=context.decisions[key],
        delegations=context.delegations[key],
        diary=diary_around(invitation, context),
        meetings=[meeting for meeting in context.at.meetings if _is_near(meeting, invitation)],
        same_day=[case for case in context.same_day(invitation) if case.stage in _UNDECIDED][:SAME_DAY_SHOWN],
        earlier=earlier_of(invitation, context),
    )


def written_on(invitation: Invitation) -> list[Written]:
    """Notes, calls and standing holds together, the newest of each first, in one query."""
    notes = _as_written(Note.objects.filter(invitation=invitation), "note", "audience", "text", "written")
    calls = _as_written(
        TelephoneCall.objects.filter(invitation=invitation), "call", "spoken_to", "said", "called"
    )
    standing = LegalHold.objects.standing().filter(invitation=invitation)
    holds = _as_written(standing, "hold", "", "reason", "placed")
    rows = [Written(*row) for row in notes.union(calls, holds, all=True)]
    return sorted(rows, key=lambda one: one.key, reverse=True)


def _as_written(
    rows: QuerySet[Any], kind: str, who: str, text: str, act: str
) -> QuerySet[Any, tuple[Any, ...]]:
    by = "placed_by" if act == "placed" else "written_by"
    written: QuerySet[Any, tuple[Any, ...]] = (
        rows.order_by()
        .annotate(
            is_kind=Value(kind),
            is_who=F(who) if who else Value(""),
            is_text=F(text),
            is_at=F(f"{act}_at"),
            is_by=F(f"{by}__name"),
        )
        .values_list("is_kind", "pk", "is_who", "is_text", "is_at", "is_by")
    )
    return written


def diary_around(invitation: Invitation, context: CaseContext) -> list[tuple[Engagement, bool]]:
    """Accepted engagements from the day before to the day after, this one left out;
    each with whether it overlaps.
    """
    begins_at, ends_at = invitation.starts_at - AROUND, invitation.ends_at + AROUND
    near = (
        other
        for other in context.diary
        if other.invitation_id != invitation.pk and other.starts_at < ends_at and other.ends_at > begins_at
    )
    return [(other, overlap(other, invitation)) for other in near][:DIARY_SHOWN]


def earlier_of(invitation: Invitation, context: CaseContext) -> list[Earlier]:
    """The organiser's other invitations, the newest first, each with the letters that left."""
    others = context.same_organiser(invitation)[:EARLIER_SHOWN]
    return [
        Earlier(one, [letter for letter in context.letters_left(one.pk) if _is_told(letter)])
        for one in others
    ]


def _is_told(letter: Letter) -> bool:
    return bool(letter.kind != LetterKind.ACKNOWLEDGEMENT.value)


def _is_near(meeting: CouncilMeeting, invitation: Invitation) -> bool:
    return invitation.starts_at - AROUND <= meeting.at <= invitation.ends_at + AROUND


def letter_of_last_step(invitation: Invitation) -> Letter | None:
    """The draft that the step which made the invitation's present version left for an officer to read."""
    drafts = Letter.objects.letters().filter(invitation=invitation, state=Letter.State.DRAFT)
    return drafts.filter(entry__made_version=invitation.version).order_by("-id").first()


def compared(invitation: Invitation, reference: str) -> Invitation | None:
    """The other case, to be shown beside this one."""
    others = Invitation.objects.exclude(pk=invitation.pk).select_related("organiser")
    return others.called(reference).first() if reference.strip() else None


def likely_twins(invitation: Invitation, context: CaseContext) -> list[Invitation]:
    """Earlier cases this one may be joined to: of the same day, or of the same organiser and still ahead.

    Of the closed ones only what was declined: that holds for both (P3).
    """
    carry_on = {stage.value for stage in (*OPEN_STAGES, *ATTENDING_STAGES, Stage.DECLINED)}
    ahead = [case for case in context.same_organiser(invitation) if case.ends_at >= context.now]
    found = {
        case.pk: case
        for case in [*context.same_day(invitation), *ahead]
        if case.stage in carry_on and (case.received_on, case.pk) < (invitation.received_on, invitation.pk)
    }
    return sorted(found.values(), key=lambda case: (case.starts_at, case.pk))[:TWINS_SHOWN]
