"""Words with placeholders: checked when saved, filled in when used.

Pure; knows no database and sends nothing.

A placeholder is {name} from the closed list and nothing else: no attributes, no formats, no
template language. Values are strings, put in once from left to right and never looked at again, so
nothing an organiser writes can act.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from protocols.core.letters import IN_THE_MAYORS_NAME
from protocols.core.rulings import sentence_case
from protocols.core.vocabulary import LetterKind
from protocols.texts.placeholders import (
    ABOUT_NO_EVENT,
    ADDRESSING,
    ATTENDEE,
    ATTENDEE_MAY_BE_NAMED,
    CAPITALISED,
    CLAUSE,
    CLAUSE_IS_CITED,
    COMPLAINTS,
    DEPUTY_MAY_BE_NAMED,
    DEPUTY_NAME,
    DEPUTY_TITLE,
    DEPUTY_TITLE_MAY_STAND,
    EVENT,
    IN_THE_HEAD,
    OF_THE_VERSION,
    OWN_WORDS,
    PLACEHOLDERS,
    REQUIRED,
    SAYS_HOW_TO_COMPLAIN,
)

SUBJECT_LIMIT = 150
BODY_LIMIT = 6000
PLACEHOLDERS_LIMIT = 60
CLAUSE_LIMIT = 3000
FILLED_SUBJECT_LIMIT = 180
VALUE_LIMIT = 10_000

TOKEN = re.compile(r"\{([A-Za-z_]{1,40})\}")
LINE_OF_TOKENS = re.compile(r"(?:\s*\{[A-Za-z_]{1,40}\}\s*)+")
PROGRAM_CODE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{|<%|%>")
LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")
# Clauses speak of the council, its titles and the version's own limits; they are
# the same for every organiser.
CLAUSE_PLACEHOLDERS = (
    frozenset(
        {
            "mayor_title",
            "Mayor_title",
            "deputy_title",
            "Deputy_title",
            "council_name",
            "office_name",
            "answer_promised",
        }
    )
    | OF_THE_VERSION
)

# For a council that has no such office, or has not said yet what it is called.
ORDINARY_TITLES = {
    "mayor_title": "the civic head",
    "deputy_title": "the deputy",
    "council_name": "the council",
    "office_name": "the civic office",
    "answer_promised": "the time we promise",
    "answer_days": "the time we give",
    "after_reminder_days": "the time we give after a reminder",
    "rare_exceptions": "several",
}


class UnfitWording(ValueError):
    """The text cannot be used; `problems` says why in sentences for whoever edits it."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__(" ".join(problems))


class MissingValue(ValueError):
    """A letter cannot be made because something it must say was not given."""


# Asked of every character of every letter, and there are few different ones.
@lru_cache(maxsize=2048)
def fits_a_letter(character: str) -> bool:
    """No control characters, direction overrides, surrogates or unassigned code points;
    line feeds are fine.
    """
    return (
        character == "\n"
        or unicodedata.category(character) not in {"Cc", "Cs", "Cn", "Co", "Zl", "Zp"}
        and not ("\u202a" <= character <= "\u202e" or "\u2066" <= character <= "\u2069")
    )


def clean(text: str) -> str:
    """The text with line feeds only, without characters that no letter holds."""
    return "".join(filter(fits_a_letter, LINE_ENDS.sub("\n", text).replace("\t", " ")))


def single_line(text: str) -> str:
    """Fit for a header: one line, no control characters, single spaces."""
    return " ".join(clean(text).split())


def syntax_problems(text: str, *, allowed: frozenset[str], what: str) -> list[str]:
    """What is wrong with the braces, the names and the characters of a text;
    `what` names it in the sentences.
    """
    problems = []
    if PROGRAM_CODE.search(text):
        problems.append(
            f"{what} has what looks like program code. You can only use placeholders such as {{reference}}."
        )
    else:
        leftover = TOKEN.sub("", text)
        if "{" in leftover or "}" in leftover:
            problems.append(
                f"{what} has a curly bracket outside a placeholder. "
                f"Write placeholders as {{reference}}, without spaces."
            )
        for name in sorted({name for name in TOKEN.findall(text) if name not in allowed}):
            problems.append(f"{what} has the placeholder {{{name}}}, which cannot be used here.")
    if len(TOKEN.findall(text)) > PLACEHOLDERS_LIMIT:
        problems.append(f"{what} has more than {PLACEHOLDERS_LIMIT} placeholders.")
    if not all(map(fits_a_letter, text.replace("\r\n", "\n"))):
        problems.append(f"{what} has characters that cannot be printed. Remove them or type the line again.")
    return problems


def allowed_in(letter: LetterKind) -> frozenset[str]:
    """The placeholders this letter may use.

    A Deputy is not spoken of before the Deputy has accepted, and a clause is cited only where the letter
    explains, refuses, grants an exception or holds.
    """
    names = frozenset(PLACEHOLDERS) - OF_THE_VERSION - IN_THE_HEAD
    if letter not in DEPUTY_TITLE_MAY_STAND:
        names -= DEPUTY_TITLE
    if letter not in DEPUTY_MAY_BE_NAMED:
        names -= DEPUTY_NAME
    if letter not in ATTENDEE_MAY_BE_NAMED:
        names -= ATTENDEE
    if letter not in CLAUSE_IS_CITED:
        names -= CLAUSE
    if letter not in IN_THE_MAYORS_NAME:
        names -= OWN_WORDS
    if letter is not LetterKind.ARRANGEMENTS:
        names -= ADDRESSING
    if letter in ABOUT_NO_EVENT:
        names -= EVENT
    if letter not in SAYS_HOW_TO_COMPLAIN:
        names -= COMPLAINTS
    return names


def validate(letter: LetterKind, subject: str, body: str) -> list[str]:
    """Everything that keeps these words from being this letter's template; empty when they are fit."""
    return subject_problems(letter, subject) + body_problems(letter, body)


def subject_problems(letter: LetterKind, subject: str) -> list[str]:
    problems = []
    if not subject.strip():
        problems.append("Enter a subject.")
    elif len(subject.splitlines()) > 1:
        problems.append("The subject must be a single line.")
    if len(subject) > SUBJECT_LIMIT:
        problems.append(f"The subject must be {SUBJECT_LIMIT} characters or fewer.")
    return problems + syntax_problems(subject, allowed=allowed_in(letter), what="The subject")


def body_problems(letter: LetterKind, body: str) -> list[str]:
    problems = []
    if not body.strip():
        problems.append("Enter the text of the letter.")
    if len(body) > BODY_LIMIT:
        problems.append(f"The text must be {BODY_LIMIT} characters or fewer.")
    problems += syntax_problems(body, allowed=allowed_in(letter), what="The text")
    said = {CAPITALISED.get(name, name) for name in TOKEN.findall(body)}
    for name in sorted(REQUIRED[letter] - said):
        problems.append(f"This letter must say {{{name}}}: {PLACEHOLDERS[name].meaning}.")
    return problems


def validate_clause(title: str, text: str) -> list[str]:
    """Everything that keeps these words from being a clause; empty when they are fit."""
    return clause_title_problems(title) + clause_text_problems(text)


def clause_title_problems(title: str) -> list[str]:
    problems = []
    if not title.strip() or len(title.splitlines()) > 1:
        problems.append("Enter a title of one line.")
    if len(title) > SUBJECT_LIMIT:
        problems.append(f"The title must be {SUBJECT_LIMIT} characters or fewer.")
    return problems + syntax_problems(title, allowed=CLAUSE_PLACEHOLDERS, what="The title")


def clause_text_problems(text: str) -> list[str]:
    problems = []
    if not text.strip():
        problems.append("Enter the text of the clause.")
    if len(text) > CLAUSE_LIMIT:
        problems.append(f"The text must be {CLAUSE_LIMIT} characters or fewer.")
    return problems + syntax_problems(text, allowed=CLAUSE_PLACEHOLDERS, what="The text")


def with_capitals(values: Mapping[str, str]) -> dict[str, str]:
    """The values, cleaned, with those that begin a sentence made from their neighbours:
    The Mayor from the Mayor.
    """
    cleaned = {
        name: clean(value)[:VALUE_LIMIT].strip() for name, value in values.items() if name in PLACEHOLDERS
    }
    for capital, name in CAPITALISED.items():
        if name in cleaned:
            cleaned[capital] = sentence_case(cleaned[name])
    return cleaned


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled in, paragraph by paragraph.

    A line that holds nothing but empty placeholders goes, and with it an empty paragraph. Within other words
    only a whole sentence may be empty, so that no letter ever leaves with a hole in it. Raises MissingValue
    where a value that may not be empty is missing, UnfitWording for a placeholder that is none.
    """

    def value_of(match: re.Match[str]) -> str:
        name, space = match[1], match[2]
        if name not in PLACEHOLDERS:
            raise UnfitWording([f"{{{name}}} is not a placeholder."])
        value, known = values.get(name, ""), PLACEHOLDERS[name]
        if not value and not (
            known.is_sentence or known.may_be_empty and LINE_OF_TOKENS.fullmatch(match.string)
        ):
            raise MissingValue(f"The letter says {{{name}}} ({known.meaning}), which is not known.")
        return value + space if value else ""

    paragraphs = []
    for paragraph in re.split(r"\n[ \t]*\n", clean(text)):
        lines = []
        for line in paragraph.split("\n"):
            filled = re.sub(TOKEN.pattern + "( ?)", value_of, line).strip()
            if filled or not LINE_OF_TOKENS.fullmatch(line):
                lines.append(filled)
        paragraphs.append("\n".join(lines).strip())
    return "\n\n".join(filter(None, paragraphs))


def fill_titles(text: str, names: Mapping[str, str]) -> str:
    """A clause with the council's own titles in it; a name not given is said in ordinary words."""
    given = {name: value for name, value in names.items() if value}
    return fill(text, with_capitals(ORDINARY_TITLES | given))


def in_council_words(text: str, names: Mapping[str, str]) -> str:
    """The protocol's own words, which say Mayor and Deputy, as this council says them.

    With its article stands the title within a sentence, whatever its article ("our Provost"); without, the
    bare title. "Mayor-designate" is changed like "Mayor". For words of ours only, and once: never for what
    people wrote.
    """
    titles = ORDINARY_TITLES | {name: value for name, value in names.items() if value}

    def title(match: re.Match[str]) -> str:
        words = titles["mayor_title" if match[2] == "Mayor" else "deputy_title"]
        if not match[1]:
            return _ARTICLE.sub("", words)
        return words[:1].upper() + words[1:] if match[1][0] == "T" else words

    return _TITLE.sub(title, text)


_TITLE = re.compile(r"\b([Tt]he )?(Mayor|Deputy)\b")
_ARTICLE = re.compile(r"^(?:the|our|a) ", re.IGNORECASE)
