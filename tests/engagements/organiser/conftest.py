"""An invitation as most tests of the organiser's page find it."""

from typing import Any

import pytest

from civic.models import Person
from engagements.services.steps import triage
from protocols.core.vocabulary import Addressee, Wish
from tests import cases


@pytest.fixture
def explained(officer: Person, mayor: Person, deputy: Person) -> Any:
    """Addressed to the Deputy, explained, and the letter has left."""
    invitation = cases.make_invitation(addressee=Addressee.DEPUTY.value, wish=Wish.NOT_SAID.value)
    triage.explain_protocol(invitation, by=officer)
    cases.send_letters(invitation)
    return invitation
