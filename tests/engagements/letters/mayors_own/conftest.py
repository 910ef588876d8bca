"""An invitation that has its answer, and the Mayor’s congratulations: drafted, asked for, approved."""

import pytest

from civic.models import Person
from engagements.models import Invitation, Letter
from engagements.services.letters import mayors_own
from engagements.services.letters.drafts import wording_of
from tests import cases
from tests.engagements.letters.mayors_own.office import (
    CONGRATULATIONS,
    NEWS,
)


@pytest.fixture
def case(officer: Person, mayor: Person, deputy: Person) -> Invitation:
    """An invitation that has its answer: the Mayor's visit is in the diary, and the organiser knows."""
    invitation = cases.mayor_attends(officer=officer, mayor=mayor)
    cases.send_letters(invitation)
    return invitation


@pytest.fixture
def letter(case: Invitation, officer: Person) -> Letter:
    """Congratulations, drafted; the Mayor was not asked yet."""
    return mayors_own.write(case, kind=CONGRATULATIONS, own_words=NEWS, by=officer)


@pytest.fixture
def asked(letter: Letter, officer: Person) -> Letter:
    return mayors_own.ask(letter, by=officer)


@pytest.fixture
def approved(asked: Letter, mayor: Person) -> Letter:
    return mayors_own.approve(asked, read=wording_of(asked), by=mayor)
