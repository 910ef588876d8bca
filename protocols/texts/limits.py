"""What a version of the protocol says of its own limits and of the council's choices,
in words for its clauses and pages.
"""

from collections.abc import Mapping

from protocols.core.vocabulary import OfferDeputy

# Field of the version, what it is called, and what it means; the unit follows the number in the clauses.
LIMITS: dict[str, tuple[str, str, str]] = {
    "answer_days": (
        "Days an organiser is waited for",
        "From the letter that asks until the reminder.",
        " days",
    ),
    "after_reminder_days": (
        "Days after the reminder",
        "From the reminder until the invitation is closed.",
        " days",
    ),
    "rare_exceptions": (
        "Goodwill exceptions that are still rare",
        "Once so many were granted in a civic year, the office points it out.",
        "",
    ),
}

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
OFFERS: dict[str, str] = {
    OfferDeputy.UNLESS_REFUSED.value: (
        "If {mayor_title} cannot attend, {mayor_title} may ask {deputy_title}, "
        "unless the organiser said that only {mayor_title} is invited."
    ),
    OfferDeputy.WITH_LEAVE.value: (
        "If {mayor_title} cannot attend, {mayor_title} may ask {deputy_title} "
        "only where the organiser said that {deputy_title} would be welcome."
    ),
    OfferDeputy.NEVER.value: "An organiser who invited {mayor_title} is not offered {deputy_title} instead.",
}
ASKING: dict[bool, str] = {
    True: "The form for invitations asks what the organiser wishes if {mayor_title} cannot attend.",
    False: "The form for invitations does not ask what the organiser wishes if {mayor_title} cannot attend.",
}


def in_words(values: Mapping[str, object]) -> dict[str, str]:
    """The placeholders of a version, from its fields;
    the sentences still hold the council's titles as placeholders.
    """
    said = {name: _counted(values[name], unit) for name, (_, _, unit) in LIMITS.items()}
    offer, asking = str(values["offer_deputy"]), bool(values["ask_wish"])
    return said | {"deputy_offer": OFFERS[offer], "wish_asked": ASKING[asking]}


def _counted(value: object, unit: str) -> str:
    """A number with its unit; without one, a small number is a word of the sentence."""
    number = int(str(value))
    return NUMBERS[number] if not unit and number < len(NUMBERS) else f"{number}{unit}"
