"""The words that come with the software: the protocol's clauses and the letters, as plain text beside this
file.

Migrations keep a copy of what they bring into a new database, so that a change here changes nothing that was.
From then on the office's own edits count.
"""

import re
from pathlib import Path

from protocols.core.vocabulary import LetterKind

HERE = Path(__file__).resolve().parent
CLAUSE_HEADING = re.compile(r"^(P[1-9][0-9]?)\. (.+)$")
ROLE_LINE = re.compile(r"^(P[1-9][0-9]?) ((?:mayor|deputy|officers)(?:-not)?): (.+)$")


def shipped_letter(letter: LetterKind) -> tuple[str, str]:
    """Subject and body of a letter as it comes with the software."""
    heading, _, body = (HERE / "letters" / f"{letter.value}.txt").read_text(encoding="utf-8").partition("\n")
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
