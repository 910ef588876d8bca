"""Pre-election periods of one ward, found by its postcodes."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('civic', '0004_leader'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='preelectionperiod',
            name='pre_election_candidate_named',
        ),
        migrations.AddField(
            model_name='preelectionperiod',
            name='postcodes',
            field=models.JSONField(blank=True, default=list, verbose_name='postcodes of the ward'),
        ),
        migrations.AddField(
            model_name='preelectionperiod',
            name='ward',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AlterField(
            model_name='preelectionperiod',
            name='scope',
            field=models.CharField(choices=[('whole_council', 'the whole council'), ('ward', 'one ward'), ('candidate', 'an office-holder who is a candidate')], default='whole_council', max_length=15),
        ),
        migrations.AddConstraint(
            model_name='preelectionperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('scope', 'candidate'), _negated=True), ('person__isnull', True)), models.Q(('person__isnull', False), ('scope', 'candidate')), _connector='OR'), name='pre_election_candidate_named', violation_error_message='Name the candidate, or choose the whole council or a ward.'),
        ),
        migrations.AddConstraint(
            model_name='preelectionperiod',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('scope', 'ward'), _negated=True), ('ward', '')), models.Q(('scope', 'ward'), models.Q(('ward', ''), _negated=True)), _connector='OR'), name='pre_election_ward_named', violation_error_message='Name the ward, or choose the whole council or a candidate.'),
        ),
    ]
