"""`manage.py first_administrator`: the civic manager a new installation begins with."""

import getpass
import os
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from civic.services import accounts


class Command(BaseCommand):
    """Asks for what is not given.

    The password is only ever read from the terminal or from ADMINISTRATOR_PASSWORD.
    """

    help = "Makes the first civic manager, who then adds everybody else."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--email", default=os.environ.get("ADMINISTRATOR_EMAIL", ""))
        parser.add_argument("--name", default=os.environ.get("ADMINISTRATOR_NAME", ""))

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"] or input("E-mail address to sign in with: ")
        name = options["name"] or input("Name as it is written in letters: ")
        password = os.environ.get("ADMINISTRATOR_PASSWORD") or getpass.getpass(
            "Password (12 characters or more): "
        )
        try:
            validate_password(password)
            person = accounts.make_first_administrator(email=email, name=name, password=password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stdout.write(f"{person} can sign in as {person.email}.")
