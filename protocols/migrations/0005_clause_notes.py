"""Notes for staff on a clause, only ever added to."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


KEPT = "Notes on clauses are never changed or removed."
GUARDS = (("clausenote_update", "UPDATE", "NEW"), ("clausenote_delete", "DELETE", "OLD"))


def guard(apps, schema_editor):
    for name, event, row in GUARDS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                f" RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; RETURN {row}; END $$"
            )
            schema_editor.execute(f"CREATE TRIGGER {name} BEFORE {event} ON protocols_clausenote FOR EACH ROW EXECUTE FUNCTION {name}()")
        else:
            schema_editor.execute(
                f"CREATE TRIGGER {name} BEFORE {event} ON protocols_clausenote FOR EACH ROW BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
            )


def unguard(apps, schema_editor):
    for name, _, _ in GUARDS:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {name} ON protocols_clausenote")
            schema_editor.execute(f"DROP FUNCTION {name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):

    dependencies = [
        ('protocols', '0004_standing_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClauseNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=4)),
                ('text', models.TextField()),
                ('citation', models.CharField(max_length=40)),
                ('noted_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clause_notes', to='protocols.protocolversion')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('version', 'code', 'citation'), name='advice_noted_once_on_a_clause', violation_error_message='This advice stands as a note on that clause already.')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
