"""When a letter that has not left is still true, and what it tells the organiser about who attends."""

from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    ANSWER_OWED_STAGES,
    ATTENDING_STAGES,
    OPEN_STAGES,
    OUTCOMES,
    Announced,
    LetterKind,
    MayorOfEvent,
    Stage,
    Step,
    Waiting,
)

# Over the Mayor's own name, once the Mayor has approved the very words (P12). No step calls for one: they are
# never an answer to an invitation.
IN_THE_MAYORS_NAME = (
    LetterKind.MAYORS_THANKS,
    LetterKind.MAYORS_CONGRATULATIONS,
    LetterKind.MAYORS_CONDOLENCES,
)
# Where an invitation has its answer, and owes none.
ANSWERED_STAGES = tuple(stage for stage in Stage if stage not in OPEN_STAGES and stage is not Stage.SET_ASIDE)
# These stay true while other letters come and go; they neither replace the stage's
# letter nor are replaced by it.
STANDING_LETTERS: dict[LetterKind, tuple[Stage, ...]] = {
    LetterKind.ACKNOWLEDGEMENT: tuple(stage for stage in Stage if stage is not Stage.SET_ASIDE),
    LetterKind.MAYOR_INVITED: OPEN_STAGES + ATTENDING_STAGES,
    LetterKind.OPEN_AGAIN: OPEN_STAGES + ATTENDING_STAGES,
    LetterKind.EXPLAINED_BY_MISTAKE: OPEN_STAGES + ATTENDING_STAGES,
    LetterKind.CHANGE_ACKNOWLEDGED: OPEN_STAGES,
    LetterKind.CORRECTION: OPEN_STAGES,
    LetterKind.HOLDING: (*ANSWER_OWED_STAGES, Stage.DUPLICATE),
    LetterKind.ARRANGEMENTS: ATTENDING_STAGES,
    LetterKind.JOINED_ATTENDS: (Stage.DUPLICATE,),
    LetterKind.JOINED_DECLINED: (Stage.DUPLICATE,),
    LetterKind.JOINED_OFF: (Stage.DUPLICATE,),
    LetterKind.JOINED_ATTENDED: (Stage.DUPLICATE,),
    **dict.fromkeys(IN_THE_MAYORS_NAME, ANSWERED_STAGES),
}
# The last of these that left says what holds; the letter that it was joined says only that an answer comes.
TOLD_TOGETHER = (
    LetterKind.JOINED_ATTENDS,
    LetterKind.JOINED_DECLINED,
    LetterKind.JOINED_OFF,
    LetterKind.JOINED_ATTENDED,
)

DEPUTYS_PART_ENDS = (
    Step.ACCOMPANY_DECLINES,
    Step.ACCOMPANY_CANNOT,
    Step.ACCOMPANY_TAKE_BACK,
    Step.ACCOMPANY_FALLS,
)
# What was announced is in doubt from then on: the event is another. Each promises a day of its own.
PUT_IN_DOUBT = (LetterKind.CHANGE_ACKNOWLEDGED, LetterKind.CORRECTION)
EXPLAINING = (LetterKind.PROTOCOL_EXPLAINED, LetterKind.REFERRED)
# The explanation and its question live on while the case is before the Mayor as a special case.
_EXPLANATION_STAGES = (Stage.PROTOCOL_EXPLAINED, Stage.SPECIAL_CASE)

_ANNOUNCING_MAYOR = (
    LetterKind.ACCEPTANCE,
    LetterKind.ACCEPTANCE_DESIGNATE,
    LetterKind.CONFIRMATION,
    LetterKind.CHANGE_OF_REPRESENTATIVE,
    LetterKind.MAYOR_ALONE,
)
_ANNOUNCING_ACTING = (LetterKind.ACCEPTANCE_ACTING, LetterKind.SUBSTITUTION_ACTING)
# In the place of both, who had been announced.
_ONE_ALONE = (LetterKind.MAYOR_ALONE, LetterKind.SUBSTITUTION_ACTING)
_CALLING_OFF = (LetterKind.CANCELLED, LetterKind.APOLOGY)


def announces(row: Row, situation: Situation) -> Waiting:
    """What the row's letter will tell about attendance when it leaves."""
    if row.letter is None or row.letter in STANDING_LETTERS:
        return Waiting.NONE
    if row.letter is LetterKind.ACCOMPANIED:
        return Waiting.BOTH
    if row.becomes is Stage.DEPUTY_ATTENDS:
        return Waiting.DEPUTY
    if row.letter in _ANNOUNCING_ACTING or (
        row.letter in _ANNOUNCING_MAYOR and situation.mayor is MayorOfEvent.ACTING
    ):
        return Waiting.ACTING
    if row.letter is LetterKind.CONFIRMATION and situation.announced is Announced.BOTH:
        return Waiting.BOTH
    if row.letter in _ANNOUNCING_MAYOR:
        return Waiting.MAYOR
    if row.letter in _CALLING_OFF:
        return Waiting.NOBODY
    if row.letter is LetterKind.HELD and situation.announced is not Announced.NOTHING:
        return Waiting.DOUBT
    return Waiting.EXPLANATION if row.letter in EXPLAINING else Waiting.OTHER


def ends_deputys_part(row: Row) -> bool:
    """Whether the Deputy, who was asked to accompany, no longer is: also where only the Mayor is invited."""
    return row.step in DEPUTYS_PART_ENDS or (row.step is Step.ONLY_MAYOR and row.stage is Stage.MAYOR_ATTENDS)


def still_true(letter: LetterKind, row: Row) -> bool:
    """Whether a letter that was waiting before the row's step may still leave after it."""
    if letter is LetterKind.ARRANGEMENTS and (ends_deputys_part(row) or row.step is Step.ACCOMPANY_ACCEPTS):
        return False  # it says how to address whoever comes
    if letter in STANDING_LETTERS:
        # The acknowledgement of a change promises a day of its own.
        overtaken = letter is LetterKind.HOLDING and row.letter in PUT_IN_DOUBT
        answered = letter in (*TOLD_TOGETHER, LetterKind.HOLDING) and row.step is Step.TELL_TOGETHER
        overtaken = overtaken or answered
        return row.becomes in STANDING_LETTERS[letter] and row.letter is not letter and not overtaken
    if row.letter is not None and row.letter not in STANDING_LETTERS:
        return False
    if letter in (*EXPLAINING, LetterKind.REMINDER) and row.stage in _EXPLANATION_STAGES:
        return row.becomes in _EXPLANATION_STAGES
    if letter is LetterKind.ACCOMPANIED and ends_deputys_part(row):
        return False
    if letter in _ONE_ALONE and row.step is Step.ACCOMPANY_ACCEPTS:
        return False
    if row.step in OUTCOMES:
        return False  # what was written of another outcome
    if letter is LetterKind.JOINED and row.step is Step.TELL_TOGETHER:
        return False  # the answer, which it says will come, is here
    return row.becomes is row.stage


def announced_after(left: Waiting, before: Announced) -> Announced:
    """What stands announced once a letter saying `left` has left."""
    return _ANNOUNCES.get(left, before)


def in_doubt_after(left: Waiting, before: bool) -> bool:
    """Whether what stands announced is in doubt once a letter saying `left` has left."""
    return left is Waiting.DOUBT or (before and left not in _ANNOUNCES)


_ANNOUNCES = {
    Waiting.MAYOR: Announced.MAYOR,
    Waiting.ACTING: Announced.ACTING,
    Waiting.DEPUTY: Announced.DEPUTY,
    Waiting.BOTH: Announced.BOTH,
    Waiting.NOBODY: Announced.NOTHING,
}
