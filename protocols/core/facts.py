"""The conditions of the table: each a name that can be printed, listed and refused by.

A fact is worked out from a situation here and nowhere else. `label` completes "provided that ...";
`otherwise` is what a person is told when the fact is missing.
"""

from collections.abc import Iterator
from enum import Enum, unique
from functools import lru_cache

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
    found_at_once,
)


@unique
class Fact(Enum):
    """A condition a row may require: its label and the sentence said when it is missing."""

    label: str
    otherwise: str

    def __new__(cls, label: str, otherwise: str) -> "Fact":
        fact = object.__new__(cls)
        fact._value_ = label
        fact.label = label
        fact.otherwise = otherwise
        return fact

    # Members are single objects; hashing them by identity keeps the exploration quick.
    __hash__ = object.__hash__

    EVENT_AHEAD = "the event is ahead", "The event is over."
    EVENT_OVER = "the event is over", "The event is still ahead."
    ENTERED_LATE = (
        "it was entered late, and nobody was written to",
        "It was not entered late, or the organiser was written to.",
    )
    NOT_ENTERED_LATE = (
        "it was not entered late, or the organiser was written to",
        "It was entered late, and nobody was written to.",
    )

    ADDRESSED_TO_MAYOR = (
        "the invitation is addressed to the Mayor, to both or to either",
        "The invitation is not addressed to the Mayor. First confirm who is invited, or ask the organiser.",
    )
    ADDRESSED_TO_DEPUTY = (
        "the invitation is addressed to the Deputy",
        "The invitation is not addressed to the Deputy.",
    )
    NOT_ADDRESSED_TO_DEPUTY = (
        "the invitation is not addressed to the Deputy",
        "The invitation is addressed to the Deputy. Only the civic manager can correct this.",
    )
    ADDRESSED_TO_COUNCILLOR = (
        "the invitation is addressed to a councillor by name",
        "The invitation is not addressed to a councillor by name.",
    )
    ADDRESSED_TO_BOTH = (
        "the invitation is a joint one",
        "The invitation is not addressed to the Mayor and the Deputy together.",
    )
    DEPUTY_NAMED = "the organiser named the Deputy", "The organiser did not name the Deputy."
    NOT_MAYOR_ONLY = (
        "the organiser did not say 'only the Mayor'",
        "The organiser said that only the Mayor is invited. Ask the organiser first.",
    )
    DEPUTY_MAY_BE_OFFERED = (
        "the council's protocol lets the Deputy be offered here",
        (
            "This council has chosen to offer the Deputy only if the organiser said that the "
            "Deputy would be welcome, or not at all."
        ),
    )

    NOT_EXPLAINED = (
        "the protocol was not explained before",
        "The protocol was explained to the organiser already.",
    )
    ANSWER_AWAITED = (
        "the protocol was explained and the organiser has not answered",
        "The organiser has no question left to answer.",
    )
    NO_ANSWER_AWAITED = (
        "the organiser has no question to answer",
        "The organiser has been asked and has not answered yet.",
    )
    REMINDER_DUE = "a reminder is due", "No reminder is due."
    ANSWER_OVERDUE = (
        "no answer came in time, after a reminder",
        "The organiser still has time to answer.",
    )
    ANSWER_NOT_OVERDUE = (
        "the organiser still has time to answer",
        "The organiser's time to answer is over.",
    )

    NOTHING_ANNOUNCED = (
        "nothing was announced",
        "The organiser was told that someone will attend. The case can only end as cancelled or completed.",
    )
    SOMETHING_ANNOUNCED = "an attendance was announced", "No attendance was announced to the organiser."
    QUESTION_PUT = "our question has been sent", "Our question has not been sent yet."
    QUESTION_NOT_PUT = "our question has not been sent", "Our question has been sent."
    MAYOR_ANNOUNCED = "the Mayor's attendance was announced", "The Mayor's attendance was not announced."
    DEPUTY_ANNOUNCED = "the Deputy's attendance was announced", "The Deputy's attendance was not announced."
    ACTING_ANNOUNCED = (
        "the Deputy's attendance as acting Mayor was announced",
        "The Deputy's attendance as acting Mayor was not announced.",
    )
    BOTH_ANNOUNCED = "the attendance of both was announced", "The attendance of both was not announced."
    MAYOR_OR_BOTH_ANNOUNCED = (
        "the Mayor's attendance was announced, alone or not",
        "The Mayor's attendance was not announced.",
    )
    NOT_BOTH_ANNOUNCED = "the attendance of both was not announced", "The attendance of both was announced."
    DEPUTY_OR_ACTING_ANNOUNCED = (
        "the Deputy's attendance was announced, acting or not",
        "The Deputy's attendance was not announced.",
    )
    OTHER_THAN_ACTING_ANNOUNCED = "another attendance was announced", "No other attendance was announced."
    OTHER_THAN_DEPUTY_ANNOUNCED = (
        "another attendance was announced than the Deputy's",
        "No other attendance was announced.",
    )
    IN_DOUBT = (
        "what was announced is in doubt: the organiser changed something since, or was told so",
        "What was announced still stands as the organiser was told.",
    )
    NOT_IN_DOUBT = "what was announced is not in doubt", "What was announced is in doubt."
    LETTER_NOT_LEFT = (
        "its letter has not been sent",
        "The letter has been sent, or the organiser was told by telephone.",
    )
    LETTER_LEFT = (
        "its letter has been sent, or the organiser was told by telephone",
        "The letter has not been sent yet.",
    )

    MAYOR_OF_EVENT = (
        "there is a Mayor of the event, in office, acting or designate",
        (
            "Nobody can decide for the day of the event: the office is vacant, or the next "
            "Mayor is not known yet."
        ),
    )
    MAYOR_IN_OFFICE = (
        "the Mayor of the event is in office, not acting or designate",
        (
            "Only a Mayor in office can do this, for an event within the term. An acting "
            "Mayor or a Mayor-designate cannot."
        ),
    )
    MAYOR_ACTING = "the Deputy acts as Mayor", "Nobody is acting as Mayor."
    MAYOR_NOT_ACTING = (
        "the Mayor of the event is in office or designate",
        "The Deputy acts as Mayor for the day of the event.",
    )
    WITHIN_TERM = "the event is within the present term", "The event is after the present term."
    SUCCESSOR_UNKNOWN = (
        "the event is after the term and the next Mayor is not known",
        "The Mayor of the event is known.",
    )
    SUCCESSOR_NOT_UNKNOWN = (
        "the event is not for a next Mayor who is not known yet",
        "The event is after the term, and the next Mayor is not known yet.",
    )

    DEPUTY_IN_OFFICE = "there is a Deputy in office for the event", "There is no Deputy in office for it."
    DEPUTY_NOT_SAID_NO = (
        "this Deputy has not said no to this event",
        "The Deputy has already said no to this event.",
    )
    DEPUTY_SAID_NO = "this Deputy has said no to this event", "The Deputy has not said no to this event."
    CHOICE_STANDS = (
        "the person who chose is still the Mayor of the event, and the Deputy asked is still the Deputy",
        "The choice this depends on no longer applies.",
    )
    CHOICE_FALLEN = (
        "the person who chose is no longer the Mayor of the event, or the Deputy left office",
        "The choice this depends on still applies.",
    )
    RESTS_ON_DELEGATION = "the Mayor delegated", "The Deputy was not asked by a delegation."
    RESTS_ON_EXCEPTION = "the Mayor granted a goodwill exception", "It is not by a goodwill exception."
    ACCOMPANY_ASKED = (
        "the Deputy was asked to accompany and has not answered",
        "The Deputy has not been asked to accompany the Mayor, or has answered.",
    )
    ACCOMPANY_ACCEPTED = "the Deputy is to accompany", "The Deputy is not to accompany the Mayor."
    DEPUTYS_PART_FALLEN = "the Deputy who was to accompany left office", "The Deputy's part still stands."

    SAME_EVENT_OPEN = (
        "an invitation to what looks like the same event was declined",
        "There is no such question to answer.",
    )
    SAME_EVENT_SETTLED = (
        "it was said whether this is the same event as a declined one",
        (
            "An invitation to what looks like the same event was declined. First confirm "
            "whether it is the same."
        ),
    )
    NO_DECLINE_STANDS = (
        "no decline stands for this event",
        "The Mayor declined this event, or one that looks like it. It is never passed on.",
    )
    SET_ASIDE_UNSAID = "it was set aside without a letter", "The organiser was told that it was set aside."
    SET_ASIDE_SAID = "the organiser was told that it was set aside", "It was set aside without a letter."
    NO_DECLINE_INHERITED = (
        "no decline is inherited",
        "The case it was joined to was declined, so this one is declined too.",
    )
    CARRIER_GOES = (
        "the organiser of the case it was joined to was told who will attend",
        "The organiser of the case it was joined to has not been told that anyone will attend.",
    )
    CARRIER_DECLINED = (
        "the case it was joined to was declined",
        "The case it was joined to was not declined.",
    )
    CARRIER_OFF = (
        "the council cancelled the attendance in the case it was joined to",
        "The council has not cancelled an attendance in the case it was joined to.",
    )
    CARRIER_NOT_OFF = (
        "the council has not cancelled an attendance in the case it was joined to",
        "The organiser was told, with the other, that nobody can attend after all.",
    )
    CARRIER_GONE = (
        "the case it was joined to has ended and no longer answers this one",
        "The case it was joined to still answers for both.",
    )
    NO_ADVICE_OUTSTANDING = (
        "no advice is needed from the Monitoring Officer",
        "The Monitoring Officer's advice is needed first.",
    )
    ADVISED_AGAINST = (
        "the Monitoring Officer advised against",
        "The Monitoring Officer has not advised against it.",
    )


found_at_once(Fact)

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
    if s.carrier is Carrier.GOES:
        yield Fact.CARRIER_GOES
    if s.carrier is Carrier.GONE:
        yield Fact.CARRIER_GONE
    if s.advice is not Advice.NEEDED:
        yield Fact.NO_ADVICE_OUTSTANDING
    if s.advice is Advice.AGAINST:
        yield Fact.ADVISED_AGAINST
