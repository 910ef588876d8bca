"""What the office's pages need of the protocol's words."""

from django import template
from django.template import Context
from django.utils import timezone

from civic.queries import Capacity
from engagements import chain
from engagements.forms.members import answers, offers
from engagements.forms.members.offers import Offer
from engagements.models import Invitation
from engagements.queries import machine
from engagements.queries.decision_cards import Card
from protocols.core.findings import Finding
from protocols.core.vocabulary import Party
from protocols.wording import in_council_words

register = template.Library()


def names_in(context: Context) -> dict[str, str]:
    """This council's titles, as the frame of every page knows them."""
    return {
        "mayor_title": context.get("mayor_title") or "the Mayor",
        "deputy_title": context.get("deputy_title") or "the Deputy",
    }


@register.simple_tag(takes_context=True)
def council_words(context: Context, text: object) -> str:
    """The protocol's own words with this council's titles in them, as the page's frame knows them."""
    return in_council_words(str(text), names_in(context))


@register.simple_tag(takes_context=True)
def finding_says(context: Context, finding: Finding) -> str:
    """A finding's sentence: the protocol's words in the council's titles,
    other people's words as they were given.
    """
    return in_council_words(finding.sentence, names_in(context)).format_map(dict(finding.particulars))


@register.simple_tag
def answers_to(card: Card) -> list[Offer]:
    """What the table lets the Mayor answer to a card at once: each leads to its confirmation."""
    return offers.offered(answers.MAYORS, card.situation, Party.MAYOR)


@register.filter
def worn(invitation: Invitation) -> chain.Worn | None:
    """Chain or badge, where that is a question (P1)."""
    return chain.worn(invitation)


@register.inclusion_tag("engagements/machine/banner.html", takes_context=True)
def machine_troubles(context: Context) -> dict[str, object]:
    """For officers, what is wrong with the machine. One statement, and none for anybody else."""
    held = context.get("capacities") or frozenset()
    troubles = machine.troubles(timezone.now()) if Capacity.OFFICER in held else []
    return {"troubles": troubles, "leads_to_page": Capacity.OFFICER in held}
