"""Django's `migrate`, which knows a database of another version of this software before it touches it."""

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate

from civic import opening


class Command(migrate.Command):
    """The database is not checked beforehand: what the checks would miss is what migrating puts there."""

    def check(self, *args: Any, **kwargs: Any) -> None:
        super().check(*args, **{**kwargs, "databases": None})

    def handle(self, *args: Any, **options: Any) -> None:
        other = opening.of_another_build(options["database"])
        if other:
            raise CommandError(other)
        super().handle(*args, **options)
