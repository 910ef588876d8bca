"""Words against software: what a clause must still say, numbers of its own,
and what changed between two texts.
"""

from typing import Any

import pytest

from protocols import consistency, differences
from protocols.models import ProtocolVersion
from protocols.texts import role_lines, shipped_clauses
from protocols.texts.limits import LIMITS, in_words
from protocols.wording import CLAUSE_PLACEHOLDERS, TOKEN

SHIPPED = {code: text for code, _, text in shipped_clauses()}


def test_the_words_the_software_comes_with_say_what_it_does() -> None:
    assert consistency.flags(SHIPPED.items()) == []


def test_a_lost_placeholder_is_flagged_with_what_would_mend_it() -> None:
    found = consistency.flags_of("P4", SHIPPED["P4"].replace("within {answer_days}", "soon"))
    assert [(flag.code, flag.placeholder) for flag in found] == [("P4", "answer_days")]
    assert (
        found[0].sentence
        == "This clause no longer says what the software does: how long an organiser is waited for."
    )


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("within 21 days", "21 days"),
        ("within three weeks", "three weeks"),
        ("within a fortnight", "a fortnight"),
        ("up to 5", "5"),
    ],
)
def test_a_number_of_its_own_is_flagged(words: Any, number: Any) -> None:
    found = consistency.flags_of("P4", f"{SHIPPED['P4']} We wait {words}.")
    assert [flag.sentence.split("“")[1].split("”")[0] for flag in found] == [number]


@pytest.mark.parametrize(
    "words", ["as clause P10 says", "for this one occasion", "the first of them", "two officers"]
)
def test_a_number_that_limits_nothing_is_left_alone(words: Any) -> None:
    assert consistency.flags_of("P4", f"{SHIPPED['P4']} It is {words}.") == []


def test_what_a_clause_no_longer_says_is_flagged() -> None:
    found = consistency.flags_of("P3", "When {mayor_title} declines, {deputy_title} is asked.")
    assert [flag.sentence for flag in found] == [
        "This clause no longer says what the software does: a declined invitation is not passed on."
    ]


def test_a_clause_the_software_rests_on_cannot_go_unnoticed() -> None:
    without = {code: text for code, text in SHIPPED.items() if code != "P9"}
    assert [flag.code for flag in consistency.flags(without.items())] == ["P9"]


def test_limits_are_what_the_software_kept_to_before_they_could_be_changed() -> None:
    fresh = ProtocolVersion(number=9)
    assert {name: getattr(fresh, name) for name in LIMITS} == {
        "answer_days": 14,
        "after_reminder_days": 7,
        "rare_exceptions": 3,
    }
    said = in_words({name: getattr(fresh, name) for name in (*LIMITS, "offer_deputy", "ask_wish")})
    assert said["answer_days"] == "14 days"
    assert "unless the organiser said that only {mayor_title} is invited" in said["deputy_offer"]


def test_differences_are_whole_words_in_reading_order() -> None:
    assert differences.between("The Mayor may ask the Deputy.", "The Mayor alone may ask nobody.") == (
        ("same", "The Mayor"),
        ("added", " alone"),
        ("same", " may ask "),
        ("removed", "the Deputy"),
        ("added", "nobody"),
        ("same", "."),
    )


def test_both_texts_can_be_read_off_their_differences() -> None:
    for before, after in zip(SHIPPED.values(), list(SHIPPED.values())[1:], strict=False):
        pieces = differences.between(before, after)
        assert "".join(piece.text for piece in pieces if piece.kind != "added").split() == before.split()
        assert "".join(piece.text for piece in pieces if piece.kind != "removed").split() == after.split()


def test_new_and_lost_clauses_count_as_changed() -> None:
    found = differences.of_clauses({"P1": ("A", "b"), "P2": ("C", "d")}, {"P1": ("A", "b"), "P3": ("E", "f")})
    assert [change.code for change in found] == ["P3", "P2"]


def test_role_sheets_speak_of_clauses_that_exist_with_placeholders_that_exist() -> None:
    assert {code for code, _, _ in role_lines()} <= set(SHIPPED)
    whoever = {"mayor", "deputy", "officers"}
    assert {whose for _, whose, _ in role_lines()} == whoever | {f"{whose}-not" for whose in whoever}
    assert {
        name for _, _, sentence in role_lines() for name in TOKEN.findall(sentence)
    } <= CLAUSE_PLACEHOLDERS
