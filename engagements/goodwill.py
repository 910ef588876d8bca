"""How often a goodwill exception was granted.

One count, for the finding, the officer's page and the Mayor's (P5).
"""

from dataclasses import dataclass

from engagements.case_context import CaseContext
from engagements.likeness import same_organiser
from engagements.models import Invitation


@dataclass(frozen=True)
class Exceptions:
    """How many goodwill exceptions were granted in the civic year and not taken back (P5)."""

    civic_year: str
    total: int
    for_deputy: int
    for_organiser: int


def counted(invitation: Invitation, context: CaseContext) -> Exceptions:
    """The count that is shown before another exception is granted, in the finding and in the record."""
    deputy = context.at.deputy_of_event(invitation.starts_at)
    granted = context.exceptions
    return Exceptions(
        civic_year=context.at.civic_year.label,
        total=len(granted),
        for_deputy=sum(deputy is not None and one.deputy_id == deputy.person.pk for one in granted),
        for_organiser=sum(
            same_organiser(one.decision.invitation.organiser, invitation.organiser) for one in granted
        ),
    )
