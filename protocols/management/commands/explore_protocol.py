"""Walks every reachable situation of the protocol and names whatever must never be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protocols.core.exploration import explore


class Command(BaseCommand):
    help = "Explores the whole protocol (some minutes, some gigabytes); --most stops after that many situations."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        found = explore(most=options["most"])
        self.stdout.write(f"{found.situations:,} situations in {len(found.stages)} stages, {found.steps:,} steps.")
        for violation in found.violations:
            self.stdout.write(f"\nNEVER: {violation.never}")
            self.stdout.writelines(f"  {number}. {words}" for number, words in enumerate(violation.history, start=1))
        if found.violations:
            raise CommandError(f"{len(found.violations)} of what must never be can happen.")
        self.stdout.write("Nothing that must never be can happen.")
