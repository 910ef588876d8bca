"""The triggers that keep published words as they were, and the words the office starts with."""

from django.db import migrations
from django.utils import timezone

from protocols.core.vocabulary import Letter
from protocols.texts import shipped_clauses, shipped_letter

PUBLISHED = "A published version of the protocol is never changed."
LETTERS_KEPT = "A wording of a letter is never changed or removed; save a new one."

# What each trigger watches: table, event, the condition under which it refuses, and what it says.
GUARDS = [
    (
        "clause_published_update", "protocols_clause", "UPDATE",
        "EXISTS (SELECT 1 FROM protocols_protocolversion v WHERE v.id IN (OLD.version_id, NEW.version_id) AND v.state <> 'draft')",
        PUBLISHED,
    ),
    (
        "clause_published_delete", "protocols_clause", "DELETE",
        "EXISTS (SELECT 1 FROM protocols_protocolversion v WHERE v.id = OLD.version_id AND v.state <> 'draft')", PUBLISHED,
    ),
    (
        # In force may become superseded and nothing else; a superseded version stays as it is.
        "version_published_update", "protocols_protocolversion", "UPDATE",
        "OLD.state <> 'draft' AND NOT (OLD.state = 'in_force' AND NEW.state = 'superseded' AND NEW.id = OLD.id"
        " AND NEW.number = OLD.number AND NEW.note = OLD.note AND NEW.created_at = OLD.created_at"
        " AND NEW.in_force_from = OLD.in_force_from AND COALESCE(NEW.created_by_id, 0) = COALESCE(OLD.created_by_id, 0)"
        " AND COALESCE(NEW.published_by_id, 0) = COALESCE(OLD.published_by_id, 0))", PUBLISHED,
    ),
    ("version_published_delete", "protocols_protocolversion", "DELETE", "OLD.state <> 'draft'", PUBLISHED),
    ("letter_wording_update", "protocols_lettertemplateversion", "UPDATE", "1 = 1", LETTERS_KEPT),
    ("letter_wording_delete", "protocols_lettertemplateversion", "DELETE", "1 = 1", LETTERS_KEPT),
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


def load_words(apps, schema_editor):
    now = timezone.now()
    version = apps.get_model("protocols", "ProtocolVersion").objects.create(number=1, note="The protocol the software comes with.", created_at=now)
    clause = apps.get_model("protocols", "Clause")
    clause.objects.bulk_create(
        clause(version=version, code=code, order=order, title=title, text=text)
        for order, (code, title, text) in enumerate(shipped_clauses(), start=1)
    )
    version.state, version.in_force_from = "in_force", now
    version.save()
    for letter in Letter:
        # Only the acknowledgement decides nothing, so only it leaves unread until the office says otherwise.
        template = apps.get_model("protocols", "LetterTemplate").objects.create(
            letter=letter.value, may_go_by_itself=letter is Letter.ACKNOWLEDGEMENT
        )
        subject, body = shipped_letter(letter)
        apps.get_model("protocols", "LetterTemplateVersion").objects.create(
            template=template, number=1, subject=subject, body=body, created_at=now
        )


class Migration(migrations.Migration):
    dependencies = [("protocols", "0001_initial")]

    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(load_words, migrations.RunPython.noop),
    ]
