"""What a proofreader would mark in a letter that was filled in: a detail that is missing, words that stand
twice where a placeholder meets the words around it, and what was left out because it is empty.

Pure; whoever words a letter is told before the wording is saved, an officer before the letter is written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from protocols.core.vocabulary import LetterKind
from protocols.texts.placeholders import CAPITALISED, PLACEHOLDERS
from protocols.wording import (
    FILLED_SUBJECT_LIMIT,
    LINE_OF_TOKENS,
    TOKEN,
    allowed_in,
    clean,
    fill,
    single_line,
    with_capitals,
)

# Around what a placeholder became. Nobody can type these: they are taken out of every text (`clean`).
_OPENS, _CLOSES = "\ue000", "\ue001"
_SEAM = f"[{_OPENS}{_CLOSES}]"
_WORD = r"[\w’'-]+"
_AGAIN = re.compile(rf"(?<![\w’'-])({_WORD})(?=((?:{_SEAM}|\s)*{_SEAM}(?:{_SEAM}|\s)*)({_WORD}))")
_STOPS = re.compile(rf"([.,;:!?]){_SEAM}+\s?{_SEAM}*([.,;:!?])")
_ARTICLES = frozenset({"the", "a", "an", "our", "your", "their", "this"})
_ENDS = ".!?"
# Of these one mention in a paragraph is enough; a title or a day may well be said again.
_SAID_ONCE = (
    "organiser_name",
    "organisation",
    "event_title",
    "event_when",
    "event_where",
    "mayor_name",
    "deputy_name",
    "attendee",
    "reference",
    "link",
    "reason",
    "question",
    "announced_before",
    "promise_on_hold",
    "mistaken_before",
    "asked_before",
    "new_term",
    "answer_after_term",
)
# What the frame around every letter says by itself.
_IN_THE_FRAME = {
    "salutation": "the greeting",
    "letterhead": "the letterhead",
    "organiser_address": "the organiser’s address",
    "officer_name": "the officer’s name",
    "officer_post": "the officer’s post",
    "signed_from": "the signature",
    "copies": "who gets copies",
}
_GREETING = re.compile(r"^(Dear\b.*|Yours (?:sincerely|faithfully|truly)\b.*)$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Proof:
    """What to look at in one filled-in letter: sentences each, and the placeholders that left nothing."""

    missing: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()

    @property
    def is_clean(self) -> bool:
        """Nothing needs looking at; what may be empty may be."""
        return not self.missing and not self.doubled


def proof_of(letter: LetterKind, *, subject: str, body: str, values: Mapping[str, str]) -> Proof:
    """What stands out in the wording with these values, whose placeholders `validate` has let pass."""
    words = with_capitals({name: value for name, value in values.items() if name in allowed_in(letter)})
    missing, left_out = _empty(subject, body, words)
    if missing:
        return Proof(missing=missing, left_out=left_out)
    marked = {name: f"{_OPENS}{value}{_CLOSES}" for name, value in words.items() if value}
    texts = (single_line(subject), body)
    filled = [fill(text, marked) for text in texts]
    found = [
        *(mark for text in filled for mark in _at_the_seams(text)),
        *(mark for text in texts for mark in _in_one_paragraph(text, words)),
        *_beside_the_frame(body),
        *_too_long(_plain(filled[0])),
    ]
    return Proof(doubled=tuple(dict.fromkeys(found)), left_out=left_out)


def _empty(subject: str, body: str, words: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What may not be empty here and is, in sentences; and the placeholders that may be, and are."""
    missing: dict[str, str] = {}
    left_out: dict[str, None] = {}
    for line in clean(f"{subject}\n{body}").split("\n"):
        alone = LINE_OF_TOKENS.fullmatch(line) is not None
        for name in TOKEN.findall(line):
            known = PLACEHOLDERS[name]
            if words.get(name):
                continue
            if known.is_sentence or known.may_be_empty and alone:
                left_out[name] = None
            else:
                missing[name] = f"{{{name}}} is empty here ({known.meaning})."
    return tuple(missing.values()), tuple(name for name in left_out if name not in missing)


def _at_the_seams(text: str) -> Iterator[str]:
    """The same word, or two articles, on both sides of where a placeholder begins or ends; two stops."""
    for found in _AGAIN.finditer(text):
        before, between, after = found[1], found[2], found[3]
        if not any(space.isspace() for space in between):
            continue
        same = before.casefold() == after.casefold()
        if same or (_OPENS in between and {before.lower(), after.lower()} <= _ARTICLES):
            yield f"The text says “{before} {after}”."
    for found in _STOPS.finditer(text):
        if found[1] == found[2] or (found[1] in _ENDS and found[2] in _ENDS):
            yield f"The text has “{found[1]}{found[2]}” after a placeholder."


def _in_one_paragraph(text: str, words: Mapping[str, str]) -> Iterator[str]:
    """What is said twice in one paragraph, by one placeholder, or by two of which one says the other."""
    for paragraph in re.split(r"\n[ \t]*\n", text):
        named = [CAPITALISED.get(name, name) for name in TOKEN.findall(paragraph)]
        said = [(name, words.get(name, "").casefold()) for name in named]
        for (first, its), (second, others) in combinations(said, 2):
            inner = first if its in others else second
            if its and others and (its in others or others in its) and inner in _SAID_ONCE:
                both = f"{{{first}}}" if first == second else f"{{{first}}} and {{{second}}}"
                yield f"“{words[inner]}” is in one paragraph twice, from {both}."


def _beside_the_frame(body: str) -> Iterator[str]:
    said = dict.fromkeys(name for name in TOKEN.findall(body) if name in _IN_THE_FRAME)
    for name in said:
        yield f"{{{name}}} is not needed: {_IN_THE_FRAME[name]} is added to every letter."
    for found in _GREETING.finditer(body):
        yield f"“{found[1].strip()}” is not needed: the greeting and the signature are added to every letter."


def _too_long(subject: str) -> Iterator[str]:
    if len(subject) > FILLED_SUBJECT_LIMIT:
        yield f"The subject has {len(subject)} characters, so it is cut after {FILLED_SUBJECT_LIMIT}."


def _plain(text: str) -> str:
    return single_line(re.sub(_SEAM, "", text))


_GENDERED = re.compile(
    r"\b(he|she|his|her|hers|him|himself|herself|Mr|Mrs|Miss|Ms|Sir|Madam|Chairman|Mayoress)\b"
)


def typed_by_hand(text: str, titles: Iterable[str]) -> tuple[str, ...]:
    """What a wording says in its own words, and is wrong as soon as somebody else holds the office or the
    office is called otherwise. `titles` are what the offices are called now, without an article.
    """
    typed = TOKEN.sub(" ", text)
    titles_typed = [
        title for title in titles if title and re.search(rf"\b{re.escape(title)}\b", typed, re.IGNORECASE)
    ]
    found = [
        f"The wording says “{title}”. Use a placeholder, so that it changes with the title of the office."
        for title in titles_typed
        # The longer one says the shorter, too: Deputy Mayor, and Mayor.
        if not any(title != other and title.lower() in other.lower() for other in titles_typed)
    ]
    found += [
        f"The wording says “{word}”. The next office-holder or organiser can be a man or a woman."
        for word in dict.fromkeys(_GENDERED.findall(typed))
    ]
    return tuple(found)
