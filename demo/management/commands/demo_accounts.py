"""`manage.py demo_accounts`: whom one can sign in as in the demo, and what for."""

from typing import Any

from django.core.management.base import BaseCommand

from civic.models import Person
from demo.cast import ACCOUNTS, PASSWORD


class Command(BaseCommand):
    """Prints the demo's accounts; says so where there are none."""

    help = "Prints the demo's accounts, their password and what each finds."

    def handle(self, *args: Any, **options: Any) -> None:
        there = set(Person.objects.filter(is_active=True).values_list("email", flat=True))
        accounts = [account for account in ACCOUNTS if account.email in there]
        if not accounts:
            self.stdout.write("The demo's people do not work here.")
            return
        wide = max(len(account.email) for account in accounts) + 2
        self.stdout.write(f"Sign in as one of these, each with the password: {PASSWORD}\n\n")
        for account in accounts:
            self.stdout.write(f"  {account.email:<{wide}}{account.part:<24}{account.look_for}")
