"""A letter as people see it: on the office's own page, and on paper."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils import timezone

import printing
from civic.models import Person
from civic.queries import CouncilNow
from engagements.models import Letter
from engagements.queries import signatory, stationery
from engagements.services.case_record import organiser_links
from engagements.services.letters import dates
from engagements.services.mail.transport import NOT_FOR_COPIES
from protocols import letters as templates
from protocols.letters import Rendered, Stationery


def on_screen(letter: Letter, *, reader: Person, at: CouncilNow) -> Rendered:
    """The letter as it will look once `reader` releases it today, or as it went.

    The organiser's link stays out of the office's pages.
    """
    by_officer = letter.state == Letter.State.DRAFT and not letter.is_mayors
    signed = signatory.signature(reader) if by_officer else {}
    day = dates.leaves_on(letter, at.today)
    return _framed(letter, organiser_links.SHOWN, stationery.for_screen(at), day, signed)


def on_paper(letter: Letter) -> Rendered:
    """The letter to print today, with the organiser's newest link in place.

    Makes no link: looking changes nothing.
    """
    return _on_paper(letter, stationery.for_paper())


def carries_today(letter: Letter) -> bool:
    """Whether on paper it carries the day of printing, as one that is still to be posted does."""
    waits = letter.state != Letter.State.POSTED
    return waits and dates.leaves_on(letter, timezone.localdate(), on_paper=True) is not None


def as_pdf(letter: Letter) -> bytes:
    """The letter to print as a file that looks the same on every printer. Raises printing.CannotPrint."""
    paper = stationery.for_paper()
    rendered = _on_paper(letter, paper)
    return printing.as_pdf(rendered.article, rendered.subject, sheet=printing.LETTER, colour=paper.colour)


def _on_paper(letter: Letter, paper: Stationery) -> Rendered:
    link = organiser_links.newest_that_opens(letter.invitation)
    day = dates.leaves_on(letter, timezone.localdate(), on_paper=True)
    if letter.copy_of_id or link is None:
        return _framed(letter, NOT_FOR_COPIES, paper, day)
    address = organiser_links.short_address_of(link)
    return _framed(letter, address, replace(paper, code=printing.square_code(address)), day)


def _framed(
    letter: Letter, link: str, paper: Stationery, day: date | None, signed: Mapping[str, str] | None = None
) -> Rendered:
    """With the date of this day where one is given, and otherwise with its own."""
    dated = dates.dated(day) if day else {}
    values = {
        name: value.replace(organiser_links.MARK, link)
        for name, value in {**letter.values, **dated, **(signed or {})}.items()
    }
    return templates.compose(
        subject=letter.subject,
        body=letter.body.replace(organiser_links.MARK, link),
        values=values,
        confidential=letter.invitation.confidential,
        stationery=paper,
    )
