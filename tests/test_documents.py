"""What people read about the project is true to it: every path, every link, the folders,
the protocol, the numbers.
"""

import re
import subprocess
import tomllib
from pathlib import Path

from django.core.management import call_command

from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import Stage

ROOT = Path(__file__).parent.parent
README_LIMIT = 15_000
PARTS_OF_A_DECISION = ["Context", "Decision", "Rejected", "Consequences"]
BLOCK = re.compile(r"^```.*?\n(.*?)^```", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"`([^`\s]+)`")
LINKED = re.compile(r"\]\(([^)\s]+)\)")
A_FILES_NAME = re.compile(r"[\w.-]+\.(py|md|toml|txt|in|html|css|scss|js|csv|json|yaml)")
# What a clone makes for itself when it is run.
MADE_HERE = {"var/", "var/media", "var/metrics"}


def documents() -> list[Path]:
    """What people read about the project."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), ROOT / "demo" / "README.md"])


def prose(document: Path) -> str:
    return BLOCK.sub("", document.read_text(encoding="utf-8"))


def block(document: Path, beginning: str) -> list[str]:
    """The lines of the document's fenced block that begins so."""
    found: list[str] = BLOCK.findall(document.read_text(encoding="utf-8"))
    return next(text for text in found if text.startswith(beginning)).splitlines()


def in_a_clone() -> set[str]:
    """Every file and folder that a clone has, by its path from the root."""
    asked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = {Path(name) for name in asked.stdout.split("\0") if name and (ROOT / name).is_file()}
    return {path.as_posix() for file in files for path in (file, *file.parents)} - {"."}


def named(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def paths_named(document: Path) -> set[str]:
    """What stands as code and is a path from the root, or the bare name of a file or a folder."""
    words = {word for word in NAMED.findall(prose(document)) if not re.match(r"/|\S+://", word)}
    return {word for word in words if "/" in word or A_FILES_NAME.fullmatch(word)} - MADE_HERE


def test_every_path_that_a_document_names_exists() -> None:
    paths = in_a_clone()
    names = {path.rpartition("/")[2] for path in paths}
    gone = [
        f"{named(document)}: {path}"
        for document in documents()
        for path in sorted(paths_named(document))
        if path.rstrip("/") not in (paths if "/" in path.rstrip("/") else names)
    ]
    assert gone == []


def anchors(document: Path) -> set[str]:
    """The names by which a document's headings are linked to."""
    headings = re.findall(r"^#+ (.+)$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_of_a_document_leads_somewhere() -> None:
    paths, astray = in_a_clone(), []
    for document in documents():
        for link in LINKED.findall(prose(document)):
            if link.startswith(("https://", "http://")):
                continue
            target, _, anchor = link.partition("#")
            found = (document.parent / target).resolve() if target else document
            path = found.relative_to(ROOT).as_posix()
            if path not in paths or (anchor and anchor not in anchors(found)):
                astray.append(f"{named(document)}: {link}")
    assert astray == []


def test_readme_can_be_read_in_one_sitting() -> None:
    assert (ROOT / "README.md").stat().st_size <= README_LIMIT


def test_readme_draws_the_folders_that_there_are() -> None:
    above, drawn = "", []
    for line in block(ROOT / "README.md", "civic/ "):
        folders = re.match(r" *((?:[\w.]+/ *)+)", line)
        assert folders, line
        indented = line.startswith(" ")
        drawn += [(above if indented else "") + folder for folder in folders[1].split()]
        above = above if indented else drawn[-1]
    paths = in_a_clone()
    assert [folder for folder in drawn if folder.rstrip("/") not in paths] == []
    outermost = {path for path in paths if "/" not in path and (ROOT / path).is_dir()}
    assert {folder.partition("/")[0] for folder in drawn} == outermost


# What the programs tell each other, and what tells them where Django's settings are.
OURS_ALONE = {"CIVIC_ASKED", "CIVIC_PROCESS", "CIVIC_WORKER", "DJANGO_SETTINGS_MODULE", "CI"}


def settings_read() -> set[str]:
    """The names of the variables that settings and programs read from the environment."""
    folders = (
        "civic",
        "demo",
        "engagements",
        "guards",
        "handbook",
        "printing",
        "protocols",
        "reports",
        "tools",
    )
    programs = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    read = r"""(?:\benv\.\w+\(|\benviron(?:\.get\(|\[))\s*["']([A-Z][A-Z_]+)["']"""
    return {
        name
        for path in [*programs, ROOT / "gunicorn.conf.py", ROOT / "manage.py"]
        for name in re.findall(read, path.read_text(encoding="utf-8"))
    } | {"DEMO"}


def test_every_setting_stands_in_a_table_and_nothing_else_does() -> None:
    tables = [
        line.split("|")[1]
        for name in ("README.md", "docs/running.md")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if line.startswith("| `")
    ]
    told = {word for cell in tables for word in re.findall(r"`([A-Z][A-Z_]+)`", cell)}
    staleness = {name for name in settings_read() if name.startswith("STALE_AFTER_")}
    assert len(staleness) > 5, "the runbook has each of them"
    assert sorted(settings_read() - staleness - OURS_ALONE - told) == []
    assert sorted(told - settings_read()) == []


def test_documents_show_the_protocol_as_it_is() -> None:
    call_command("protocol_page", "--check")


def test_life_of_an_invitation_is_drawn_as_the_table_has_it() -> None:
    lines = block(ROOT / "docs" / "architecture.md", "stateDiagram-v2\n    [*] --> received")
    drawn = {(before, after) for before, after in (line.split(" --> ") for line in map(str.strip, lines[2:]))}
    allowed = {(row.stage.value, row.becomes.value) for row in PROTOCOL if row.stage}
    assert drawn - allowed == set()
    assert {stage for arrow in drawn for stage in arrow} == {stage.value for stage in Stage}


def test_each_decision_is_numbered_listed_and_says_what_was_rejected() -> None:
    folder = ROOT / "docs" / "decisions"
    pages = sorted(folder.glob("0*.md"))
    assert [page.name[:5] for page in pages] == [f"{number:04}-" for number in range(1, len(pages) + 1)]
    assert LINKED.findall(prose(folder / "README.md")) == [page.name for page in pages]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(page.name[:4])}. "), page.name
        assert re.findall(r"^## (.+)$", text, re.MULTILINE) == PARTS_OF_A_DECISION, page.name
        assert 10 <= len(text.splitlines()) <= 40, page.name


def test_changelog_tells_of_this_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    told = re.findall(r"^## (\d\S*)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert project["version"] == told[0]


def test_licence_is_the_one_the_project_states() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    stated = (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()[0]
    assert stated == f"SPDX-License-Identifier: {project['license']}"
