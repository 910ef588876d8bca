"""The chain of office outside the council's area: by consent of that area's civic head, else the badge (P1).

Pure. Inside the area nothing is said: there the chain is the Mayor's own matter.
"""

from dataclasses import dataclass

from civic import wording
from engagements.models import ChainConsent, Invitation
from protocols.core.findings import Consent

CLAUSE = "P1"


@dataclass(frozen=True)
class Worn:
    """What whoever attends wears, and why, as a page, a list and a print say it."""

    is_chain: bool
    why: str

    @property
    def what(self) -> str:
        return "Chain" if self.is_chain else "Badge, not chain"

    @property
    def says(self) -> str:
        return f"{self.what}: {self.why} ({CLAUSE})"


def worn(invitation: Invitation) -> Worn | None:
    """None inside the area, and where nobody knows where the place is."""
    if not invitation.outside_area:
        return None
    consent = invitation.consent
    return Worn(lets_chain_be_worn(consent), _why(consent))


def lets_chain_be_worn(consent: ChainConsent | None) -> bool:
    return consent is not None and Consent(consent.state).lets_chain_be_worn


def _why(consent: ChainConsent | None) -> str:
    if consent is None or consent.state == Consent.NOT_ASKED:
        return "no consent has been asked for yet"
    on = wording.day(consent.heard_on) if consent.heard_on else ""
    return {
        Consent.ASKED: f"{consent.civic_head} was asked on {on} and has not answered yet",
        Consent.GIVEN: f"{consent.civic_head} agreed on {on}",
        Consent.REFUSED: f"{consent.civic_head} did not agree",
        Consent.STANDING: f"standing agreement with {consent.civic_head}",
    }[Consent(consent.state)]
