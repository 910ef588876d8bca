"""What every test of the office at work finds."""

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def files_of_the_test(settings: Any, tmp_path: Path) -> None:
    """Files that come in are kept where the test's own things are."""
    settings.MEDIA_ROOT = tmp_path / "media"
