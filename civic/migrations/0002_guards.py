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


def instant(column):
    return f"strftime('%Y-%m-%d %H:%M:%f', {column})"


def overlap(table, beside, own):
    """Another row of the table whose span meets the new row's; an end that is not known lies far ahead."""
    far = "'9999-12-31'"
    return f"""EXISTS (SELECT 1 FROM {table} other WHERE {beside} other.id IS NOT {own}
        AND {instant("other.begins_at")} < {instant(f"coalesce(NEW.ends_at, {far})")}
        AND {instant("NEW.begins_at")} < {instant(f"coalesce(other.ends_at, {far})")})"""


TERM = ("civic_term", "other.office_id = NEW.office_id AND")
ACTING = ("civic_actingperiod", "")
SQLITE = [
    sqlite_trigger("term_one_holder_insert", "INSERT", "civic_term", overlap(*TERM, own="NEW.id"), "term_one_holder_at_once"),
    sqlite_trigger("term_one_holder_update", "UPDATE", "civic_term", overlap(*TERM, own="OLD.id"), "term_one_holder_at_once"),
    sqlite_trigger("acting_one_insert", "INSERT", "civic_actingperiod", overlap(*ACTING, own="NEW.id"), "acting_one_at_once"),
    sqlite_trigger("acting_one_update", "UPDATE", "civic_actingperiod", overlap(*ACTING, own="OLD.id"), "acting_one_at_once"),
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
