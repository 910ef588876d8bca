"""Files beside their rows: one goes after the commit that forgets it; what no row names is collected."""

import logging
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.utils import timezone

logger = logging.getLogger(__name__)
# A file is written before its row is committed; no transaction of ours takes a day.
YOUNG = timedelta(days=1)
BATCH = 500


def remove_after_commit(files: Iterable[FieldFile]) -> None:
    """Remove them once their rows' end is certain. One that cannot be removed is left for `collect`."""
    names = [str(file.name) for file in files if file.name]

    # A function of its own: Django 5.2 fails on a partial when it logs a robust hook's error.
    def after_commit() -> None:
        for name in names:
            _remove(name)

    transaction.on_commit(after_commit, robust=True)


def collect() -> int:
    """Remove the files that no row names and that are older than a day; how many.

    A failed transaction or a failed removal left them. Only the folders in which we keep files are
    looked through.
    """
    old = (name for folder in sorted(_folders()) for name in _old_files(folder))
    removed = 0
    while names := set(islice(old, BATCH)):
        removed += sum(_remove(name) for name in sorted(names - _named(names)))
    return removed


def _fields() -> list[FileField]:
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields]
    return [field for field in fields if isinstance(field, FileField)]


def _folders() -> set[str]:
    return {str(field.upload_to).split("/")[0] for field in _fields()} - {""}


def _named(names: set[str]) -> set[str]:
    """Those of them that a row names."""
    found: set[str] = set()
    for field in _fields():
        rows = field.model._base_manager.filter(**{f"{field.name}__in": names})
        found.update(rows.values_list(field.name, flat=True))
    return found


def _old_files(folder: str) -> Iterator[str]:
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        path = f"{folder}/{name}"
        try:
            changed_at = default_storage.get_modified_time(path)
        except FileNotFoundError:
            # Somebody forgot it meanwhile.
            continue
        if changed_at < timezone.now() - YOUNG:
            yield path
    for inner in folders:
        yield from _old_files(f"{folder}/{inner}")


def _remove(name: str) -> bool:
    try:
        default_storage.delete(name)
    except OSError:
        logger.warning("A file could not be removed: %s", name, exc_info=True)
        return False
    return True
