from contextlib import suppress
from pathlib import Path

from django.apps import AppConfig
from django.conf import settings


class CivicConfig(AppConfig):
    name = "civic"

    def ready(self) -> None:
        make_folder_of_database()


def make_folder_of_database() -> None:
    """A fresh clone has no var/, and SQLite makes no folders.

    Where none can be made, SQLite says so itself.
    """
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        with suppress(OSError):
            Path(database["NAME"]).parent.mkdir(parents=True, exist_ok=True)
