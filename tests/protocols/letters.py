"""Letters for the tests: the shipped wordings with sample particulars, without a database."""

from protocols import letters
from protocols.core.letters import IN_THE_MAYORS_NAME
from protocols.core.vocabulary import LetterKind, Manner
from protocols.models import LetterTemplateVersion
from protocols.texts import shipped_letter
from protocols.texts.placeholders import PLACEHOLDERS

# What each letter would be given in a case where everything is known.
CLAUSES = {
    LetterKind.REFUSAL: ("P10", "What the civic office cannot support"),
    LetterKind.NOT_CIVIC: ("P7", "Councillors invited as councillors"),
}
ATTENDING = {
    LetterKind.ACCEPTANCE_ACTING: "the Deputy Mayor, Councillor Sam Brook",
    LetterKind.ACCEPTANCE_DEPUTY: "the Deputy Mayor, Councillor Sam Brook, representing the Mayor",
    LetterKind.GOODWILL: "the Deputy Mayor, Councillor Sam Brook",
    LetterKind.SUBSTITUTION: "the Deputy Mayor, Councillor Sam Brook, representing the Mayor",
    LetterKind.SUBSTITUTION_ACTING: "the Deputy Mayor, Councillor Sam Brook",
    LetterKind.ACCOMPANIED: "the Mayor, Councillor Alex Green, and the Deputy Mayor, Councillor Sam Brook",
}
ANNOUNCED = {
    LetterKind.CHANGE_OF_REPRESENTATIVE: "We wrote to you earlier that the Deputy Mayor would attend.",
    LetterKind.MAYOR_ALONE: "We wrote to you earlier that the Mayor and the Deputy Mayor would attend.",
    LetterKind.HELD: "",
    LetterKind.JOINED_ATTENDS: "",
}
ON_HOLD = {
    LetterKind.CORRECTION: (
        "Until then the visit is not certain, and I am sorry that our mistake leaves you waiting."
    ),
    LetterKind.HELD: "",
    LetterKind.CHANGE_ACKNOWLEDGED: "Until then, I am sorry to say, the visit is not certain.",
}
ASKED = {
    LetterKind.REMINDER: "On Monday 12 January 2026 I asked whether you would like to invite the Mayor.",
    LetterKind.CLOSING_QUESTION: (
        "On Monday 12 January 2026 I asked you: “At what time would you like the Mayor to arrive?”"
    ),
}

OWN_WORDS = {
    LetterKind.MAYORS_THANKS: "The new hut will serve the young people of Northgate for a long time.",
    LetterKind.MAYORS_CONGRATULATIONS: "A hundred years is a great age, and few of us will see it.",
    LetterKind.MAYORS_CONDOLENCES: "Your mother was known and loved by everybody in Northgate.",
}


def wording(
    letter: LetterKind,
    manner: Manner = Manner.ORDINARY,
    *,
    subject: str | None = None,
    body: str | None = None,
) -> LetterTemplateVersion:
    """The shipped wording, or another, as an unsaved row."""
    shipped_subject, shipped_body = shipped_letter(letter, manner)
    return LetterTemplateVersion(
        subject=shipped_subject if subject is None else subject, body=shipped_body if body is None else body
    )


def values(letter: LetterKind, **given: str) -> dict[str, str]:
    """Sample particulars that make sense for this letter."""
    own = {}
    if letter in CLAUSES:
        own["clause"], own["clause_title"] = CLAUSES[letter]
    elif letter is not LetterKind.PROTOCOL_EXPLAINED:
        own["clause"], own["clause_title"] = "P1", "Every invitation is for the Mayor first"
    if letter in ATTENDING:
        own["attendee"] = ATTENDING[letter]
    if letter in ANNOUNCED:
        own["announced_before"] = ANNOUNCED[letter]
    if letter in ON_HOLD:
        own["promise_on_hold"] = ON_HOLD[letter]
    if letter in ASKED:
        own["asked_before"] = ASKED[letter]
    if letter in IN_THE_MAYORS_NAME:
        own |= letters.samples_named({"mayor_title": "the Mayor"}, letter) | {
            "letterhead": PLACEHOLDERS["letterhead"].sample
        }
        own["own_words"] = OWN_WORDS[letter]
    return letters.sample_values(**(own | given))


def written(
    letter: LetterKind,
    manner: Manner = Manner.ORDINARY,
    *,
    subject: str | None = None,
    body: str | None = None,
    stationery: letters.Stationery | None = None,
    **given: str,
) -> letters.Rendered:
    """The letter with sample particulars, some of them replaced."""
    return letters.render(
        letter,
        values(letter, **given),
        template_version=wording(letter, manner, subject=subject, body=body),
        stationery=stationery or letters.Stationery(),
    )


def holding_nothing_optional(letter: LetterKind) -> dict[str, str]:
    """Only what the letter cannot do without."""
    empty = {name: "" for name, placeholder in PLACEHOLDERS.items() if placeholder.is_sentence}
    return values(
        letter,
        **(
            empty
            | dict.fromkeys(("organisation", "organiser_address", "event_where", "letterhead", "copies"), "")
        ),
    )
