"""Later versions of statements (submissions/statements/later.py), each with texts and reviews of its own."""

import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


def lift_triggers(apps, schema_editor) -> None:
    """On SQLite, triggers that a migration back left behind name columns that are not there yet; `migrate` puts all of
    them up again."""
    if schema_editor.connection.vendor == "sqlite":
        for table in ("submissions_statementversion", "submissions_review", "submissions_laterversion"):
            for event in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only_{event}")


class Migration(migrations.Migration):

    dependencies = [
        ('submissions', '0016_register_columns'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(lift_triggers, migrations.RunPython.noop),
        migrations.CreateModel(
            name='LaterVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False, verbose_name='created')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Being checked'), ('returned', 'Returned with questions'), ('accepted', 'Published'), ('rejected', 'Not accepted'), ('withdrawn', 'Taken back')], default='draft', editable=False, max_length=16, verbose_name='state')),
                ('kind', models.CharField(choices=[('original', 'Original'), ('rev', 'Revision'), ('corr', 'Correction'), ('add', 'Addition'), ('translation', 'Translation')], max_length=12, verbose_name='kind')),
                ('language', models.CharField(choices=[('ar', 'Arabic'), ('zh-hans', 'Chinese'), ('en', 'English'), ('fr', 'French'), ('ru', 'Russian'), ('es', 'Spanish')], max_length=10, verbose_name='language of this text')),
                ('official', models.BooleanField(default=False)),
                ('what_changed', models.CharField(blank=True, max_length=400)),
                ('receipt', models.CharField(max_length=12, null=True, unique=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decision_note', models.TextField(blank=True)),
                ('serial', models.PositiveSmallIntegerField(null=True)),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('replaced_names', models.JSONField(null=True)),
            ],
            options={
                'verbose_name': 'later version',
                'verbose_name_plural': 'later versions',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Reconfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('substance', models.CharField(max_length=64)),
                ('answer', models.CharField(blank=True, choices=[('', 'Asked'), ('confirmed', 'Confirmed'), ('declined', 'Declined')], max_length=9)),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='review',
            name='one_open_review_of_a_statement',
        ),
        migrations.RemoveConstraint(
            model_name='statementversion',
            name='one_working_draft',
        ),
        migrations.AlterField(
            model_name='statemententry',
            name='kind',
            field=models.CharField(choices=[('accept', 'Accepted'), ('revise', 'Another version accepted'), ('withdraw', 'Withdrawn by its organization'), ('undo', 'Withdrawal taken back'), ('remove', 'Removed by coordinators'), ('restore', 'Restored')], max_length=10),
        ),
        migrations.AlterField(
            model_name='statementversion',
            name='kind',
            field=models.CharField(choices=[('original', 'Original'), ('rev', 'Revision'), ('corr', 'Correction'), ('add', 'Addition'), ('translation', 'Translation')], default='original', max_length=12),
        ),
        migrations.AddField(
            model_name='laterversion',
            name='begun_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='laterversion',
            name='current',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='submissions.statementversion'),
        ),
        migrations.AddField(
            model_name='laterversion',
            name='decided_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='laterversion',
            name='entry',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='later', to='submissions.statemententry'),
        ),
        migrations.AddField(
            model_name='laterversion',
            name='of',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='submissions.statementversion'),
        ),
        migrations.AddField(
            model_name='laterversion',
            name='statement',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='later', to='submissions.statement'),
        ),
        migrations.AddField(
            model_name='laterversion',
            name='submitted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='later',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='submissions.laterversion'),
        ),
        migrations.AddField(
            model_name='statementversion',
            name='track',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='submissions.laterversion'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True), ('later__isnull', True)), fields=('statement',), name='one_open_review_of_a_statement', violation_error_message='This statement is being checked already.'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('later',), name='one_open_review_of_a_later_version', violation_error_message='This version is being checked already.'),
        ),
        migrations.AddConstraint(
            model_name='statementversion',
            constraint=models.UniqueConstraint(condition=models.Q(('frozen_at__isnull', True), ('track__isnull', True)), fields=('statement',), name='one_working_draft'),
        ),
        migrations.AddConstraint(
            model_name='statementversion',
            constraint=models.UniqueConstraint(condition=models.Q(('frozen_at__isnull', True)), fields=('track',), name='one_working_draft_of_a_later_version'),
        ),
        migrations.AddField(
            model_name='reconfirmation',
            name='answered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='reconfirmation',
            name='cosigner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reconfirmations', to='submissions.cosigner'),
        ),
        migrations.AddField(
            model_name='reconfirmation',
            name='later',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reconfirmations', to='submissions.laterversion'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'returned', 'accepted', 'rejected', 'withdrawn'])), name='later_known_state'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['rev', 'corr', 'add', 'translation'])), name='later_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ['rev', 'corr', 'add']), ('state__in', ['draft', 'submitted', 'returned'])), fields=('statement',), name='one_open_change_of_a_statement', violation_error_message='Another change of this statement is on its way.'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'translation'), ('state__in', ['draft', 'submitted', 'returned'])), fields=('statement', 'language'), name='one_open_translation_of_a_language', violation_error_message='A translation into this language is on its way.'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.UniqueConstraint(fields=('statement', 'kind', 'serial'), name='one_later_version_of_a_serial'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.UniqueConstraint(fields=('statement', 'number'), name='one_later_version_of_a_number'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('current__isnull', False), ('decided_at__isnull', False), ('entry__isnull', False), ('number__gt', 1), ('serial__isnull', False), ('state', 'accepted')), models.Q(models.Q(('state', 'accepted'), _negated=True), ('entry__isnull', True), ('number__isnull', True), ('serial__isnull', True)), _connector='OR'), name='accepted_later_version_has_number_and_entry'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'withdrawn']), models.Q(('receipt__isnull', False), ('submitted_at__isnull', False)), _connector='OR'), name='sent_later_version_has_receipt'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.CheckConstraint(condition=models.Q(('kind', 'translation'), ('official', False), _connector='OR'), name='only_translations_are_official'),
        ),
        migrations.AddConstraint(
            model_name='laterversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['returned', 'rejected']), _negated=True), models.Q(('decision_note', ''), _negated=True), _connector='OR'), name='returned_later_version_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='reconfirmation',
            constraint=models.UniqueConstraint(fields=('cosigner', 'later'), name='one_reconfirmation_of_a_cosigner'),
        ),
        migrations.AddConstraint(
            model_name='reconfirmation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answer__in', ['confirmed', 'declined']), ('answered_at__isnull', False)), _connector='OR'), name='answered_reconfirmation_has_date'),
        ),
    ]
