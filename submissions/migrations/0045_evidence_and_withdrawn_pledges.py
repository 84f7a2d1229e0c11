import django.db.models.deletion
import django.utils.timezone
import portal.files.storing
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('mechanism', '0005_articles_and_terms'),
        ('submissions', '0044_paragraphs_of_statements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ClaimEvidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file', models.FileField(blank=True, editable=False, max_length=120, storage=portal.files.storing.private_storage, upload_to='', verbose_name='file')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('kind', models.CharField(editable=False, max_length=100)),
                ('size', models.PositiveIntegerField(editable=False)),
                ('given_name', models.CharField(blank=True, editable=False, max_length=140)),
                ('description', models.CharField(blank=True, max_length=200, verbose_name='description')),
                ('removed', models.JSONField(default=list, editable=False)),
                ('scan_state', models.CharField(choices=[('pending', 'Waiting for the virus scanner'), ('clean', 'Clean'), ('refused', 'Refused by the virus scanner')], default='pending', editable=False, max_length=8)),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('deleted_at', models.DateTimeField(editable=False, null=True)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('claim', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='submissions.claim')),
            ],
            options={
                'verbose_name': 'file of a report',
                'verbose_name_plural': 'files of reports',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('deleted_at__isnull', True), models.Q(('file', ''), ('given_name', '')), _connector='OR'), name='claimevidence_deleted_has_no_file'),
                    models.CheckConstraint(condition=models.Q(('deleted_at__isnull', False), models.Q(('file', ''), _negated=True), _connector='OR'), name='claimevidence_has_file'),
                    models.CheckConstraint(condition=models.Q(('scan_state__in', ['pending', 'clean', 'refused'])), name='claimevidence_known_scan_state'),
                    models.CheckConstraint(condition=models.Q(('deleted_at__isnull', False), models.Q(('description', ''), _negated=True), _connector='OR'), name='claim_evidence_has_description', violation_error_message='Say what the file shows or holds.'),
                    models.UniqueConstraint(condition=models.Q(('deleted_at__isnull', True)), fields=('claim', 'sha256'), name='one_evidence_of_a_content', violation_error_message='This file is there already.'),
                ],
            },
        ),
        migrations.AddField(
            model_name='claim',
            name='internal_note',
            field=models.TextField(blank=True, max_length=4000, verbose_name='For those who check it alone'),
        ),
        migrations.AddField(
            model_name='pledge',
            name='state',
            field=models.CharField(choices=[('taken', 'Taken'), ('withdrawn', 'Withdrawn')], default='taken', editable=False, max_length=16, verbose_name='state'),
        ),
        migrations.AddField(
            model_name='pledge',
            name='withdrawn_at',
            field=models.DateTimeField(editable=False, null=True),
        ),
        migrations.AddField(
            model_name='pledge',
            name='withdrawn_because',
            field=models.CharField(blank=True, editable=False, max_length=400, verbose_name='Reason'),
        ),
        migrations.AddField(
            model_name='pledge',
            name='withdrawn_for_state',
            field=models.BooleanField(default=False, editable=False),
        ),
        migrations.AlterField(
            model_name='pledge',
            name='country',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pledges', to='mechanism.state', verbose_name='State'),
        ),
        migrations.AddConstraint(
            model_name='pledge',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['taken', 'withdrawn'])), name='pledge_known_state'),
        ),
        migrations.AddConstraint(
            model_name='pledge',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'taken')), fields=('country',), name='one_standing_pledge_of_a_state', violation_error_message='This State took the pledge already.'),
        ),
        migrations.AddConstraint(
            model_name='pledge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'taken'), ('withdrawn_at__isnull', True), ('withdrawn_because', '')), models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False), models.Q(('withdrawn_because', ''), _negated=True)), _connector='OR'), name='withdrawn_pledge_has_day_and_reason'),
        ),
    ]
