"""The one writer of an invitation's stage.

Asks the protocol, writes record, letters, stage and who is told.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypedDict

from django.db import transaction
from django.utils import timezone

from civic import wording
from civic.models import DayKind, Person
from civic.queries import CouncilNow, read_council
from engagements import case_context, kept_shut, promise, situations
from engagements.case_context import CaseContext
from engagements.models import (
    WAITING_TO_LEAVE,
    Delegation,
    Engagement,
    EntryWords,
    Instruction,
    Invitation,
    Letter,
    Notification,
    Question,
    RecordEntry,
)
from engagements.queries import who_is_told
from engagements.services.case_record import audit_trail, consents
from engagements.services.letters import drafts, kept_up
from engagements.services.mail import notifications
from protocols.core.consequences import CHOOSING, MAKES_ANEW, Particulars, after
from protocols.core.letters import announces
from protocols.core.rows import Row
from protocols.core.rulings import BreachOfProtocol, rule_on
from protocols.core.situation import Situation
from protocols.core.table import WAITING_STAGES
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    CLOSED_STAGES,
    OPEN_STAGES,
    Accompany,
    Announced,
    Carrier,
    Choice,
    LetterKind,
    Party,
    Stage,
    Step,
)

# How a delegation ends when the step takes away what it rested on.
_DELEGATION_ENDS = {
    Step.DEPUTY_DECLINES: Delegation.State.DECLINED,
    Step.ACCOMPANY_DECLINES: Delegation.State.DECLINED,
    Step.DEPUTY_CANNOT: Delegation.State.CANNOT,
    Step.ACCOMPANY_CANNOT: Delegation.State.CANNOT,
    Step.TAKE_BACK: Delegation.State.TAKEN_BACK,
    Step.ACCOMPANY_TAKE_BACK: Delegation.State.TAKEN_BACK,
    Step.MAYOR_CANNOT: Delegation.State.TAKEN_BACK,
    Step.OUTCOME_ATTENDED: Delegation.State.ENDED,
    Step.OUTCOME_NOT_ATTENDED: Delegation.State.ENDED,
}


class MovedMeanwhile(Exception):
    """Somebody else moved the invitation after the page was opened. Carries that entry for a polite page."""

    def __init__(self, invitation: Invitation, entry: RecordEntry | None) -> None:
        self.invitation, self.entry = invitation, entry
        super().__init__(f"{invitation.reference} was changed since you opened the page.")


class Outcome(TypedDict, total=False):
    """What came of an engagement, as its columns keep it."""

    attended: bool
    outcome_note: str


@dataclass
class Movement:
    """A step being taken. Whoever takes it may add rows and words before it is written."""

    invitation: Invitation
    # What was around the case before the step.
    context: CaseContext
    row: Row
    before: Situation
    then: Situation
    words: EntryWords = field(default_factory=EntryWords)
    # What only this step knows of the letter it calls for.
    letter_values: dict[str, str] = field(default_factory=dict)
    # What came of the engagement, where the step tells.
    outcome: Outcome = field(default_factory=Outcome)
    letter: Letter | None = None
    entry: RecordEntry | None = None

    @property
    def at(self) -> CouncilNow:
        return self.context.at


@contextmanager
def step(
    invitation: Invitation,
    *,
    party: Party,
    step: Step,
    said: Particulars | None = None,
    seen: int | None = None,
    on_instruction_of: str = "",
    whose_word: Person | None = None,
    by: Person | None,
) -> Iterator[Movement]:
    """Take one step of the table in one transaction.

    `seen` is the version the person's page showed. The body may write the rows the step rests on and put
    words into the record (`words`) and the letter (`letter`). Whoever's word somebody else records
    (`whose_word`) hears of it: nothing is said in a person's name behind that person's back.

    Raises BreachOfProtocol when the table has no such row, MovedMeanwhile when the invitation changed since
    it was seen.
    """
    with transaction.atomic():
        current = lock(invitation, seen)
        context = case_context.read([current], read_council())
        before = situations.situation(current, context)
        row = rule_on(before, party, step)
        if why := kept_shut.why(step, current, context):
            raise BreachOfProtocol(before.stage, party, step, row.clause, (why,))
        said = said or Particulars(told=situations.told_together(current, context))
        said = said._replace(unwritten=_is_unwritten(current, context, row))
        movement = Movement(current, context, row, before, after(before, row, said))
        yield movement
        if whose_word is not None and whose_word != by:
            notifications.notify(whose_word, kind=Notification.Kind.WORD_RECORDED, invitation=current)
        _write(movement, on_instruction_of, by)
    invitation.refresh_from_db()


def _is_unwritten(invitation: Invitation, context: CaseContext, row: Row) -> bool:
    """Whether the step withdraws the letter of what the organiser was told by telephone."""
    letters = situations.own_letters(invitation, context)
    untrue = drafts.made_untrue([letter for letter in letters if letter.state in WAITING_TO_LEAVE], row)
    return any(situations.told_by_word_alone(letter, letters) for letter in untrue)


def word_of(person: Person | None, *how: str, by: Person) -> str:
    """Whose word `by` records, and how it was given, as the record has it; nothing for one's own."""
    return "" if person is None or person == by else ", ".join(filter(None, (person.name, *how)))


def given(instruction: Instruction | None, told_at: datetime | None) -> tuple[str, str]:
    """How a word was given, and when, in words."""
    return instruction.label if instruction else "", wording.moment(told_at) if told_at else ""


def lock(invitation: Invitation, seen: int | None) -> Invitation:
    """The invitation as it is now, and nobody else's until this transaction ends.

    Its letters cannot start leaving either.
    """
    current = (
        Invitation.objects.select_for_update(of=("self",))
        .for_situations()
        .select_related("assigned_to")
        .get(pk=invitation.pk)
    )
    if seen is not None and seen != current.version:
        entry = (
            RecordEntry.objects.filter(invitation=current, made_version=current.version)
            .select_related("by")
            .first()
        )
        raise MovedMeanwhile(current, entry)
    list(Letter.objects.waiting().select_for_update().filter(invitation=current).values_list("pk", flat=True))
    return current


def _write(movement: Movement, on_instruction_of: str, by: Person | None) -> None:
    invitation, row = movement.invitation, movement.row
    waiting = list(Letter.objects.waiting().filter(invitation=invitation).select_related("invitation"))
    withdrawn = drafts.withdraw_untrue(invitation, row=row, waiting=waiting)
    drafts.withdraw_what_went_with(invitation, row=row)
    if LetterKind.HOLDING.value in [letter.kind for letter in withdrawn]:
        # Nobody was told of the later day; it may be written of again.
        invitation.promise_renewed_on = None
        promise.go_back(invitation, movement.at)
    _carry_over(movement)
    if withdrawn:
        movement.words["withdrawn_letters"] = [letter.kind for letter in withdrawn]
    movement.entry = audit_trail.write(
        invitation,
        kind=row.step,
        party=row.party,
        by=by,
        words=movement.words,
        on_instruction_of=on_instruction_of,
        from_stage=movement.before.stage.value,
        to_stage=row.becomes.value,
        clause=row.clause,
        made_version=invitation.version,
    )
    _end_what_the_choice_held(movement)
    invitation.save()
    follow_the_event(invitation)
    if "changes" in movement.words:
        kept_up.renew(invitation, movement.at)
        consents.note_agreement(invitation, movement.at)
    if row.letter is not None:
        movement.letter = drafts.draft(
            invitation,
            movement.at,
            entry=movement.entry,
            kind=row.letter,
            announces=announces(row, movement.before),
            given=movement.letter_values,
        )
    _let_stand_alone(movement)
    for person, news in who_is_told.people_told(row, invitation, movement.context, by=by):
        notifications.notify(person, kind=Notification.Kind(news.value), invitation=invitation)


def _let_stand_alone(movement: Movement) -> None:
    """Whoever was joined to a case that has ended, or that its organiser has moved to another day, comes back
    to the office and is answered by themselves.
    """
    carrying = movement.invitation
    if movement.row.step in (Step.CORRECT_EVENT, Step.LINK_DUPLICATE):
        keep_joined(carrying)
    moved = "event_on" in movement.words.get("changes", {})
    if movement.row.becomes not in CLOSED_STAGES and not moved:
        return
    for joined in joined_to(carrying):
        context = case_context.read([joined], movement.at)
        if situations.situation(joined, context).carrier is Carrier.GONE:
            with step(joined, party=Party.SYSTEM, step=Step.STAND_ALONE, by=None) as alone:
                alone.words["joined_to"] = carrying.reference


def keep_joined(invitation: Invitation) -> None:
    """What is joined to it stays so: its day was corrected and not moved, or another case carries on now."""
    day = invitation.joined_to.event_on if invitation.joined_to else invitation.event_on
    for joined in joined_to(invitation):
        if joined.joined_day != day:
            joined.joined_day = day
            joined.save(update_fields=["joined_day"])


def joined_to(invitation: Invitation) -> list[Invitation]:
    """The cases that this one carries on, however many stand between, the earliest first."""
    found: list[Invitation] = []
    above = [invitation.pk]
    while above:
        direct = Invitation.objects.filter(joined_to__in=above).for_situations().order_by("pk")
        below = [case for case in direct if case not in found and case != invitation]
        found += below
        above = [case.pk for case in below]
    return sorted(found, key=lambda case: case.pk)


def _carry_over(movement: Movement) -> None:
    """Put the step's consequences into the invitation's own columns."""
    invitation, then, today = movement.invitation, movement.then, timezone.localdate()
    if then.stage.value != invitation.stage:
        invitation.stage_since = timezone.now()
        _keep_the_clocks(movement)
        if then.stage is Stage.HELD_FOR_SUCCESSOR:
            promise.hold(invitation, movement.at)
    if movement.row.step is Step.REMIND:
        invitation.reminded_on = today
        invitation.answer_due_on = today + timedelta(days=invitation.protocol_version.after_reminder_days)
    if then.stage is Stage.DUPLICATE is not movement.before.stage:
        invitation.was_joined_to = None
    if movement.before.stage is Stage.DUPLICATE is not then.stage:
        if movement.row.step in (Step.UNLINK, Step.STAND_ALONE):
            invitation.was_joined_to = invitation.joined_to
        invitation.joined_to = invitation.joined_day = None
    if movement.row.step is Step.TAKE_UP:
        invitation.taken_up = True
    invitation.set_aside_unsaid = then.unsaid
    invitation.stage = then.stage.value
    invitation.addressee, invitation.named_deputy = then.addressee.value, then.named_deputy
    invitation.wish, invitation.explained = then.wish.value, then.explained.value
    invitation.version += 1


def _keep_the_clocks(movement: Movement) -> None:
    """The promise's clock stands still while the organiser is asked (P21).

    The organiser's own clock runs then.
    """
    invitation, today = movement.invitation, timezone.localdate()
    was_waiting, will_wait = movement.before.stage in WAITING_STAGES, movement.then.stage in WAITING_STAGES
    if was_waiting and not will_wait and invitation.clock_stopped_on:
        at = movement.at
        working = at.council.answer_promised_in == DayKind.WORKING
        since = invitation.clock_stopped_on
        stopped = at.working_days_between(since, today) if working else (today - since).days
        invitation.clock_stopped_days += max(stopped, 0)
        invitation.clock_stopped_on = None
        due_on = at.promise_due_on(invitation.promise_runs_from, invitation.clock_stopped_days)
        # The day of a holding letter stands, as the organiser has it in writing.
        renewed = invitation.promise_renewed_on is not None
        invitation.promise_due_on = max(due_on, invitation.promise_due_on) if renewed else due_on
    if movement.before.stage is Stage.AWAITING_INFORMATION:
        # Whichever way the case went on, nobody waits for an answer any more.
        Question.objects.filter(
            invitation=invitation, to=Question.To.ORGANISER, answered_at=None, given_up_at=None
        ).update(given_up_at=timezone.now())
    if will_wait and not was_waiting:
        invitation.clock_stopped_on = today
    invitation.answer_due_on = (
        today + timedelta(days=invitation.protocol_version.answer_days) if will_wait else None
    )
    invitation.reminded_on = None


def _end_the_engagement(movement: Movement) -> None:
    """Close what the diary holds of the case; or keep it there as to be confirmed again."""
    step, then = movement.row.step, movement.then
    own = Engagement.objects.filter(invitation=movement.invitation)
    if movement.before.stage is Stage.COMPLETED:
        done = own.filter(state=Engagement.State.DONE)
        if then.stage is Stage.COMPLETED:
            done.update(**movement.outcome)
        else:
            done.update(state=Engagement.State.ENDED)
        return
    over = Engagement.State.DONE if then.stage is Stage.COMPLETED else Engagement.State.ENDED
    if step in CHOOSING or then.stage not in OPEN_STAGES:
        own.filter(state=Engagement.State.TENTATIVE).update(state=over, **movement.outcome)
    if then.stage not in ATTENDING_STAGES:
        announced = then.announced is not Announced.NOTHING
        kept = announced and step in MAKES_ANEW and then.stage in OPEN_STAGES
        own.live().update(state=Engagement.State.TENTATIVE if kept else over, **movement.outcome)


def follow_the_event(invitation: Invitation) -> None:
    """What the diary holds of the case has the event's hours."""
    in_diary = Engagement.objects.in_diary().filter(invitation=invitation)
    in_diary.exclude(starts_at=invitation.starts_at, ends_at=invitation.ends_at).update(
        starts_at=invitation.starts_at, ends_at=invitation.ends_at
    )


def _end_what_the_choice_held(movement: Movement) -> None:
    """Close the engagement and the delegation that the case no longer rests on, before it goes on.

    The engagement first: what the Deputy accepted stands while something rests on it.
    """
    invitation, before, then = movement.invitation, movement.before, movement.then
    _end_the_engagement(movement)
    part_ended = before.accompany is not Accompany.NONE and then.accompany is Accompany.NONE
    if part_ended or (then.choice is Choice.NONE and before.choice is not Choice.NONE):
        living = Delegation.objects.living().filter(invitation=invitation)
        if then.stage is not Stage.COMPLETED:  # who accompanied stays with an engagement that took place
            Engagement.objects.filter(invitation=invitation, accompanied_by__in=living).update(
                accompanied_by=None
            )
        living.update(state=_DELEGATION_ENDS.get(movement.row.step, Delegation.State.FALLEN))
    if movement.row.step is Step.CORRECT_NO:
        correctable = Delegation.objects.correctable().filter(invitation=invitation)
        correctable.update(state=Delegation.State.MISTAKEN)
