"""What is pointed out of a letter that was filled in: missing, there twice, or left out."""

import pytest

from protocols.core.vocabulary import LetterKind, Manner
from protocols.proofs import Proof, proof_of, typed_by_hand
from protocols.texts import shipped_letter, shipped_letters
from tests.protocols.letters import values

every_wording = pytest.mark.parametrize(("letter", "manner"), shipped_letters(), ids=str)


def proof(body: str, *, subject: str = "About {event_title}", **given: str) -> Proof:
    """Of a decline in these words, with sample particulars."""
    return proof_of(
        LetterKind.DECLINE, subject=subject, body=body, values=values(LetterKind.DECLINE, **given)
    )


@every_wording
def test_nothing_is_marked_in_the_wordings_that_come_with_the_software(
    letter: LetterKind, manner: Manner
) -> None:
    subject, body = shipped_letter(letter, manner)
    found = proof_of(letter, subject=subject, body=body, values=values(letter))
    assert (found.missing, found.doubled) == ((), ())
    assert typed_by_hand(f"{subject}\n{body}", ["Mayor", "Deputy Mayor"]) == ()


def test_a_wording_with_every_detail_once_is_clean() -> None:
    assert proof("{Mayor_title} is sorry to miss {event_title}.") == Proof()


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("We told the {mayor_title}.", "The text says “the the”."),
        ("We told our {mayor_title}.", "The text says “our the”."),
        ("Because: {reason}. So be it.", "The text has “..” after a placeholder."),
        (
            "{mayor_name} is sorry. {mayor_name} cannot come.",
            "“Councillor Alex Green” is in one paragraph twice, from {mayor_name}.",
        ),
        (
            "{salutation} and all",
            "{salutation} is not needed: the greeting is added to every letter.",
        ),
        (
            "Dear {organiser_name},",
            "“Dear {organiser_name},” is not needed: the greeting and the signature are added "
            "to every letter.",
        ),
        (
            "With thanks.\n\nYours sincerely",
            "“Yours sincerely” is not needed: the greeting and the signature are added to every letter.",
        ),
    ],
)
def test_what_is_there_twice_is_pointed_out(body: str, says: str) -> None:
    assert proof(body).doubled == (says,)


def test_the_same_word_further_on_is_nothing_to_point_out() -> None:
    assert (
        proof("{Mayor_title} thanks you. {Mayor_title} wishes you well, as {mayor_title} should.") == Proof()
    )


def test_what_a_letter_cannot_do_without_is_named_with_what_it_is() -> None:
    found = proof("We thank {organisation} for it.", organisation="")
    assert found.missing == ("{organisation} is empty here (the organiser's organisation).",)
    assert not found.is_clean


def test_all_that_is_missing_is_named_at_once_and_in_the_subject_too() -> None:
    empty = {"mayor_name": "", "organisation": ""}
    found = proof("We thank {organisation}.", subject="From {mayor_name}", **empty)
    assert [sentence.split(" is empty")[0] for sentence in found.missing] == [
        "{mayor_name}", "{organisation}"
    ]  # fmt: skip


def test_what_may_be_empty_is_named_as_left_out() -> None:
    found = proof("With thanks. {reason}\n\n{organisation}", organisation="", reason="")
    assert (found.left_out, found.is_clean) == (("reason", "organisation"), True)


def test_a_subject_that_will_be_cut_is_pointed_out() -> None:
    found = proof("With thanks.", subject="{event_title}", event_title="A very long title " * 12)
    assert found.doubled == ("The subject has 215 characters, so it is cut after 180.",)


def test_what_is_typed_by_hand_and_should_be_a_placeholder_is_pointed_out() -> None:
    titles = ["Mayor", "Deputy Mayor"]
    assert typed_by_hand("{Mayor_title} is sorry.", titles) == ()
    assert typed_by_hand("The deputy mayor sends her regards.", titles) == (
        "The wording says “Deputy Mayor”. Use a placeholder, so that it changes with the title of "
        "the office.",
        "The wording says “her”. The next office-holder or organiser can be a man or a woman.",
    )
