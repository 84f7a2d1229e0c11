import django.db.models.deletion
import django.utils.timezone
import portal.files.storing
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('submissions', '0040_status_version'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReplyFile',
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
                ('reply', models.OneToOneField(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='paper', to='submissions.statereply')),
            ],
            options={
                'verbose_name': 'file of a reply',
                'verbose_name_plural': 'files of replies',
                'ordering': ['pk'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('deleted_at__isnull', True), models.Q(('file', ''), ('given_name', '')), _connector='OR'), name='replyfile_deleted_has_no_file'), models.CheckConstraint(condition=models.Q(('deleted_at__isnull', False), models.Q(('file', ''), _negated=True), _connector='OR'), name='replyfile_has_file'), models.CheckConstraint(condition=models.Q(('scan_state__in', ['pending', 'clean', 'refused'])), name='replyfile_known_scan_state'), models.CheckConstraint(condition=models.Q(('deleted_at__isnull', False), models.Q(('description', ''), _negated=True), _connector='OR'), name='reply_file_has_description', violation_error_message='Say what the file shows or holds.')],
            },
        ),
    ]
