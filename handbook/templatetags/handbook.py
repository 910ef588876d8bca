"""The handbook's words with the council's own titles in them, as the page's frame knows them."""

from django import template
from django.template import Context

from civic import wording
from civic.models import Council
from protocols import letters, service
from protocols.consistency import Flag
from protocols.differences import Change
from protocols.models import LetterTemplateVersion, ProtocolVersion
from protocols.wording import fill_titles, in_council_words

register = template.Library()


def names_in(context: Context) -> dict[str, str]:
    """The council's words that the frame of every page carries; empty where it carries none."""
    council: Council | None = context.get("council")
    names = {
        "mayor_title": str(context.get("mayor_title") or ""),
        "deputy_title": str(context.get("deputy_title") or ""),
    }
    if council:
        names |= {
            "council_name": council.name,
            "office_name": council.office_name,
            "office_address": council.office_address,
            "office_email": council.email,
            "office_telephone": council.telephone,
            "answer_promised": f"{council.answer_promised} {council.get_answer_promised_in_display()}",
        }
    return {name: value for name, value in names.items() if value}


@register.simple_tag(takes_context=True)
def in_our_words(context: Context, text: str, version: ProtocolVersion | None = None) -> str:
    """A clause's title or text with the council's titles filled in,
    and with the version's own limits when it is given.
    """
    if version is not None:
        return service.in_words_of(version, text, names_in(context))
    return fill_titles(text, names_in(context))


@register.simple_tag(takes_context=True)
def in_our_titles(context: Context, label: str) -> str:
    """A label of the protocol's vocabulary as this council says it."""
    return in_council_words(label, names_in(context))


@register.simple_tag(takes_context=True)
def flag_says(context: Context, flag: Flag) -> str:
    """What is the matter with a clause, and the placeholder that would mend it as it is typed."""
    mend = f" Write it as {braced(flag.placeholder)}." if flag.placeholder else ""
    return fill_titles(flag.sentence, names_in(context)) + mend


@register.simple_tag(takes_context=True)
def changes_between(context: Context, before: ProtocolVersion, after: ProtocolVersion) -> list[Change]:
    """What reads otherwise in a version, clause by clause, in the council's words."""
    return service.differences_between(before, after, names_in(context))


@register.simple_tag(takes_context=True)
def letter_name(context: Context, letter: letters.LetterName) -> str:
    """What a letter is called, in the council's titles: The Lord Mayor alone."""
    return wording.capital(in_council_words(letter.label, names_in(context)))


@register.simple_tag(takes_context=True)
def letter_as_it_arrives(
    context: Context, letter: letters.LetterName, wording: LetterTemplateVersion
) -> letters.Rendered | None:
    """The letter from this wording with made-up particulars; None where it cannot be filled in any more."""
    values = letters.sample_values(**letters.samples_named(names_in(context), letter.kind))
    try:
        paper = letters.Stationery(logo=str(context.get("council_logo") or ""))
        return letters.render(letter.kind, values, template_version=wording, stationery=paper)
    except (letters.MissingValue, letters.UnfitWording):
        return None


@register.filter
def braced(name: str) -> str:
    """A placeholder as it is typed: {reference}"""
    return "{" + name + "}"
