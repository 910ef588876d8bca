"""A council at work for each journey."""

from typing import Any

import pytest

from tests.journeys.cast import Play


@pytest.fixture
def play(db: None, office_day: Any) -> Play:
    return Play(office_day)
