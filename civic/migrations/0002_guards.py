"""What the database itself refuses, on SQLite and on PostgreSQL: overlapping terms and acting periods, and a record
that is altered. On PostgreSQL an exclusion constraint, written with range types so that no extension is needed; on
SQLite, which writes one transaction at a time, triggers."""

from django.db import migrations

POSTGRESQL = [
    (
        """ALTER TABLE civic_term ADD CONSTRAINT term_one_holder_at_once EXCLUDE USING gist
           (int8range(office_id, office_id, '[]') WITH &&, tstzrange(begins_at, ends_at) WITH &&)""",
        "ALTER TABLE civic_term DROP CONSTRAINT term_one_holder_at_once",
    ),
    (
        "ALTER TABLE civic_actingperiod ADD CONSTRAINT acting_one_at_once EXCLUDE USING gist (tstzrange(begins_at, ends_at) WITH &&)",
        "ALTER TABLE civic_actingperiod DROP CONSTRAINT acting_one_at_once",
    ),
    (
        """CREATE FUNCTION civic_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
           BEGIN RAISE EXCEPTION 'civic_change_append_only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
        "DROP FUNCTION civic_refuse_change()",
    ),
    (
        """CREATE TRIGGER civic_change_append_only BEFORE UPDATE OR DELETE ON civic_civicchange
           FOR EACH ROW EXECUTE FUNCTION civic_refuse_change()""",
        "DROP TRIGGER civic_change_append_only ON civic_civicchange",
    ),
]


def sqlite_trigger(name, moment, table, condition, message):
    when = f"WHEN {condition} " if condition else ""
    return (
        f"CREATE TRIGGER {name} BEFORE {moment} ON {table} FOR EACH ROW {when}BEGIN SELECT RAISE(ABORT, '{message}'); END",
        f"DROP TRIGGER {name}",
    )


# Moments are stored as text of one form, so comparing text compares moments; NULL is an end that is not known.
TERM_OVERLAP = """EXISTS (SELECT 1 FROM civic_term other WHERE other.office_id = NEW.office_id AND other.id IS NOT {own}
    AND datetime(other.begins_at) < datetime(NEW.ends_at) AND datetime(NEW.begins_at) < datetime(other.ends_at))"""
ACTING_OVERLAP = """EXISTS (SELECT 1 FROM civic_actingperiod other WHERE other.id IS NOT {own}
    AND datetime(other.begins_at) < datetime(coalesce(NEW.ends_at, '9999-12-31'))
    AND datetime(NEW.begins_at) < datetime(coalesce(other.ends_at, '9999-12-31')))"""
SQLITE = [
    sqlite_trigger("term_one_holder_insert", "INSERT", "civic_term", TERM_OVERLAP.format(own="NEW.id"), "term_one_holder_at_once"),
    sqlite_trigger("term_one_holder_update", "UPDATE", "civic_term", TERM_OVERLAP.format(own="OLD.id"), "term_one_holder_at_once"),
    sqlite_trigger("acting_one_insert", "INSERT", "civic_actingperiod", ACTING_OVERLAP.format(own="NEW.id"), "acting_one_at_once"),
    sqlite_trigger("acting_one_update", "UPDATE", "civic_actingperiod", ACTING_OVERLAP.format(own="OLD.id"), "acting_one_at_once"),
    sqlite_trigger("civic_change_no_update", "UPDATE", "civic_civicchange", "", "civic_change_append_only"),
    sqlite_trigger("civic_change_no_delete", "DELETE", "civic_civicchange", "", "civic_change_append_only"),
]


def statements(schema_editor):
    return {"postgresql": POSTGRESQL, "sqlite": SQLITE}[schema_editor.connection.vendor]


def put_up(apps, schema_editor):
    for forwards, _ in statements(schema_editor):
        schema_editor.execute(forwards)


def take_down(apps, schema_editor):
    for _, backwards in reversed(statements(schema_editor)):
        schema_editor.execute(backwards)


class Migration(migrations.Migration):
    dependencies = [("civic", "0001_initial")]
    operations = [migrations.RunPython(put_up, take_down)]
