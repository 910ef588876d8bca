"""What a step would write, shown before it is taken. Reads and words; changes nothing."""

from dataclasses import dataclass

from engagements.models import WAITING_TO_LEAVE, Invitation, Reply
from engagements.services.case_record import organiser_links
from engagements.services.letters import placeholder_values
from engagements.services.letters.drafts import SAYS_WHO
from protocols import letters as templates
from protocols.core.letters import says, still_true
from protocols.core.situation import Situation
from protocols.core.table import Row
from protocols.core.vocabulary import Letter

# The organiser's own link is made for each letter; nobody else ever sees one.
LINK_WORDS = "[the organiser’s own link]"


@dataclass(frozen=True)
class Preview:
    """A letter as it would read today, and how it would go."""

    letter: Letter
    recipient: str
    by_post: bool
    subject: str
    body: str
    goes_by_itself: bool


def letter_of(invitation: Invitation, row: Row, situation: Situation, *, reason: str = "") -> Preview | None:
    """The letter the row calls for, worded for this case; None where the organiser hears nothing yet."""
    if row.letter is None:
        return None
    given = {"reason": reason}
    who = SAYS_WHO.get(says(row, situation))
    if who is not None:
        given["attendee"] = placeholder_values.attendee_words(invitation, who)
    values = placeholder_values.values_for(invitation, row.letter, row.clause, given=given)
    rendered = templates.render(row.letter, values, confidential=invitation.confidential)
    return Preview(
        letter=row.letter,
        recipient=str(invitation.organiser),
        by_post=not invitation.organiser.email,
        subject=rendered.subject,
        body=rendered.body.replace(organiser_links.MARK, LINK_WORDS),
        goes_by_itself=templates.goes_by_itself(row.letter),
    )


def letters_withdrawn(invitation: Invitation, row: Row) -> list[Reply]:
    """The letters that have not left and would be withdrawn because the row's step makes them untrue."""
    waiting = Reply.objects.filter(invitation=invitation, state__in=WAITING_TO_LEAVE, copy_of__isnull=True)
    return [reply for reply in waiting if not still_true(Letter(reply.letter), row)]
