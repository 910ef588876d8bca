"""Guards stand whatever is migrated.

Every guarded table is given a column, a constraint and an index, and none is lost.
"""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection, connections, migrations, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.utils import ConnectionHandler
from pytest_django import DjangoAssertNumQueries

import guards
from civic.models import Person
from engagements.models import RecordEntry
from guards import upkeep
from guards.declared import Declared
from guards.pieces import Piece
from tests import cases
from tests.guarding import refused_by, run_sql
from tests.there import there

TESTS = Path(__file__).parent.parent
GUARDED = {guard.table for guard in guards.registry().values()}
NOTHING = upkeep.Differences(missing=[], changed=[], unknown=[])


def ordinary_changes(model: type[models.Model]) -> list[Operation]:
    """A column with a default, a constraint and an index, as the next release will want them."""
    name = there(model._meta.model_name)
    small = models.CheckConstraint(condition=models.Q(later__lt=1000), name=f"{name}_later_small")
    return [
        migrations.AddField(name, "later", models.PositiveIntegerField(default=0)),
        migrations.AddConstraint(name, small),
        migrations.AddIndex(name, models.Index(fields=["later"], name=f"{name}_by_later")),
    ]


def back(model: type[models.Model]) -> list[Operation]:
    name = there(model._meta.model_name)
    return [
        migrations.RemoveIndex(name, f"{name}_by_later"),
        migrations.RemoveConstraint(name, f"{name}_later_small"),
        migrations.RemoveField(name, "later"),
    ]


def migrate(state: ProjectState, app: str, operations: list[Operation]) -> None:
    """One migration, with what `migrate` tells every app before the first of its plan and after the last."""
    migration = type("Later", (migrations.Migration,), {"operations": operations})("later", app)
    emit_pre_migrate_signal(0, False, "default", plan=[(migration, False)])
    with connection.schema_editor() as editor:
        migration.apply(state, editor)
    emit_post_migrate_signal(0, False, "default")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("app", ["civic", "protocols", "engagements"])
def test_every_guarded_table_gets_a_column_a_constraint_and_an_index_and_keeps_every_guard(app: str) -> None:
    """All of an app's tables in one migration, as a release may."""
    guarded = [model for model in apps.get_app_config(app).get_models() if model._meta.db_table in GUARDED]
    assert len(guarded) >= 8
    before, state = standing(connection), ProjectState.from_apps(apps)
    migrate(state, app, [change for model in guarded for change in ordinary_changes(model)])
    try:
        for model in guarded:
            with connection.cursor() as cursor:
                table = model._meta.db_table
                columns = connection.introspection.get_table_description(cursor, table)
                constraints = connection.introspection.get_constraints(cursor, table)
            assert "later" in [column.name for column in columns]
            on_it = {
                "index" if found["index"] else "check"
                for found in constraints.values()
                if found["columns"] == ["later"] and (found["index"] or found["check"])
            }
            assert on_it == {"index", "check"}
        assert standing(connection) == before
        assert upkeep.differences(connection) == NOTHING
    finally:
        migrate(state, app, [change for model in guarded for change in back(model)])
    assert standing(connection) == before


def standing(database: BaseDatabaseWrapper) -> set[Piece]:
    with database.cursor() as cursor:
        return set(upkeep.DIALECTS[database.vendor].standing(cursor))


@pytest.mark.django_db
def test_every_guard_of_the_first_release_stands() -> None:
    pieces = {"sqlite": 281, "postgresql": 321}[connection.vendor]
    assert len(standing(connection)) == pieces
    assert upkeep.differences(connection) == NOTHING


@pytest.mark.django_db
def test_putting_up_twice_changes_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    before = standing(connection)
    # Looked at only: what stands, of which kind, and which tables there are.
    with django_assert_num_queries({"sqlite": 2, "postgresql": 4}[connection.vendor]):
        upkeep.put_up(connection)
    assert standing(connection) == before


@pytest.mark.django_db
def test_where_nothing_is_to_be_migrated_the_guards_stay_up() -> None:
    before = standing(connection)
    emit_pre_migrate_signal(0, False, "default", plan=[])
    assert standing(connection) == before


@pytest.mark.django_db
def test_taken_down_none_of_ours_is_left_and_putting_up_brings_all_back() -> None:
    before = standing(connection)
    upkeep.take_down(connection)
    assert standing(connection) == set()
    assert {guard.name for guard in upkeep.differences(connection).missing} == set(guards.registry())
    upkeep.put_up(connection)
    assert standing(connection) == before


@pytest.mark.django_db
def test_a_guard_that_is_declared_no_longer_is_taken_down(monkeypatch: pytest.MonkeyPatch) -> None:
    dropped = "record_is_never_altered"
    rest = {name: guard for name, guard in guards.registry().items() if name != dropped}
    monkeypatch.setattr(upkeep, "registry", lambda: rest)
    assert [piece.name for piece in upkeep.differences(connection).unknown] == [f"guard_{dropped}"]
    upkeep.put_up(connection)
    assert f"guard_{dropped}" not in {piece.name for piece in standing(connection)}
    assert upkeep.differences(connection) == NOTHING


@pytest.mark.django_db
def test_a_guard_declared_otherwise_replaces_the_one_that_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    table = "protocols_clausenote"
    changed: dict[str, Declared] = {
        **guards.registry(),
        "clause_note_is_never_deleted": guards.never_deleted("clause_note", table, "It’s 100 % kept."),
    }
    monkeypatch.setattr(upkeep, "registry", lambda: changed)
    assert [guard.name for guard in upkeep.differences(connection).changed] == [
        "clause_note_is_never_deleted"
    ]
    upkeep.put_up(connection)
    assert upkeep.differences(connection) == NOTHING


# --- A database of its own, from nothing and back -----------------------------------------------------------


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """An empty SQLite database in the place of the tests' own; what it gives migrates it."""
    settings = {
        **connections.settings["default"],
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(tmp_path / "fresh.sqlite3"),
    }
    handler = ConnectionHandler(
        {"default": {**settings, "OPTIONS": {"init_command": "PRAGMA recursive_triggers=ON;"}, "TEST": {}}}
    )
    other = handler["default"]
    kept = connections["default"]
    connections["default"] = other

    def migrate(*to: str) -> None:
        call_command("migrate", *to, verbosity=0, interactive=False)

    yield migrate
    other.close()
    connections["default"] = kept


def triggers(tmp_path: Path) -> set[str]:
    with sqlite3.connect(tmp_path / "fresh.sqlite3") as database:
        found = database.execute("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    return {table.split("_")[0] for (table,) in found}


@pytest.mark.any_database
@pytest.mark.django_db
def test_a_database_is_made_in_parts_unmade_and_made_again(
    fresh: Callable[..., None], tmp_path: Path
) -> None:
    fresh("civic")
    assert triggers(tmp_path) == {"civic"}
    fresh("engagements", "0001")
    assert triggers(tmp_path) == {"civic", "engagements", "protocols"}
    fresh()
    assert upkeep.differences(connections["default"]) == NOTHING
    fresh("engagements", "0001")
    fresh()
    assert upkeep.differences(connections["default"]) == NOTHING
    fresh("engagements", "zero")
    assert triggers(tmp_path) == {"civic", "protocols"}
    unmade = upkeep.differences(connections["default"])
    assert replace(unmade, lost_tables=[]) == NOTHING
    assert {table.split("_")[0] for table in unmade.lost_tables} == {"engagements"}
    fresh("civic", "zero")
    assert triggers(tmp_path) == set()
    fresh()
    assert upkeep.differences(connections["default"]) == NOTHING
    assert not MigrationExecutor(connections["default"]).migration_plan(
        [("engagements", "0003_times_of_keeping")]
    )


@pytest.mark.django_db
@pytest.mark.parametrize("app", ["engagements", "protocols", "civic"])
def test_a_record_is_not_migrated_away(officer: Person, app: str) -> None:
    cases.make_invitation()
    with pytest.raises(
        CommandError, match="That would remove the record of every case. Nothing was changed."
    ):
        call_command("migrate", app, "zero", verbosity=0, interactive=False)
    assert RecordEntry.objects.exists()
    assert upkeep.differences(connection) == NOTHING


# --- What is declared ---------------------------------------------------------------------------------------


def test_every_guard_is_tried_by_a_test_that_names_it() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in sorted(TESTS.rglob("test_*.py")))
    # Those of known words are made from the columns' own lists, and tried as such in test_known_words.
    written = [name for name in guards.registry() if "_words_are_known_" not in name]
    assert [name for name in written if f'"{name}"' not in tests] == []


def test_names_fit_into_both_databases_and_words_are_sentences() -> None:
    for name, guard in guards.registry().items():
        assert len(f"guard_{name}_insert") <= 63
        if not isinstance(guard, guards.Renewal):
            assert guard.words[0].isupper()
            assert guard.words.endswith(".")


def test_two_guards_of_one_name_are_not_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    twice = [app for app in apps.get_app_configs() if app.name == "civic"] * 2
    monkeypatch.setattr("guards.declared.guarded_apps", lambda: iter(twice))
    with pytest.raises(Exception, match="Two guards are named council_words_are_known_insert"):
        guards.registry.__wrapped__()


@pytest.mark.django_db
def test_a_condition_of_which_the_database_cannot_say_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    table = "civic_closedday"
    unsure = guards.Guard(
        "closed_day_is_unsure", table, guards.Moment.UPDATE, "NULL = 1", "It’s not known: 100 %."
    )
    monkeypatch.setattr(upkeep, "registry", lambda: {"closed_day_is_unsure": unsure})
    monkeypatch.setattr("guards.declared.registry", lambda: {"closed_day_is_unsure": unsure})
    upkeep.put_up(connection)
    with refused_by("closed_day_is_unsure"):
        run_sql("UPDATE civic_closedday SET name = 'other'")


def test_a_quotation_mark_stays_within_its_literal() -> None:
    assert guards.literal("Mayor's") == "'Mayor''s'"
    assert guards.one_of("state", {"sent", "posted"}) == "state IN ('posted', 'sent')"


def test_the_apps_that_declare_guards_are_told_when_migrating() -> None:
    told: list[AppConfig] = [
        app for app in apps.get_app_configs() if app.name in ("civic", "protocols", "engagements")
    ]
    for signal in (models.signals.pre_migrate, models.signals.post_migrate):
        assert all(signal.has_listeners(sender=app) for app in told)
