"""The handbook's words with the council's own titles in them, as the page's frame knows them."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from protocols import replies
from protocols.core.vocabulary import Letter
from protocols.models import LetterTemplateVersion
from protocols.wording import fill_titles, in_titles

register = template.Library()


def names_in(context: Context) -> dict[str, str]:
    """The council's words that the frame of every page carries; empty where it carries none."""
    council: Any = context.get("council")
    names = {"mayor_title": str(context.get("mayor_title") or ""), "deputy_title": str(context.get("deputy_title") or "")}
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
def in_our_words(context: Context, text: str) -> str:
    """A clause's title or text with the council's titles filled in."""
    return fill_titles(text, names_in(context))


@register.simple_tag(takes_context=True)
def letter_name(context: Context, letter: str) -> str:
    """What a letter is called, in the council's titles: The Lord Mayor alone."""
    name = in_titles(Letter(letter).label, names_in(context))
    return name[:1].upper() + name[1:]


@register.simple_tag(takes_context=True)
def letter_as_it_arrives(
    context: Context, letter: Letter, wording: Any, case_values: Mapping[str, str] | None = None
) -> replies.Rendered | None:
    """The letter from this wording, saved or only tried, with made-up particulars or those of a case.

    None when the case does not have what the letter says.
    """
    if isinstance(wording, dict):
        wording = LetterTemplateVersion(**wording)
    values = case_values or replies.sample_values(**replies.samples_named(names_in(context)))
    try:
        return replies.render(letter, values, template_version=wording)
    except (replies.MissingValue, replies.UnfitWording):
        return None


@register.filter
def braced(name: str) -> str:
    """A placeholder as it is typed: {reference}"""
    return "{" + name + "}"
