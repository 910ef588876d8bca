"""Files beside their rows: one goes after the commit that forgets it; what no row names is collected."""

import logging
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from django.apps import apps
from django.conf import settings
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
    """A link is not followed, whatever it leads to: what lies elsewhere is not ours to remove."""
    media = Path(settings.MEDIA_ROOT).resolve()
    top = media / folder
    if top.is_symlink():
        return
    for place, folders, files in os.walk(top, followlinks=False):
        folders.sort()
        for file in sorted(files):
            path = Path(place, file)
            if _is_old_file(path) and _can_be_named(path):
                yield path.relative_to(media).as_posix()


def _is_old_file(path: Path) -> bool:
    try:
        changed_at = datetime.fromtimestamp(path.lstat().st_mtime, UTC)
    except FileNotFoundError:
        # Somebody forgot it meanwhile.
        return False
    return not path.is_symlink() and changed_at < timezone.now() - YOUNG


def _can_be_named(path: Path) -> bool:
    """We give plain names; one that is no text is nobody's row, and nothing we ever wrote."""
    try:
        str(path).encode()
    except UnicodeEncodeError:
        logger.warning("A file whose name is no text lies among ours; it is left alone.")
        return False
    return True


def _remove(name: str) -> bool:
    try:
        default_storage.delete(name)
    except OSError:
        logger.warning("A file could not be removed: %s", name, exc_info=True)
        return False
    return True
