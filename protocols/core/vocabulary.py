"""The words of the protocol: a code and a label each.

Codes are stored and travel in addresses; labels are read by people. The core says MAYOR and DEPUTY; what a
council calls its civic head is the council's own and is put in by whoever shows the label.
"""

from enum import unique

from protocols.core.words import Word


@unique
class Stage(Word):
    """Where an invitation stands."""

    RECEIVED = "received", "received"
    AWAITING_INFORMATION = "awaiting_information", "awaiting information"
    PROTOCOL_EXPLAINED = "protocol_explained", "protocol explained"
    SPECIAL_CASE = "special_case", "special case before the Mayor"
    WITH_MONITORING_OFFICER = "with_monitoring_officer", "with the Monitoring Officer"
    WITH_MAYOR = "with_mayor", "with the Mayor"
    HELD_FOR_SUCCESSOR = "held_for_successor", "held for the next Mayor"
    WITH_DEPUTY = "with_deputy", "with the Deputy"
    MAYOR_ATTENDS = "mayor_attends", "the Mayor attends"
    DEPUTY_ATTENDS = "deputy_attends", "the Deputy attends"
    DECLINED = "declined", "declined"
    REFUSED = "refused", "refused"
    NOT_CIVIC = "not_civic", "not a civic engagement"
    WITHDRAWN = "withdrawn", "withdrawn"
    LAPSED = "lapsed", "lapsed"
    CANCELLED = "cancelled", "cancelled"
    COMPLETED = "completed", "completed"
    DUPLICATE = "duplicate", "joined to another"
    SET_ASIDE = "set_aside", "set aside"


OPEN_STAGES = (
    Stage.RECEIVED,
    Stage.AWAITING_INFORMATION,
    Stage.PROTOCOL_EXPLAINED,
    Stage.SPECIAL_CASE,
    Stage.WITH_MONITORING_OFFICER,
    Stage.WITH_MAYOR,
    Stage.HELD_FOR_SUCCESSOR,
    Stage.WITH_DEPUTY,
)
ATTENDING_STAGES = (Stage.MAYOR_ATTENDS, Stage.DEPUTY_ATTENDS)
# The office owes the organiser the answer, and nobody waits for the organiser or for a new term.
ANSWER_OWED_STAGES = (
    Stage.RECEIVED,
    Stage.SPECIAL_CASE,
    Stage.WITH_MONITORING_OFFICER,
    Stage.WITH_MAYOR,
    Stage.WITH_DEPUTY,
)
CLOSED_STAGES = tuple(stage for stage in Stage if stage not in OPEN_STAGES + ATTENDING_STAGES)


@unique
class Party(Word):
    """As whom somebody acts. 'Mayor' is the Mayor of the event: in office, acting, or designate (P8, P9)."""

    ORGANISER = "organiser", "organiser"
    OFFICER = "officer", "civic officer"
    CIVIC_MANAGER = "civic_manager", "civic manager"
    MONITORING_OFFICER = "monitoring_officer", "Monitoring Officer"
    MAYOR = "mayor", "Mayor"
    DEPUTY = "deputy", "Deputy"
    SYSTEM = "system", "system"


@unique
class Manner(Word):
    """How a letter speaks."""

    ORDINARY = "ordinary", "ordinary"
    SOLEMN = "solemn", "for a funeral, a memorial, a remembrance or a vigil"


@unique
class News(Word):
    """What a step tells somebody of the council by a notification: who is told, and what of."""

    MAYOR_DECIDES = "mayor_decides", "Mayor: an invitation to decide on"
    MAYOR_SPECIAL = "mayor_special", "Mayor: a special case"
    DEPUTY_ASKED = "deputy_asked", "Deputy: asked to attend"
    DEPUTY_RELEASED = "deputy_released", "Deputy: no longer asked to attend"
    ADVICE_ASKED = "advice_asked", "Monitoring Officer: advice needed"
    CALLED_OFF = "called_off", "the person attending and the Mayor: engagement cancelled"
    CHANGED = "changed", "the person attending: details changed"


@unique
class Addressee(Word):
    """Whom the organiser addressed."""

    MAYOR = "mayor", "the Mayor"
    DEPUTY = "deputy", "the Deputy"
    BOTH = "both", "the Mayor and the Deputy together"
    EITHER = "either", "the Mayor or the Deputy"
    COUNCILLOR = "councillor", "a councillor by name"
    UNCLEAR = "unclear", "addressee unclear"


@unique
class Wish(Word):
    """What the organiser would like if the Mayor cannot attend."""

    DEPUTY_WELCOME = "deputy_welcome", "the Deputy would be welcome instead"
    MAYOR_ONLY = "mayor_only", "only the Mayor"
    NOT_SAID = "not_said", "not said"


@unique
class OfferDeputy(Word):
    """A council's own choice: when the Mayor may offer an organiser the Deputy instead."""

    UNLESS_REFUSED = "unless_refused", "unless the organiser said ‘only the Mayor’"
    WITH_LEAVE = "with_leave", "only if the organiser agreed"
    NEVER = "never", "never"


@unique
class Explained(Word):
    """Whether the protocol was explained on this case (P4) and what came back."""

    NEVER = "never", "not explained"
    ASKED = "asked", "explained, not answered yet"
    ANSWERED = "answered", "explained and answered"
    RETRACTED = "retracted", "explained by mistake"


@unique
class Announced(Word):
    """Whose attendance a letter that left has told the organiser of, and that still stands."""

    NOTHING = "nothing", "nothing"
    MAYOR = "mayor", "the Mayor's attendance"
    ACTING = "acting", "the Deputy's attendance as acting Mayor"
    DEPUTY = "deputy", "the Deputy's attendance"
    BOTH = "both", "the attendance of the Mayor and the Deputy"


@unique
class MayorOfEvent(Word):
    """Who may decide an invitation to an event, by the moment of the event (P8, P9)."""

    IN_OFFICE = "in_office", "the Mayor"
    ACTING = "acting", "the Deputy, acting as Mayor"
    DESIGNATE = "designate", "the Mayor-designate, who takes office before the event"
    UNKNOWN_SUCCESSOR = "unknown_successor", "the next Mayor, who is not known yet"
    VACANT = "vacant", "nobody (the office is vacant and nobody is acting)"


@unique
class SameEvent(Word):
    """Whether the Mayor declined the same event on another case."""

    NONE = "none", "no declined invitation looks like the same event"
    OPEN = (
        "open",
        "an invitation to what looks like the same event was declined, and it is not yet "
        "confirmed whether it is",
    )
    SAME = "same", "the same event was declined"
    DIFFERENT = "different", "an officer said it is another event"


@unique
class Carrier(Word):
    """What became of the case that carries a joined one on (P21). What it declined holds at once (P3), what
    else it says once its organiser has been told.
    """

    OPEN = "open", "its organiser has not been told who will attend"
    GOES = "goes", "its organiser was told who will attend"
    DECLINED = "declined", "it was declined"
    OFF = "off", "its organiser was told that nobody can attend after all"
    ATTENDED = "attended", "its organiser was told that nobody came, and then that someone did"
    GONE = "gone", "it has ended without an answer for both"


@unique
class Advice(Word):
    """The Monitoring Officer's advice (P11, P20)."""

    NOT_NEEDED = "not_needed", "not needed"
    NEEDED = "needed", "needed, not given yet"
    GIVEN = "given", "given"
    AGAINST = "against", "advised against"


@unique
class Waiting(Word):
    """What the stage's letter says that has not left yet; NONE when it left or none is owed."""

    NONE = "none", "no letter is waiting"
    MAYOR = "mayor", "a letter announcing the Mayor's attendance"
    ACTING = "acting", "a letter announcing the Deputy's attendance as acting Mayor"
    DEPUTY = "deputy", "a letter announcing the Deputy's attendance"
    BOTH = "both", "a letter announcing the attendance of both"
    NOBODY = "nobody", "a letter cancelling an attendance that was announced"
    DOUBT = "doubt", "a letter saying that an announced attendance is no longer certain"
    EXPLANATION = "explanation", "the letter that explains the protocol"
    OTHER = "other", "a letter that does not announce anyone"


@unique
class AnswerClock(Word):
    """How far the time for the organiser's answer has run."""

    RUNNING = "running", "the organiser still has time"
    REMINDER_DUE = "reminder_due", "a reminder is due"
    REMINDED = "reminded", "the organiser was reminded"
    OVERDUE = "overdue", "no answer in time, after a reminder"


@unique
class Accompany(Word):
    """The Deputy's part in a joint engagement."""

    NONE = "none", "not asked"
    ASKED = "asked", "asked to accompany the Mayor"
    ACCEPTED = "accepted", "accompanies the Mayor"


@unique
class Choice(Word):
    """What the present or coming attendance rests on:
    a recorded choice of the Mayor, and whether it is still good.
    """

    NONE = "none", "no choice"
    DELEGATION = "delegation", "the Mayor asked the Deputy"
    EXCEPTION = "exception", "a goodwill exception"
    OWN = "own", "the Mayor's own acceptance"


@unique
class Step(Word):
    """What somebody may do with an invitation."""

    REGISTER = "register", "register"
    REFER = "refer", "refer an approach"
    ASK_INFORMATION = "ask_information", "ask for information"
    ANSWER_QUESTION = "answer_question", "answer the question"
    STOP_WAITING = "stop_waiting", "stop waiting for an answer"
    SETTLE_ADDRESSEE = "settle_addressee", "confirm who is invited"
    SETTLE_SAME_EVENT = "settle_same_event", "confirm whether it is the same event"
    CHANGE_WISH = "change_wish", "record the wish if the Mayor cannot attend"
    ONLY_MAYOR = "only_mayor", "record that only the Mayor is invited"
    EXPLAIN_PROTOCOL = "explain_protocol", "explain the protocol"
    WAIT_AGAIN = "wait_again", "wait again for the organiser’s answer"
    RETRACT_EXPLANATION = "retract_explanation", "withdraw an explanation sent by mistake"
    INVITE_MAYOR = "invite_mayor", "yes, invite the Mayor"
    NO_THANK_YOU = "no_thank_you", "no, thank you"
    COUNCILLOR_ONLY = "councillor_only", "invite the councillor as a councillor only"
    TELL_SPECIAL_CASE = "tell_special_case", "tell the Mayor of a special case"
    GRANT_EXCEPTION = "grant_exception", "grant a goodwill exception"
    LEAVE_TO_PROTOCOL = "leave_to_protocol", "follow the protocol, with no exception"
    RECORD_NOT_CIVIC = "record_not_civic", "record as a councillor’s private matter"
    PUT_TO_MAYOR = "put_to_mayor", "send to the Mayor"
    SUCCESSOR_KNOWN = "successor_known", "send to the next Mayor, now known"
    HOLD = "hold", "hold for the next Mayor"
    ASK_MONITORING_OFFICER = "ask_monitoring_officer", "ask the Monitoring Officer"
    ADVISE = "advise", "advise"
    ADVISE_AGAINST = "advise_against", "advise against"
    REFUSE_P10 = "refuse_p10", "refuse under P10"
    REFUSE_P11 = "refuse_p11", "refuse under P11"
    LOOK_AGAIN = "look_again", "reconsider the refusal"
    LINK_DUPLICATE = "link_duplicate", "join to another invitation"
    UNLINK = "unlink", "separate from the other invitation"
    TELL_TOGETHER = "tell_together", "answer the organiser of a joined invitation"
    STAND_ALONE = "stand_alone", "answer separately again"
    ACCEPT = "accept", "accept"
    ACCEPT_TOGETHER = "accept_together", "accept, and ask the Deputy to accompany"
    DECLINE = "decline", "decline outright"
    NOBODY_GOES = "nobody_goes", "cancel the attendance"
    DELEGATE = "delegate", "cannot attend, ask the Deputy"
    ASK_OFFICE = "ask_office", "ask the office a question"
    RECALL = "recall", "return to the office"
    DEPUTY_ACCEPTS = "deputy_accepts", "agree to attend"
    DEPUTY_DECLINES = "deputy_declines", "say no to attending"
    TAKE_BACK = "take_back", "take back the request to the Deputy"
    DEPUTY_CANNOT = "deputy_cannot", "can no longer attend"
    MAYOR_CANNOT = "mayor_cannot", "can no longer attend, ask the Deputy"
    CHOICE_FALLS = "choice_falls", "the Mayor’s choice no longer applies"
    ACCOMPANY_ACCEPTS = "accompany_accepts", "agree to accompany"
    ACCOMPANY_DECLINES = "accompany_declines", "say no to accompanying"
    ACCOMPANY_CANNOT = "accompany_cannot", "can no longer accompany"
    ACCOMPANY_TAKE_BACK = "accompany_take_back", "take back the request to accompany"
    ACCOMPANY_FALLS = "accompany_falls", "the Deputy’s part no longer applies"
    CORRECT_SLIP = "correct_slip", "correct a slip"
    TELL_BY_TELEPHONE = "tell_by_telephone", "record what the organiser was told by telephone"
    CORRECT_NO = "correct_no", "take back a no given by mistake"
    CHANGE_DETAILS = "change_details", "change the date, place or kind of event"
    WITHDRAW = "withdraw", "withdraw"
    CALL_OFF = "call_off", "cancel the event"
    CALL_OFF_FOR_CAUSE = "call_off_for_cause", "cancel for a serious reason"
    OUTCOME_ATTENDED = "outcome_attended", "record the outcome: attended"
    OUTCOME_NOT_ATTENDED = "outcome_not_attended", "record the outcome: nobody attended"
    REMIND = "remind", "remind the organiser"
    LAPSE = "lapse", "lapse"
    REOPEN = "reopen", "reopen"
    SET_ASIDE = "set_aside", "set aside without a letter"
    PASS_ON = "pass_on", "set aside: meant for another council"
    TAKE_UP = "take_up", "reopen what was declined"
    CORRECT_EVENT = "correct_event", "correct the day, time, place or kind of event"
    AMEND_DETAIL = "amend_detail", "change a detail"
    SEND_HOLDING = "send_holding", "tell the organiser the answer will take longer"
    ASK_ARRANGEMENTS = "ask_arrangements", "ask about the arrangements"
    ENTER_LATE = "enter_late", "enter what took place"
    WRITE_THANKS = "write_thanks", "write a letter of thanks"


OUTCOMES = (Step.OUTCOME_ATTENDED, Step.OUTCOME_NOT_ATTENDED)
"""What is recorded once the event is over, one or the other."""


@unique
class LetterKind(Word):
    """A letter the table names, or one over the Mayor's own name, which it never does; each is a template of
    its own.
    """

    ACKNOWLEDGEMENT = "acknowledgement", "acknowledgement"
    MAYOR_INVITED = "mayor_invited", "thanks for inviting the Mayor"
    QUESTION = "question", "question"
    PROTOCOL_EXPLAINED = "protocol_explained", "protocol explained"
    REFERRED = "referred", "protocol explained after an approach"
    REMINDER = "reminder", "reminder"
    EXPLAINED_BY_MISTAKE = "explained_by_mistake", "explained by mistake"
    ACCEPTANCE = "acceptance", "acceptance"
    ACCEPTANCE_DESIGNATE = "acceptance_designate", "acceptance by the next Mayor"
    ACCEPTANCE_ACTING = "acceptance_acting", "acceptance, Deputy acting as Mayor"
    ACCEPTANCE_DEPUTY = "acceptance_deputy", "acceptance, the Deputy represents the Mayor"
    GOODWILL = "goodwill", "acceptance on this occasion"
    SUBSTITUTION = "substitution", "the Deputy will attend instead"
    SUBSTITUTION_ACTING = "substitution_acting", "the Deputy, acting as Mayor, will attend instead"
    CHANGE_OF_REPRESENTATIVE = "change_of_representative", "the Mayor will attend after all"
    CONFIRMATION = "confirmation", "confirmation after a change"
    ACCOMPANIED = "accompanied", "the Deputy will accompany"
    MAYOR_ALONE = "mayor_alone", "the Mayor will attend alone"
    CHANGE_ACKNOWLEDGED = "change_acknowledged", "change acknowledged"
    CORRECTION = "correction", "correction of our mistake"
    DECLINE = "decline", "decline"
    REFUSAL = "refusal", "refusal under a clause"
    NOT_CIVIC = "not_civic", "not a civic engagement"
    JOINED = "joined", "joined to an earlier invitation"
    JOINED_ATTENDS = "joined_attends", "answer with the other invitation: who will attend"
    JOINED_DECLINED = "joined_declined", "answer with the other invitation: the Mayor cannot attend"
    JOINED_OFF = "joined_off", "answer with the other invitation: nobody can attend after all"
    JOINED_ATTENDED = "joined_attended", "answer with the other invitation: someone did attend"
    NO_THANK_YOU = "no_thank_you", "thanks for the answer"
    WITHDRAWN = "withdrawn", "withdrawal confirmed"
    CANCELLED = "cancelled", "cancelled by the organiser"
    APOLOGY = "apology", "attendance cancelled by the office"
    CLOSING_SILENCE = "closing_silence", "closed: no answer from the organiser"
    CLOSING_QUESTION = "closing_question", "closed: our question was not answered before the event"
    CLOSING_APOLOGY = "closing_apology", "closed with an apology from the office"
    HELD = "held", "held for the next Mayor"
    ARRANGEMENTS = "arrangements", "question about the arrangements"
    HOLDING = "holding", "the answer will take longer"
    OPEN_AGAIN = "open_again", "invitation reopened"
    MISDIRECTED = "misdirected", "meant for another council"
    THANKS = "thanks", "thanks after the event"
    MAYORS_THANKS = "mayors_thanks", "the Mayor’s own thanks"
    MAYORS_CONGRATULATIONS = "mayors_congratulations", "the Mayor’s congratulations"
    MAYORS_CONDOLENCES = "mayors_condolences", "the Mayor’s condolences"


@unique
class Severity(Word):
    """How loudly a finding speaks. Only a stop prevents a step."""

    NOTE = "note", "note"
    CAUTION = "caution", "caution"
    STOP = "stop", "stop"
