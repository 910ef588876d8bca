"""Nothing is written in the record that nobody can tell: each kind and word is declared, written and told."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

import engagements
from engagements import record_details, record_sentences
from engagements.models import KINDS, EntryKind, EntryWords, Keeping, RecordEntry, kept_with, kinds_kept_with
from engagements.services.case_record import audit_trail, organiser_links
from protocols.core.vocabulary import Party, Step
from tests import cases

SERVICES = sorted((Path(engagements.__file__).parent / "services").rglob("*.py"))
TREES = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SERVICES}


def nodes() -> Iterator[ast.AST]:
    for tree in TREES.values():
        yield from ast.walk(tree)


def test_each_kind_has_its_sentence() -> None:
    told = [record_sentences.sentence(kind.value) for kind in KINDS]
    assert all(told)
    assert len({kind.value for kind in KINDS}) == len(KINDS)


def test_each_kind_is_written_somewhere() -> None:
    written = {
        node.attr
        for node in nodes()
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "EntryKind"
    }
    assert written == {kind.name for kind in EntryKind}


def test_no_kind_is_written_as_a_string() -> None:
    kinds = [
        word.value
        for node in nodes()
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "write"
        for word in node.keywords
        if word.arg == "kind"
    ]
    assert len(kinds) > 10
    assert [ast.unparse(kind) for kind in kinds if isinstance(kind, (ast.Constant, ast.JoinedStr))] == []


def keys_of(value: ast.expr) -> set[str]:
    """The literal keys of the dictionaries in an expression."""
    return {
        str(key.value)
        for node in ast.walk(value)
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }


def is_words_of_a_step(target: ast.AST) -> bool:
    return isinstance(target, ast.Attribute) and target.attr == "words"


def written_words() -> set[str]:
    """Every key that some service puts into the words of an entry."""
    keys: set[str] = set()
    for node in nodes():
        if isinstance(node, ast.AugAssign) and is_words_of_a_step(node.target):
            keys |= keys_of(node.value)
        elif isinstance(node, ast.Subscript) and is_words_of_a_step(node.value):
            keys |= {str(node.slice.value)} if isinstance(node.slice, ast.Constant) else set()
        elif isinstance(node, ast.keyword) and node.arg == "words":
            keys |= keys_of(node.value)
        elif isinstance(node, ast.FunctionDef):
            keys |= of_words_it_names(node)
    return keys


def of_words_it_names(function: ast.FunctionDef) -> set[str]:
    """The keys of a variable that the function declares to be EntryWords,
    and of the EntryWords it returns.
    """
    inside = list(ast.walk(function))
    declared = [
        node
        for node in inside
        if isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation) == "EntryWords"
    ]
    names = {ast.unparse(node.target) for node in declared}
    keys = {key for node in declared if node.value for key in keys_of(node.value)}
    for node in inside:
        if isinstance(node, ast.Subscript) and ast.unparse(node.value) in names:
            keys |= {str(node.slice.value)} if isinstance(node.slice, ast.Constant) else set()
        if isinstance(node, ast.Return) and node.value and function.returns:
            keys |= keys_of(node.value) if ast.unparse(function.returns) == "EntryWords" else set()
    return keys


def test_each_declared_word_is_written_and_each_written_one_declared() -> None:
    assert written_words() == set(EntryWords.__annotations__)


def test_each_declared_word_is_told_or_silent_by_intent() -> None:
    assert set(record_details.DETAILS) | record_details.SILENT == set(EntryWords.__annotations__)
    assert not set(record_details.DETAILS) & record_details.SILENT


@pytest.mark.django_db
def test_words_that_nobody_declared_are_not_written(officer: object) -> None:
    invitation = cases.make_invitation()
    written = RecordEntry.objects.count()
    with pytest.raises(ValueError, match=r"^EntryWords does not declare telephone_number\.$"):
        audit_trail.write(
            invitation,
            kind=EntryKind.NOTE,
            party=Party.OFFICER,
            words=cast(Any, {"note": 1, "telephone_number": "01632 960001"}),
        )
    assert RecordEntry.objects.count() == written


def test_each_kind_is_kept_with_one_thing() -> None:
    for kind in KINDS:
        assert [keeping for keeping in Keeping if kind.value in kinds_kept_with(keeping)] == [
            keeping for keeping in [kept_with(kind)] if keeping
        ]
    assert {kind for kind in KINDS if kept_with(kind) is None} == {
        Step.REGISTER, Step.REFER, EntryKind.ERASED,
    }  # fmt: skip
    # Why a case was kept longer goes with the last of its words.
    assert {kind.value for kind in EntryKind if kind.value.startswith(("letter_", "legal_hold"))} == (
        kinds_kept_with(Keeping.LETTERS)
    )
    assert {kept_with(Step.ACCEPT), kept_with(EntryKind.CORRECTED), kept_with(EntryKind.TASK_DONE)} == {
        Keeping.CONTACT
    }
    assert {kept_with(Step.ADVISE), kept_with(EntryKind.TELEPHONE_CALL)} == {Keeping.NOTES}


@pytest.mark.django_db
def test_ended_links_are_told_in_words(officer: Any) -> None:
    invitation = cases.make_invitation()
    organiser_links.revoke_links(invitation, by=officer)
    entry = RecordEntry.objects.get(invitation=invitation, kind="links_revoked")
    sentence = record_sentences.of(entry, {"mayor_title": "the Mayor", "deputy_title": "the Deputy"})
    assert (sentence.says, sentence.particulars) == (
        "The civic office made the organiser’s link invalid",
        [("Links ended", "1")],
    )
