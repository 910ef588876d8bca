"""Walks every reachable situation of the protocol and names whatever must never be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protocols.core.exploration import beginnings, explore
from protocols.core.vocabulary import OfferDeputy


class Command(BaseCommand):
    help = (
        "Explores the whole protocol (some minutes, some gigabytes); --most stops after that many situations."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=None)

    def handle(self, *args: Any, **options: Any) -> None:
        violations = sum(self._explore(offer, options["most"]) for offer in OfferDeputy)
        if violations:
            raise CommandError(f"{violations} of what must never be can happen.")
        self.stdout.write("Nothing that must never be can happen.")

    def _explore(self, offer: OfferDeputy, most: int | None) -> int:
        """One walk for each of the council's own choices; a case keeps the one it was registered under."""
        found = explore(beginnings(offer), most=most)
        self.stdout.write(
            f"The Deputy is offered {offer.label}: {found.situations:,} situations in "
            f"{len(found.stages)} stages, {found.steps:,} steps."
        )
        for violation in found.violations:
            self.stdout.write(f"\nNEVER: {violation.never}")
            for number, words in enumerate(violation.history, start=1):
                self.stdout.write(f"  {number}. {words}")
        return len(found.violations)
