"""Prints the protocol's table, or checks that docs/protocol.md and the README's extract show it as it is."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from protocols.core.rendering import as_extract, as_markdown
from protocols.core.vocabulary import Step

BEGIN, END = "<!-- protocol:begin -->", "<!-- protocol:end -->"
# From the organiser's form to the day after: what the README shows of the table.
IN_THE_README = (
    Step.REGISTER,
    Step.EXPLAIN_PROTOCOL,
    Step.PUT_TO_MAYOR,
    Step.ACCEPT,
    Step.DECLINE,
    Step.DELEGATE,
    Step.DEPUTY_ACCEPTS,
    Step.OUTCOME_ATTENDED,
)


class Command(BaseCommand):
    help = "Prints the table of the protocol; --check compares the documents with it, --write puts it there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["write"]:
            for document, table in documents().items():
                before, _, after = parts(document)
                document.write_text(f"{before}{BEGIN}\n\n{table}\n{END}{after}", encoding="utf-8")
        elif options["check"]:
            stale = [
                named(document)
                for document, table in documents().items()
                if parts(document)[1] != table.strip()
            ]
            if stale:
                raise CommandError(
                    f"The protocol is not shown as it is in {' and '.join(stale)}."
                    " Run: python manage.py protocol_page --write"
                )
            self.stdout.write("The documents show the protocol as it is.")
        else:
            self.stdout.write(as_markdown(), ending="")


def documents() -> dict[Path, str]:
    """Each document that carries a table between the two marks, and the table it should carry."""
    return {
        settings.BASE_DIR / "docs" / "protocol.md": as_markdown(),
        settings.BASE_DIR / "README.md": as_extract(IN_THE_README),
    }


def parts(document: Path) -> tuple[str, str, str]:
    """What stands before the marks, between them and after them. Raises CommandError without a mark."""
    text = document.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1:
        raise CommandError(f"{named(document)} must have {BEGIN} and {END} once each.")
    before, _, rest = text.partition(BEGIN)
    shown, _, after = rest.partition(END)
    return before, shown.strip(), after


def named(document: Path) -> str:
    return document.relative_to(settings.BASE_DIR).as_posix()
