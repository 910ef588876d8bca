"""Everything the office holds about a person:
searched across every place where people's words stand, folded and bounded.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import JSONField, Model, Q, TextField
from django.db.models.functions import Cast

from civic import wording
from engagements import models
from engagements.folding import APOSTROPHES, fold
from engagements.models import Invitation

CASES_SHOWN = 50
ROWS_READ = 2000


@dataclass(frozen=True)
class Source:
    """A place where words stand: which rows, how they lead to their case, and which columns."""

    name: str
    label: str
    model: type[Model]
    case: str
    columns: tuple[str, ...]


SOURCES = (
    Source("organiser", "The organiser", models.Organiser, "invitation__id",
           ("name", "addressed_as", "organisation", "role", "email", "telephone", "postal_address", "aims")),
    Source("invitation", "The invitation", models.Invitation, "id",
           ("title", "councillor_name", "what_happens", "venue", "address", "asked_words", "dignitaries",
            "provenance_words", "dealings", "confidential_why", "callers_words", "advice")),
    Source("letter", "Letter", models.Letter, "invitation_id",
           ("recipient_name", "recipient_email", "recipient_address", "copies", "subject", "body",
            "trouble")),
    Source("entry", "Entry in the record", models.EntryParticulars, "entry__invitation_id",
           ("entry__kind", "entry__on_instruction_of", "words")),
    Source("note", "Note", models.Note, "invitation_id", ("text",)),
    Source("call", "Telephone note", models.TelephoneCall, "invitation_id", ("spoken_to", "said")),
    Source("question", "Question", models.Question, "invitation_id", ("text", "answer")),
    Source("advice", "Advice of the Monitoring Officer", models.LegalAdvice, "invitation_id",
           ("question", "answer")),
    Source("decision", "Reason of a decision", models.Decision, "invitation_id",
           ("reason", "reason_for_release", "question")),
    Source("private", "Private reason of an answer", models.Delegation, "invitation_id", ("private_reason",)),
    Source("interest", "Interest declared", models.Interest, "invitation_id", ("nature",)),
    Source("consent", "Consent to the chain", models.ChainConsent, "invitation_id", ("civic_head",)),
    Source("comparison", "Comparison with a declined case", models.SameEventAnswer, "invitation_id",
           ("why",)),
    Source("outcome", "Outcome", models.Engagement, "invitation_id", ("outcome_note",)),
    Source("attachment", "File", models.Attachment, "invitation_id", ("name",)),
    Source("consultation", "Question about the protocol", models.Consultation, "invitation_id",
           ("question",)),
    Source("answer", "Answer about the protocol", models.ConsultationAnswer, "consultation__invitation_id",
           ("words",)),
    Source("task", "Request from a member", models.MemberTask, "invitation_id",
           ("wanted", "answer")),
    Source("hold", "Legal hold", models.LegalHold, "invitation_id", ("reason", "lifted_why")),
)  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One thing of a case: its words, and whether it is one the search found."""

    source: str
    pk: int
    title: str
    text: str
    matches: bool

    @property
    def key(self) -> str:
        return f"{self.source}-{self.pk}"


@dataclass(frozen=True)
class FoundCase:
    """A case in which something was found, with all it holds."""

    invitation: Invitation
    things: list[Found]
    of_the_person: bool


@dataclass(frozen=True)
class Search:
    """What was found; `cut_short` where there is more than is shown."""

    cases: list[FoundCase]
    cut_short: bool


def _typed_as() -> dict[str, str]:
    """Each plain letter, or pair of them, with all the single letters that fold to it."""
    found: dict[str, str] = defaultdict(str)
    for number in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00), *range(0xFB00, 0xFB07)):
        plain = fold(chr(number))
        if plain.isascii() and plain.isalpha():
            found[plain] += chr(number)
    return found


TYPED_AS = _typed_as()
# Pairs before the letters that they are made of.
PIECE = re.compile("|".join([*sorted(TYPED_AS, key=len, reverse=True), r"\w"]))
# So few letters may be initials, each with its full stop and a space: the R. S. P. C. A.
LONGEST_INITIALS = 5


def terms_of(text: str) -> list[str]:
    """The words to look for, one a line; what is shorter than three letters would find everything."""
    return [line.strip() for line in text.splitlines() if len(fold(line)) > 2]


def pattern(term: str, *, in_json: bool = False) -> str:
    """A regular expression, the same for both databases and for Python, that finds the term however it is
    typed: accents, apostrophes, dashes and spaces, "&", "St", initials (`folding`).
    """
    digits = re.sub(r"[^0-9]", "", term)
    if len(digits) > 5 and re.fullmatch(r"[0-9 +().\-]+", term):
        return "[^0-9]*".join(digits.removeprefix("44").removeprefix("0"))
    # JSON is kept with its accented letters written as escapes on SQLite.
    escape = r"|\\u[0-9a-f]{4}" if in_json else ""
    between = rf"(?:\W|_{escape})"
    words = [_word(word, f"{between}{{0,2}}", escape) for word in fold(term).split()]
    return rf"{between}+".join(words).replace(rf"{between}+{AND}{between}+", rf"{between}*{AND}{between}*")


AND = "(?:and|[&＆])"


def _word(word: str, initials: str, escape: str) -> str:
    """One folded word as it may have been typed; `initials` is what may stand between initials."""
    if word == "and":
        return AND
    gap = initials if len(word) <= LONGEST_INITIALS else rf"(?:[{APOSTROPHES}]{escape})?"
    spelt = gap.join(_piece(found.group(), escape) for found in PIECE.finditer(word))
    return rf"(?:{spelt}|st)" if word == "saint" else spelt


def _piece(plain: str, escape: str) -> str:
    others = TYPED_AS.get(plain, "")
    if len(plain) > 1:
        return f"(?:{''.join(_piece(letter, escape) for letter in plain)}|[{others}]{escape})"
    return f"(?:[{plain}{others}]{escape})" if others else plain


def search(terms: Sequence[str]) -> Search:
    """The cases in which any of the terms stands, newest first, each with everything it holds."""
    hits: dict[int, set[str]] = defaultdict(set)
    cut_short = False
    for source in SOURCES if terms else ():
        rows = list(
            _rows(source).filter(_any_of(source, terms)).values_list(source.case, "pk")[: ROWS_READ + 1]
        )
        cut_short |= len(rows) > ROWS_READ
        for case, pk in rows[:ROWS_READ]:
            hits[case].add(f"{source.name}-{pk}")
    newest = sorted(hits, reverse=True)
    shown = Invitation.objects.filter(pk__in=newest[:CASES_SHOWN]).select_related("organiser").order_by("-id")
    things = _things([case.pk for case in shown], hits)
    of_person = {case.pk: any(key.startswith("organiser-") for key in hits[case.pk]) for case in shown}
    return Search(
        [FoundCase(case, things[case.pk], of_person[case.pk]) for case in shown],
        cut_short or len(newest) > CASES_SHOWN,
    )


def _rows(source: Source) -> Any:
    rows = source.model._default_manager.exclude(**{source.case: None})
    return rows.annotate(**{f"{name}_typed": Cast(name, TextField()) for name in _json_columns(source)})


def _json_columns(source: Source) -> list[str]:
    own = {field.name: field for field in source.model._meta.concrete_fields}
    return [name for name in source.columns if isinstance(own.get(name), JSONField)]


def _any_of(source: Source, terms: Iterable[str]) -> Q:
    typed, wanted = set(_json_columns(source)), Q(pk__in=[])
    for term in filter(fold, terms):
        for name in source.columns:
            column = f"{name}_typed" if name in typed else name
            wanted |= Q(**{f"{column}__iregex": pattern(term, in_json=name in typed)})
    return wanted


def _things(cases: list[int], hits: dict[int, set[str]]) -> dict[int, list[Found]]:
    """Everything that these cases hold, a query for each source."""
    found: dict[int, list[Found]] = defaultdict(list)
    for source in SOURCES:
        rows = source.model._default_manager.filter(**{f"{source.case}__in": cases}).order_by("pk")
        for row in rows.values("pk", source.case, *source.columns):
            text, case = _text(row, source), row["pk" if source.case == "id" else source.case]
            if text:
                key = f"{source.name}-{row['pk']}"
                found[case].append(Found(source.name, row["pk"], source.label, text, key in hits[case]))
    return found


def _text(row: dict[str, object], source: Source) -> str:
    said = [
        (wording.capital(name.removeprefix("entry__").replace("_", " ")), _said(row[name]))
        for name in source.columns
    ]
    if source.name == "entry" and not row["words"] and not row["entry__on_instruction_of"]:
        return ""
    return "\n".join(f"{label}: {value}" for label, value in said if value)


def _said(value: object) -> str:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return str(value)
