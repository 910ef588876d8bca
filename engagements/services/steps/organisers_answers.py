"""What the organiser says: through the link, or to an officer who takes it down on the organiser's word."""

from datetime import timedelta

from django.utils import timezone

from civic import wording
from civic.models import Person
from civic.queries import read_council
from engagements import promise, situations
from engagements.models import Invitation, LegalAdvice, Question, SameEventAnswer
from engagements.particulars import WHEN, EventParticulars
from engagements.services.case_record import audit_trail
from engagements.services.intake import registration
from engagements.services.steps import transitions
from protocols.core.consequences import Particulars
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Announced, Party, Stage, Step, Wish

# What an organiser may change after the invitation came: date, place and nature.
CHANGEABLE = (
    *WHEN,
    "title",
    "kind",
    "what_happens",
    "venue",
    "address",
    "postcode",
    "expected_numbers",
    "open_to_public",
)
# Who decided, and what for, does not hang on these.
DETAILS = frozenset({"title", "what_happens", "expected_numbers", "open_to_public"})
HOURS = frozenset({"starts_at", "ends_at", "starts_wall", "ends_wall"})
A_LITTLE = timedelta(minutes=15)


def answer_protocol(
    invitation: Invitation, *, step: Step, word: str = "", seen: int | None = None, by: Person | None = None
) -> Invitation:
    """One of the three answers to the explanation (P4).

    Invite the Mayor, no thank you, as a councillor only.
    """
    with transitions.step(
        invitation, party=Party.ORGANISER, step=step, seen=seen, on_instruction_of=_word(word, by), by=by
    ):
        pass
    return invitation


def answer_question(
    invitation: Invitation, *, answer: str, word: str = "", seen: int | None = None, by: Person | None = None
) -> Question:
    """Answer what the office asked; the promise's clock runs again."""
    told = _word(word, by)
    with transitions.step(
        invitation, party=Party.ORGANISER, step=Step.ANSWER_QUESTION, seen=seen, on_instruction_of=told, by=by
    ) as movement:
        question = (
            Question.objects.filter(invitation=movement.invitation, to=Question.To.ORGANISER)
            .order_by("-id")[:1]
            .get()
        )
        question.answer, question.answered_at, question.answered_by = answer, timezone.now(), by
        question.save()
        movement.words["question"] = question.pk
    return question


def change_wish(
    invitation: Invitation, *, wish: Wish, word: str = "", seen: int | None = None, by: Person | None = None
) -> Invitation:
    """Say what is wished if the Mayor cannot attend; recorded, with what it was before.

    That only the Mayor is invited may come late: what the Deputy was asked then falls, and nobody says so.
    """
    told = _word(word, by)
    said = Particulars(wish=wish)
    with transitions.step(
        invitation,
        party=Party.ORGANISER,
        step=Step.ONLY_MAYOR if wish is Wish.MAYOR_ONLY else Step.CHANGE_WISH,
        said=said,
        seen=seen,
        on_instruction_of=told,
        by=by,
    ) as movement:
        movement.words |= {"before": movement.before.wish.value, "after": wish.value}
    return invitation


def is_detail(invitation: Invitation, event: EventParticulars) -> bool:
    """Whether nothing differs but what no decision hangs on: a quarter of an hour is no other time.

    What happens at the event is no detail once the Monitoring Officer was asked about it, nor what it is
    called once somebody said whether it is the event that was declined.
    """
    differing = set(_differing(invitation, event))
    asked = "what_happens" in differing and LegalAdvice.objects.filter(invitation=invitation).exists()
    compared = "title" in differing and SameEventAnswer.objects.filter(invitation=invitation).exists()
    little = _moves_little(invitation, event)
    return differing <= (DETAILS | HOURS if little else DETAILS) and not asked and not compared


def _moves_little(invitation: Invitation, event: EventParticulars) -> bool:
    """On the same days, and by no more than a quarter of an hour from what whoever goes was asked for."""
    begins, ends = event.starts_at - invitation.starts_at, event.ends_at - invitation.ends_at
    return max(abs(begins), abs(ends)) <= A_LITTLE


def _differing(invitation: Invitation, event: EventParticulars) -> dict[str, tuple[object, object]]:
    new = {name: event.columns[name] for name in CHANGEABLE}
    new |= {"starts_at": event.starts_at, "ends_at": event.ends_at}
    old = {name: getattr(invitation, name) for name in new}
    return {name: (old[name], value) for name, value in new.items() if old[name] != value}


def change_details(
    invitation: Invitation,
    *,
    event: EventParticulars,
    word: str = "",
    seen: int | None = None,
    by: Person | None = None,
) -> Invitation:
    """Change date, place or nature: the case goes back to an officer and earlier choices fall.

    A mere detail is noted and told to whoever goes; the stage and every choice stay (P8).
    Raises BreachOfProtocol (the new date is past; nothing would change), MovedMeanwhile.
    """
    detail = is_detail(invitation, event)
    said = Particulars(date_moved=event.event_on != invitation.event_on)
    told = _word(word, by)
    with transitions.step(
        invitation,
        party=Party.ORGANISER,
        step=Step.AMEND_DETAIL if detail else Step.CHANGE_DETAILS,
        said=said,
        # What is a detail was judged by the case as it is here.
        seen=invitation.version if seen is None else seen,
        on_instruction_of=told,
        by=by,
    ) as movement:
        registration.refuse_past(event, movement.row)
        changed = _differing(movement.invitation, event)
        if not changed:
            reason = "Nothing would change. Enter what is different, or go back."
            raise BreachOfProtocol(
                Stage(invitation.stage), Party.ORGANISER, movement.row.step, movement.row.clause, (reason,)
            )
        for name, (_, value) in changed.items():
            setattr(movement.invitation, name, value)
        movement.invitation.search_text = registration.search_text(movement.invitation)
        movement.words["changes"] = audit_trail.changes(changed)
        if detail:
            return invitation
        if event.event_on <= movement.invitation.promise_due_on and movement.invitation.promise_renewed_on:
            promise.go_back(movement.invitation, movement.at)
        movement.letter_values["changes"] = told_changes(movement.invitation, set(changed))
        if movement.before.announced is not Announced.NOTHING:
            promise.begin_anew(movement.invitation, movement.at)
        LegalAdvice.objects.filter(invitation=movement.invitation).update(void=True)
        SameEventAnswer.objects.filter(invitation=movement.invitation, same=False).update(void=True)
    return invitation


def told_changes(invitation: Invitation, changed: set[str]) -> str:
    """What was changed, a line each, as a letter says it."""
    lines = []
    if changed & {"starts_at", "ends_at", "event_on", "ends_on", "starts_wall", "ends_wall"}:
        lines.append(f"When: {wording.moment(invitation.starts_at)}")
    if changed & {"venue", "address", "postcode"}:
        lines.append(f"Where: {', '.join(filter(None, (invitation.venue, invitation.postcode)))}")
    if "title" in changed:
        lines.append(f"Name of the event: {invitation.title}")
    if changed & {"kind", "what_happens", "expected_numbers", "open_to_public"}:
        lines.append("What happens at the event")
    return "\n".join(lines)


def withdraw(
    invitation: Invitation, *, word: str = "", seen: int | None = None, by: Person | None = None
) -> Invitation:
    """The organiser withdraws; where an attendance was announced this calls the engagement off."""
    announced = situations.of(invitation, read_council()).announced
    step = Step.WITHDRAW if announced is Announced.NOTHING else Step.CALL_OFF
    with transitions.step(
        invitation, party=Party.ORGANISER, step=step, seen=seen, on_instruction_of=_word(word, by), by=by
    ):
        pass
    return invitation


def _word(word: str, by: Person | None) -> str:
    """How an officer came to know what the organiser said.

    Nothing when the organiser said it through the link.

    Without the organiser's name: this stands in the hashed record, from which nothing can be erased later.
    """
    return f"the organiser, {word or 'told the office'}" if by else ""
