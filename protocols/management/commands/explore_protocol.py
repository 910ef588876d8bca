"""Walks every reachable situation of the protocol and names whatever must never be."""

from argparse import ArgumentParser
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from protocols.core.exploration import Survey, Violation, beginnings, explore, survey
from protocols.core.vocabulary import OfferDeputy


def _say(offer: OfferDeputy, situations: int) -> None:
    print(f"  {offer.label}: {situations:,} situations so far", flush=True)


def survey_of(offer: OfferDeputy) -> Survey:
    """Everything under one of the council's own choices; in a process of its own."""
    return survey(beginnings(offer), progress=partial(_say, offer))


class Command(BaseCommand):
    help = (
        "Explores the whole protocol (ten minutes on two cores, two gigabytes). "
        "--most stops after that many situations; --processes says how many walk at once."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--most", type=int, default=None)
        parser.add_argument("--processes", type=int, default=2)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["most"] is None:
            violations = self._survey(options["processes"])
        else:
            violations = sum(self._explore(offer, options["most"]) for offer in OfferDeputy)
        if violations:
            raise CommandError(f"{violations} of what must never be can happen.")
        self.stdout.write("Nothing that must never be can happen.")

    def _survey(self, processes: int) -> int:
        """One walk for each of the council's own choices; a case keeps the one it was registered under."""
        violations = 0
        with ProcessPoolExecutor(processes) as pool:
            for offer, found in zip(OfferDeputy, pool.map(survey_of, OfferDeputy), strict=True):
                self._tell(offer, found.situations, len(found.stages), found.steps)
                for never in found.nevers:
                    self._tell_violations(explore(beginnings(offer), until=never).violations)
                violations += len(found.nevers)
        return violations

    def _explore(self, offer: OfferDeputy, most: int) -> int:
        found = explore(beginnings(offer), most=most)
        self._tell(offer, found.situations, len(found.stages), found.steps)
        self._tell_violations(found.violations)
        return len(found.violations)

    def _tell(self, offer: OfferDeputy, situations: int, stages: int, steps: int) -> None:
        self.stdout.write(
            f"The Deputy is offered {offer.label}: {situations:,} situations in {stages} stages, "
            f"{steps:,} steps."
        )

    def _tell_violations(self, violations: tuple[Violation, ...]) -> None:
        for violation in violations:
            self.stdout.write(f"\nNEVER: {violation.never}")
            for number, words in enumerate(violation.history, start=1):
                self.stdout.write(f"  {number}. {words}")
