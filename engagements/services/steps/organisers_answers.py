"""What the organiser says: through the link, or to an officer who takes it down on the organiser's word."""

from django.db import transaction
from django.utils import timezone

from civic.models import Person
from civic.queries import read_council
from engagements import situations
from engagements.models import EntryKind, EntryWords, Invitation, Question
from engagements.particulars import WHEN, EventParticulars
from engagements.services.case_record import audit_trail
from engagements.services.intake import registration
from engagements.services.steps import event_changes, transitions
from protocols.core.consequences import Particulars
from protocols.core.rulings import BreachOfProtocol
from protocols.core.vocabulary import Announced, Party, Stage, Step, Wish

# What an organiser may change after the invitation came: date, place and nature, and what the guest is asked
# to do.
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
    "asked",
    "asked_words",
    "consort_invited",
    "dignitaries",
    "press",
)


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


@transaction.atomic
def keep_words(
    invitation: Invitation,
    *,
    event: EventParticulars | None = None,
    wish: Wish | None = None,
    step: Step = Step.WITHDRAW,
    answer: str = "",
) -> None:
    """What the organiser says while an answer waits that the organiser has not read: the event as it is now,
    a wish, an answer, or a step that is open no more.

    The organiser must not learn that before the letter (P15), so the words are taken, and every draft of the
    case is read again before it goes.
    """
    current = transitions.lock(invitation, None)
    words: EntryWords = {"said": answer or step.label}
    if event is not None:
        words = {"changes": audit_trail.changes(_differing(current, event))}
    elif wish is not None:
        words = {"wish": wish.value}
    current.version += 1
    audit_trail.write(
        current,
        kind=EntryKind.ORGANISER_WROTE,
        party=Party.ORGANISER,
        words=words,
        made_version=current.version,
    )
    current.save(update_fields=["version"])


def is_detail(invitation: Invitation, event: EventParticulars) -> bool:
    """Whether nothing differs from the invitation but what no decision hangs on."""
    return event_changes.is_detail(invitation, event, set(_differing(invitation, event)))


def _differing(invitation: Invitation, event: EventParticulars) -> dict[str, tuple[object, object]]:
    new = {name: event.columns[name] for name in (*CHANGEABLE, "outside_area")}
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
        placed = event_changes.placed(movement.invitation, event, movement.at)
        changed = _differing(movement.invitation, placed)
        if not changed:
            reason = "You have not changed anything. Enter what is different, or go back."
            raise BreachOfProtocol(
                Stage(invitation.stage), Party.ORGANISER, movement.row.step, movement.row.clause, (reason,)
            )
        event_changes.put(movement, changed)
        if not detail:
            event_changes.make_anew(movement, changed)
    return invitation


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
