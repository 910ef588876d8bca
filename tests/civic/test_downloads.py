"""Files to take away: no cell of theirs is a formula."""

import pytest

from civic.views.downloads import plain_cell


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "  =1", "＝1"])
def test_a_cell_that_would_be_a_formula_is_made_text(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Fête", "", "2pm", "a=b"])
def test_ordinary_words_stay_as_they_are(text: str) -> None:
    assert plain_cell(text) == text
