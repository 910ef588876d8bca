"""Whether the office may open on the database it finds.

Asked by every server, the worker, beat and `make run` before they serve anybody.
"""

import os
import sys
from pathlib import Path

from django.apps import apps
from django.conf import STATICFILES_STORAGE_ALIAS, settings
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.checks import CheckMessage
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import storages
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from civic import environment
from guards.checks import guards_stand

# Set by a server that has asked for all of its processes: one that is renewed while the database is away
# goes on serving what needs none.
ASKED = "CIVIC_ASKED"
KEPT_IN_TABLE = "django.core.cache.backends.db.DatabaseCache"
NO_TABLE = "The database has no table {}: run manage.py createcachetable."
NOT_COLLECTED = (
    "The pages' styles and scripts were not collected on this machine: run manage.py collectstatic --noinput."
)
MIGRATE = "The database is not up to date with this version of the software: run manage.py migrate."


def obstacles(alias: str = "default") -> list[str]:
    """Why the office must not open, in plain sentences; none when it may. Changes nothing."""
    try:
        other = of_another_build(alias)
        if other:
            return [other]
        executor = MigrationExecutor(connections[alias])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return [MIGRATE]
        found = [_in_words(message) for message in guards_stand(None, databases=[alias])]
        return found if settings.DEMO else [*found, *_not_made(alias), *_not_to_be_written()]
    except DatabaseError as problem:
        return [f"The database cannot be used: {str(problem).strip().splitlines()[0]}"]


def refuse_when_not_ready() -> None:
    """Ends the process with the obstacles, where there are any."""
    found = obstacles()
    connections.close_all()
    if found:
        sys.exit("\n".join(["The civic office does not open.", *found]))


def refuse_unless_asked() -> None:
    """As refuse_when_not_ready, for a process whose server may have asked already."""
    if ASKED not in os.environ:
        refuse_when_not_ready()


def of_another_build(alias: str) -> str:
    """The sentence for a database made by other migrations than this version has; "" for one of ours.

    Known by a step that this version does not know, or by a column that none of its steps will make any more.
    """
    strange = _unknown_step(alias) or _lacking_column(alias)
    if not strange:
        return ""
    return (
        f"The database was made by another version of this software ({strange});"
        f" nothing was changed: {_way_out(alias)}"
    )


def _unknown_step(alias: str) -> str:
    loader = MigrationLoader(connections[alias])
    unknown = sorted(
        f"{app} {name}"
        for app, name in loader.applied_migrations
        if app in _our_apps() and (app, name) not in loader.disk_migrations
    )
    return f"it knows the step “{unknown[-1]}”, which this version does not" if unknown else ""


def _lacking_column(alias: str) -> str:
    connection = connections[alias]
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return ""
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for model in apps.get_models():
            if model._meta.app_label not in _our_apps() or not model._meta.managed:
                continue
            table = model._meta.db_table
            described = (
                connection.introspection.get_table_description(cursor, table) if table in tables else []
            )
            there = {column.name for column in described}
            for field in model._meta.local_concrete_fields:
                if field.column not in there:
                    return f"its table {table} lacks the column {field.column}"
    return ""


def _our_apps() -> set[str]:
    return {app.label for app in apps.get_app_configs() if Path(app.path).parent == settings.BASE_DIR}


def _way_out(alias: str) -> str:
    database = Path(str(connections[alias].settings_dict["NAME"]))
    if database.parent == settings.VAR_DIR:
        folder = settings.VAR_DIR.name
        return f"move the folder {folder}/ aside, or remove it if nothing in it is needed, and start again."
    return "name an empty database in DATABASE_URL, or start the version that made this one."


def _not_made(alias: str) -> list[str]:
    """What is made beside the migrations, and in the demo by `make run`."""
    wanted = [cache["LOCATION"] for cache in settings.CACHES.values() if cache["BACKEND"] == KEPT_IN_TABLE]
    tables = connections[alias].introspection.table_names()
    missing = [NO_TABLE.format(table) for table in wanted if table not in tables]
    files = storages[STATICFILES_STORAGE_ALIAS]
    if isinstance(files, ManifestStaticFilesStorage) and files.read_manifest() is None:
        missing.append(NOT_COLLECTED)
    return missing


def _not_to_be_written() -> list[str]:
    """The folder of the attachments, when this user may not write it."""
    try:
        environment.keep_writable("MEDIA_ROOT", Path(settings.MEDIA_ROOT))
    except ImproperlyConfigured as refused:
        return [str(refused)]
    return []


def _in_words(message: CheckMessage) -> str:
    return f"{message.msg} {message.hint}"
