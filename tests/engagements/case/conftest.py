"""What tests of the case's pages find."""

import pytest

from tests.engagements.case.people_at_work import Office


@pytest.fixture
def people(db: None) -> Office:
    return Office()
