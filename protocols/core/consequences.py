"""What a step changes in a situation, beside the stage.

The exploration walks on these; the office's records are held to them by tests that walk both side by side.
"""

from typing import NamedTuple, TypedDict

from protocols.core.letters import (
    STANDING_LETTERS,
    announced_after,
    announces,
    ends_deputys_part,
    in_doubt_after,
    still_true,
)
from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    Accompany,
    Addressee,
    Advice,
    Announced,
    AnswerClock,
    Carrier,
    Choice,
    Explained,
    LetterKind,
    SameEvent,
    Stage,
    Step,
    Waiting,
    Wish,
)

NAMES_DEPUTY = (Addressee.DEPUTY, Addressee.BOTH, Addressee.EITHER)
DEPUTY_SAYS_NO = (Step.DEPUTY_DECLINES, Step.DEPUTY_CANNOT, Step.ACCOMPANY_DECLINES, Step.ACCOMPANY_CANNOT)
CHOOSING: dict[Step, Choice] = {
    Step.DELEGATE: Choice.DELEGATION,
    Step.MAYOR_CANNOT: Choice.DELEGATION,
    Step.GRANT_EXCEPTION: Choice.EXCEPTION,
    Step.ACCEPT: Choice.OWN,
    Step.ACCEPT_TOGETHER: Choice.OWN,
}
MAKES_ANEW = (Step.CHANGE_DETAILS, Step.CORRECT_EVENT)
"""The steps after which the event is another: findings are made anew, and earlier choices fall."""
_RESTING_ON_A_CHOICE = (Stage.WITH_DEPUTY, *ATTENDING_STAGES)


class Particulars(NamedTuple):
    """What the person who takes a step says with it, as far as the protocol cares."""

    addressee: Addressee | None = None
    wish: Wish | None = None
    same_event: SameEvent | None = None
    date_moved: bool = False
    # What the organiser of a joined case was told with the other's.
    told: Announced = Announced.NOTHING
    # What the organiser was told by telephone, and the step keeps from being written.
    unwritten: bool = False


class Changes(TypedDict, total=False):
    """What a step changes, field by field."""

    stage: Stage
    waiting: Waiting
    unsaid: bool
    explained: Explained
    clock: AnswerClock
    announced: Announced
    in_doubt: bool
    carrier: Carrier
    addressee: Addressee
    named_deputy: bool
    wish: Wish
    same_event: SameEvent
    advice: Advice
    deputy_said_no: bool
    choice: Choice
    chooser_is_mayor: bool
    asked_is_deputy: bool
    accompany: Accompany


def after(before: Situation, row: Row, said: Particulars = Particulars()) -> Situation:  # noqa: B008
    """The situation once the row's step was taken, before the world moves again."""
    waiting = _waiting_after(before, row)
    changes: Changes = {
        "stage": row.becomes,
        "waiting": waiting,
        "unsaid": row.step is Step.SET_ASIDE,
        "explained": _explained_after(before, waiting, row),
    }
    changes |= _what_was_asked(before, row, said)
    changes |= _whose_choice(row)
    if row.step is Step.TELL_BY_TELEPHONE:
        changes |= _told(before)
    if before.stage is Stage.DUPLICATE is not row.becomes:
        changes |= _on_its_own(row, said)
    if said.unwritten and before.announced is not Announced.NOTHING:
        changes["in_doubt"] = True
    return before._replace(**changes)


def may_be_unwritten(before: Situation, row: Row) -> bool:
    """Whether an attendance may have been told by telephone alone, and the step withdraws its letter."""
    by_telephone = before.waiting is Waiting.NONE and before.announced is not Announced.NOTHING
    return before.stage in ATTENDING_STAGES and by_telephone and not still_true(LetterKind.ACCEPTANCE, row)


def _told(before: Situation) -> Changes:
    """What the organiser hears on the telephone counts as if its letter had left, which follows."""
    return {
        "waiting": Waiting.NONE,
        "announced": announced_after(before.waiting, before.announced),
        "in_doubt": in_doubt_after(before.waiting, before.in_doubt),
    }


def _on_its_own(row: Row, said: Particulars) -> Changes:
    """Nothing carries it on any more; what its organiser was told meanwhile is this case's own word now."""
    returns = row.step in (Step.UNLINK, Step.STAND_ALONE)
    return {"carrier": Carrier.OPEN, "announced": said.told if returns else Announced.NOTHING}


def _waiting_after(before: Situation, row: Row) -> Waiting:
    if row.letter is not None and row.letter not in STANDING_LETTERS:
        return announces(row, before)
    if row.step is Step.TELL_TOGETHER:
        return Waiting.NONE
    if row.becomes is row.stage:
        # That one comes alone is taken back unsent where the Deputy agrees after all.
        alone = before.waiting in (Waiting.MAYOR, Waiting.ACTING) and row.step is Step.ACCOMPANY_ACCEPTS
        untrue = alone or (before.waiting is Waiting.BOTH and ends_deputys_part(row))
        return Waiting.NONE if untrue else before.waiting
    if before.waiting is Waiting.EXPLANATION and still_true(LetterKind.PROTOCOL_EXPLAINED, row):
        return before.waiting
    return Waiting.NONE


def _what_was_asked(before: Situation, row: Row, said: Particulars) -> Changes:
    changes = Changes()
    if row.becomes is not row.stage:
        changes["clock"] = AnswerClock.RUNNING
    if row.step is Step.REMIND:
        changes["clock"] = AnswerClock.REMINDED
    alone = row.step is Step.ONLY_MAYOR and before.addressee is Addressee.BOTH
    if row.step is Step.INVITE_MAYOR or alone:
        changes["addressee"] = Addressee.MAYOR
    if row.step is Step.SETTLE_ADDRESSEE and said.addressee:
        changes |= {"addressee": said.addressee, "named_deputy": said.addressee in NAMES_DEPUTY}
    if row.step in (Step.CHANGE_WISH, Step.ONLY_MAYOR):
        changes["wish"] = Wish.MAYOR_ONLY if row.step is Step.ONLY_MAYOR else said.wish or before.wish
    if row.step in (Step.SETTLE_SAME_EVENT, Step.TAKE_UP):
        # From what the Mayor takes up again the Deputy stays barred, as from any event that was declined.
        settled = said.same_event or before.same_event
        changes["same_event"] = SameEvent.SAME if row.step is Step.TAKE_UP else settled
    if row.step in (Step.ADVISE, Step.ADVISE_AGAINST):
        changes["advice"] = Advice.GIVEN if row.step is Step.ADVISE else Advice.AGAINST
    if row.step in MAKES_ANEW:
        changes |= _made_anew(before, said)
    if row.step in (*DEPUTY_SAYS_NO, Step.CORRECT_NO):
        changes["deputy_said_no"] = row.step is not Step.CORRECT_NO
    return changes


def _made_anew(before: Situation, said: Particulars) -> Changes:
    """The findings are made anew: an answer given for the old details does not hold for the new ones."""
    anew: Changes = {"advice": Advice.NOT_NEEDED}
    if before.announced is not Announced.NOTHING:
        anew["in_doubt"] = True
    if before.same_event is SameEvent.DIFFERENT:
        anew["same_event"] = SameEvent.NONE
    if said.date_moved:
        anew["deputy_said_no"] = False
    return anew


def _explained_after(before: Situation, waiting: Waiting, row: Row) -> Explained:
    if row.step is Step.EXPLAIN_PROTOCOL:
        return Explained.ASKED
    if row.step in (Step.INVITE_MAYOR, Step.NO_THANK_YOU, Step.COUNCILLOR_ONLY):
        return Explained.ANSWERED
    if before.waiting is Waiting.EXPLANATION and waiting is not Waiting.EXPLANATION:
        return Explained.NEVER  # the letter was withdrawn before it left: nothing was explained to anybody
    return Explained.RETRACTED if row.step is Step.RETRACT_EXPLANATION else before.explained


def _whose_choice(row: Row) -> Changes:
    if row.step in CHOOSING:
        together = row.step is Step.ACCEPT_TOGETHER
        return {
            "choice": CHOOSING[row.step],
            "chooser_is_mayor": True,
            "asked_is_deputy": together or CHOOSING[row.step] is not Choice.OWN,
            "accompany": Accompany.ASKED if together else Accompany.NONE,
        }
    if row.step is Step.ACCOMPANY_ACCEPTS:
        return {"accompany": Accompany.ACCEPTED}
    if ends_deputys_part(row):
        return {"accompany": Accompany.NONE, "asked_is_deputy": False}
    if row.becomes not in _RESTING_ON_A_CHOICE:
        return {
            "choice": Choice.NONE,
            "chooser_is_mayor": False,
            "asked_is_deputy": False,
            "accompany": Accompany.NONE,
        }
    return {}
