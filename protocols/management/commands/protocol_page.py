"""Prints the protocol's table, or checks that the README carries it as it is."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from protocols.core.rendering import as_markdown

BEGIN, END = "<!-- protocol:begin -->", "<!-- protocol:end -->"


class Command(BaseCommand):
    help = "Prints the table of the protocol; --check compares the README's with it, --write puts it there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true")
        parser.add_argument("--write", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        page = as_markdown()
        readme = settings.BASE_DIR / "README.md"
        if options["write"]:
            before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
            readme.write_text(f"{before}{BEGIN}\n\n{page}\n{END}{rest.partition(END)[2]}", encoding="utf-8")
        elif options["check"]:
            shown = readme.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0].strip()
            if shown != page.strip():
                raise CommandError("README.md does not show the protocol as it is. Run: python manage.py protocol_page --write")
            self.stdout.write("README.md shows the protocol as it is.")
        else:
            self.stdout.write(page, ending="")
