"""Whether the words of the clauses still say what the software does.

Pure: words in, sentences for the civic manager out.

Nothing here forbids anything; a council may have its reasons. It must only never happen unnoticed.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from protocols.core.table import PROTOCOL
from protocols.texts.role_sheets import DEMANDS
from protocols.wording import TOKEN

NO_LONGER = "This clause no longer says what the software does: {says}."
STATES_A_NUMBER = (
    "This clause says “{found}” in its own words, which the software cannot check. "
    "Use a placeholder for a limit, or leave the number out."
)
MISSING = "There is no clause {code}, which the software depends on."

_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|eighteen|"
    "twenty|twenty-one|twenty-eight|thirty|forty|sixty|ninety"
)
_UNITS = r"(?:working |calendar |clear )?(?:days?|weeks?|months?|years?|hours?|times|exceptions?)"
# Digits that are no clause's number; numbers in words only before a unit, so that "for
# this one occasion" stays free.
_OWN_NUMBER = re.compile(
    rf"(?<!\w)\d+(?: {_UNITS})?|\b(?:an?|one) (?:working |calendar |clear )?"
    rf"(?:day|week|month|hour|fortnight)\b|\b(?:{_NUMBERS}) {_UNITS}",
    re.IGNORECASE,
)


class Flag(NamedTuple):
    """One clause, what is the matter (with the council's titles as placeholders),
    and the placeholder that would mend it.
    """

    code: str
    sentence: str
    placeholder: str = ""


def flags(clauses: Iterable[tuple[str, str]]) -> list[Flag]:
    """What no longer fits between these clauses (number and text) and the software,
    in the order of the clauses.
    """
    texts = dict(clauses)
    missing = [
        Flag(code, MISSING.format(code=code))
        for code in sorted({row.clause for row in PROTOCOL} - set(texts), key=_by_number)
    ]
    return [flag for code, text in texts.items() for flag in flags_of(code, text)] + missing


def flags_of(code: str, text: str) -> list[Flag]:
    """The same for one clause."""
    held, plain = set(TOKEN.findall(text)), " ".join(text.lower().split())
    found = []
    for demand in DEMANDS.get(code, ()):
        found += [
            Flag(code, NO_LONGER.format(says=demand.says), name)
            for name in demand.placeholders
            if name not in held
        ]
        if demand.keywords and not any(keyword.lower() in plain for keyword in demand.keywords):
            found.append(Flag(code, NO_LONGER.format(says=demand.says)))
    numbers = dict.fromkeys(match.group() for match in _OWN_NUMBER.finditer(TOKEN.sub("", text)))
    return found + [Flag(code, STATES_A_NUMBER.format(found=number)) for number in numbers]


def _by_number(code: str) -> int:
    return int(code.removeprefix("P"))
