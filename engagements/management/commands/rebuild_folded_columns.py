"""Works out anew what the office searches and compares by, as `migrate` does at every upgrade."""

from typing import Any

from django.core.management.base import BaseCommand

from engagements.services.intake import folded_columns


class Command(BaseCommand):
    """To be run while the office is closed: the guards of the database stand aside meanwhile."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        rows = folded_columns.rebuild()
        self.stdout.write(f"{rows} row{'' if rows == 1 else 's'} written anew.")
