"""The closed list of what a letter or a clause may have filled in. There is no other."""

from dataclasses import dataclass

from protocols.core.letters import IN_THE_MAYORS_NAME
from protocols.core.vocabulary import LetterKind


@dataclass(frozen=True)
class Placeholder:
    """What stands in for {name}: said to whoever edits, with a sample.

    may_be_empty: a line of its own vanishes with it. is_sentence: it may also vanish
    from the middle of a paragraph.
    """

    meaning: str
    sample: str
    may_be_empty: bool = False
    is_sentence: bool = False


PLACEHOLDERS: dict[str, Placeholder] = {
    "organiser_name": Placeholder("the organiser, as they wish to be named", "Jane Smith"),
    "organisation": Placeholder("the organiser's organisation", "Northgate Scout Group", may_be_empty=True),
    "organiser_address": Placeholder(
        "the organiser's postal address", "2 Mill Lane\nNorthgate NG1 2AB", may_be_empty=True
    ),
    "salutation": Placeholder("the full salutation, without a guessed Mr or Mrs", "Dear Jane Smith"),
    "reference": Placeholder("our reference of the invitation", "CIV-2026-0142"),
    "letter_date": Placeholder("the date of the letter", "Monday 12 January 2026"),
    "event_title": Placeholder("the name of the event", "Sixtieth anniversary of the scout hut"),
    "event_when": Placeholder("date and time of the event", "Saturday 14 March 2026, 2.30pm"),
    "event_where": Placeholder("where the event takes place", "Northgate Hall, Mill Lane", may_be_empty=True),
    "mayor_title": Placeholder("the title of the civic head, with 'the'", "the Mayor"),
    "Mayor_title": Placeholder("the same, to begin a sentence", "The Mayor"),
    "mayor_name": Placeholder("the civic head's name", "Councillor Alex Green", may_be_empty=True),
    "deputy_title": Placeholder("the title of the deputy, with 'the'", "the Deputy Mayor"),
    "Deputy_title": Placeholder("the same, to begin a sentence", "The Deputy Mayor"),
    "deputy_name": Placeholder("the deputy's name", "Councillor Sam Brook", may_be_empty=True),
    "attendee": Placeholder("who attends, in full words", "the Mayor, Councillor Alex Green"),
    "Attendee": Placeholder("the same, to begin a sentence", "The Mayor, Councillor Alex Green"),
    "council_name": Placeholder("the council", "Northgate Borough Council"),
    "letterhead": Placeholder("the council's letterhead", "Northgate Borough Council", may_be_empty=True),
    "office_name": Placeholder("the civic office, as it calls itself", "The Civic Office"),
    "office_email": Placeholder("the office's e-mail address", "civic.office@northgate.example"),
    "office_telephone": Placeholder("the office's telephone number", "01632 960 100"),
    "office_address": Placeholder("the office's postal address", "Guildhall, High Street, Northgate NG1 1AA"),
    "answer_promised": Placeholder("how soon the office answers", "10 working days"),
    "promise_date": Placeholder("the day by which the office answers", "Monday 26 January 2026"),
    "reply_by": Placeholder(
        "the day by which the organiser is asked to answer", "Friday 30 January 2026", may_be_empty=True
    ),
    "details_by": Placeholder(
        "by when the organiser is asked for the details of the visit", "by Monday 26 January 2026"
    ),
    "addressing": Placeholder(
        "how the guest is spoken to, and named on an envelope",
        "In speech, please address the Mayor as “Mr Mayor”; on an envelope or a place card, write "
        "“The Mayor, Councillor Alex Green”.",
        may_be_empty=True,
        is_sentence=True,
    ),
    "link": Placeholder(
        "the organiser's own link", "https://civic.northgate.example/invitation/sample/", may_be_empty=True
    ),
    "protocol_address": Placeholder(
        "the address of the published protocol", "https://civic.northgate.example/protocol/"
    ),
    "clause": Placeholder("the clause the letter rests on", "P4", may_be_empty=True),
    "clause_title": Placeholder(
        "the title of that clause", "When an invitation is addressed to the Deputy Mayor", may_be_empty=True
    ),
    "reason": Placeholder(
        "the reason, as approved for release",
        "The Mayor has another engagement at that time.",
        may_be_empty=True,
        is_sentence=True,
    ),
    "question": Placeholder("what the office asks", "At what time would you like the Mayor to arrive?"),
    "announced_before": Placeholder(
        "a sentence on what we wrote before, or nothing",
        "We wrote to you earlier that the Mayor would attend.",
        may_be_empty=True,
        is_sentence=True,
    ),
    "promise_on_hold": Placeholder(
        "a sentence on what becomes of a visit we wrote of, or nothing",
        "Until then, I am sorry to say, the visit is not certain.",
        may_be_empty=True,
        is_sentence=True,
    ),
    "mistaken_before": Placeholder(
        "a sentence on what we wrote by mistake about a visit, or nothing",
        "On Monday 12 January 2026 I wrote that nobody from the council had come. "
        "That was wrong, and I am sorry.",
        may_be_empty=True,
        is_sentence=True,
    ),
    "nobody_comes": Placeholder(
        "a sentence that says that nobody comes, or that nobody came",
        "I am very sorry to tell you that this is not possible after all, and that nobody can come instead.",
        is_sentence=True,
    ),
    "everybody": Placeholder(
        "everybody at the organisation, or at the event", "everyone at Northgate Scout Group"
    ),
    "sympathy": Placeholder(
        "a word of sympathy where the event is a funeral, or nothing",
        "Please accept our sincere condolences, and pass them on to the family.",
        may_be_empty=True,
        is_sentence=True,
    ),
    "asked_before": Placeholder(
        "a sentence on what we asked, and when",
        "On Monday 12 January 2026 I asked whether you would like to invite the Mayor.",
        may_be_empty=True,
        is_sentence=True,
    ),
    "new_term": Placeholder(
        "a sentence on when the next term begins, or nothing",
        "The next term begins at the council’s annual meeting on Tuesday 18 May 2027.",
        may_be_empty=True,
        is_sentence=True,
    ),
    "answer_after_term": Placeholder(
        "a sentence on when the next holder of the office answers",
        "I will write to you by Monday 31 May 2027.",
        is_sentence=True,
    ),
    "own_words": Placeholder(
        "what this letter is about, in the Mayor's own words",
        "Your choir has sung in this town for sixty years.",
        is_sentence=True,
    ),
    "changes": Placeholder("what was changed, a line each", "Date: Saturday 21 March 2026\nStart: 3pm"),
    "officer_name": Placeholder("the officer who signs", "Robin Hale"),
    "officer_post": Placeholder("that officer's post", "Civic Officer"),
    "signed_from": Placeholder(
        "whom the signature speaks for, where that is not the office", "", may_be_empty=True
    ),
    "copies": Placeholder("everybody else who receives the letter", "", may_be_empty=True),
    "complaints": Placeholder(
        "how an organiser can complain, in letters that refuse or explain",
        "If you are not happy with our answer, please use our complaints procedure: "
        "https://northgate.example/complaints",
        may_be_empty=True,
    ),
    "answer_days": Placeholder("how long an organiser is waited for", "14 days"),
    "after_reminder_days": Placeholder("how long the organiser is waited for after the reminder", "7 days"),
    "rare_exceptions": Placeholder(
        "after how many exceptions in a civic year the office points it out", "three"
    ),
    "deputy_offer": Placeholder(
        "a sentence on when the deputy may be offered",
        "If the Mayor cannot attend, the Deputy may be asked.",
        is_sentence=True,
    ),
    "wish_asked": Placeholder(
        "a sentence on whether the form asks about the deputy",
        "The form for invitations asks whether the Deputy would be welcome.",
        is_sentence=True,
    ),
}

# What a version of the protocol itself says: for its clauses only.
OF_THE_VERSION = frozenset(
    {"answer_days", "after_reminder_days", "rare_exceptions", "deputy_offer", "wish_asked"}
)

# The head of every letter carries it, of the day on which the letter leaves. In the words it would be that of
# drafting.
IN_THE_HEAD = frozenset({"letter_date"})

# Filled in from its neighbour with a capital initial, so nobody has to supply it.
CAPITALISED = {name: name.lower() for name in PLACEHOLDERS if name[0].isupper()}

# What a letter cannot do without. The letterhead, the signature and the foot are around
# every letter and not listed.
REQUIRED: dict[LetterKind, frozenset[str]] = {letter: frozenset() for letter in LetterKind} | {
    LetterKind.ACKNOWLEDGEMENT: frozenset({"link"}),
    LetterKind.HOLDING: frozenset({"promise_date"}),
    LetterKind.QUESTION: frozenset({"question", "link", "reply_by"}),
    LetterKind.PROTOCOL_EXPLAINED: frozenset({"link", "reply_by"}),
    LetterKind.REFERRED: frozenset({"link", "reply_by"}),
    LetterKind.REMINDER: frozenset({"asked_before", "link", "reply_by"}),
    LetterKind.ACCEPTANCE: frozenset({"attendee"}),
    LetterKind.ACCEPTANCE_DESIGNATE: frozenset({"attendee", "mayor_name"}),
    LetterKind.ACCEPTANCE_ACTING: frozenset({"attendee"}),
    LetterKind.ACCEPTANCE_DEPUTY: frozenset({"attendee"}),
    LetterKind.GOODWILL: frozenset({"attendee"}),
    LetterKind.SUBSTITUTION: frozenset({"announced_before", "attendee"}),
    LetterKind.SUBSTITUTION_ACTING: frozenset({"announced_before", "attendee"}),
    LetterKind.CHANGE_OF_REPRESENTATIVE: frozenset({"announced_before", "attendee"}),
    LetterKind.CONFIRMATION: frozenset({"attendee"}),
    LetterKind.ACCOMPANIED: frozenset({"attendee"}),
    LetterKind.MAYOR_ALONE: frozenset({"announced_before", "attendee"}),
    LetterKind.CHANGE_ACKNOWLEDGED: frozenset({"announced_before", "changes"}),
    LetterKind.CORRECTION: frozenset({"announced_before", "changes"}),
    LetterKind.REFUSAL: frozenset({"clause"}),
    LetterKind.JOINED: frozenset({"link"}),
    LetterKind.JOINED_ATTENDS: frozenset({"attendee"}),
    LetterKind.JOINED_OFF: frozenset({"announced_before"}),
    LetterKind.JOINED_ATTENDED: frozenset({"attendee", "mistaken_before"}),
    LetterKind.THANKS: frozenset({"attendee"}),
    LetterKind.APOLOGY: frozenset({"announced_before"}),
    LetterKind.HELD: frozenset({"announced_before"}),
    **dict.fromkeys(IN_THE_MAYORS_NAME, frozenset({"own_words"})),
}

# Letters that leave only after the Deputy accepted (or was announced and no longer comes). Elsewhere a word
# about the Deputy would tell the organiser what the organiser must not hear yet.
DEPUTY_MAY_BE_NAMED = frozenset(
    {
        LetterKind.ACCEPTANCE_ACTING,
        LetterKind.ACCEPTANCE_DEPUTY,
        LetterKind.GOODWILL,
        LetterKind.SUBSTITUTION,
        LetterKind.SUBSTITUTION_ACTING,
        LetterKind.CHANGE_OF_REPRESENTATIVE,
        LetterKind.CONFIRMATION,
        LetterKind.ACCOMPANIED,
        LetterKind.MAYOR_ALONE,
        LetterKind.JOINED_ATTENDS,
        LetterKind.JOINED_ATTENDED,
        LetterKind.THANKS,
    }
)
# The explanation must say whom the organiser addressed; the title is enough for that,
# the name would be too much.
DEPUTY_TITLE_MAY_STAND = DEPUTY_MAY_BE_NAMED | {LetterKind.PROTOCOL_EXPLAINED, LetterKind.REFERRED}
DEPUTY_TITLE = frozenset({"deputy_title", "Deputy_title"})
DEPUTY_NAME = frozenset({"deputy_name"})
# Who attends may be said wherever somebody does.
ATTENDEE = frozenset({"attendee", "Attendee"})
ATTENDEE_MAY_BE_NAMED = DEPUTY_MAY_BE_NAMED | {LetterKind.ACCEPTANCE, LetterKind.ACCEPTANCE_DESIGNATE}

# These are about somebody's life, and not about the event of their case.
ABOUT_NO_EVENT = frozenset({LetterKind.MAYORS_CONGRATULATIONS, LetterKind.MAYORS_CONDOLENCES})
EVENT = frozenset({"event_title", "event_when", "event_where"})
OWN_WORDS = frozenset({"own_words"})
ADDRESSING = frozenset({"addressing"})

# Whoever is refused, or reads why things go another way than they thought, learns how to complain (P23).
COMPLAINTS = frozenset({"complaints"})
SAYS_HOW_TO_COMPLAIN = frozenset(
    {
        LetterKind.PROTOCOL_EXPLAINED,
        LetterKind.REFERRED,
        LetterKind.REFUSAL,
        LetterKind.NOT_CIVIC,
    }
)

# Elsewhere a clause at the foot explains nothing to whoever reads it: the protocol's address is enough.
CLAUSE = frozenset({"clause", "clause_title"})
CLAUSE_IS_CITED = frozenset(
    {
        LetterKind.PROTOCOL_EXPLAINED,
        LetterKind.GOODWILL,
        LetterKind.REFUSAL,
        LetterKind.NOT_CIVIC,
        LetterKind.HELD,
    }
)
