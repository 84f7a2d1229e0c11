"""What stands where a statement stood (submissions/statements/tombstones.py)."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('submissions', '0012_cosigners'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Tombstone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('withdrawn', 'Withdrawn'), ('removed', 'Removed')], max_length=10)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('code', models.CharField(blank=True, choices=[('person', 'Personal data of a third person'), ('danger', 'Danger to someone’s safety'), ('hatred', 'Incitement to violence or hatred'), ('court', 'Order of a court'), ('sender', 'Not by the organization named')], max_length=8)),
                ('reason', models.TextField(max_length=1000)),
                ('keeps_title', models.BooleanField(default=False)),
                ('lifted_at', models.DateTimeField(null=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tombstones', to='submissions.statement')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('lifted_at__isnull', True)), fields=('statement',), name='one_tombstone_of_a_statement'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('code', ''), ('kind', 'withdrawn')), models.Q(('kind', 'removed'), ('code__in', ['person', 'danger', 'hatred', 'court', 'sender'])), _connector='OR'), models.Q(('reason', ''), _negated=True)), name='tombstone_says_why', violation_error_message='Say why: readers see it in place of the text.'), models.CheckConstraint(condition=models.Q(('kind', 'withdrawn'), ('lifted_by__isnull', True), ('by__isnull', True), models.Q(('by', models.F('lifted_by')), _negated=True), _connector='OR'), name='removal_is_lifted_by_another', violation_error_message='Another coordinator than the one who removed it has to restore it.'), models.CheckConstraint(condition=models.Q(('lifted_by__isnull', True), ('lifted_at__isnull', False), _connector='OR'), name='lifted_tombstone_has_date')],
            },
        ),
    ]
