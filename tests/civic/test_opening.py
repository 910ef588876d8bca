"""The office opens only on a database of this version, up to date, with every guard in its place."""

from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import pre_migrate
from pytest_django import Settings

import guards
from civic import opening
from guards import upkeep
from protocols.models import ProtocolVersion

pytestmark = pytest.mark.django_db
EARLIER = (
    "The database was made by another version of this software"
    " (it knows the step “engagements 0008_advice_and_tasks”, which this version does not);"
    " nothing was changed: name an empty database in DATABASE_URL,"
    " or start the version that made this one."
)


def test_nothing_speaks_against_opening_on_a_database_as_it_should_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert opening.obstacles() == []
    call_command("may_open")
    assert capsys.readouterr() == ("", "")


def test_a_lost_guard_keeps_the_office_closed() -> None:
    lost = next(
        piece
        for piece in upkeep.DIALECTS[connection.vendor].pieces(guards.registry()["decision_is_the_mayors"])
    )
    with connection.cursor() as cursor:
        for statement in upkeep.DIALECTS[connection.vendor].statements_down(lost):
            cursor.execute(statement)
    said = (
        "The database lacks the guard decision_is_the_mayors on engagements_decision."
        " Run manage.py migrate, which puts every guard up."
    )
    assert opening.obstacles() == [said]
    with pytest.raises(SystemExit) as end:
        opening.refuse_when_not_ready()
    assert end.value.code == f"The civic office does not open.\n{said}"


def test_a_database_that_is_not_up_to_date_keeps_the_office_closed() -> None:
    MigrationRecorder(connection).record_unapplied("engagements", "0003_times_of_keeping")
    assert opening.obstacles() == [
        "The database is not up to date with this version of the software: run manage.py migrate."
    ]


def test_a_database_of_the_first_build_is_recognised_and_left_as_it_is() -> None:
    MigrationRecorder(connection).record_applied("engagements", "0008_advice_and_tasks")
    MigrationRecorder(connection).record_unapplied("engagements", "0003_times_of_keeping")
    before = MigrationRecorder(connection).applied_migrations().keys()
    assert opening.obstacles() == [EARLIER]
    with pytest.raises(CommandError) as refused:
        call_command("migrate", verbosity=0)
    assert str(refused.value) == EARLIER
    assert MigrationRecorder(connection).applied_migrations().keys() == before


def test_a_database_of_a_build_before_the_first_release_is_recognised_by_what_it_lacks() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE civic_closedday RENAME COLUMN name TO title")
    lacks = "its table civic_closedday lacks the column name"
    said = (
        f"The database was made by another version of this software ({lacks});"
        " nothing was changed: name an empty database in DATABASE_URL,"
        " or start the version that made this one."
    )
    assert opening.obstacles() == [said]
    with pytest.raises(CommandError) as refused:
        call_command("migrate", verbosity=0)
    assert str(refused.value) == said


if connection.vendor == "postgresql":

    def test_migrating_waits_as_long_as_it_must_and_whoever_comes_after_does_not() -> None:
        """Every migration may wait for a dump that reads a table, or take an hour over it."""
        seen: list[tuple[str, str]] = []

        def look(**kwargs: Any) -> None:
            seen.append(time_outs())

        pre_migrate.connect(look, sender=apps.get_app_config("civic"))
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = '7s'")
            call_command("migrate", verbosity=0)
        finally:
            pre_migrate.disconnect(look, sender=apps.get_app_config("civic"))
        assert seen == [("0", "0")]
        assert time_outs() == ("10s", "0")

    def time_outs() -> tuple[str, str]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_setting('lock_timeout'), current_setting('statement_timeout')")
            [lock, statement] = cursor.fetchone()
            return lock, statement


KEPT = "django.core.cache.backends.db.DatabaseCache"
COLLECTED = "whitenoise.storage.CompressedManifestStaticFilesStorage"
NO_CACHE = "The database has no table civic_cache: run manage.py createcachetable."
NO_FILES = (
    "The pages' styles and scripts were not collected on this machine: run manage.py collectstatic --noinput."
)


def test_what_is_made_beside_the_migrations_is_asked_for(settings: Settings, tmp_path: Path) -> None:
    settings.CACHES = {"default": {"BACKEND": KEPT, "LOCATION": "civic_cache"}}
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": COLLECTED}}
    assert opening.obstacles() == [NO_CACHE, NO_FILES]
    call_command("createcachetable")
    (tmp_path / "staticfiles.json").write_text(
        '{"version": "1.1", "paths": {}, "hash": ""}', encoding="utf-8"
    )
    assert opening.obstacles() == []


def test_a_folder_for_attachments_that_cannot_be_written_keeps_the_office_closed(
    settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "a file").touch()
    settings.MEDIA_ROOT = tmp_path / "a file" / "media"
    assert opening.obstacles() == [
        f"MEDIA_ROOT must be a folder that this user may write, and {settings.MEDIA_ROOT} is not."
    ]


def test_the_demo_makes_them_itself(settings: Settings, tmp_path: Path) -> None:
    settings.CACHES = {"default": {"BACKEND": KEPT, "LOCATION": "civic_cache"}}
    settings.DEMO = True
    assert opening.obstacles() == []


def test_a_step_of_somebody_elses_app_that_is_no_longer_there_is_none_of_our_business() -> None:
    MigrationRecorder(connection).record_applied("account", "0002_squashed_long_ago")
    assert opening.obstacles() == []


@pytest.mark.parametrize("stopped_by", [RuntimeError, KeyboardInterrupt])
def test_a_migration_that_fails_leaves_every_guard_standing(
    monkeypatch: pytest.MonkeyPatch, stopped_by: type[BaseException]
) -> None:
    """The office may be open meanwhile."""

    def fail(*args: Any, **kwargs: Any) -> None:
        assert upkeep.differences(connection).missing
        raise stopped_by

    monkeypatch.setattr(MigrationExecutor, "migrate", fail)
    MigrationRecorder(connection).record_unapplied("engagements", "0003_times_of_keeping")
    with pytest.raises(stopped_by):
        call_command("migrate", verbosity=0)
    assert upkeep.differences(connection).missing == []


def test_guards_that_cannot_be_put_up_again_are_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(MigrationExecutor, "migrate", fail)
    monkeypatch.setattr(upkeep, "put_up", fail)
    with pytest.raises(OperationalError):
        call_command("migrate", verbosity=0)
    assert capsys.readouterr().err == (
        "The guards could not be put up again (OperationalError): close the office until"
        " manage.py migrate has come to its end.\n"
    )


def test_the_first_protocol_is_not_brought_in_twice() -> None:
    first_protocol = import_module("protocols.migrations.0002_first_protocol")
    before = list(ProtocolVersion.objects.values())
    first_protocol.load_words(apps, None)
    assert list(ProtocolVersion.objects.values()) == before
