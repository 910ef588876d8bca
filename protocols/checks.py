"""System checks: the table cites no clause that the handbook lacks, and every letter can be written.

Imported when the app is declared, before there are models; the database's check asks for them when it runs.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.migrations.recorder import MigrationRecorder

from protocols.core.table import PROTOCOL
from protocols.core.vocabulary import LetterKind
from protocols.texts import shipped_clauses, shipped_letter, shipped_letters
from protocols.wording import validate, validate_clause

CITED = {row.clause for row in PROTOCOL}
HANDBOOK_IS_LOADED_BY = ("protocols", "0002_first_protocol")


def shipped_words_are_fit(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """The words that come with the software: every clause cited is there,
    and every letter is a valid template.
    """
    clauses = shipped_clauses()
    missing = CITED - {code for code, _, _ in clauses}
    found: list[CheckMessage] = [
        Error(f"The table cites {code}, which protocols/texts/protocol.txt lacks.", id="protocols.E001")
        for code in sorted(missing)
    ]
    for code, title, text in clauses:
        for problem in validate_clause(title, text):
            found.append(Error(f"{code} in protocols/texts/protocol.txt: {problem}", id="protocols.E002"))
    for letter, manner in shipped_letters():
        for problem in validate(letter, *shipped_letter(letter, manner)):
            found.append(Error(f"The shipped text of {letter}, {manner}: {problem}", id="protocols.E003"))
    return found


def handbook_is_complete(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """The words in use: the same, of this database. Says nothing before its tables are made."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        if HANDBOOK_IS_LOADED_BY in MigrationRecorder(connections[alias]).applied_migrations():
            found += clauses_lacking(alias) + letters_lacking(alias)
    return found


def clauses_lacking(alias: str) -> list[CheckMessage]:
    in_force = (
        apps.get_model("protocols", "ProtocolVersion").objects.using(alias).filter(state="in_force").first()
    )
    if in_force is None:
        return [
            Error(
                "No version of the protocol is in force.",
                hint="Publish one in the handbook.",
                id="protocols.E004",
            )
        ]
    held = set(
        apps.get_model("protocols", "Clause")
        .objects.using(alias)
        .filter(version=in_force)
        .values_list("code", flat=True)
    )
    return [
        Error(f"The table cites {code}, which {in_force} of the protocol lacks.", id="protocols.E005")
        for code in sorted(CITED - held)
    ]


def letters_lacking(alias: str) -> list[CheckMessage]:
    wordings = apps.get_model("protocols", "LetterTemplateVersion")
    found: list[CheckMessage] = []
    for letter in LetterKind:
        wording = (
            wordings.objects.using(alias)
            .filter(template__letter=letter.value, template__manner="ordinary")
            .order_by("-number")
            .first()
        )
        problems = validate(letter, wording.subject, wording.body) if wording else ["It has no wording."]
        found += [
            Error(f"The letter “{letter.label}”: {problem}", id="protocols.E006") for problem in problems
        ]
    return found
