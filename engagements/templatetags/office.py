"""What the office's pages need of the protocol's words."""

from typing import Any

from django import template
from django.template import Context

from protocols.service import in_council_words

register = template.Library()


@register.simple_tag(takes_context=True)
def council_words(context: Context, text: Any) -> str:
    """The protocol's own words with this council's titles in them, as the page's frame knows them."""
    names = {"mayor_title": context.get("mayor_title") or "the Mayor", "deputy_title": context.get("deputy_title") or "the Deputy"}
    return in_council_words(str(text), names)
