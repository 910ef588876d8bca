"""`manage.py may_open`: what the web server asks before it starts. Silent when all is well."""

from typing import Any

from django.core.management.base import BaseCommand

from civic import opening


class Command(BaseCommand):
    """Ends with a sentence, and not well, where the office must not open on this database."""

    help = "Says why the office must not open on this database, if anything speaks against it."

    def handle(self, *args: Any, **options: Any) -> None:
        opening.refuse_when_not_ready()
