"""What the database itself refuses of the handbook from now on: words changed after they were put for signature, a version in
force without three signatures, and signatures or acknowledgements taken away. These replace the triggers of the second migration."""

from django.db import migrations

PUBLISHED = "A published version of the protocol is never changed."
UNSIGNED = "A version of the protocol comes into force only when all three have signed."
KEPT = "Signatures and acknowledgements are never changed or removed."
NOT_TO_SIGN = "This version is not put for signature."

WORDS = ("number", "created_at", "answer_days", "after_reminder_days", "rare_exceptions", "offer_deputy", "ask_wish")
SAME_WORDS = " AND ".join([f"NEW.{name} = OLD.{name}" for name in ("id", *WORDS)] + ["COALESCE(NEW.created_by_id, 0) = COALESCE(OLD.created_by_id, 0)"])
SAME_PUBLISHING = "NEW.note = OLD.note AND NEW.in_force_from = OLD.in_force_from AND COALESCE(NEW.published_by_id, 0) = COALESCE(OLD.published_by_id, 0)"
SIGNED = (
    "(SELECT COUNT(DISTINCT s.part) FROM protocols_signoff s JOIN protocols_signinground r ON r.id = s.round_id"
    " WHERE r.version_id = OLD.id AND r.voided_at IS NULL AND s.part IN ('leader', 'chief_executive', 'monitoring_officer')) = 3"
)
# From which state to which, with nothing but what belongs to that move.
MOVES = (
    f"({SAME_WORDS}) AND ("
    " (OLD.state = 'for_signature' AND NEW.state = 'for_signature' AND NEW.note = OLD.note)"
    " OR (OLD.state = 'for_signature' AND NEW.state IN ('draft', 'in_force'))"
    f" OR (OLD.state = 'in_force' AND NEW.state = 'superseded' AND {SAME_PUBLISHING}))"
)
OF_A_VERSION = "EXISTS (SELECT 1 FROM protocols_protocolversion v WHERE v.id {which} AND v.state <> 'draft')"
OPEN_ROUND = (
    "EXISTS (SELECT 1 FROM protocols_signinground r JOIN protocols_protocolversion v ON v.id = r.version_id"
    " WHERE r.id = NEW.round_id AND r.voided_at IS NULL AND v.state IN ('for_signature', 'in_force'))"
)
VOIDED = (
    "NEW.id = OLD.id AND NEW.version_id = OLD.version_id AND NEW.words_digest = OLD.words_digest AND NEW.opened_at = OLD.opened_at"
    " AND NEW.opened_by_id = OLD.opened_by_id AND OLD.voided_at IS NULL AND NEW.voided_at IS NOT NULL"
    " AND EXISTS (SELECT 1 FROM protocols_protocolversion v WHERE v.id = OLD.version_id AND v.state IN ('draft', 'for_signature'))"
)

# What each trigger watches: name, table, event, the condition under which it refuses, and what it says.
GUARDS = [
    ("clause_published_insert", "protocols_clause", "INSERT", OF_A_VERSION.format(which="= NEW.version_id"), PUBLISHED),
    ("clause_published_update", "protocols_clause", "UPDATE", OF_A_VERSION.format(which="IN (OLD.version_id, NEW.version_id)"), PUBLISHED),
    ("clause_published_delete", "protocols_clause", "DELETE", OF_A_VERSION.format(which="= OLD.version_id"), PUBLISHED),
    ("version_begins_as_draft", "protocols_protocolversion", "INSERT", "NEW.state <> 'draft'", UNSIGNED),
    (
        "version_signed_first", "protocols_protocolversion", "UPDATE",
        f"NEW.state = 'in_force' AND (OLD.state = 'draft' OR (OLD.state = 'for_signature' AND NOT {SIGNED}))"
        " OR (OLD.state = 'draft' AND NEW.state = 'superseded')", UNSIGNED,
    ),
    ("version_published_update", "protocols_protocolversion", "UPDATE", f"OLD.state <> 'draft' AND NOT ({MOVES})", PUBLISHED),
    ("version_published_delete", "protocols_protocolversion", "DELETE", "OLD.state <> 'draft'", PUBLISHED),
    ("round_update", "protocols_signinground", "UPDATE", f"NOT ({VOIDED})", KEPT),
    ("round_delete", "protocols_signinground", "DELETE", "1 = 1", KEPT),
    ("signoff_insert", "protocols_signoff", "INSERT", f"NOT {OPEN_ROUND}", NOT_TO_SIGN),
    ("signoff_update", "protocols_signoff", "UPDATE", "1 = 1", KEPT),
    ("signoff_delete", "protocols_signoff", "DELETE", "1 = 1", KEPT),
    ("acknowledgement_update", "protocols_acknowledgement", "UPDATE", "1 = 1", KEPT),
    ("acknowledgement_delete", "protocols_acknowledgement", "DELETE", "1 = 1", KEPT),
    ("induction_update", "protocols_inductionmeeting", "UPDATE", "1 = 1", KEPT),
    ("induction_delete", "protocols_inductionmeeting", "DELETE", "1 = 1", KEPT),
]


def guard(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for name, table, event, condition, sentence in GUARDS:
            if postgres:
                row = "OLD" if event == "DELETE" else "NEW"
                cursor.execute(
                    f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                    f" IF {condition} THEN RAISE EXCEPTION '{sentence}' USING ERRCODE = 'integrity_constraint_violation'; END IF;"
                    f" RETURN {row}; END $$"
                )
                cursor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
            else:
                cursor.execute(
                    f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW WHEN {condition}"
                    f" BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
                )


def unguard(apps, schema_editor):
    postgres = schema_editor.connection.vendor == "postgresql"
    with schema_editor.connection.cursor() as cursor:
        for name, table, *_ in GUARDS:
            cursor.execute(f"DROP TRIGGER {name} ON {table}" if postgres else f"DROP TRIGGER {name}")
            if postgres:
                cursor.execute(f"DROP FUNCTION {name}()")


class Migration(migrations.Migration):
    dependencies = [("protocols", "0003_standing")]

    operations = [migrations.RunPython(guard, unguard)]
