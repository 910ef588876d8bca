"""What people read as the same is found as the same."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engagements.folding import fold, fold_each
from engagements.queries import disclosure

ALIKE = [
    ["St Aldhelm's", "St Aldhelm’s", "St. Aldhelm´s", "Saint Aldhelms", "ST  ALDHELM`S", "St Aldhelmʼs"],
    ["Founder's Day", "Founder’s day", "“Founder‘s Day”", "Founder's\u00a0Day", "The Founder's Day!"],
    ["Friends & Family Fair", "Friends and Family Fair", "Friends&Family fair", "Friends ＆ Family Fair"],
    ["The Guild of Bakers", "Guild of Bakers", "GUILD OF BAKERS."],
    ["Tea-party", "Tea – party", "tea party", "Tea\u2011party", "Tea, party"],
    ["R.N.L.I. open day", "RNLI open day", "R N L I Open Day", "rnli open-day"],
    ["J. R. Smith", "J.R. Smith", "JR Smith"],
    ["Gŵyl y Castell", "Gwyl y Castell", "Gw\u0302yl y Castell"],
    ["Æthelstan Club", "Aethelstan Club"],
    ["Smørrebrød Œuvre, Łódź, Straße", "Smorrebrod Oeuvre Lodz Strasse"],
    ["ﬁrst ﬂoor", "first floor", "first\u00ad floor", "first\u200b floor"],
    ["O'Brien", "O’Brien", "OBrien"],
]
SPELLINGS = [pair for spellings in ALIKE for pair in combinations(spellings, 2)]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_of_one_name_are_one(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


def test_what_people_read_as_two_stays_two() -> None:
    names = ["St Mary’s", "St Mark’s", "Mary’s", "The A Team", "The B Team", "Hall 1", "Hall 2", "Hall 12"]
    assert len({fold(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("only", "folded"), [("The", "the"), ("A", "a"), ("–", ""), ("  ", ""), ("&", "and")]
)
def test_a_name_of_an_article_alone_keeps_it(only: str, folded: str) -> None:
    assert fold(only) == folded


@given(st.text())
def test_what_was_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_what_was_folded_is_words_with_one_space_between(text: str) -> None:
    assert re.fullmatch(r"(?:[^\W_]+(?: [^\W_]+)*)?", fold(text))


def test_what_was_typed_between_two_spaces_is_looked_for_as_it_stands() -> None:
    assert fold_each("The CIV-2026-0012 – jo@st-marys.example") == ["civ 2026 0012", "jo saint marys example"]


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_a_request_for_what_we_hold_finds_either_spelling_by_the_other(one: str, other: str) -> None:
    for term, text in ((one, other), (other, one)):
        if "\u0302" not in text and "\u00ad" not in text and "\u200b" not in text:
            assert re.search(disclosure.pattern(term), f"We wrote to {text} today.", re.IGNORECASE)
