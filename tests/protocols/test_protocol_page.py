"""The documents that show the table: written, compared, and left alone around it."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from protocols.core.rendering import as_extract, as_markdown
from protocols.core.vocabulary import Step
from protocols.management.commands.protocol_page import BEGIN, END, IN_THE_README


@pytest.fixture
def clone(tmp_path: Path, settings: Settings) -> Path:
    """A folder with the two documents, whose tables are out of date."""
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    for name in ("README.md", "docs/protocol.md"):
        (tmp_path / name).write_text(
            f"Before.\n\n{BEGIN}\n\nAn old table.\n\n{END}\n\nAfter.\n", encoding="utf-8"
        )
    return tmp_path


def test_written_the_documents_show_the_table_between_their_own_words(clone: Path) -> None:
    call_command("protocol_page", "--write")
    call_command("protocol_page", "--check")
    shown = {name: (clone / name).read_text(encoding="utf-8") for name in ("docs/protocol.md", "README.md")}
    assert shown == {
        "docs/protocol.md": f"Before.\n\n{BEGIN}\n\n{as_markdown()}\n{END}\n\nAfter.\n",
        "README.md": f"Before.\n\n{BEGIN}\n\n{as_extract(IN_THE_README)}\n{END}\n\nAfter.\n",
    }


@pytest.mark.parametrize("stale", ["README.md", "docs/protocol.md"])
def test_the_check_names_the_document_that_is_out_of_date(clone: Path, stale: str) -> None:
    call_command("protocol_page", "--write")
    document = clone / stale
    document.write_text(document.read_text(encoding="utf-8").replace("| P1 |", "| P2 |", 1), encoding="utf-8")
    with pytest.raises(
        CommandError, match=f"as it is in {stale}\\. Run: python manage.py protocol_page --write"
    ):
        call_command("protocol_page", "--check")


def test_a_document_without_its_marks_is_not_overwritten(clone: Path) -> None:
    (clone / "README.md").write_text("No marks here.\n", encoding="utf-8")
    with pytest.raises(CommandError, match="README.md must have"):
        call_command("protocol_page", "--write")
    assert (clone / "README.md").read_text(encoding="utf-8") == "No marks here.\n"


def test_the_extract_has_a_line_of_the_table_for_each_of_its_steps() -> None:
    heading, rule, *lines = as_extract(IN_THE_README).splitlines()
    assert [heading, rule] == as_markdown().splitlines()[:2]
    assert [line.split(" | ")[1] for line in lines] == [step.label for step in IN_THE_README]
    assert set(lines) <= set(as_markdown().splitlines())
    assert as_extract([Step.DECLINE]).splitlines()[2:] == [lines[IN_THE_README.index(Step.DECLINE)]]
