"""What helps where a step is closed: for every proviso of the table, what opens it or what to do instead."""

from collections.abc import Iterable

from protocols.core.facts import Fact

# Each of these only chooses the letter.
_CHOOSES_THE_LETTER = (
    Fact.MAYOR_ANNOUNCED,
    Fact.DEPUTY_ANNOUNCED,
    Fact.ACTING_ANNOUNCED,
    Fact.BOTH_ANNOUNCED,
    Fact.MAYOR_OR_BOTH_ANNOUNCED,
    Fact.DEPUTY_OR_ACTING_ANNOUNCED,
    Fact.OTHER_THAN_ACTING_ANNOUNCED,
    Fact.OTHER_THAN_DEPUTY_ANNOUNCED,
)
INSTEAD: dict[Fact, str] = {
    **dict.fromkeys(
        _CHOOSES_THE_LETTER, "Another letter is written, which says what the organiser was told."
    ),
    Fact.ADDRESSED_TO_MAYOR: (
        "If the organiser asked for the Deputy, explain the protocol. Otherwise confirm who is invited."
    ),
    Fact.NOT_ADDRESSED_TO_DEPUTY: "Ask the civic manager to confirm who is invited.",
    Fact.NOT_MAYOR_ONLY: "Ask the organiser, and record what they would like if the Mayor cannot attend.",
    Fact.NOT_EXPLAINED: "Wait again for the organiser’s answer, or record it.",
    Fact.NOTHING_ANNOUNCED: (
        "Send it to the Mayor, who can cancel the attendance. Or record that the organiser has cancelled."
    ),
    Fact.SOMETHING_ANNOUNCED: "If nobody was announced, the organiser can withdraw and the Mayor can "
    "decline.",
    Fact.LETTER_NOT_LEFT: "Write to the organiser, or ask the Mayor for a new decision.",
    Fact.LETTER_LEFT: "The letter has not been sent yet. If it is released, it can be held back on its page.",
    Fact.SAME_EVENT_SETTLED: "First confirm whether it is the same event.",
    Fact.NO_DECLINE_STANDS: (
        "The Mayor can still attend in person. If it is a different event, record that first."
    ),
    Fact.NO_DECLINE_INHERITED: "The decline answers both cases.",
    Fact.NO_ADVICE_OUTSTANDING: "Ask the Monitoring Officer.",
    Fact.ADVISED_AGAINST: "Ask the Monitoring Officer first.",
    Fact.DEPUTY_NOT_SAID_NO: "The Mayor can attend, decline, or ask again if the date has moved.",
    Fact.DEPUTY_IN_OFFICE: "The Mayor can attend or decline.",
    Fact.MAYOR_IN_OFFICE: "The person who decides for that day can attend in person or decline.",
    Fact.MAYOR_OF_EVENT: (
        "The case is held until someone can decide, or the Monitoring Officer records who is acting."
    ),
    Fact.WITHIN_TERM: "Explain the protocol. The case is then held for the next Mayor.",
    Fact.ANSWER_AWAITED: "Explain the protocol first.",
    Fact.EVENT_AHEAD: "If someone was announced, record the outcome. Otherwise the case closes "
    "automatically.",
    Fact.EVENT_OVER: "Come back when the event is over.",
    Fact.ENTERED_LATE: "This is only for what took place before the office heard of it.",
    Fact.NOT_ENTERED_LATE: "Correct the entry, or set it aside if it was a mistake.",
    Fact.ADDRESSED_TO_DEPUTY: "If the organiser asked for the Deputy, confirm who is invited.",
    Fact.ADDRESSED_TO_COUNCILLOR: "If a councillor is invited by name, confirm who is invited.",
    Fact.ADDRESSED_TO_BOTH: "If both are invited, confirm who is invited.",
    Fact.DEPUTY_NAMED: "The Mayor can ask the Deputy to represent the Mayor, where that is open.",
    Fact.DEPUTY_MAY_BE_OFFERED: "Ask if the Deputy would be welcome. The Mayor can attend or decline.",
    Fact.NO_ANSWER_AWAITED: "Record the organiser’s answer, or wait for it.",
    Fact.REMINDER_DUE: "The reminder goes automatically when it is due.",
    Fact.ANSWER_OVERDUE: "The case closes automatically when the time to answer is over.",
    Fact.ANSWER_NOT_OVERDUE: "The case closes automatically. It can be opened again.",
    Fact.QUESTION_PUT: "Release the letter with the question first.",
    Fact.QUESTION_NOT_PUT: "Record the answer, or stop waiting for it.",
    Fact.NOT_BOTH_ANNOUNCED: "The Mayor can take back the request to the Deputy. The organiser is then told.",
    Fact.IN_DOUBT: "Nothing needs to be confirmed: the organiser knows who will attend.",
    Fact.NOT_IN_DOUBT: "The Mayor decides again first. The letter then confirms it.",
    Fact.MAYOR_ACTING: "The Mayor decides, or the Monitoring Officer records who is acting.",
    Fact.MAYOR_NOT_ACTING: "The Deputy decides as acting Mayor, and cannot ask the Deputy.",
    Fact.MAYOR_DESIGNATE: "The person who holds the office on the day decides.",
    Fact.MAYOR_NOT_DESIGNATE: "The next Mayor decides, and the letter says so.",
    Fact.SUCCESSOR_UNKNOWN: "Send it to the Mayor of that day.",
    Fact.SUCCESSOR_NOT_UNKNOWN: "Record the next term of office. The case then goes to the next Mayor.",
    Fact.DEPUTY_SAID_NO: "There is no such answer to take back.",
    Fact.CHOICE_STANDS: "The Mayor decides again.",
    Fact.CHOICE_FALLEN: "The Mayor can take it back.",
    Fact.RESTS_ON_DELEGATION: "The Mayor can ask the Deputy.",
    Fact.RESTS_ON_EXCEPTION: "The Mayor can grant an exception, where the Deputy was named.",
    Fact.ACCOMPANY_ASKED: "The Mayor asks the Deputy when accepting an invitation to both.",
    Fact.ACCOMPANY_NOT_ASKED: "The Mayor can take back the request to the Deputy first.",
    Fact.ACCOMPANY_ACCEPTED: "The Deputy answers first, where the Mayor asked.",
    Fact.DEPUTYS_PART_FALLEN: "The Deputy can say no, or the Mayor can take it back.",
    Fact.SAME_EVENT_OPEN: "If it is the same event, join it to the other case.",
    Fact.SET_ASIDE_UNSAID: "The letter that opens it again says so.",
    Fact.SET_ASIDE_SAID: "It is opened again without a letter.",
    Fact.CARRIER_UNANSWERED: "This organiser is told the answer in the other case, and needs no later date.",
    Fact.CARRIER_GOES: "Release the letter in the other case. This organiser is written to at the same time.",
    Fact.CARRIER_DECLINED: "The Mayor decides the other case. This one is answered with it.",
    Fact.CARRIER_OFF: "The other case is cancelled first. This organiser is written to at the same time.",
    Fact.CARRIER_ATTENDED: "Correct the outcome in the other case. This organiser is then written to, too.",
    Fact.CARRIER_NOT_OFF: "Answer it separately, or open the other case again.",
    Fact.CARRIER_GONE: "Answer the other case, or answer this one separately.",
}
_INSTEAD_OF = {fact.otherwise: says for fact, says in INSTEAD.items()}


def instead_of(why: Iterable[str]) -> tuple[str, ...]:
    """What helps, for the sentences that say why a step is closed."""
    return tuple(dict.fromkeys(_INSTEAD_OF[says] for says in why if says in _INSTEAD_OF))
