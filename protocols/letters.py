"""Letters to organisers: the template in force, checked and filled in. Makes words; sends nothing.

`render` makes a whole letter from its template; `compose` frames a body that an
officer has edited before release.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from protocols.core.letters import IN_THE_MAYORS_NAME
from protocols.core.rulings import sentence_case
from protocols.core.vocabulary import LetterKind, Manner
from protocols.layout import PLAIN, Stationery, as_text
from protocols.mail_page import as_page
from protocols.models import ENGLISH, LetterName, LetterTemplate, LetterTemplateVersion
from protocols.paper import as_article
from protocols.signatory import Signatory
from protocols.texts.placeholders import IN_THE_HEAD, PLACEHOLDERS, REQUIRED, Placeholder
from protocols.wording import (
    FILLED_SUBJECT_LIMIT,
    MissingValue,
    UnfitWording,
    allowed_in,
    clean,
    fill,
    in_council_words,
    single_line,
    validate,
    with_capitals,
)

# The words' own errors and checks belong to this door, too.
__all__ = [
    "PLACEHOLDERS",
    "LetterName",
    "LetterTemplateVersion",
    "MissingValue",
    "Placeholder",
    "Rendered",
    "StaleWording",
    "Stationery",
    "UnfitWording",
    "allowed_in",
    "compose",
    "goes_by_itself",
    "let_go_by_itself",
    "placeholders_for",
    "render",
    "sample_values",
    "samples_named",
    "save_wording",
    "template_in_force",
    "validate",
    "wordings_in_force",
    "wordings_of",
]

CONFIDENTIAL_SUBJECT = "Confidential: your invitation, our reference {reference}"


class StaleWording(Exception):
    """Somebody else saved another wording since this one was opened."""


@dataclass(frozen=True)
class Rendered:
    """A finished letter.

    `body` is the part an officer may edit; `text` and `html` are the mail's two parts with the frame around
    it; `article` is the same letter as an HTML element for our own pages.
    """

    subject: str
    body: str
    text: str
    html: str
    article: str
    template_version: LetterTemplateVersion | None


def template_in_force(
    letter: LetterKind, manner: Manner = Manner.ORDINARY, language: str = ENGLISH
) -> LetterTemplateVersion:
    """The wording in use: the newest, in this manner and language where the letter has one of its own.

    Raises LetterTemplateVersion.DoesNotExist when the letter has none at all.
    """
    wanted = ((manner, language), (manner, ENGLISH), (Manner.ORDINARY, ENGLISH))
    own = LetterTemplateVersion.objects.select_related("template").filter(template__letter=letter.value)
    newest = {(one.template.manner, one.template.language): one for one in own.order_by("number")}
    found = [newest[spoken, words] for spoken, words in wanted if (spoken, words) in newest]
    if not found:
        raise LetterTemplateVersion.DoesNotExist(f"There is no wording for {letter}.")
    return found[0]


def wordings_of(name: LetterName) -> QuerySet[LetterTemplateVersion]:
    """Every wording of a letter, the newest first."""
    return (
        LetterTemplateVersion.objects.filter(template__in=_templates_of(name))
        .select_related("template", "created_by")
        .order_by("-number")
    )


def _templates_of(name: LetterName) -> QuerySet[LetterTemplate]:
    return LetterTemplate.objects.filter(letter=name.kind.value, manner=name.manner.value, language=ENGLISH)


def wordings_in_force() -> list[LetterTemplateVersion]:
    """The wording in use of every letter, in the order of the vocabulary."""
    newest: dict[LetterName, LetterTemplateVersion] = {}
    for wording in LetterTemplateVersion.objects.select_related("template", "created_by").order_by("number"):
        newest[wording.template.name] = wording
    names = [LetterName(letter, manner) for letter in LetterKind for manner in Manner]
    return [newest[name] for name in names if name in newest]


def goes_by_itself(letter: LetterKind, manner: Manner = Manner.ORDINARY) -> bool:
    """Whether the office lets this letter leave without an officer reading it first."""
    return template_in_force(letter, manner).template.may_go_by_itself


def sample_values(**given: str) -> dict[str, str]:
    """A value for every placeholder, made up, for previews; `given` replaces some."""
    return {name: placeholder.sample for name, placeholder in PLACEHOLDERS.items()} | given


def samples_named(names: Mapping[str, str], letter: LetterKind) -> dict[str, str]:
    """The samples that speak of the Mayor or the council, in the council's own words, and who signs this
    letter.
    """
    mayor, deputy = names.get("mayor_title", "the Mayor"), names.get("deputy_title", "the Deputy Mayor")
    told = {
        name: placeholder.sample.replace("the Deputy Mayor", deputy)
        .replace("The Mayor", sentence_case(mayor))
        .replace("the Mayor", mayor)
        for name, placeholder in PLACEHOLDERS.items()
        if "Mayor" in placeholder.sample
    }
    told |= {"letterhead": names.get("council_name", "")} | dict(names)
    if letter in IN_THE_MAYORS_NAME:
        told |= {
            "officer_name": PLACEHOLDERS["mayor_name"].sample,
            "officer_post": in_council_words("Mayor", names),
            "signed_from": names.get("council_name") or PLACEHOLDERS["council_name"].sample,
            "protocol_address": "",
        }
    return told


def placeholders_for(letter: LetterKind) -> dict[str, Placeholder]:
    """What this letter may have filled in, with what each is, what it must say first."""
    allowed = allowed_in(letter)
    must = [name for name in PLACEHOLDERS if name in REQUIRED[letter]]
    may = [name for name in PLACEHOLDERS if name in allowed and name not in must]
    return {name: PLACEHOLDERS[name] for name in must + may}


def compose(
    *,
    subject: str,
    body: str,
    values: Mapping[str, str],
    confidential: bool = False,
    template_version: LetterTemplateVersion | None = None,
    stationery: Stationery = PLAIN,
) -> Rendered:
    """Put finished words into the frame, on the council's stationery where somebody will see it.

    The body is not interpreted: a {link} that somebody typed stays a {link}.

    A confidential letter says so, and its subject says nothing else (P14).
    Raises MissingValue when the frame's own particulars are not all given.
    """
    words = with_capitals(values)
    if confidential:
        subject = fill(CONFIDENTIAL_SUBJECT, words)
    subject = single_line(subject)
    if len(subject) > FILLED_SUBJECT_LIMIT:
        subject = subject[: FILLED_SUBJECT_LIMIT - 1].rstrip() + "\u2026"
    body = clean(body).strip()
    return Rendered(
        subject=subject,
        body=body,
        text=as_text(body, words, confidential=confidential),
        html=as_page(body, words, subject, confidential=confidential, stationery=stationery),
        article=as_article(body, words, confidential=confidential, stationery=stationery),
        template_version=template_version,
    )


def render(
    letter: LetterKind,
    values: Mapping[str, str],
    *,
    template_version: LetterTemplateVersion | None = None,
    manner: Manner = Manner.ORDINARY,
    confidential: bool = False,
    stationery: Stationery = PLAIN,
) -> Rendered:
    """The letter from its template, the one in force unless another wording is given.

    Raises UnfitWording when the template would not pass `validate`, MissingValue when
    it says something not given.
    """
    version = template_version or template_in_force(letter, manner)
    if problems := validate(letter, version.subject, version.body):
        raise UnfitWording(problems)
    said = allowed_in(letter) | IN_THE_HEAD
    words = with_capitals({name: value for name, value in values.items() if name in said})
    return compose(
        subject=fill(version.subject, words),
        body=fill(version.body, words),
        values=words,
        confidential=confidential,
        template_version=version,
        stationery=stationery,
    )


@transaction.atomic
def save_wording(
    *, letter: LetterName, subject: str, body: str, after: int, by: Signatory
) -> LetterTemplateVersion:
    """Add a wording that is used from now on. `after` is the number of the wording the editor opened.

    Raises UnfitWording with every problem, StaleWording when somebody else saved meanwhile.
    """
    subject, body = subject.strip(), body.replace("\r\n", "\n").strip()
    if problems := validate(letter.kind, subject, body):
        raise UnfitWording(problems)
    # The lock makes two editors wait for each other; the unique number would refuse the second in any case.
    template = _templates_of(letter).select_for_update().get()
    current = template.versions.latest("number")
    if current.number != after:
        raise StaleWording(
            "Someone saved another wording of this letter while you were editing. Compare "
            "the two before you save yours."
        )
    if (current.subject, current.body) == (subject, body):
        return current
    return template.versions.create(
        number=current.number + 1, subject=subject, body=body, created_by_id=by.pk
    )


@transaction.atomic
def let_go_by_itself(*, letter: LetterName, allowed: bool, by: Signatory) -> None:
    """Say whether this letter may leave without an officer reading it first."""
    _templates_of(letter).exclude(may_go_by_itself=allowed).update(
        may_go_by_itself=allowed, switched_at=timezone.now(), switched_by=by
    )
