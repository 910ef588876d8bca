"""The words that come with the software: the protocol's clauses and the letters, as plain text beside this
file.

Migrations keep a copy of what they bring into a new database, so that a change here changes nothing that was.
From then on the office's own edits count.
"""

import re
from pathlib import Path

from protocols.core.vocabulary import LetterKind, Manner

HERE = Path(__file__).resolve().parent
CLAUSE_HEADING = re.compile(r"^(P[1-9][0-9]?)\. (.+)$")
ROLE_LINE = re.compile(r"^(P[1-9][0-9]?) ((?:mayor|deputy|officers)(?:-not)?): (.+)$")


def shipped_letters() -> list[tuple[LetterKind, Manner]]:
    """Each letter that comes with the software, in the order of the vocabulary, and how it speaks."""
    each = [(letter, manner) for letter in LetterKind for manner in Manner]
    return [(letter, manner) for letter, manner in each if _file_of(letter, manner).exists()]


def _file_of(letter: LetterKind, manner: Manner) -> Path:
    folder = HERE / "letters" if manner is Manner.ORDINARY else HERE / "letters" / manner.value
    return folder / f"{letter.value}.txt"


def shipped_letter(letter: LetterKind, manner: Manner = Manner.ORDINARY) -> tuple[str, str]:
    """Subject and body of a letter as it comes with the software."""
    heading, _, body = _file_of(letter, manner).read_text(encoding="utf-8").partition("\n")
    return heading.removeprefix("Subject: ").strip(), body.strip()


def shipped_clauses() -> list[tuple[str, str, str]]:
    """Code, title and text of each clause as it comes with the software, in order."""
    clauses: list[tuple[str, str, list[str]]] = []
    for line in (HERE / "protocol.txt").read_text(encoding="utf-8").splitlines():
        if heading := CLAUSE_HEADING.match(line):
            clauses.append((heading[1], heading[2], []))
        elif clauses:
            clauses[-1][2].append(line)
    return [(code, title, "\n".join(lines).strip()) for code, title, lines in clauses]


def role_lines() -> list[tuple[str, str, str]]:
    """Clause, for whom, and the sentence, of every line of the role sheets."""
    lines = (HERE / "roles.txt").read_text(encoding="utf-8").splitlines()
    return [(found[1], found[2], found[3]) for found in map(ROLE_LINE.match, lines) if found]
