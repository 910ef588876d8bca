"""Questions for advice, what members ask of the office, and what the database refuses of both.

Answers and histories are only ever added to; the words of a question or task never change; a question moves only by an answer,
and only up; what is closed stays closed.
"""

import importlib

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


of_0002 = importlib.import_module("engagements.migrations.0002_guards")
RANK = "CASE {0}.level WHEN 'civic_manager' THEN 0 WHEN 'monitoring_officer' THEN 1 ELSE 2 END"
SAME_QUESTION = """NEW.reference = OLD.reference AND NEW.question = OLD.question AND NEW.asked_as = OLD.asked_as
    AND NEW.asked_by_id = OLD.asked_by_id AND NEW.asked_at = OLD.asked_at AND COALESCE(NEW.invitation_id, 0) = COALESCE(OLD.invitation_id, 0)"""
MOVES_BY_A_ROW = f"""(NEW.level = OLD.level AND NEW.state = OLD.state)
    OR (NEW.level = OLD.level AND OLD.state = 'open' AND NEW.state = 'answered' AND EXISTS (
        SELECT 1 FROM engagements_consultationanswer a WHERE a.consultation_id = NEW.id AND a.level = NEW.level AND a.kind = 'answer'))
    OR (NEW.state = 'open' AND ({RANK.format('NEW')}) > ({RANK.format('OLD')}) AND EXISTS (
        SELECT 1 FROM engagements_consultationanswer a WHERE a.consultation_id = NEW.id AND a.level = OLD.level AND a.kind <> 'answer'))"""
ANSWERED_WHERE_IT_IS = """EXISTS (SELECT 1 FROM engagements_consultation c WHERE c.id = NEW.consultation_id AND c.level = NEW.level
    AND (c.state = 'open' OR NEW.kind = 'taken_up'))"""
SAME_TASK = """NEW.wanted = OLD.wanted AND NEW.asked_as = OLD.asked_as AND NEW.asked_by_id = OLD.asked_by_id
    AND NEW.asked_at = OLD.asked_at AND COALESCE(NEW.invitation_id, 0) = COALESCE(OLD.invitation_id, 0)"""
NEVER = "1 = 0"
GUARDS = [
    ("question_stays_what_it_was", "engagements_consultation", "UPDATE", SAME_QUESTION),
    ("question_moves_by_an_answer", "engagements_consultation", "UPDATE", MOVES_BY_A_ROW),
    ("question_is_never_deleted", "engagements_consultation", "DELETE", NEVER),
    ("question_is_answered_where_it_is", "engagements_consultationanswer", "INSERT", ANSWERED_WHERE_IT_IS),
    ("answer_is_never_altered", "engagements_consultationanswer", "UPDATE", NEVER),
    ("answer_is_never_deleted", "engagements_consultationanswer", "DELETE", NEVER),
    ("task_stays_what_it_was", "engagements_membertask", "UPDATE", SAME_TASK),
    ("task_closed_stays_closed", "engagements_membertask", "UPDATE", "OLD.state = 'open'"),
    ("task_is_never_deleted", "engagements_membertask", "DELETE", NEVER),
    ("history_is_never_altered", "engagements_membertaskevent", "UPDATE", NEVER),
    ("history_is_never_deleted", "engagements_membertaskevent", "DELETE", NEVER),
]


def put_up(apps, schema_editor):
    write = {"sqlite": of_0002.sqlite, "postgresql": of_0002.postgresql}[schema_editor.connection.vendor]
    for guard in GUARDS:
        schema_editor.execute(write(*guard))


def take_down(apps, schema_editor):
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for name, table, _, _ in GUARDS:
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}" if on_postgresql else f"DROP TRIGGER {name}")
        if on_postgresql:
            schema_editor.execute(f"DROP FUNCTION guard_{name}()")


class Migration(migrations.Migration):

    dependencies = [
        ('engagements', '0007_erasure_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AdviceCounter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='ConductRouteShown',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(unique=True)),
                ('times', models.PositiveIntegerField(default=0)),
            ],
            options={
                'verbose_name_plural': 'conduct route shown',
                'ordering': ['-on'],
            },
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('mayor_decides', 'an invitation waits for your decision'), ('mayor_special', 'a special case was put before you'), ('deputy_asked', 'you are asked to attend'), ('deputy_released', 'you are no longer asked to attend'), ('advice_asked', 'your advice is asked for'), ('mayor_told', 'an engagement in your diary was called off'), ('handbook_waits', 'the protocol waits for you to acknowledge it'), ('question_waits', 'a question about the protocol waits for you'), ('question_answered', 'there is news of your question about the protocol'), ('task_given', 'a task of the civic office was given to you'), ('task_closed', 'the civic office has answered what you asked of it')], max_length=20),
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=20, unique=True)),
                ('question', models.TextField(max_length=4000)),
                ('asked_as', models.CharField(choices=[('officer', 'the civic office'), ('mayor', 'the Mayor'), ('deputy', 'the Deputy')], max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('level', models.CharField(choices=[('civic_manager', 'civic manager'), ('monitoring_officer', 'Monitoring Officer'), ('chief_executive', 'Chief Executive')], max_length=20)),
                ('state', models.CharField(choices=[('open', 'waits for an answer'), ('answered', 'answered')], default='open', max_length=10)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='engagements.invitation')),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='ConsultationAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('civic_manager', 'civic manager'), ('monitoring_officer', 'Monitoring Officer'), ('chief_executive', 'Chief Executive')], max_length=20)),
                ('kind', models.CharField(choices=[('answer', 'answered'), ('passed_up', 'passed it up'), ('taken_up', 'took it to the next level')], max_length=10)),
                ('words', models.TextField(max_length=4000)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='engagements.consultation')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='MemberTask',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wanted', models.TextField(max_length=2000)),
                ('asked_as', models.CharField(choices=[('officer', 'the civic office'), ('mayor', 'the Mayor'), ('deputy', 'the Deputy')], max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'open'), ('done', 'done'), ('cannot', 'cannot be done')], default='open', max_length=10)),
                ('answer', models.TextField(blank=True, max_length=4000)),
                ('clause', models.CharField(blank=True, max_length=4)),
                ('closed_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('invitation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='member_tasks', to='engagements.invitation')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='MemberTaskEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('asked', 'asked'), ('taken', 'took it on'), ('given', 'gave it to'), ('done', 'did it'), ('cannot', 'said that it cannot be done')], max_length=10)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='history', to='engagements.membertask')),
                ('to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.AddIndex(
            model_name='consultation',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['level', 'id'], name='consultations_waiting'),
        ),
        migrations.AddConstraint(
            model_name='consultationanswer',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'answer')), fields=('consultation', 'level'), name='one_answer_at_a_level', violation_error_message='This level has answered already.'),
        ),
        migrations.AddConstraint(
            model_name='consultationanswer',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'answer'), _negated=True), fields=('consultation', 'level'), name='left_a_level_once', violation_error_message='The question has gone to the next level already.'),
        ),
        migrations.AddConstraint(
            model_name='consultationanswer',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'answer'), models.Q(('level', 'chief_executive'), _negated=True), _connector='OR'), name='nobody_above_the_chief_executive', violation_error_message='There is no level above the Chief Executive.'),
        ),
        migrations.AddIndex(
            model_name='membertask',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['id'], name='member_tasks_open'),
        ),
        migrations.AddConstraint(
            model_name='membertask',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('clause', ''), ('closed_at__isnull', True), ('closed_by__isnull', True), ('state', 'open')), models.Q(('clause', ''), ('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'done'), models.Q(('answer', ''), _negated=True)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False), ('state', 'cannot'), models.Q(('answer', ''), _negated=True), models.Q(('clause', ''), _negated=True)), _connector='OR'), name='task_closed_with_an_answer', violation_error_message='A task is closed with an answer; one that cannot be done names its clause.'),
        ),
        migrations.RunPython(put_up, take_down),
    ]
