"""The check finds a guard that is missing, one that was changed, and a trigger that nobody declared."""

import pytest
from django.core.checks import run_checks
from django.db import connection

from civic.models import Person
from guards import upkeep
from guards.checks import guards_stand
from guards.pieces import Piece
from tests import cases
from tests.guarding import refused_by, run_sql

pytestmark = pytest.mark.django_db
NAME, TABLE = "record_is_never_deleted", "engagements_recordentry"
MIGRATE = "Run manage.py migrate, which puts every guard up."
RESTORE = "Run manage.py migrate; where it was taken away since, restore the database from a backup."
LOST_CHECK = (
    "guards.E005",
    "The database lacks the constraint exception_has_a_reason on engagements_decision.",
    RESTORE,
)


def piece() -> Piece:
    dialect = upkeep.DIALECTS[connection.vendor]
    with connection.cursor() as cursor:
        return next(each for each in dialect.standing(cursor) if each.name == f"guard_{NAME}")


def write(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def found() -> list[tuple[str | None, str, str | None]]:
    return [(message.id, message.msg, message.hint) for message in guards_stand(None, databases=["default"])]


def down() -> None:
    write(*upkeep.DIALECTS[connection.vendor].statements_down(piece()))


def up(changed: Piece) -> None:
    write(*upkeep.DIALECTS[connection.vendor].statements_up(changed))


def test_nothing_is_found_while_every_guard_stands() -> None:
    assert found() == []


def test_a_missing_guard_is_found_and_put_back_by_migrating() -> None:
    down()
    assert found() == [("guards.E001", f"The database lacks the guard {NAME} on {TABLE}.", MIGRATE)]
    upkeep.put_up(connection)
    assert found() == []


def test_a_changed_guard_is_found_and_made_anew_by_migrating() -> None:
    whole = piece()
    down()
    up(Piece(whole.name, whole.table, whole.definition.replace("1 = 0", "1 = 1")))
    assert found() == [
        ("guards.E002", f"The guard {NAME} on {TABLE} is not what the software declares.", MIGRATE)
    ]
    upkeep.put_up(connection)
    assert (found(), piece()) == ([], whole)


def test_a_guard_on_another_table_is_found() -> None:
    whole = piece()
    down()
    up(Piece(whole.name, "civic_closedday", whole.definition.replace(TABLE, "civic_closedday")))
    assert [each[0] for each in found()] == ["guards.E002"]
    upkeep.put_up(connection)
    assert (found(), piece()) == ([], whole)


if connection.vendor == "postgresql":  # SQLite can neither switch a trigger off nor rewrite a statement

    def test_a_guard_switched_off_is_found_and_switched_on_by_migrating() -> None:
        write(f"ALTER TABLE {TABLE} DISABLE TRIGGER guard_{NAME}")
        assert [each[0] for each in found()] == ["guards.E002"]
        upkeep.put_up(connection)
        assert found() == []

    def test_guards_that_sleep_are_found() -> None:
        write("SET LOCAL session_replication_role = replica")
        said = (
            "The database lets every guard sleep: session_replication_role is replica "
            "for its role or for itself."
        )
        assert [each[:2] for each in found()] == [("guards.E006", said)]

    def test_a_guard_that_looks_elsewhere_is_found_and_made_anew_by_migrating() -> None:
        """Its words are the same, and the tables they name are others."""
        write("CREATE SCHEMA elsewhere", f"ALTER FUNCTION guard_{NAME}() SET search_path = elsewhere, public")
        assert [each[0] for each in found()] == ["guards.E002"]
        upkeep.put_up(connection)
        assert found() == []

    def test_a_guard_sees_no_temporary_table_in_the_place_of_ours(officer: Person, mayor: Person) -> None:
        write(
            "CREATE TEMPORARY TABLE protocols_protocolversion AS SELECT * FROM protocols_protocolversion",
            "UPDATE pg_temp.protocols_protocolversion SET state = 'draft'",
        )
        with refused_by("clause_changes_in_a_draft"):
            run_sql("UPDATE public.protocols_clause SET text = 'Anything goes.' WHERE code = 'P1'")

    def test_a_rule_that_swallows_writes_is_found_and_left_alone() -> None:
        write(f"CREATE RULE guard_swallow AS ON DELETE TO {TABLE} DO INSTEAD NOTHING")
        said = ("guards.E003", f"Nobody declared the rule guard_swallow, which stands on {TABLE}.")
        assert [each[:2] for each in found()] == [said]
        upkeep.put_up(connection)
        assert [each[:2] for each in found()] == [said]

    def test_a_check_that_was_dropped_is_found() -> None:
        write("ALTER TABLE engagements_decision DROP CONSTRAINT exception_has_a_reason")
        assert found() == [LOST_CHECK]

else:

    def test_guards_that_a_replaced_row_would_pass_are_found() -> None:
        write("PRAGMA recursive_triggers = OFF")
        try:
            said = "The database lets a guarded row be replaced: recursive_triggers is off."
            assert [each[:2] for each in found()] == [("guards.E006", said)]
        finally:
            write("PRAGMA recursive_triggers = ON")

    def test_a_row_that_is_never_deleted_is_not_replaced_either(officer: Person, mayor: Person) -> None:
        cases.declined(officer=officer, mayor=mayor)
        with refused_by("record_is_never_deleted", "entry_makes_the_next_version"):
            run_sql("INSERT OR REPLACE INTO engagements_recordentry SELECT * FROM engagements_recordentry")
        with refused_by("decision_is_never_deleted", "decision_makes_the_next_version"):
            run_sql("INSERT OR REPLACE INTO engagements_decision SELECT * FROM engagements_decision")

    def test_a_check_that_was_dropped_is_found() -> None:
        write(
            "PRAGMA writable_schema = ON",
            "UPDATE sqlite_master SET sql = replace(sql, 'exception_has_a_reason', 'another_word')",
            "PRAGMA writable_schema = OFF",
        )
        assert found() == [LOST_CHECK]


def test_a_unique_index_that_was_dropped_is_found() -> None:
    write("DROP INDEX one_living_delegation")
    said = "The database lacks the constraint one_living_delegation on engagements_delegation."
    assert found() == [("guards.E005", said, RESTORE)]


def test_a_table_that_was_dropped_is_found() -> None:
    write(f"DROP TABLE engagements_recordhead{' CASCADE' if connection.vendor == 'postgresql' else ''}")
    assert found() == [("guards.E004", "The database lacks the table engagements_recordhead.", RESTORE)]


def test_a_trigger_nobody_declared_is_found_and_left_alone() -> None:
    up(stranger := Piece("letters_pass", TABLE, piece().definition.replace(f"guard_{NAME}", "letters_pass")))
    said = ("guards.E003", f"Nobody declared letters_pass, which stands on {TABLE}.")
    assert [each[:2] for each in found()] == [said]
    upkeep.put_up(connection)
    assert [each[:2] for each in found()] == [said]
    write(*upkeep.DIALECTS[connection.vendor].statements_down(stranger))


def test_django_asks_it_among_the_checks_of_a_database_and_never_without_one() -> None:
    down()
    assert "guards.E001" in [message.id for message in run_checks(databases=["default"])]
    assert "guards.E001" not in [message.id for message in run_checks()]
