"""`manage.py demo_council`: an invented council with a year of invitations.

Known only where the demo is installed (DEMO=1).
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from civic.models import Person
from demo.build import build
from engagements.models import Invitation


class Command(BaseCommand):
    """Fills an empty database and leaves any other alone."""

    help = "Makes the demo council in an empty database; does nothing where invitations exist."

    def handle(self, *args: Any, **options: Any) -> None:
        if Invitation.objects.exists():
            self.stdout.write("There are invitations already, so nothing was changed.")
            return
        if Person.objects.exists():
            raise CommandError(
                "People sign in here already, and the demo brings its own. "
                "Nothing was changed; use an empty database."
            )
        build()
        self.stdout.write(f"Wexcombe City Council is open, with {Invitation.objects.count()} invitations.")
