"""One row for each look at a statement (submissions/statements/reviews.py)."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('submissions', '0008_draft_saves'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_appeal', models.BooleanField(default=False)),
                ('opened_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('held_since', models.DateTimeField(null=True)),
                ('approved_at', models.DateTimeField(null=True)),
                ('wanted_from', models.DateTimeField(null=True)),
                ('outcome', models.CharField(blank=True, choices=[('accepted', 'Accepted'), ('returned', 'Returned with questions'), ('rejected', 'Not accepted')], max_length=8)),
                ('reason_code', models.CharField(blank=True, choices=[('unclear', 'A passage cannot be understood as it stands'), ('source', 'A claim about facts needs its source'), ('person', 'It names a person who may not have agreed to be named'), ('danger', 'It could put somebody in danger'), ('file', 'An attachment cannot be read, or does not belong to the text'), ('subject', 'It does not speak about the Convention or its review'), ('hatred', 'It calls for violence or hatred'), ('sender', 'It is not by the organization named'), ('repeated', 'The same text is on the record already'), ('other', 'Another reason, told in words')], max_length=8)),
                ('reason', models.TextField(blank=True, max_length=2000)),
                ('decided_at', models.DateTimeField(null=True)),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('held_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('not_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('statement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='submissions.statement')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='submissions.statementversion')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(condition=models.Q(('decided_at__isnull', True)), fields=['opened_at', 'id'], name='review_waiting')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('decided_at__isnull', True)), fields=('statement',), name='one_open_review_of_a_statement', violation_error_message='This statement is being checked already.'), models.UniqueConstraint(condition=models.Q(('is_appeal', True)), fields=('statement',), name='one_appeal_of_a_statement', violation_error_message='A decision can be appealed once, and this one was.'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('outcome', '')), models.Q(('outcome__in', ['accepted', 'returned', 'rejected']), ('decided_at__isnull', False)), _connector='OR'), name='decided_review_has_outcome'), models.CheckConstraint(condition=models.Q(('held_by__isnull', True), models.Q(('decided_at__isnull', True), ('held_since__isnull', False)), _connector='OR'), name='held_review_is_open'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'accepted']), models.Q(models.Q(('reason_code', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='refusing_review_has_reason', violation_error_message='Say why, so that the organization can act on it.'), models.CheckConstraint(condition=models.Q(('not_by__isnull', True), ('held_by__isnull', True), models.Q(('not_by', models.F('held_by')), _negated=True), _connector='OR'), name='appeal_held_by_another', violation_error_message='Who decided before does not decide about the appeal.'), models.CheckConstraint(condition=models.Q(('not_by__isnull', True), ('approved_by__isnull', True), models.Q(('not_by', models.F('approved_by')), _negated=True), _connector='OR'), name='appeal_approved_by_another', violation_error_message='Who decided before does not decide about the appeal.'), models.CheckConstraint(condition=models.Q(('not_by__isnull', True), ('decided_by__isnull', True), models.Q(('not_by', models.F('decided_by')), _negated=True), _connector='OR'), name='appeal_decided_by_another', violation_error_message='Who decided before does not decide about the appeal.'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'accepted'), _negated=True), ('approved_by__isnull', True), ('decided_by__isnull', True), models.Q(('approved_by', models.F('decided_by')), _negated=True), _connector='OR'), name='two_people_accept', violation_error_message='The second of two people is somebody else than the first.')],
            },
        ),
    ]
