"""Which of the table's facts hold in a situation: worked out here and nowhere else."""

from collections.abc import Iterator
from functools import lru_cache

from protocols.core.facts import Fact
from protocols.core.situation import Situation
from protocols.core.vocabulary import (
    Accompany,
    Addressee,
    Advice,
    Announced,
    AnswerClock,
    Carrier,
    Choice,
    Explained,
    MayorOfEvent,
    OfferDeputy,
    SameEvent,
    Waiting,
    Wish,
)

_TO_MAYOR = (Addressee.MAYOR, Addressee.BOTH, Addressee.EITHER)
_SOMEBODY = (MayorOfEvent.IN_OFFICE, MayorOfEvent.ACTING, MayorOfEvent.DESIGNATE)
_WITHIN = (MayorOfEvent.IN_OFFICE, MayorOfEvent.ACTING, MayorOfEvent.VACANT)
_DEPUTYS = (Choice.DELEGATION, Choice.EXCEPTION)


# The same situation is asked about several times in a row.
@lru_cache(maxsize=64)
def facts_of(situation: Situation) -> frozenset[Fact]:
    """Every fact that holds in the situation."""
    return frozenset(
        fact
        for gather in (
            _of_the_event,
            _of_the_address,
            _of_the_explanation,
            _of_what_was_announced,
            _of_the_offices,
            _of_the_choice,
            _of_other_cases,
        )
        for fact in gather(situation)
    )


def _either(condition: bool, yes: Fact, no: Fact) -> Fact:
    return yes if condition else no


def _of_the_event(s: Situation) -> Iterator[Fact]:
    yield _either(s.event_over, Fact.EVENT_OVER, Fact.EVENT_AHEAD)
    yield _either(s.late, Fact.ENTERED_LATE, Fact.NOT_ENTERED_LATE)


def _of_the_address(s: Situation) -> Iterator[Fact]:
    if s.addressee in _TO_MAYOR:
        yield Fact.ADDRESSED_TO_MAYOR
    yield _either(s.addressee is Addressee.DEPUTY, Fact.ADDRESSED_TO_DEPUTY, Fact.NOT_ADDRESSED_TO_DEPUTY)
    if s.addressee is Addressee.COUNCILLOR:
        yield Fact.ADDRESSED_TO_COUNCILLOR
    if s.addressee is Addressee.BOTH:
        yield Fact.ADDRESSED_TO_BOTH
    if s.named_deputy:
        yield Fact.DEPUTY_NAMED
    if s.wish is not Wish.MAYOR_ONLY:
        yield Fact.NOT_MAYOR_ONLY
    if s.offer is OfferDeputy.UNLESS_REFUSED or (
        s.offer is OfferDeputy.WITH_LEAVE and s.wish is Wish.DEPUTY_WELCOME
    ):
        yield Fact.DEPUTY_MAY_BE_OFFERED


def _of_the_explanation(s: Situation) -> Iterator[Fact]:
    if s.explained is Explained.NEVER:
        yield Fact.NOT_EXPLAINED
    yield _either(s.explained is Explained.ASKED, Fact.ANSWER_AWAITED, Fact.NO_ANSWER_AWAITED)
    if s.clock is AnswerClock.REMINDER_DUE:
        yield Fact.REMINDER_DUE
    # The clock runs from the question, and so does not move before that has left.
    put = s.clock is not AnswerClock.RUNNING or s.waiting is Waiting.NONE
    yield _either(put, Fact.QUESTION_PUT, Fact.QUESTION_NOT_PUT)
    yield _either(s.clock is AnswerClock.OVERDUE, Fact.ANSWER_OVERDUE, Fact.ANSWER_NOT_OVERDUE)


def _of_what_was_announced(s: Situation) -> Iterator[Fact]:
    yield _either(s.announced is Announced.NOTHING, Fact.NOTHING_ANNOUNCED, Fact.SOMETHING_ANNOUNCED)
    yield _either(s.announced is Announced.BOTH, Fact.BOTH_ANNOUNCED, Fact.NOT_BOTH_ANNOUNCED)
    yield _either(s.in_doubt, Fact.IN_DOUBT, Fact.NOT_IN_DOUBT)
    yield _either(s.waiting is Waiting.NONE, Fact.LETTER_LEFT, Fact.LETTER_NOT_LEFT)
    if s.announced in (Announced.MAYOR, Announced.BOTH):
        yield Fact.MAYOR_OR_BOTH_ANNOUNCED
    if s.announced is Announced.MAYOR:
        yield Fact.MAYOR_ANNOUNCED
    if s.announced is Announced.DEPUTY:
        yield Fact.DEPUTY_ANNOUNCED
    if s.announced is Announced.ACTING:
        yield Fact.ACTING_ANNOUNCED
    if s.announced in (Announced.DEPUTY, Announced.ACTING):
        yield Fact.DEPUTY_OR_ACTING_ANNOUNCED
    if s.announced in (Announced.MAYOR, Announced.DEPUTY, Announced.BOTH):
        yield Fact.OTHER_THAN_ACTING_ANNOUNCED
    if s.announced in (Announced.MAYOR, Announced.ACTING, Announced.BOTH):
        yield Fact.OTHER_THAN_DEPUTY_ANNOUNCED


def _of_the_offices(s: Situation) -> Iterator[Fact]:
    if s.mayor in _SOMEBODY:
        yield Fact.MAYOR_OF_EVENT
    if s.mayor is MayorOfEvent.IN_OFFICE:
        yield Fact.MAYOR_IN_OFFICE
    if s.mayor is MayorOfEvent.ACTING:
        yield Fact.MAYOR_ACTING
    if s.mayor in (MayorOfEvent.IN_OFFICE, MayorOfEvent.DESIGNATE):
        yield Fact.MAYOR_NOT_ACTING
    yield _either(s.mayor is MayorOfEvent.DESIGNATE, Fact.MAYOR_DESIGNATE, Fact.MAYOR_NOT_DESIGNATE)
    if s.mayor in _WITHIN:
        yield Fact.WITHIN_TERM
    yield _either(
        s.mayor is MayorOfEvent.UNKNOWN_SUCCESSOR, Fact.SUCCESSOR_UNKNOWN, Fact.SUCCESSOR_NOT_UNKNOWN
    )
    if s.deputy_in_office:
        yield Fact.DEPUTY_IN_OFFICE
    yield _either(s.deputy_said_no, Fact.DEPUTY_SAID_NO, Fact.DEPUTY_NOT_SAID_NO)


def _of_the_choice(s: Situation) -> Iterator[Fact]:
    if s.choice is not Choice.NONE:
        deputy_asked = s.choice in _DEPUTYS or s.accompany is not Accompany.NONE
        if s.chooser_is_mayor and (s.asked_is_deputy or not deputy_asked):
            yield Fact.CHOICE_STANDS
        if not s.chooser_is_mayor or (s.choice in _DEPUTYS and not s.asked_is_deputy):
            yield Fact.CHOICE_FALLEN
        elif deputy_asked and not s.asked_is_deputy:
            yield Fact.DEPUTYS_PART_FALLEN
    if s.choice is Choice.DELEGATION:
        yield Fact.RESTS_ON_DELEGATION
    if s.choice is Choice.EXCEPTION:
        yield Fact.RESTS_ON_EXCEPTION
    if s.accompany is Accompany.NONE:
        yield Fact.ACCOMPANY_NOT_ASKED
    if s.accompany is Accompany.ASKED:
        yield Fact.ACCOMPANY_ASKED
    if s.accompany is Accompany.ACCEPTED:
        yield Fact.ACCOMPANY_ACCEPTED


def _of_other_cases(s: Situation) -> Iterator[Fact]:
    yield _either(s.same_event is SameEvent.OPEN, Fact.SAME_EVENT_OPEN, Fact.SAME_EVENT_SETTLED)
    if s.same_event in (SameEvent.NONE, SameEvent.DIFFERENT):
        yield Fact.NO_DECLINE_STANDS
    yield _either(s.unsaid, Fact.SET_ASIDE_UNSAID, Fact.SET_ASIDE_SAID)
    yield _either(s.carrier is Carrier.DECLINED, Fact.CARRIER_DECLINED, Fact.NO_DECLINE_INHERITED)
    yield _either(s.carrier is Carrier.OFF, Fact.CARRIER_OFF, Fact.CARRIER_NOT_OFF)
    if s.carrier is Carrier.OPEN:
        yield Fact.CARRIER_UNANSWERED
    if s.carrier is Carrier.GOES:
        yield Fact.CARRIER_GOES
    if s.carrier is Carrier.ATTENDED:
        yield Fact.CARRIER_ATTENDED
    if s.carrier is Carrier.GONE:
        yield Fact.CARRIER_GONE
    if s.advice is not Advice.NEEDED:
        yield Fact.NO_ADVICE_OUTSTANDING
    if s.advice is Advice.AGAINST:
        yield Fact.ADVISED_AGAINST
