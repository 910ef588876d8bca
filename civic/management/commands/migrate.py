"""Django's `migrate`, which knows a database of another version of this software before it touches it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import migrate
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

from civic import opening
from guards import upkeep


class Command(migrate.Command):
    """The database is not checked beforehand: what the checks would miss is what migrating puts there."""

    def check(self, *args: Any, **kwargs: Any) -> None:
        super().check(*args, **{**kwargs, "databases": None})

    def handle(self, *args: Any, **options: Any) -> None:
        other = opening.of_another_build(options["database"])
        if other:
            raise CommandError(other)
        connection = connections[options["database"]]
        with _patience(connection):
            try:
                super().handle(*args, **options)
            except BaseException:
                self._guard_again(connection)
                raise

    def _guard_again(self, connection: BaseDatabaseWrapper) -> None:
        """An office that is open goes on writing while whoever migrates finds out what was wrong."""
        try:
            upkeep.put_up(connection)
        except Exception as error:
            self.stderr.write(
                f"The guards could not be put up again ({type(error).__name__}): close the office until"
                " manage.py migrate has come to its end."
            )


@contextmanager
def _patience(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """PostgreSQL's time-outs are for people who wait for a page: a table is migrated however long it takes.

    Where migrating fails they stay away, as the program ends.
    """
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = 0; SET statement_timeout = 0")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET lock_timeout; RESET statement_timeout")
