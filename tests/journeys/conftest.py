"""A council at work for each journey."""

import pytest
from time_machine import Traveller

from tests.journeys.cast import Play


@pytest.fixture
def play(db: None, office_day: Traveller) -> Play:
    return Play(office_day)
