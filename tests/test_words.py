"""What people read uses the words of docs/words.md, and none that it replaces."""

import ast
import re
from collections.abc import Iterable, Iterator

from tests.test_conventions import ROOT, TEMPLATES, named, sources, tree_of

WORDS = ROOT / "docs" / "words.md"
# The council's own words, what only a developer reads, and what is written for the command line.
NOT_READ_BY_PEOPLE = re.compile(
    r"^(demo/|guards/|printing/|protocols/texts/|protocols/layout\.py|.*/management/|.*/templatetags/|.*/checks\.py"
    r"|.*/admin\.py|civic/(environment|settings|celery|logs|opening|database)\.py|civic/machine/"
    r"|engagements/guards/|engagements/services/case_record/|engagements/services/records/kept\.py"
    r"|protocols/core/(exploration|properties|world|who_may|consequences)\.py)"
)
# Each of them is right there, for the reason given.
EXCEPTIONS = {
    ("civic/access.py", "who may"): "a developer reads it, whose view says nothing",
    ("engagements/models/record.py", "particulars"): "an administrator looks up the table of that name",
    ("engagements/views/machine.py", "somebody"): "a monitoring program shows it",
}
LOGGED = {"debug", "info", "warning", "error", "exception", "critical", "log"}
# What of a tag is read: by eyes, or by a screen reader.
READ_OF_A_TAG = re.compile(r'\b(?:aria-label|alt|title|placeholder|data-label)="([^"{]*)')
Place = tuple[int, str]


def rows_of_the_list() -> list[tuple[str, list[str]]]:
    """What is said, and what is not; the reasons are for people."""
    lines = [line for line in WORDS.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]
    return [(use, [no.strip() for no in no_list.split(";")]) for use, no_list, _ in cells]


def pattern(expression: str) -> re.Pattern[str]:
    """Its words, whatever the space between them, and no part of longer ones."""
    words = r"\s+".join(map(re.escape, expression.split()))
    return re.compile(rf"(?<![\w-]){words}(?![\w-])", re.IGNORECASE)


def blank(text: str) -> str:
    """As long, and on the same lines, with nothing to read."""
    return re.sub(r"[^\n]", " ", text)


def quoted(tag: str) -> str:
    """A template's tag with nothing but what it says in quotation marks: labels and sentences, no names."""
    said = {match.span(1) for match in re.finditer(r'"([^"]*)"', tag) if re.search(r"[\s’]|^[A-Z]", match[1])}
    return "".join(
        letter if letter == "\n" or any(begin <= at < end for begin, end in said) else " "
        for at, letter in enumerate(tag)
    )


def of_a_tag(tag: str) -> str:
    said = {match.span(1) for match in READ_OF_A_TAG.finditer(tag)}
    return "".join(
        letter if letter == "\n" or any(begin <= at < end for begin, end in said) else " "
        for at, letter in enumerate(tag)
    )


def read_in_template(text: str) -> str:
    """What of a template people read, on its own lines."""
    text = re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", lambda match: blank(match[0]), text, flags=re.S
    )
    text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", lambda match: quoted(match[0]), text, flags=re.S)
    text = re.sub(r"<(script|style)\b.*?</\1>", lambda match: blank(match[0]), text, flags=re.S)
    return re.sub(r"<[^<>]*>", lambda match: of_a_tag(match[0]), text)


def is_sentence(value: object) -> bool:
    """No name and no address: it has a space, or begins with a capital."""
    return isinstance(value, str) and bool(re.search(r"\s|^[A-Z]", value))


def read_in_code(tree: ast.Module) -> Iterator[Place]:
    """The texts of a module, but for docstrings, what is logged, and what is only a name."""
    silent: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            silent.add(id(node.value))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LOGGED:
            silent |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.JoinedStr) and id(node) not in silent:
            silent |= {id(part) for part in ast.walk(node)}
            said = (str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
            yield node.lineno, "".join(said)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in silent and is_sentence(node.value):
            yield node.lineno, str(node.value)


def found_in(place: str, texts: Iterable[Place]) -> Iterator[tuple[str, str, str]]:
    """Where, what is said there, and what to say instead; the exceptions as well."""
    for line, text in texts:
        for no, (regex, use) in SOUGHT.items():
            for match in regex.finditer(text):
                at = line + text.count("\n", 0, match.start())
                yield place, no, f"{place}:{at}: “{' '.join(match[0].split())}”; better: {use}"


def everywhere() -> Iterator[tuple[str, str, str]]:
    for path in sorted(TEMPLATES.rglob("*.html")):
        yield from found_in(named(path), [(1, read_in_template(path.read_text(encoding="utf-8")))])
    for path in sources():
        if not NOT_READ_BY_PEOPLE.search(named(path)):
            yield from found_in(named(path), read_in_code(tree_of(path)))


def said_better(text: str, place: str = "page.html") -> list[str]:
    read = [(1, read_in_template(text))] if place.endswith("html") else read_in_code(ast.parse(text))
    return [says for _, _, says in found_in(place, read)]


SOUGHT = {no: (pattern(no), use) for use, no_list in rows_of_the_list() for no in no_list}


def test_the_words_people_read_are_those_of_the_list() -> None:
    assert [says for place, no, says in everywhere() if (place, no) not in EXCEPTIONS] == []


def test_every_exception_is_still_needed() -> None:
    assert {(place, no) for place, no, _ in everywhere()} == set(EXCEPTIONS)


def test_the_list_has_words_for_a_whole_office_and_says_each_once() -> None:
    rows = rows_of_the_list()
    unwanted = [no for _, no_list in rows for no in no_list]
    assert 50 <= len(rows) <= 100
    assert sorted(unwanted) == sorted(set(unwanted))
    assert [(use, no) for use, _ in rows for no, (regex, _) in SOUGHT.items() if regex.search(use)] == []


def test_a_word_is_found_in_what_a_template_says_and_on_its_line() -> None:
    assert said_better("<p>\n  Take this\n  list away</p>") == [
        "page.html:2: “Take this list”; better: Download"
    ]
    assert said_better('{% include "a.html" with says="Nothing waits here." %}') != []
    assert said_better('{% council_words "Put to the Mayor" %}') != []
    assert said_better('<nav aria-label="Look in this list">') != []


def test_names_comments_and_parts_of_words_are_left_alone() -> None:
    assert said_better('<p class="anew" id="at-once">{# anew #}{{ invitation.particulars }}</p>') == []
    assert said_better("{% url 'engagements:particulars' %} sticky, particularly") == []


def test_a_word_is_found_in_what_the_code_says() -> None:
    assert said_better('label = "Draft it anew"', "forms.py") != []
    assert said_better('says = f"{who} waits for the {letter}"', "views.py") == [
        "views.py:1: “waits for the”; better: waiting for"
    ]
    assert said_better('"""Begins anew."""\nlogger.info("It begins anew")\nname = "anew"', "views.py") == []
