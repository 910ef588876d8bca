"""`manage.py demo_council`: an invented council with a year of invitations, for whoever wants to see how it works."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from civic.models import Person
from engagements.demo.build import build
from engagements.models import Invitation


class Command(BaseCommand):
    """Fills an empty database and leaves any other alone."""

    help = "Makes the demo council in an empty database; does nothing where invitations exist."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--even-so", action="store_true", help="Also where this is not a demo (DEMO=1).")

    def handle(self, *args: Any, **options: Any) -> None:
        if Invitation.objects.exists():
            self.stdout.write("There are invitations already, so nothing was changed.")
            return
        if not (settings.DEMO or options["even_so"]):
            raise CommandError("This is not a demo (DEMO=1), and its council is invented. Nothing was changed; --even-so makes it anyway.")
        if Person.objects.exists():
            raise CommandError("People sign in here already, and the demo brings its own. Nothing was changed; use an empty database.")
        build()
        self.stdout.write(f"Wexcombe City Council is open, with {Invitation.objects.count()} invitations.")
