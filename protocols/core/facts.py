"""The conditions of the table: each a name that can be printed, listed and refused by.

Whether one holds in a situation, `facts_of` works out. `label` completes "provided that ...";
`otherwise` is what a person is told when the fact is missing.
"""

from enum import Enum, unique

from protocols.core.words import found_at_once


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
    MAYOR_DESIGNATE = (
        "the Mayor of the event is a Mayor-designate",
        "The Mayor of the event is no Mayor-designate.",
    )
    MAYOR_NOT_DESIGNATE = (
        "the Mayor of the event is no Mayor-designate",
        "The Mayor of the event is a Mayor-designate, who takes office before it.",
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

    DEPUTY_IN_OFFICE = (
        "there is a Deputy in office for the event",
        "There is no Deputy in office for the event.",
    )
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
    RESTS_ON_EXCEPTION = (
        "the Mayor granted a goodwill exception",
        "The Deputy was not asked by a goodwill exception.",
    )
    ACCOMPANY_ASKED = (
        "the Deputy was asked to accompany and has not answered",
        "The Deputy has not been asked to accompany the Mayor, or has answered.",
    )
    ACCOMPANY_ACCEPTED = "the Deputy is to accompany", "The Deputy is not to accompany the Mayor."
    ACCOMPANY_NOT_ASKED = (
        "the Deputy is not asked to accompany",
        "The Deputy has already been asked to accompany the Mayor.",
    )
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
    CARRIER_UNANSWERED = (
        "the case it was joined to has no answer yet",
        "The case it was joined to has been answered.",
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
    CARRIER_ATTENDED = (
        "the case it was joined to was corrected: someone did attend",
        "The case it was joined to was not corrected: nobody was said wrongly not to have come.",
    )
    CARRIER_NOT_OFF = (
        "the council has not cancelled an attendance in the case it was joined to",
        "The organiser was told, with the other, that nobody can attend after all.",
    )
    CARRIER_GONE = (
        "the case it was joined to has ended or was moved to another day, and no longer answers this one",
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
