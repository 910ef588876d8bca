"""Who may do what, and when: the protocol read a second time, as conditions, without looking at the table.

Nobody may do more than stands here, and whoever stands here can always do it. The table and this reading are
held against each other in every situation that can be reached.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from protocols.core.rows import Row
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    ATTENDING_STAGES,
    OPEN_STAGES,
    OUTCOMES,
    Accompany,
    Addressee,
    Advice,
    Announced,
    AnswerClock,
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

P, S = Party, Stage
Condition = Callable[[Situation], bool]
Who = tuple[Party, Step]
"""Somebody, and what they may do."""

_WAITING = (S.AWAITING_INFORMATION, S.PROTOCOL_EXPLAINED)
_ASKED = (S.PROTOCOL_EXPLAINED, S.SPECIAL_CASE)
_ENDED = (S.REFUSED, S.WITHDRAWN, S.LAPSED, S.NOT_CIVIC, S.CANCELLED)
_TO_MAYOR = (Addressee.MAYOR, Addressee.BOTH, Addressee.EITHER)
_WITHIN_TERM = (MayorOfEvent.IN_OFFICE, MayorOfEvent.ACTING, MayorOfEvent.VACANT)
_NOBODY = (MayorOfEvent.UNKNOWN_SUCCESSOR, MayorOfEvent.VACANT)
_ON_THE_DEPUTY = (Choice.DELEGATION, Choice.EXCEPTION)


class Right(NamedTuple):
    """From these stages the party may take each of the steps, exactly when all the conditions hold."""

    party: Party
    steps: tuple[Step, ...]
    stages: tuple[Stage, ...]
    when: tuple[Condition, ...]


# --- What is said of a situation ----------------------------------------------------------------------------


def ahead(s: Situation) -> bool:
    return not s.event_over


def over(s: Situation) -> bool:
    return s.event_over


def late(s: Situation) -> bool:
    """Entered after it took place, and nobody was written to (P8)."""
    return s.late and s.event_over


def not_late(s: Situation) -> bool:
    return not s.late


def unannounced(s: Situation) -> bool:
    return s.announced is Announced.NOTHING


def announced(s: Situation) -> bool:
    return s.announced is not Announced.NOTHING


def left(s: Situation) -> bool:
    return s.waiting is Waiting.NONE


def not_left(s: Situation) -> bool:
    return s.waiting is not Waiting.NONE


def to(*addressees: Addressee) -> Condition:
    return lambda s: s.addressee in addressees


def somebody_is_mayor(s: Situation) -> bool:
    """In office, acting or designate, for the moment of the event (P8, P9)."""
    return s.mayor not in _NOBODY


def no_decline(s: Situation) -> bool:
    return s.same_event in (SameEvent.NONE, SameEvent.DIFFERENT)


def deputy_can_be_asked(s: Situation) -> bool:
    """By a Mayor in office; a Deputy who has not said no; of no event that was declined (P2, P3, P9)."""
    in_office = s.mayor is MayorOfEvent.IN_OFFICE and s.deputy_in_office
    return in_office and not s.deputy_said_no and no_decline(s)


def deputy_may_be_offered(s: Situation) -> bool:
    """As the organiser wishes and the council chose."""
    if s.wish is Wish.MAYOR_ONLY or s.offer is OfferDeputy.NEVER:
        return False
    return s.offer is OfferDeputy.UNLESS_REFUSED or s.wish is Wish.DEPUTY_WELCOME


def question_open(s: Situation) -> bool:
    return s.explained is Explained.ASKED


def choice_stands(s: Situation) -> bool:
    return s.chooser_is_mayor and s.asked_is_deputy


def offered_by_name(s: Situation) -> bool:
    return s.named_deputy and deputy_may_be_offered(s)


def own_choice(s: Situation) -> bool:
    """Whoever is Mayor chose to go to what both were invited to, and the organiser knows."""
    told = s.announced in (Announced.MAYOR, Announced.BOTH)
    return told and s.chooser_is_mayor and s.addressee is Addressee.BOTH


def choice_fell(s: Situation) -> bool:
    return not s.chooser_is_mayor or (s.choice in _ON_THE_DEPUTY and not s.asked_is_deputy)


def deputy_still_can(s: Situation) -> bool:
    return choice_stands(s) and s.deputy_in_office and not s.deputy_said_no and no_decline(s)


def carrier_is(*carriers: Carrier) -> Condition:
    return lambda s: s.carrier in carriers


def part(*parts: Accompany) -> Condition:
    return lambda s: s.accompany in parts


def not_joined_to_a_decline(s: Situation) -> bool:
    """What the Mayor declined is declined in every case that was joined to it (P3)."""
    return s.carrier is not Carrier.DECLINED


def may(party: Party, steps: tuple[Step, ...], stages: tuple[Stage, ...], *when: Condition) -> Right:
    return Right(party, steps, stages, when)


# --- Who may ------------------------------------------------------------------------------------------------

_BUT_THE_DEPUTY = tuple(addressee for addressee in Addressee if addressee is not Addressee.DEPUTY)
RECEIVED, WITH_MAYOR, JOINT = (S.RECEIVED,), (S.WITH_MAYOR,), (S.MAYOR_ATTENDS,)
ALIVE = (*OPEN_STAGES, *ATTENDING_STAGES)

ORGANISERS = (
    may(P.ORGANISER, (Step.CHANGE_DETAILS, Step.AMEND_DETAIL), ALIVE, ahead),
    may(P.ORGANISER, (Step.WITHDRAW,), ALIVE, ahead, unannounced),
    may(P.ORGANISER, (Step.WITHDRAW,), (S.DECLINED,), ahead, unannounced, not_left),
    may(P.ORGANISER, (Step.WITHDRAW,), (S.DUPLICATE,), ahead, not_joined_to_a_decline),
    may(P.ORGANISER, (Step.CALL_OFF,), ALIVE, ahead, announced),
    may(P.ORGANISER, (Step.CHANGE_WISH, Step.ONLY_MAYOR), OPEN_STAGES, ahead),
    may(P.ORGANISER, (Step.CHANGE_WISH, Step.ONLY_MAYOR), ATTENDING_STAGES, ahead, unannounced),
    may(P.ORGANISER, (Step.ANSWER_QUESTION,), (S.AWAITING_INFORMATION,), ahead),
    may(P.ORGANISER, (Step.INVITE_MAYOR,), _ASKED, ahead, question_open),
    may(P.ORGANISER, (Step.NO_THANK_YOU, Step.COUNCILLOR_ONLY), _ASKED, ahead, question_open, unannounced),
)
OFFICERS = (
    may(P.OFFICER, (Step.CORRECT_EVENT,), ALIVE, ahead),
    may(P.OFFICER, (Step.ASK_INFORMATION, Step.ASK_MONITORING_OFFICER), RECEIVED, ahead),
    may(P.OFFICER, (Step.STOP_WAITING,), (S.AWAITING_INFORMATION,), ahead),
    may(P.OFFICER, (Step.SETTLE_ADDRESSEE,), RECEIVED, unannounced, to(*_BUT_THE_DEPUTY)),
    may(P.CIVIC_MANAGER, (Step.SETTLE_ADDRESSEE,), RECEIVED, unannounced, to(Addressee.DEPUTY)),
    may(P.OFFICER, (Step.SETTLE_SAME_EVENT,), RECEIVED, lambda s: s.same_event is SameEvent.OPEN),
    may(
        P.OFFICER,
        (Step.EXPLAIN_PROTOCOL,),
        RECEIVED,
        ahead,
        unannounced,
        to(Addressee.DEPUTY),
        lambda s: s.explained is Explained.NEVER,
    ),
    may(P.OFFICER, (Step.WAIT_AGAIN,), RECEIVED, ahead, unannounced, to(Addressee.DEPUTY), question_open),
    may(P.OFFICER, (Step.RETRACT_EXPLANATION,), (S.PROTOCOL_EXPLAINED,), ahead),
    may(
        P.OFFICER,
        (Step.TELL_SPECIAL_CASE,),
        (S.RECEIVED, S.PROTOCOL_EXPLAINED),
        ahead,
        to(Addressee.DEPUTY),
        no_decline,
        lambda s: s.mayor in _WITHIN_TERM,
    ),
    may(P.OFFICER, (Step.RECORD_NOT_CIVIC,), RECEIVED, ahead, unannounced, to(Addressee.COUNCILLOR)),
    may(
        P.OFFICER,
        (Step.PUT_TO_MAYOR,),
        RECEIVED,
        ahead,
        to(*_TO_MAYOR),
        lambda s: s.advice is not Advice.NEEDED,
        lambda s: s.same_event is not SameEvent.OPEN,
    ),
    may(
        P.OFFICER,
        (Step.RECALL,),
        (S.WITH_MAYOR, S.HELD_FOR_SUCCESSOR, S.SPECIAL_CASE, S.WITH_MONITORING_OFFICER),
        not_late,
    ),
    may(
        P.OFFICER,
        (Step.SEND_HOLDING,),
        (S.RECEIVED, S.SPECIAL_CASE, S.WITH_MONITORING_OFFICER, S.WITH_MAYOR, S.WITH_DEPUTY),
        ahead,
        unannounced,
    ),
    may(P.OFFICER, (Step.SEND_HOLDING,), (S.DUPLICATE,), ahead, unannounced, carrier_is(Carrier.OPEN)),
    may(
        P.OFFICER,
        (Step.TELL_BY_TELEPHONE,),
        (*ATTENDING_STAGES, S.DECLINED, S.REFUSED, S.CANCELLED),
        ahead,
        not_left,
    ),
    may(
        P.OFFICER,
        (Step.ASK_ARRANGEMENTS,),
        ATTENDING_STAGES,
        ahead,
        announced,
        left,
        lambda s: not s.in_doubt,
    ),
    may(P.OFFICER, (Step.REFUSE_P10,), RECEIVED, ahead, unannounced),
    may(P.OFFICER, (Step.REFUSE_P11,), RECEIVED, ahead, unannounced, lambda s: s.advice is Advice.AGAINST),
    may(
        P.OFFICER,
        (Step.LINK_DUPLICATE,),
        (S.RECEIVED, S.AWAITING_INFORMATION, S.HELD_FOR_SUCCESSOR),
        ahead,
        unannounced,
        to(*_TO_MAYOR),
    ),
    may(P.OFFICER, (Step.UNLINK,), (S.DUPLICATE,), ahead, not_joined_to_a_decline),
    may(P.OFFICER, (Step.SET_ASIDE, Step.PASS_ON), (S.RECEIVED, S.AWAITING_INFORMATION), unannounced),
    may(P.OFFICER, (Step.REOPEN,), (S.SET_ASIDE,), ahead),
    may(P.CIVIC_MANAGER, (Step.REOPEN,), _ENDED, ahead),
    may(P.CIVIC_MANAGER, (Step.CALL_OFF_FOR_CAUSE,), ALIVE, ahead, announced),
    may(P.OFFICER, OUTCOMES, ATTENDING_STAGES, over),
    may(P.OFFICER, OUTCOMES, OPEN_STAGES, over, announced),
    may(P.OFFICER, OUTCOMES, (S.COMPLETED,), over, not_left),
    may(P.OFFICER, OUTCOMES, (S.COMPLETED,), late),
    may(P.CIVIC_MANAGER, OUTCOMES, (S.COMPLETED,), over, left, not_late),
    may(P.OFFICER, (Step.WRITE_THANKS,), (S.COMPLETED,), late, left),
    may(P.OFFICER, (Step.SET_ASIDE,), (S.WITH_MAYOR, S.WITH_DEPUTY, *ATTENDING_STAGES, S.COMPLETED), late),
    may(P.MONITORING_OFFICER, (Step.ADVISE, Step.ADVISE_AGAINST), (S.WITH_MONITORING_OFFICER,), ahead),
)
MAYORS = (
    may(P.MAYOR, (Step.ACCEPT, Step.ASK_OFFICE), WITH_MAYOR, ahead, somebody_is_mayor),
    may(P.MAYOR, (Step.DECLINE,), WITH_MAYOR, ahead, somebody_is_mayor, unannounced),
    may(
        P.MAYOR,
        (Step.NOBODY_GOES,),
        (S.WITH_MAYOR, S.SPECIAL_CASE, S.MAYOR_ATTENDS),
        ahead,
        somebody_is_mayor,
        announced,
    ),
    may(P.MAYOR, (Step.DELEGATE,), WITH_MAYOR, ahead, deputy_can_be_asked, deputy_may_be_offered),
    may(P.MAYOR, (Step.GRANT_EXCEPTION,), WITH_MAYOR, ahead, deputy_can_be_asked, offered_by_name),
    may(P.MAYOR, (Step.GRANT_EXCEPTION,), (S.SPECIAL_CASE,), ahead, deputy_can_be_asked),
    may(P.MAYOR, (Step.LEAVE_TO_PROTOCOL,), (S.SPECIAL_CASE,), ahead, somebody_is_mayor, unannounced),
    may(P.MAYOR, (Step.ACCEPT_TOGETHER,), WITH_MAYOR, ahead, deputy_can_be_asked, to(Addressee.BOTH)),
    may(
        P.MAYOR, (Step.ACCEPT_TOGETHER,), JOINT, ahead, deputy_can_be_asked, own_choice, part(Accompany.NONE)
    ),
    may(P.MAYOR, (Step.MAYOR_CANNOT,), (S.MAYOR_ATTENDS,), ahead, deputy_can_be_asked, deputy_may_be_offered),
    may(P.MAYOR, (Step.TAKE_BACK,), (S.WITH_DEPUTY, S.DEPUTY_ATTENDS), ahead, somebody_is_mayor),
    may(P.MAYOR, (Step.CORRECT_SLIP,), (S.DECLINED, S.MAYOR_ATTENDS), ahead, somebody_is_mayor, not_left),
    may(P.MAYOR, (Step.TAKE_UP,), (S.DECLINED,), ahead, somebody_is_mayor, left),
    may(P.MAYOR, (Step.LOOK_AGAIN,), (S.REFUSED,), ahead, somebody_is_mayor),
    may(
        P.MAYOR,
        (Step.ACCOMPANY_TAKE_BACK,),
        JOINT,
        ahead,
        choice_stands,
        part(Accompany.ASKED, Accompany.ACCEPTED),
    ),
    may(P.MAYOR, OUTCOMES, (S.MAYOR_ATTENDS,), over, not_late),
    may(P.MAYOR, (Step.ACCEPT,), WITH_MAYOR, late, somebody_is_mayor),
    may(P.MAYOR, (Step.DELEGATE,), WITH_MAYOR, late, deputy_can_be_asked, deputy_may_be_offered),
    may(P.MAYOR, (Step.ACCEPT_TOGETHER,), WITH_MAYOR, late, deputy_can_be_asked, to(Addressee.BOTH)),
)
DEPUTYS = (
    may(P.DEPUTY, (Step.DEPUTY_ACCEPTS,), (S.WITH_DEPUTY,), ahead, deputy_still_can),
    may(P.DEPUTY, (Step.DEPUTY_DECLINES,), (S.WITH_DEPUTY,), ahead, choice_stands),
    may(P.DEPUTY, (Step.DEPUTY_CANNOT,), (S.DEPUTY_ATTENDS,), ahead, choice_stands),
    may(P.DEPUTY, (Step.ACCOMPANY_ACCEPTS,), JOINT, ahead, deputy_still_can, part(Accompany.ASKED)),
    may(P.DEPUTY, (Step.ACCOMPANY_DECLINES,), JOINT, ahead, choice_stands, part(Accompany.ASKED)),
    may(P.DEPUTY, (Step.ACCOMPANY_CANNOT,), JOINT, ahead, choice_stands, part(Accompany.ACCEPTED)),
    may(
        P.DEPUTY,
        (Step.CORRECT_NO,),
        (S.WITH_MAYOR, S.SPECIAL_CASE, S.MAYOR_ATTENDS),
        ahead,
        lambda s: s.deputy_in_office and s.deputy_said_no,
    ),
    may(P.DEPUTY, OUTCOMES, (S.DEPUTY_ATTENDS,), over, not_late),
    may(P.DEPUTY, (Step.DEPUTY_ACCEPTS,), (S.WITH_DEPUTY,), late, deputy_still_can),
    may(P.DEPUTY, (Step.ACCOMPANY_ACCEPTS,), JOINT, late, deputy_still_can, part(Accompany.ASKED)),
)
SYSTEMS = (
    may(P.SYSTEM, (Step.SUCCESSOR_KNOWN,), (S.HELD_FOR_SUCCESSOR,), ahead, somebody_is_mayor),
    may(P.SYSTEM, (Step.HOLD,), WITH_MAYOR, ahead, lambda s: s.mayor is MayorOfEvent.UNKNOWN_SUCCESSOR),
    may(P.SYSTEM, (Step.CHOICE_FALLS,), (S.WITH_DEPUTY, *ATTENDING_STAGES), ahead, choice_fell),
    may(
        P.SYSTEM,
        (Step.ACCOMPANY_FALLS,),
        JOINT,
        ahead,
        part(Accompany.ASKED, Accompany.ACCEPTED),
        lambda s: s.chooser_is_mayor and not s.asked_is_deputy,
    ),
    may(
        P.SYSTEM,
        (Step.REMIND,),
        _WAITING,
        ahead,
        left,
        unannounced,
        lambda s: s.clock is AnswerClock.REMINDER_DUE,
    ),
    may(
        P.SYSTEM,
        (Step.TELL_TOGETHER,),
        (S.DUPLICATE,),
        carrier_is(Carrier.GOES, Carrier.DECLINED, Carrier.OFF),
    ),
    may(P.SYSTEM, (Step.TELL_TOGETHER,), (S.DUPLICATE,), over, carrier_is(Carrier.ATTENDED)),
    may(P.SYSTEM, (Step.STAND_ALONE,), (S.DUPLICATE,), carrier_is(Carrier.GONE)),
    may(P.SYSTEM, (Step.LAPSE,), OPEN_STAGES, over, unannounced, not_late),
    may(P.SYSTEM, (Step.LAPSE,), _WAITING, unannounced, lambda s: s.clock is AnswerClock.OVERDUE),
)
# Looked up by stage: this is asked of every situation there is.
_BY_STAGE: dict[Stage, dict[Who, tuple[tuple[Condition, ...], ...]]] = {stage: {} for stage in Stage}
for _right in (*ORGANISERS, *OFFICERS, *MAYORS, *DEPUTYS, *SYSTEMS):
    for _stage, _step in product(_right.stages, _right.steps):
        _held = _BY_STAGE[_stage].get((_right.party, _step), ())
        _BY_STAGE[_stage][_right.party, _step] = (*_held, _right.when)
BEGIN: dict[Who, tuple[Stage, LetterKind | None]] = {
    (P.ORGANISER, Step.REGISTER): (S.RECEIVED, LetterKind.ACKNOWLEDGEMENT),
    (P.OFFICER, Step.REGISTER): (S.RECEIVED, LetterKind.ACKNOWLEDGEMENT),
    (P.DEPUTY, Step.REFER): (S.PROTOCOL_EXPLAINED, LetterKind.REFERRED),
    (P.OFFICER, Step.ENTER_LATE): (S.WITH_MAYOR, None),
}
"""Who begins a case, how, where it then stands, and what is written. An approach to the Deputy is no
invitation (P6): it begins with the question whether there is to be one.
"""


# Every step out of a situation asks again.
@lru_cache(maxsize=4)
def rights_in(s: Situation) -> frozenset[Who]:
    """Who may do what in the situation."""
    held = set[Who]()
    for who, ways in _BY_STAGE[s.stage].items():
        for conditions in ways:
            for condition in conditions:
                if not condition(s):
                    break
            else:
                held.add(who)
    return frozenset(held)


def is_not_theirs(before: Situation, row: Row, then: Situation) -> bool:
    """Somebody takes a step that is another's, or whose time is not now."""
    return (row.party, row.step) not in rights_in(before)


def cannot_do_what_they_may(s: Situation, openly: Sequence[Row]) -> bool:
    """Somebody may do something here, and no row lets them."""
    return not rights_in(s) <= {(row.party, row.step) for row in openly}
