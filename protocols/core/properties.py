"""What must never be, in any reachable history:
each a sentence and a check, written without looking at the table.

A check of a step sees the situation before, the row and the situation after; a check
of a rest sees one situation and the rows that are open in it.
"""

from collections.abc import Callable, Sequence

from protocols.core.facts import Fact
from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.truth_of_letters import (
    is_silent_where_it_must_speak,
    says_what_is_not_so,
    was_told_that_it_is_closed,
)
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    CLOSED_STAGES,
    OPEN_STAGES,
    Accompany,
    Addressee,
    Announced,
    Carrier,
    Choice,
    Explained,
    LetterKind,
    MayorOfEvent,
    OfferDeputy,
    Party,
    SameEvent,
    Stage,
    Step,
    Waiting,
    Wish,
)
from protocols.core.who_may import BEGIN, cannot_do_what_they_may, is_not_theirs

StepCheck = Callable[[Situation, Row, Situation], bool]
RestCheck = Callable[[Situation, Sequence[Row]], bool]

_ASKED = (Choice.DELEGATION, Choice.EXCEPTION)
_DECLINED = (SameEvent.OPEN, SameEvent.SAME)
_MAYORS_OWN = (Stage.WITH_DEPUTY, Stage.DEPUTY_ATTENDS, Stage.MAYOR_ATTENDS, Stage.DECLINED)
_NAMES_A_DEPUTY = (
    LetterKind.ACCEPTANCE_DEPUTY,
    LetterKind.GOODWILL,
    LetterKind.SUBSTITUTION,
    LetterKind.ACCOMPANIED,
)


def _deputy_asked_by(before: Situation, row: Row, then: Situation) -> bool:
    delegated = then.stage is Stage.WITH_DEPUTY and before.stage is not Stage.WITH_DEPUTY
    together = then.accompany is Accompany.ASKED and before.accompany is not Accompany.ASKED
    return delegated or together


def _deputy_asked_without_the_mayors_choice(before: Situation, row: Row, then: Situation) -> bool:
    return _deputy_asked_by(before, row, then) and not (
        row.party is Party.MAYOR
        and before.mayor is MayorOfEvent.IN_OFFICE
        and before.deputy_in_office
        and then.choice is not Choice.NONE
    )


def _deputy_goes_without_a_live_choice(before: Situation, row: Row, then: Situation) -> bool:
    goes = then.stage is Stage.DEPUTY_ATTENDS and before.stage is not Stage.DEPUTY_ATTENDS
    with_mayor = then.accompany is Accompany.ACCEPTED and before.accompany is not Accompany.ACCEPTED
    if not (goes or with_mayor):
        return False
    lives = before.choice is not Choice.NONE and before.chooser_is_mayor and before.asked_is_deputy
    return not (row.party is Party.DEPUTY and lives and (with_mayor or before.choice in _ASKED))


def _declined_event_reaches_the_deputy(before: Situation, row: Row, then: Situation) -> bool:
    reached = (
        _deputy_asked_by(before, row, then) or then.accompany is Accompany.ACCEPTED is not before.accompany
    )
    reached = reached or (then.stage is Stage.DEPUTY_ATTENDS is not before.stage)
    declined = before.same_event in _DECLINED or before.stage is Stage.DECLINED
    return reached and declined


def _declined_case_moves_on(before: Situation, row: Row, then: Situation) -> bool:
    """Only the Mayor takes up again what the Mayor declined, and only to answer it in person."""
    left = before.stage is Stage.DECLINED and before.waiting is Waiting.NONE
    return left and not (
        row.party is Party.MAYOR and then.stage is Stage.WITH_MAYOR and then.same_event is SameEvent.SAME
    )


def _duplicate_of_a_declined_case_moves_on(before: Situation, row: Row, then: Situation) -> bool:
    declined = before.stage is Stage.DUPLICATE and before.carrier is Carrier.DECLINED
    return declined and then.stage is not Stage.DUPLICATE


def _deputy_asked_again(before: Situation, row: Row, then: Situation) -> bool:
    return _deputy_asked_by(before, row, then) and before.deputy_said_no


def _mayor_only_passed_on(before: Situation, row: Row, then: Situation) -> bool:
    delegated = row.step in (Step.DELEGATE, Step.MAYOR_CANNOT) or (
        row.step is Step.GRANT_EXCEPTION and before.stage is Stage.WITH_MAYOR
    )
    accepted = row.step is Step.DEPUTY_ACCEPTS and before.choice is Choice.DELEGATION
    return (delegated or accepted) and before.wish is Wish.MAYOR_ONLY


def _offered_against_the_councils_choice(before: Situation, row: Row, then: Situation) -> bool:
    offered = row.step in (Step.DELEGATE, Step.MAYOR_CANNOT) or (
        row.step is Step.GRANT_EXCEPTION and before.stage is Stage.WITH_MAYOR
    )
    without_leave = before.offer is OfferDeputy.WITH_LEAVE and before.wish is not Wish.DEPUTY_WELCOME
    return offered and (before.offer is OfferDeputy.NEVER or without_leave)


def _silence_delegates(before: Situation, row: Row, then: Situation) -> bool:
    return row.party is Party.SYSTEM and (
        _deputy_asked_by(before, row, then)
        or then.stage in ATTENDING_STAGES
        and before.stage is not then.stage
    )


def _acting_deputy_chooses_the_deputy(before: Situation, row: Row, then: Situation) -> bool:
    return before.mayor is MayorOfEvent.ACTING and _deputy_asked_by(before, row, then)


def _mayor_answers_what_nobody_asked(before: Situation, row: Row, then: Situation) -> bool:
    answers = row.party is Party.MAYOR and row.step in (
        Step.ACCEPT,
        Step.ACCEPT_TOGETHER,
        Step.DECLINE,
        Step.DELEGATE,
    )
    asks_along = row.step is Step.ACCEPT_TOGETHER and before.stage is Stage.MAYOR_ATTENDS
    return answers and (
        before.stage is not Stage.WITH_MAYOR
        and not (asks_along and before.accompany is Accompany.NONE)
        or before.addressee in (Addressee.DEPUTY, Addressee.COUNCILLOR, Addressee.UNCLEAR)
    )


def _decided_for_another_term(before: Situation, row: Row, then: Situation) -> bool:
    nobody = before.mayor in (MayorOfEvent.UNKNOWN_SUCCESSOR, MayorOfEvent.VACANT)
    decides = row.party is Party.MAYOR and row.step not in (Step.OUTCOME_ATTENDED, Step.OUTCOME_NOT_ATTENDED)
    return decides and nobody


def _accepted_when_over(before: Situation, row: Row, then: Situation) -> bool:
    goes = then.stage in ATTENDING_STAGES and before.stage not in ATTENDING_STAGES
    return (
        before.event_over
        and not before.late
        and (
            goes
            or _deputy_asked_by(before, row, then)
            or then.accompany is Accompany.ACCEPTED is not before.accompany
        )
    )


def _announced_attendance_swallowed(before: Situation, row: Row, then: Situation) -> bool:
    return (
        before.announced is not Announced.NOTHING
        and then.stage in CLOSED_STAGES
        and then.stage not in (Stage.CANCELLED, Stage.COMPLETED)
    )


def _cancelled_though_nothing_was_announced(before: Situation, row: Row, then: Situation) -> bool:
    return then.stage is Stage.CANCELLED and before.announced is Announced.NOTHING


def _ends_without_a_letter(before: Situation, row: Row, then: Situation) -> bool:
    """What was no invitation at all ends so: then nobody hears of it again either."""
    no_invitation = then.stage is Stage.SET_ASIDE and then.unsaid
    silent = row.letter is None or then.waiting is Waiting.NONE
    ends = then.stage in CLOSED_STAGES and then.stage is not before.stage
    return ends and silent and not no_invitation and not before.late


def _written_to_unasked(before: Situation, row: Row, then: Situation) -> bool:
    """Of what was entered late the office writes to nobody, but where it chooses to."""
    return then.late and row.letter is not None and row.step is not Step.WRITE_THANKS


def _opened_again_unsaid(before: Situation, row: Row, then: Situation) -> bool:
    told = was_told_that_it_is_closed(before)
    return told and then.stage not in CLOSED_STAGES and row.letter is not LetterKind.OPEN_AGAIN


def _blamed_for_the_offices_silence(before: Situation, row: Row, then: Situation) -> bool:
    asked = (
        before.stage in (Stage.AWAITING_INFORMATION, Stage.PROTOCOL_EXPLAINED)
        and before.waiting is Waiting.NONE
    )
    return row.letter is LetterKind.CLOSING_SILENCE and not (asked and before.clock.value == "overdue")


def _comes_back_elsewhere(before: Situation, row: Row, then: Situation) -> bool:
    """What the Deputy no longer has comes back to where it came from: whoever was addressed says which."""
    back = before.stage in (Stage.WITH_DEPUTY, *ATTENDING_STAGES) and then.stage is not before.stage
    came_from = Stage.SPECIAL_CASE if before.addressee is Addressee.DEPUTY else Stage.WITH_MAYOR
    return back and then.stage in (Stage.SPECIAL_CASE, Stage.WITH_MAYOR) and then.stage is not came_from


def _deputy_named_too_early(before: Situation, row: Row, then: Situation) -> bool:
    return row.letter in _NAMES_A_DEPUTY and row.step not in (Step.DEPUTY_ACCEPTS, Step.ACCOMPANY_ACCEPTS)


def _officer_alone_undoes_the_mayors_choice(before: Situation, row: Row, then: Situation) -> bool:
    changed = then.stage is not before.stage and before.stage in _MAYORS_OWN
    office = row.party is Party.OFFICER or (
        row.party is Party.CIVIC_MANAGER and row.step is not Step.CALL_OFF_FOR_CAUSE
    )
    # What was noted wrongly was decided of another event.
    another = row.step is Step.CORRECT_EVENT and row.letter is LetterKind.CORRECTION
    # What took place is entered by the office, and put aside again where that was wrong.
    unsaid = before.late and then.stage is Stage.SET_ASIDE
    return changed and office and then.stage is not Stage.COMPLETED and not another and not unsaid


def _asked_what_was_answered(before: Situation, row: Row, then: Situation) -> bool:
    asks = (
        row.step in (Step.EXPLAIN_PROTOCOL, Step.WAIT_AGAIN)
        or then.stage is Stage.PROTOCOL_EXPLAINED is not before.stage
    )
    answers = row.step in (Step.INVITE_MAYOR, Step.NO_THANK_YOU, Step.COUNCILLOR_ONLY)
    return (asks or answers) and before.explained is Explained.ANSWERED


def _decided_without_needed_advice(before: Situation, row: Row, then: Situation) -> bool:
    return row.step is Step.PUT_TO_MAYOR and before.advice.value == "needed"


def _exception_not_the_mayors_own(before: Situation, row: Row, then: Situation) -> bool:
    new = then.choice is Choice.EXCEPTION and before.choice is not Choice.EXCEPTION
    return new and not (
        row.party is Party.MAYOR and before.mayor is MayorOfEvent.IN_OFFICE and before.named_deputy
    )


NEVER_IN_A_STEP: dict[str, StepCheck] = {
    "somebody takes a step that is not theirs, or not yet": is_not_theirs,
    "a letter says what is not so": says_what_is_not_so,
    "nothing is written where something must be said": is_silent_where_it_must_speak,
    "the Deputy is asked without a recorded choice of the Mayor in office": (
        _deputy_asked_without_the_mayors_choice
    ),
    "the Deputy attends without a live choice of the Mayor of the event": _deputy_goes_without_a_live_choice,
    "a declined event reaches the Deputy": _declined_event_reaches_the_deputy,
    "a case whose decline has left moves on, but to the Mayor who takes it up again": _declined_case_moves_on,
    "a duplicate of a declined case moves on": _duplicate_of_a_declined_case_moves_on,
    "a Deputy who said no is asked again": _deputy_asked_again,
    "an invitation for the Mayor only is passed on": _mayor_only_passed_on,
    "the Deputy is offered where the council chose not to": _offered_against_the_councils_choice,
    "silence delegates": _silence_delegates,
    "an acting Deputy chooses the Deputy": _acting_deputy_chooses_the_deputy,
    "the Mayor answers what nobody asked of the Mayor": _mayor_answers_what_nobody_asked,
    "somebody decides for a term that is not theirs": _decided_for_another_term,
    "somebody accepts for an event that is over": _accepted_when_over,
    "an announced attendance is swallowed": _announced_attendance_swallowed,
    "something is cancelled that was never announced": _cancelled_though_nothing_was_announced,
    "a case ends without a letter": _ends_without_a_letter,
    "somebody is written to of what was entered late, unasked": _written_to_unasked,
    "a case opens again and whoever was told it was closed is not told": _opened_again_unsaid,
    "an organiser is blamed for the office's silence": _blamed_for_the_offices_silence,
    "a case comes back to where it did not come from": _comes_back_elsewhere,
    "a letter names the Deputy before the Deputy accepted": _deputy_named_too_early,
    "an officer alone undoes what the Mayor chose": _officer_alone_undoes_the_mayors_choice,
    "a question already answered is asked or answered again": _asked_what_was_answered,
    "the Mayor is asked while the Monitoring Officer's advice is outstanding": _decided_without_needed_advice,
    "a goodwill exception is not the Mayor's own, or the Deputy was not named": _exception_not_the_mayors_own,
}

_TRUE_AT: dict[Waiting, tuple[Stage, ...]] = {
    Waiting.MAYOR: (Stage.MAYOR_ATTENDS,),
    Waiting.ACTING: (Stage.MAYOR_ATTENDS,),
    Waiting.BOTH: (Stage.MAYOR_ATTENDS,),
    Waiting.DEPUTY: (Stage.DEPUTY_ATTENDS,),
    Waiting.NOBODY: (Stage.CANCELLED, Stage.COMPLETED),
    Waiting.EXPLANATION: (Stage.PROTOCOL_EXPLAINED, Stage.SPECIAL_CASE),
}


def _letter_contradicts_the_stage(s: Situation, openly: Sequence[Row]) -> bool:
    return s.stage not in _TRUE_AT.get(s.waiting, tuple(Stage))


def _deputys_part_without_a_choice(s: Situation, openly: Sequence[Row]) -> bool:
    if s.stage in (Stage.WITH_DEPUTY, Stage.DEPUTY_ATTENDS):
        return s.choice not in _ASKED
    return s.accompany is not Accompany.NONE and not (
        s.stage is Stage.MAYOR_ATTENDS and s.choice is Choice.OWN
    )


# No way on: back to where it came from, what the organiser alone can do, and what begins the case anew.
_NO_WAY_ON = (Step.RECALL, Step.CORRECT_EVENT)
# Nobody holds the office that decides: the case waits for whoever will.
_NOBODY_DECIDES = (MayorOfEvent.VACANT, MayorOfEvent.UNKNOWN_SUCCESSOR)


def _dead_end(s: Situation, openly: Sequence[Row]) -> bool:
    """A living case that nobody in the council, the system included, can take on to anywhere else."""
    if s.stage not in OPEN_STAGES + ATTENDING_STAGES or s.mayor in _NOBODY_DECIDES:
        return s.stage in OPEN_STAGES + ATTENDING_STAGES and all(row.becomes is s.stage for row in openly)
    return all(
        row.becomes is s.stage or row.party is Party.ORGANISER or row.step in _NO_WAY_ON for row in openly
    )


def _leads_two_ways(s: Situation, openly: Sequence[Row]) -> bool:
    """Two rows hold at once for one party and one step, so that nobody could say what comes of it."""
    return len(openly) != len({(row.party, row.step) for row in openly})


def _three_answers_collapse(s: Situation, openly: Sequence[Row]) -> bool:
    """Before a Mayor in office with a Deputy to ask, accepting,
    delegating and declining are three different things.
    """
    if s.offer is OfferDeputy.NEVER or (
        s.offer is OfferDeputy.WITH_LEAVE and s.wish is not Wish.DEPUTY_WELCOME
    ):
        return False  # the council itself left the Mayor two answers here
    free = (
        s.stage is Stage.WITH_MAYOR
        and s.mayor is MayorOfEvent.IN_OFFICE
        and s.deputy_in_office
        and not s.event_over
    )
    plain = (
        s.announced is Announced.NOTHING
        and not s.deputy_said_no
        and s.wish is not Wish.MAYOR_ONLY
        and s.same_event not in _DECLINED
    )
    if not (free and plain):
        return False
    answers = (Step.ACCEPT, Step.DELEGATE, Step.DECLINE)
    became = {row.step: row.becomes for row in openly if row.step in answers and row.party is Party.MAYOR}
    return len(set(became.values())) != len(answers)


_TELLS_OF_THE_MAYOR = (Announced.MAYOR, Announced.ACTING, Announced.BOTH)


def _decided_and_not_told(s: Situation, openly: Sequence[Row]) -> bool:
    """Every letter has left, and the organiser does not know who comes, or is left in doubt."""
    if s.stage not in ATTENDING_STAGES or s.waiting is not Waiting.NONE or s.late:
        return False
    told = (Announced.DEPUTY,) if s.stage is Stage.DEPUTY_ATTENDS else _TELLS_OF_THE_MAYOR
    both = s.announced is Announced.BOTH
    of_the_deputy = (both and s.accompany is Accompany.NONE) or (
        not both and s.accompany is Accompany.ACCEPTED
    )
    return s.announced not in told or s.in_doubt or of_the_deputy


NEVER_AT_REST: dict[str, RestCheck] = {
    "a letter that contradicts the stage is waiting to leave": _letter_contradicts_the_stage,
    "the Deputy has a part that rests on no choice": _deputys_part_without_a_choice,
    "an attendance is decided and the organiser is not told": _decided_and_not_told,
    "one step leads two ways": _leads_two_ways,
    "somebody cannot do what they may": cannot_do_what_they_may,
    "a living case is a dead end for everybody in the council": _dead_end,
    "the Mayor's three answers collapse": _three_answers_collapse,
}


def nevers_at_rest(situation: Situation, openly: Sequence[Row]) -> list[str]:
    """What must never be, and is, where a case rests and these rows are open."""
    return [never for never, happens in NEVER_AT_REST.items() if happens(situation, openly)]


def nevers_in_a_step(before: Situation, row: Row, then: Situation) -> list[str]:
    """What must never be, and happens, when the row's step is taken."""
    return [never for never, happens in NEVER_IN_A_STEP.items() if happens(before, row, then)]


def _begins_otherwise(rows: tuple[Row, ...]) -> bool:
    """Whoever may begin a case can, while the event is ahead; an invitation in the office's queue, with our
    thanks, an approach with our question. What took place is entered when it is over.
    """
    begin = {(row.party, row.step): (row.becomes, row.letter) for row in rows}
    late = {row.step for row in rows if Fact.EVENT_OVER in row.provided}
    other = any(Fact.EVENT_AHEAD not in row.provided for row in rows if row.step is not Step.ENTER_LATE)
    return begin != BEGIN or late != {Step.ENTER_LATE} or other


NEVER_AT_THE_START: dict[str, Callable[[tuple[Row, ...]], bool]] = {
    "a case begins otherwise than the protocol has it": _begins_otherwise,
}
