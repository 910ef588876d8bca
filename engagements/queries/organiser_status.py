"""What an organiser may know of where the invitation stands:
what letters that left have said, and the organiser's own acts.

Never a decision whose letter has not left, never whom the Mayor asked before that was announced, never an
internal note. While the office considers, every stage looks alike.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from django.utils import timezone

from civic import wording
from civic.queries import CouncilNow
from engagements import case_context, situations
from engagements.models import LEFT, Invitation, Letter, Question, RecordEntry
from protocols.core.consequences import MAKES_ANEW
from protocols.core.letters import EXPLAINING, TOLD_TOGETHER, announced_after
from protocols.core.vocabulary import Addressee, Announced, Explained, LetterKind, Stage, Step, Waiting

NOTHING = Announced.NOTHING
OWN_ANSWERS = (Step.INVITE_MAYOR, Step.NO_THANK_YOU, Step.COUNCILLOR_ONLY)
CLOSED_BY_LETTER = (
    Stage.DECLINED,
    Stage.REFUSED,
    Stage.NOT_CIVIC,
    Stage.LAPSED,
    Stage.CANCELLED,
    Stage.COMPLETED,
    Stage.SET_ASIDE,
)


SAYS_SO = "Our letter confirms this, with thanks for your invitation."
RUNG = "We have told you by telephone, and will confirm it in a letter."
_TOLD_TOGETHER = [letter.value for letter in TOLD_TOGETHER]


class May(Enum):
    """What the organiser can do on the pages behind the link."""

    ANSWER_PROTOCOL = "answer the question about the protocol"
    ANSWER_QUESTION = "answer the office's question"
    CHANGE_DETAILS = "change the details"
    CHANGE_WISH = "change the wish"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class OrganiserStatus:
    """Where it stands, in plain words; what is expected of the organiser; what the organiser can do."""

    heading: str
    says: tuple[str, ...]
    expected: str = ""
    may: frozenset[May] = frozenset()
    announced: str = ""
    # Of the last letter, where it came back.
    undelivered: str = ""


@dataclass(frozen=True)
class _Known:
    """What the sentences are made of."""

    invitation: Invitation
    letters: list[Letter]
    # Whose attendance letters that left have told of; of a joined case, those that went with the other's.
    announced: Announced
    names: dict[str, str]
    has_deputy: bool
    now: datetime

    @property
    def stage(self) -> Stage:
        return Stage(self.invitation.stage)

    @property
    def settled(self) -> bool:
        """Whether the letter that says where the case stands has left."""
        return situations.waiting(self.letters) is Waiting.NONE

    @property
    def rung(self) -> bool:
        """Whether the organiser was told by telephone, and the letter is still to come."""
        letter = situations.stages_letter(self.letters)
        same = situations.same_letters(letter, self.letters) if letter else []
        left = any(one.state in LEFT for one in same)
        return not left and any(one.told_at is not None for one in same)

    def left(self, kind: LetterKind, since: datetime | None = None) -> bool:
        of_kind = (letter for letter in self.letters if letter.kind == kind.value and letter.is_known)
        return any(since is None or letter.drafted_at >= since for letter in of_kind)


def told(invitation: Invitation, at: CouncilNow) -> OrganiserStatus:
    """What to show behind the organiser's link."""
    context = case_context.read([invitation], at)
    joined = invitation.stage == Stage.DUPLICATE.value
    announced = (situations.told_together if joined else situations.announced)(invitation, context)
    letters = situations.own_letters(invitation, context)
    known = _Known(invitation, letters, announced, at.titles, at.has_deputy, at.now)
    if joined:
        return _joined(known, context.letters_left(invitation.pk))
    status = _closed(known) or _asked(known) or _announced(known) or _considered(known)
    return replace(status, undelivered=_undelivered(known))


def _undelivered(known: _Known) -> str:
    """Said of the last letter alone: one that left after it has said what was to be said."""
    last = max((each for each in known.letters if each.released_at), key=lambda each: each.pk, default=None)
    if last is None or last.state != Letter.State.FAILED or last.released_at is None:
        return ""
    day = wording.day(timezone.localdate(last.released_at))
    return f"We wrote to you on {day}, but the letter could not be delivered. The office knows about this."


def open_question(invitation: Invitation) -> Question | None:
    """What the office has asked the organiser and not been answered yet."""
    questions = Question.objects.filter(invitation=invitation, to=Question.To.ORGANISER)
    return questions.filter(answered_at__isnull=True, given_up_at__isnull=True).first()


def given_answer(invitation: Invitation) -> RecordEntry | None:
    """The entry of the organiser's answer to the protocol's question, if there was one."""
    if invitation.explained != Explained.ANSWERED.value:
        return None
    return RecordEntry.objects.filter(
        invitation=invitation, kind__in=[step.value for step in OWN_ANSWERS]
    ).last()


def _last_kind(invitation: Invitation) -> str:
    """The step that brought the case where it stands."""
    entries = RecordEntry.objects.filter(invitation=invitation, to_stage=invitation.stage).exclude(
        from_stage=invitation.stage
    )
    return entries.values_list("kind", flat=True).last() or ""


def _closed(known: _Known) -> OrganiserStatus | None:
    stage, mayor = known.stage, known.names["mayor_title"]
    if stage is Stage.WITHDRAWN:
        return OrganiserStatus(
            "This invitation has been withdrawn",
            ("You withdrew it, and nobody will attend. Thank you for telling us.",),
        )
    own = stage in (Stage.NOT_CIVIC, Stage.CANCELLED) and _last_kind(known.invitation) in (
        Step.COUNCILLOR_ONLY.value,
        Step.CALL_OFF.value,
    )
    if stage not in CLOSED_BY_LETTER or not (known.settled or own):
        return None
    heading, says = {
        Stage.DECLINED: (
            f"{wording.capital(mayor)} cannot accept this invitation",
            SAYS_SO,
        ),
        Stage.REFUSED: (
            "The office cannot support this invitation",
            "Our letter names the clause of the protocol that this follows.",
        ),
        Stage.NOT_CIVIC: (
            "This is a councillor’s private matter",
            (
                "The councillor may come privately, without the chain or civic support. Please "
                "arrange it with the councillor."
            ),
        ),
        Stage.LAPSED: (
            "This invitation is closed",
            "Our letter explains why. Please write to us if you would like us to reconsider.",
        ),
        Stage.CANCELLED: (
            "This engagement has been cancelled",
            "Nobody will attend. Our letter confirms this.",
        ),
        Stage.COMPLETED: ("The event is over", "Thank you for inviting us."),
        Stage.SET_ASIDE: (
            "This invitation is closed",
            f"We think it is meant for someone other than {mayor} of this council. If this "
            f"is a mistake, please write to us or telephone us.",
        ),
    }[stage]
    return OrganiserStatus(heading, (RUNG if known.rung else says,))


def _joined(known: _Known, left: list[Letter]) -> OrganiserStatus:
    """Where it is answered together with another's: what the letters that left have said, as everywhere."""
    kinds = [letter.kind for letter in left]
    last = next((kind for kind in reversed(kinds) if kind in _TOLD_TOGETHER), "")
    mayor = known.names["mayor_title"]
    if last == LetterKind.JOINED_DECLINED.value:
        return OrganiserStatus(f"{wording.capital(mayor)} cannot accept this invitation", (SAYS_SO,))
    if last == LetterKind.JOINED_OFF.value:
        return OrganiserStatus(
            "This engagement has been cancelled", ("Nobody will attend. Our letter confirms this.",)
        )
    if last == LetterKind.JOINED_ATTENDED.value:
        return OrganiserStatus("The event is over", ("Thank you for inviting us.",))
    status = _announced(known) or _considered(known)
    together = "We have another invitation to this event, and will answer the two together."
    says = (*status.says, together) if LetterKind.JOINED.value in kinds else status.says
    over = known.invitation.ends_at <= known.now
    return replace(status, says=says, expected="", may=frozenset(() if over else (May.WITHDRAW,)))


def _asked(known: _Known) -> OrganiserStatus | None:
    invitation, mayor = known.invitation, known.names["mayor_title"]
    if invitation.ends_at <= known.now:
        return None
    question = open_question(invitation) if known.stage is Stage.AWAITING_INFORMATION else None
    due = situations.answer_due_on(invitation, known.letters)
    by = f" by {wording.day(due)}" if due else ""
    if question and known.left(LetterKind.QUESTION, question.asked_at):
        expected = (
            f"Please answer our question{by}. The time until you reply is not counted in the "
            f"time for our answer."
        )
        return OrganiserStatus(
            "We have asked you a question", (), expected, _usual(known) | {May.ANSWER_QUESTION}, _who(known)
        )
    awaited = (
        known.stage in (Stage.PROTOCOL_EXPLAINED, Stage.SPECIAL_CASE)
        and invitation.explained == Explained.ASKED.value
    )
    if awaited and any(known.left(letter) for letter in EXPLAINING):
        says = (
            f"We have written to you to explain how we answer invitations. Every invitation "
            f"goes to {mayor} first."
        )
        expected = f"Please tell us{by} whether you would like to invite {mayor}."
        return OrganiserStatus(
            "We need an answer from you",
            (says,),
            expected,
            _usual(known) | {May.ANSWER_PROTOCOL},
            _who(known),
        )
    return None


def _announced(known: _Known) -> OrganiserStatus | None:
    who = _who(known)
    if not who:
        return None
    if known.invitation.ends_at <= known.now:
        return OrganiserStatus("The event is over", (f"We told you that {who} would attend.",), announced=who)
    says = [f"As we told you, {who} will attend."]
    if known.rung:
        says.append("We will confirm it in a letter.")
    if _changed_since(known):
        says.append("The details have changed since then. We are looking at them, and will write to you.")
    says.append("If anything changes on our side, we will write to you.")
    expected = "Please tell us here if the date, the place or the kind of event changes."
    return OrganiserStatus("We have told you who will attend", tuple(says), expected, _usual(known), who)


def _considered(known: _Known) -> OrganiserStatus:
    invitation, mayor = known.invitation, known.names["mayor_title"]
    received = f"We received it on {wording.day(invitation.received_on)}."
    if invitation.ends_at <= known.now:
        return OrganiserStatus(
            "The date of this event has passed",
            (received, "Please write to us or telephone us if you are still waiting for an answer."),
        )
    if known.stage is Stage.HELD_FOR_SUCCESSOR and known.left(LetterKind.HELD):
        says = (
            f"The event is after the present term of {mayor}. The next holder of the office "
            f"will decide, and we will write to you then."
        )
        return OrganiserStatus(
            "Your invitation is kept for the next holder of the office", (received, says), may=_usual(known)
        )
    late = timezone.localdate(known.now) > invitation.promise_due_on
    due = wording.day(invitation.promise_due_on)
    sorry = (
        f"We are sorry. We said that we would answer by {due}, and have not done so yet. "
        f"Please telephone us if it is urgent."
    )
    says = sorry if late else f"You will hear from us by {due}."
    return OrganiserStatus(
        "Your invitation is being considered",
        (received, says),
        "You do not need to do anything at the moment.",
        _usual(known),
    )


def _usual(known: _Known) -> frozenset[May]:
    """What is offered at every stage alike, so that an offer that goes tells nothing."""
    elsewhere = (Addressee.COUNCILLOR.value, Addressee.DEPUTY.value)
    asks_wish = known.has_deputy and known.invitation.addressee not in elsewhere and not _who(known)
    return frozenset({May.CHANGE_DETAILS, May.WITHDRAW} | ({May.CHANGE_WISH} if asks_wish else set()))


def _who(known: _Known) -> str:
    """Whom letters that left have announced, in words; nothing where nobody stands announced."""
    mayor, deputy = known.names["mayor_title"], known.names["deputy_title"]
    words = {
        Announced.MAYOR: mayor,
        Announced.DEPUTY: deputy,
        Announced.ACTING: f"{deputy} (carrying out the duties of {mayor})",
        Announced.BOTH: f"{mayor} and {deputy}",
    }
    return words.get(known.announced, "")


def _changed_since(known: _Known) -> bool:
    """Whether the details were changed or corrected after the last letter about attendance left."""
    announcing = (
        letter.drafted_at
        for letter in known.letters
        if letter.is_known and announced_after(Waiting(letter.announces), NOTHING) is not NOTHING
    )
    last = max(announcing, default=None)
    changes = RecordEntry.objects.filter(invitation=known.invitation, kind__in=MAKES_ANEW)
    return last is not None and changes.filter(at__gte=last).exists()
